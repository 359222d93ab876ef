"""Does a list hold what was published, as it was published, and does each parameter of its own do what it says?"""

import pytest

from requirements import catalogue, workflow
from requirements.api.urls import ADDRESSES, LISTS
from requirements.choices import Role
from requirements.documents import COLLECTIONS, PREFIXES
from requirements.models import Edition
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
KINDS = ("requirement", "use_case", "aspect", "need", "experience")


@pytest.fixture
def entries() -> None:
    for kind in KINDS:
        factories.published(kind)


def test_an_entry_list_is_the_stored_documents_in_an_envelope(api: Reader, entries: None) -> None:
    answer = api.get("entries/")
    assert answer == {
        "count": 5,
        "count_exact": True,
        "next": None,
        "as_of": catalogue.now().at.isoformat().replace("+00:00", "Z"),
        "results": [catalogue.document(edition) for edition in catalogue.in_force(*KINDS).order_by("identifier")],
    }


def test_documents_are_sent_as_the_bytes_that_are_stored(api: Reader, entries: None) -> None:
    bodies = [
        bytes(body) for (body,) in Edition.objects.filter(kind__in=KINDS).order_by("identifier").values_list("body")
    ]
    assert b'"results":[' + b",".join(bodies) + b"]}" in api.response("entries/").content


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_each_kind_has_a_list_of_its_own(kind: str, api: Reader, entries: None) -> None:
    expected = sorted(catalogue.in_force(kind).values_list("identifier", flat=True))
    assert expected
    assert sorted(api.identifiers(f"{COLLECTIONS[kind]}/")) == expected


def test_the_entrance_names_every_list(api: Reader) -> None:
    answer = api.get("")
    assert [name for name in answer if name in LISTS] == list(LISTS)
    assert answer.keys() == {*ADDRESSES, "schema", "documentation", "as_of"}
    for address in answer.values():
        if address.startswith("http"):
            assert api.client.get(address).status_code in (200, 400), address


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"kind": ["requirement", "need"]}, ["ND-0001", "REQ-0001"]),
        ({"obligation": "required"}, ["REQ-0001"]),
        ({"building_block": "wallet"}, []),
        ({"q": "ministry"}, ["EX-0001"]),
        ({"ordering": "-identifier"}, ["UC-0001", "SA-0001", "REQ-0001", "ND-0001", "EX-0001"]),
        ({"status": "withdrawn"}, []),
    ],
)
def test_the_filters_of_the_site_work(params: dict[str, str], expected: list[str], api: Reader, entries: None) -> None:
    assert api.identifiers("entries/", **params) == expected
    assert api.get("entries/", **params)["count"] == len(expected)


def test_a_list_of_the_past(api: Reader, entries: None) -> None:
    before = api.get("entries/")
    editor = factories.user(Role.ADMINISTRATOR)
    factories.published(identifier="REQ-0002")
    workflow.perform(workflow.save(factories.document("need"), by=None).record, "withdraw", by=editor, note="Why")
    assert api.identifiers("entries/") == ["EX-0001", "REQ-0001", "REQ-0002", "SA-0001", "UC-0001"]
    assert api.get("entries/", as_of=before["as_of"]) == before


def test_a_moment_to_come_is_the_last_publication(api: Reader, entries: None) -> None:
    assert api.get("entries/", as_of="2999-01-01T00:00:00Z") == api.get("entries/")


@pytest.mark.parametrize("moment", ["2026-03-01", "2026-03-01T00:00:00", "2026-03-01T01:00:00+01:00"])
def test_moments_are_read_in_utc_unless_they_say_otherwise(moment: str, api: Reader, entries: None) -> None:
    assert api.get("entries/", as_of=moment)["as_of"] == "2026-03-01T00:00:00Z"


def test_a_page_has_at_most_as_many_as_asked_for(api: Reader, entries: None) -> None:
    assert len(api.get("entries/", page_size=2)["results"]) == 2
    assert len(api.get("entries/", page_size=500)["results"]) == 5


@pytest.mark.parametrize("size", ["0", "501", "-1", "x", "1.5", "", "٣", "99999999999999999999"])
def test_other_sizes_are_refused(size: str, api: Reader) -> None:
    problem = api.problem("entries/", 400, page_size=size)
    assert problem["errors"] == [
        {"parameter": "page_size", "value": size, "reason": "Write a whole number from 1 to 500."}
    ]


def test_one_language_names_the_language_that_is_served(api: Reader) -> None:
    factories.published(
        title={"en": "A title", "fr": "Un titre"},
        statement={"en": "A statement."},
        links=[],
        rationale={"en": "Why", "es": "Por qué"},
    )
    (document,) = api.get("requirements/", lang="fr")["results"]
    assert document["title"] == {"fr": "Un titre"}
    assert document["statement"] == {"en": "A statement."}
    assert document["rationale"] == {"en": "Why"}


def test_fields_are_chosen(api: Reader) -> None:
    factories.published()
    expected = {"identifier": "REQ-0001", "kind": "requirement", "obligation": "required"}
    assert api.get("requirements/", fields="obligation")["results"] == [expected]
    both = api.get("requirements/", fields=["obligation", "type"])["results"]
    assert both == api.get("requirements/", fields="obligation, type")["results"] == [expected | {"type": "functional"}]


def test_language_and_fields_go_together(api: Reader) -> None:
    factories.published(title={"en": "A title", "fr": "Un titre"})
    (document,) = api.get("requirements/", fields="title", lang="fr")["results"]
    assert document == {"identifier": "REQ-0001", "kind": "requirement", "title": {"fr": "Un titre"}}


def test_titles_are_sorted_in_the_language_asked_for(api: Reader) -> None:
    factories.published(identifier="REQ-0001", title={"en": "Zebra", "fr": "Avion"})
    factories.published(identifier="REQ-0002", title={"en": "Apple", "fr": "Pomme"})
    assert api.identifiers("requirements/", ordering="title") == ["REQ-0002", "REQ-0001"]
    assert api.identifiers("requirements/", ordering="title", lang="fr") == ["REQ-0001", "REQ-0002"]


def test_every_mistake_is_told_at_once(api: Reader) -> None:
    problem = api.problem(
        "entries/", 400, page_size=501, foo=1, kind="x", as_of="q", lang="xx", cursor="c", fields="no"
    )
    assert [error["parameter"] for error in problem["errors"]] == [
        *("page_size", "lang", "fields", "cursor", "as_of", "foo", "kind"),
    ]


def test_queries_do_not_depend_on_rows(api: Reader, queries) -> None:
    counts = []
    for number in range(1, 12):
        factories.published(identifier=f"REQ-{number:04}")
        if number in {1, 11}:
            api.get("entries/")
            with queries() as told:
                api.get("entries/", building_block="identity")
            counts.append(len(told))
    assert counts[0] == counts[1] <= 6


def test_a_page_is_read_again_where_somebody_published_meanwhile(api: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The total was counted before a publication, the page read after it: both must be of one moment."""
    factories.published()
    counted = catalogue.count

    def publish_after_counting(*args, **kwargs):
        total = counted(*args, **kwargs)
        factories.published("need")
        return total

    before = api.get("entries/")
    monkeypatch.setattr(catalogue, "count", publish_after_counting)
    answer = api.get("entries/", page_size=99)
    assert (answer["count"], [result["identifier"] for result in answer["results"]]) == (1, ["REQ-0001"])
    assert answer["as_of"] == before["as_of"]


def test_nothing_of_a_draft_is_seen(api: Reader, entries: None) -> None:
    before = api.response("entries/")
    for kind in KINDS:
        factories.draft(kind, f"{PREFIXES[kind]}-0002", title={"en": "Quokka"})
    after = api.response("entries/")
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])
    assert api.get("entries/", q="Quokka")["count"] == 0
