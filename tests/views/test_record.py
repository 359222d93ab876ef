"""Does the page of a record say everything that its document says, to a reader of each language?"""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from requirements import workflow
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db

FULL: dict[str, dict[str, Any]] = {
    "requirement": {
        "rationale": {"en": "Because it matters."},
        "verification_method": "test",
        "acceptance_criteria": {"en": "It answers within a second."},
        "developing_country_note": {"en": "A telephone is enough."},
        "obligation_original": "MUST",
        "sdgs": ["sdg:16"],
        "keywords": ["offline"],
        "owner": "organization:itu-t",
        "provisions": ["resolution:wtsa-103#instructs-tsb-director-2"],
        "coverage": [
            {
                "standard": "standard:itu-t-x-1254",
                "edition": "09/2020",
                "relation": "intersects_with",
                "clauses": ["7.2"],
                "rationale": {"en": "It names the levels."},
                "uncovered": {"en": "How they travel."},
                "confirmed": True,
            },
            {"relation": "no_relationship"},
        ],
    },
    "use_case": {
        "narrative": {"en": "Once upon a time."},
        "actors": [{"key": "citizen", "name": {"en": "Citizen"}}, {"key": "office", "name": {"en": "Office"}}],
        "information": [{"key": "form", "name": {"en": "Form"}, "classification": "personal"}],
        "scenarios": [
            {
                "name": {"en": "All goes well"},
                "trigger": {"en": "A birth."},
                "steps": [
                    {
                        "name": {"en": "Ask"},
                        "producer": "citizen",
                        "receiver": "office",
                        "information": ["form"],
                        "requirements": ["REQ-0001"],
                        "building_blocks": ["block:wallet"],
                    }
                ],
            }
        ],
        "indicators": [{"name": {"en": "Days"}, "unit": "d", "target": "3"}],
        "low_connectivity_variant": {"en": "By post."},
    },
    "aspect": {
        "candidates": [{"study_group": "study-group:itu-t-sg17", "question": "Q10", "basis": {"en": "It knows."}}],
        "organizations": ["organization:itu-t"],
        "relevance_reason": {"en": "It travels over networks."},
    },
    "need": {"countries": ["country:fj"], "country_groups": ["ldc"], "urgency": "high"},
    "experience": {
        "countries": ["country:la"],
        "started_on": "2020-02-01",
        "results": {"en": "It grew."},
        "factors": [{"polarity": "barrier", "category": "financing", "weight": 4, "touches": ["REQ-0001"]}],
        "lessons": [{"text": {"en": "Begin small."}}],
    },
}
SAID = {
    "requirement": [
        "Because it matters.",
        "Test.",
        "It answers within a second.",
        "A telephone is enough.",
        "MUST",
        "offline",
        "Peace, justice and strong institutions",
        "ITU Telecommunication Standardization Sector",
        "ITU-T X.1254 (09/2020)",
        "It names the levels.",
        "Clauses: 7.2",
        "How they travel.",
        "Partly covered",
        "No standard found",
        "Assessed, not covered",
        "WTSA Resolution 103, instructs the Director of TSB 2: Instruction 2.",
        "A document",
        "https://example.org/source",
        "First publication",
    ],
    "use_case": [
        "Once upon a time.",
        "All goes well",
        "A birth.",
        "Citizen → Office: Form",
        "Title of REQ-0001",
        "Wallet",
        "Form Personal",
        "Days days 3",
        "By post.",
        "partly covered: 1;",
    ],
    "aspect": ["SG17: Security, Question Q10", "It knows.", "It travels over networks.", "Shared with other bodies"],
    "need": ["Fiji", "Least developed countries", "High"],
    "experience": [
        "Lao People's Democratic Republic",
        "1 February 2020",
        "It grew.",
        "Financing Barrier Title of REQ-0001 4",
        "Begin small.",
    ],
}


@pytest.fixture
def everything() -> None:
    for kind, fields in FULL.items():
        factories.published(kind, **fields)


@pytest.mark.parametrize("kind", FULL)
def test_a_page_says_what_its_document_says(client: Client, everything: None, kind: str) -> None:
    document = factories.document(kind)
    collection = {"use_case": "use-cases"}.get(kind, f"{kind}s")
    page = Page(client.get(f"/en/{collection}/{document.identifier}/"))
    assert page.text("h1") == f"Title of {document.identifier}"
    said = page.text("article")
    lacking = [words for words in SAID[kind] if words not in said]
    assert lacking == []
    assert page.links()["JSON"] == f"/api/v1/{collection}/{document.identifier}/"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("standards/itu-t-x-1254/", "ITU-T X.1254|Entity authentication assurance framework|SG17|09/2020|In force"),
        (
            "standards/itu-t-x-1254/",
            "Provisions of mandates that entries answer with it|Instruction 2.",
        ),
        ("building-blocks/wallet/", "Wallet|Part of Identity|GovStack building block"),
        ("study-groups/itu-t-sg17/", "Security|SG17|Standards (1)|Standardization aspects (1)"),
        ("organizations/itu-t/", "ITU-T|Standards (1)|Requirements (1)|Standardization aspects (1)"),
        ("countries/la/", "LAO|418|Least developed countries, Landlocked developing countries|Experiences (1)"),
        ("programmes/dpi/", "Digital public infrastructure|Requirements (1)|Use cases (1)"),
        ("sdgs/16/", "Peace, justice and strong institutions|Requirements (1)"),
        ("mandates/wtsa-103/", "Operative provisions|Instructs the Director of TSB 2|Instruction 2.|Requirements (1)"),
    ],
)
def test_reference_records_have_pages(client: Client, everything: None, path: str, said: str) -> None:
    text = Page(client.get(f"/en/{path}")).text("article")
    assert [words for words in said.split("|") if words not in text] == []
    # The factories' facts were not seen in a source.
    assert "To be confirmed." in text


def test_provisions_are_places_with_the_number_of_entries_that_answer_them(client: Client, everything: None) -> None:
    page = Page(client.get("/en/mandates/wtsa-103/"))
    (row,) = page.texts("tr", id="instructs-tsb-director-2")
    assert row == "Instructs the Director of TSB 2 Follow Instruction 2. No action is recorded. 1"
    search = "/en/search/?provision=wtsa-103%23instructs-tsb-director-2"
    assert page.links()["1"] in (search, "/en/mandates/wtsa-103/editions/1/")
    assert search in page.attribute("a", "href")
    assert Page(client.get(search)).text("h2", id="res") == "1 entry found"


def test_links_are_shown_from_both_ends(client: Client) -> None:
    requirement = factories.draft()
    link = {"relation": "motivates", "target": "REQ-0001", "note": {"en": "On islands."}}
    need = factories.published("need", links=[link])
    factories.draft("need", "ND-0002", links=[link])
    factories.release([requirement])
    assert "Related entries" not in Page(client.get("/en/needs/ND-0001/")).text("article")
    workflow.publish_part(need, "links")
    page = Page(client.get("/en/needs/ND-0001/"))
    assert "Motivates Title of REQ-0001 On islands. REQ-0001 Required" in page.text("article")
    assert page.links()["Title of REQ-0001"] == "/en/requirements/REQ-0001/"
    assert "Is motivated by Title of ND-0001 ND-0001" in Page(client.get("/en/requirements/REQ-0001/")).text("article")


@pytest.fixture
def translated() -> None:
    factories.published(
        title={"en": "Answer", "fr": "Répondre", "ar": "الرد"},
        statement={"en": "It is required to answer.", "fr": "Il doit répondre.", "ar": "يجب الرد."},
        rationale={"en": "Because."},
        translations={"fr": "reviewed", "ar": "outdated"},
    )


def test_a_text_comes_in_the_readers_language_and_says_where_it_does_not(client: Client, translated: None) -> None:
    page = Page(client.get("/fr/requirements/REQ-0001/"))
    assert page.text("h1") == "Répondre"
    assert page.text("div", class_="stmt") == "Il doit répondre."
    assert page.texts("div", lang="en", dir="ltr") == ["Because."]
    assert page.links()["English"] == "/en/requirements/REQ-0001/"


def test_a_missing_translation_shows_the_source(client: Client, translated: None) -> None:
    page = Page(client.get("/es/requirements/REQ-0001/"))
    assert page.texts("h1", lang="en", dir="ltr") == ["Answer"]
    (note,) = page.texts("div", class_="note")
    with translation.override("es"):
        sentence = gettext("This text is not yet available in your language; it is shown in its source language.")
    assert note.startswith(sentence)


def test_an_outdated_translation_says_so(client: Client, translated: None) -> None:
    page = Page(client.get("/ar/requirements/REQ-0001/"))
    assert page.text("h1") == "الرد"
    (note,) = page.texts("div", class_="note")
    with translation.override("ar"):
        assert note.startswith(gettext("The source text has changed since it was translated."))
    assert page.texts("h1", lang="en") == []


def test_the_source_needs_no_note(client: Client, translated: None) -> None:
    page = Page(client.get("/en/requirements/REQ-0001/"))
    assert page.texts("div", class_="note") == []
    assert "English: source text العربية: Outdated Français: Reviewed" in page.text("div", id="rec")


def test_every_edition_keeps_its_page(client: Client) -> None:
    person = factories.user("administrator")
    entry = factories.published(title={"en": "First"})
    workflow.save(factories.document(title={"en": "Second"}), by=person)
    factories.release([entry])
    latest, first = (Page(client.get(f"/en/requirements/REQ-0001/{below}")) for below in ("", "editions/1/"))
    assert (latest.text("h1"), first.text("h1")) == ("Second", "First")
    (note,) = first.texts("div", class_="note")
    assert note == "This is edition 1, kept as it was published. The latest is edition 2."
    assert latest.links()["1 and 2"] == "/en/requirements/REQ-0001/compare/1..2/"
    assert first.text("p", class_="cite").endswith("http://127.0.0.1:8000/id/REQ-0001/editions/1")
    assert client.get("/en/requirements/REQ-0001/editions/2/").status_code == 200
    json = [page.attribute("link", "href", type="application/json") for page in (latest, first)]
    api = "http://127.0.0.1:8000/api/v1/requirements/REQ-0001/"
    assert json == [[api], [f"{api}editions/1/"]]
    linked = [page.attribute("link", "href", type="application/ld+json") for page in (latest, first)]
    address = "http://127.0.0.1:8000/api/linked/REQ-0001"
    assert linked == [[address], [f"{address}/editions/1"]]
    assert client.get(linked[1][0] or "").headers["Content-Type"] == "application/ld+json"


def test_old_editions_are_listed_in_bounds(client: Client) -> None:
    entry = factories.published(title={"en": "Title 1"})
    for number in range(2, 24):
        workflow.save(factories.document(title={"en": f"Title {number}"}), by=None)
        factories.release([entry])
    page = Page(client.get("/en/requirements/REQ-0001/"))
    assert "Edition 23" in page.links()
    assert "Edition 3" not in page.links()
    assert "Editions 1 to 3 keep their addresses too." in page.text("article")
    assert Page(client.get("/en/requirements/REQ-0001/editions/2/")).text("h1") == "Title 2"


@pytest.mark.parametrize("number", [1, 12])
def test_an_entry_takes_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any, number: int) -> None:
    factories.published(**FULL["requirement"])
    for place in range(1, number + 1):
        factories.published(
            "use_case",
            f"UC-{place:04}",
            scenarios=FULL["use_case"]["scenarios"],
            actors=FULL["use_case"]["actors"],
            information=FULL["use_case"]["information"],
        )
    # One reads the glossary, since something was published; two ask the gap analysis.
    with django_assert_num_queries(8):
        page = Page(client.get("/en/requirements/REQ-0001/"))
    assert page.text("article").count("Title of UC-") == number


def test_a_country_is_led_to_what_it_needs(client: Client) -> None:
    asked = ("search/?kind=need&country_group=sids", "experiences/?country_group=sids", "pathway/?country=fj&change=1")
    assert {f"/en/{path}" for path in asked} <= set(Page(client.get("/en/countries/fj/")).attribute("a", "href"))


@pytest.mark.parametrize("number", [1, 12])
def test_a_reference_record_takes_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for place in range(1, number + 1):
        factories.published(identifier=f"REQ-{place:04}")
        factories.published("aspect", f"SA-{place:04}")
    client.get("/en/building-blocks/identity/")
    with django_assert_num_queries(4):
        page = Page(client.get("/en/building-blocks/identity/"))
    said = page.text("article")
    assert f"Requirements ({number})" in said
    assert said.count("Title of REQ-") == min(number, 10)
    assert ("2 more" in page.links()) == (number == 12)


def test_a_resolution_takes_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    factories.published(provisions=["resolution:wtsa-103#instructs-tsb-director-1"])
    client.get("/en/mandates/wtsa-103/")
    with django_assert_num_queries(8):
        client.get("/en/mandates/wtsa-103/")


def test_the_words_that_oblige_stand_out_and_nothing_is_markup(client: Client) -> None:
    factories.published(statement={"en": "A <b>verifier</b> is required to check it.\n\nAt once."})
    page = client.get("/en/requirements/REQ-0001/").content.decode()
    said = "<p>A &lt;b&gt;verifier&lt;/b&gt; <strong>is required to</strong> check it.</p>\n\n<p>At once.</p>"
    assert said in page
