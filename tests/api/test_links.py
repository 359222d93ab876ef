"""Which links of a record does the API tell, and which to it?"""

import pytest

from requirements import workflow
from requirements.api import links
from requirements.choices import Role
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked() -> None:
    """REQ-0002 needs REQ-0001; UC-0001 has a step that names it; both name a block and a programme."""
    factories.published(title={"en": "The first", "fr": "Le premier"})
    factories.published(
        identifier="REQ-0002",
        links=[{"relation": "needs", "target": "REQ-0001"}],
        provisions=["resolution:wtsa-103#instructs-tsb-director-2"],
    )
    step = {"name": {"en": "Ask"}, "requirements": ["REQ-0001"]}
    factories.published("use_case", scenarios=[{"name": {"en": "Success"}, "steps": [step]}])


def told(api: Reader, path: str, **params: str) -> list[tuple[str, str, str]]:
    return [(one["direction"], one["relation"], one["identifier"]) for one in api.get(path, **params)["results"]]


BLOCK, PROGRAMME = ("outgoing", "building_blocks", "block:identity"), ("outgoing", "programmes", "programme:dpi")


def test_links_go_out_and_come_in(api: Reader, linked: None) -> None:
    assert told(api, "requirements/REQ-0001/links/") == [
        BLOCK,
        PROGRAMME,
        ("inverse", "needs", "REQ-0002"),
        ("inverse", "requirements", "UC-0001"),
    ]
    assert told(api, "entries/REQ-0002/links/") == [
        BLOCK,
        ("outgoing", "needs", "REQ-0001"),
        PROGRAMME,
        ("outgoing", "provisions", "resolution:wtsa-103#instructs-tsb-director-2"),
    ]


def test_titles_come_in_all_languages_or_in_one(api: Reader, linked: None) -> None:
    (link,) = api.get("requirements/REQ-0002/links/", relation="needs")["results"]
    assert link["title"] == {"en": "The first", "fr": "Le premier"}
    (link,) = api.get("requirements/REQ-0002/links/", relation="needs", lang="fr")["results"]
    assert link["title"] == {"fr": "Le premier"}
    (link,) = api.get("requirements/REQ-0002/links/", relation="provisions", lang="fr")["results"]
    assert link["title"] == {"en": "Enhancing standardization activities on digital public infrastructure"}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"direction": "outgoing"}, [BLOCK, PROGRAMME]),
        ({"direction": "inverse"}, [("inverse", "needs", "REQ-0002"), ("inverse", "requirements", "UC-0001")]),
        ({"relation": "programmes"}, [PROGRAMME]),
        ({"relation": ["programmes", "needs"]}, [PROGRAMME, ("inverse", "needs", "REQ-0002")]),
        ({"relation": "needs", "direction": "outgoing"}, []),
    ],
)
def test_links_are_narrowed(params, expected, api: Reader, linked: None) -> None:
    assert told(api, "requirements/REQ-0001/links/", **params) == expected
    assert api.get("requirements/REQ-0001/links/", **params)["count"] == len(expected)


def test_a_resolution_is_named_through_its_provisions(api: Reader, linked: None) -> None:
    found = told(api, "resolutions/wtsa-103/links/", relation="provisions")
    assert set(found) == {("inverse", "provisions", name) for name in ("REQ-0002", "action:wtsa-103-01")}


def test_links_to_and_from_drafts_are_not_told(api: Reader, linked: None) -> None:
    before = api.response("requirements/REQ-0001/links/").content
    factories.draft(identifier="REQ-0003", links=[{"relation": "refines", "target": "REQ-0001"}])
    assert api.response("requirements/REQ-0001/links/").content == before


def test_who_was_withdrawn_no_longer_links(api: Reader, linked: None) -> None:
    record = workflow.save(factories.document("use_case"), by=None).record
    workflow.perform(record, "withdraw", by=factories.user(Role.ADMINISTRATOR), note="Why")
    assert told(api, "requirements/REQ-0001/links/", direction="inverse") == [("inverse", "needs", "REQ-0002")]


def test_links_of_the_past(api: Reader, linked: None) -> None:
    moment = api.get("requirements/REQ-0001/links/")["as_of"]
    factories.published(identifier="REQ-0003", links=[{"relation": "refines", "target": "REQ-0001"}])
    inverse = [("inverse", "needs", "REQ-0002"), ("inverse", "requirements", "UC-0001")]
    assert told(api, "requirements/REQ-0001/links/", direction="inverse", as_of=moment) == inverse
    assert api.problem("requirements/REQ-0001/links/", 404, as_of="2001-01-01")["detail"] == (
        "“REQ-0001” was not in the registry at 2001-01-01T00:00:00Z."
    )


def test_links_come_in_pages_that_stay(api: Reader, linked: None) -> None:
    whole = told(api, "building-blocks/identity/links/")
    found = []
    for number, page in enumerate(api.pages("building-blocks/identity/links/", page_size=1)):
        found += [(one["direction"], one["relation"], one["identifier"]) for one in page["results"]]
        assert page["count"] == len(whole)
        factories.published(identifier=f"REQ-{number + 10:04}")
    assert found == whole


def test_a_count_beyond_the_bound_says_that_there_are_more(
    api: Reader, linked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "COUNTED", 3)
    answer = api.get("requirements/REQ-0001/links/")
    assert (answer["count"], answer["count_exact"], len(answer["results"])) == (3, False, 4)
    monkeypatch.setattr(links, "COUNTED", 4)
    answer = api.get("requirements/REQ-0001/links/", page_size=99)
    assert (answer["count"], answer["count_exact"]) == (4, True)


def test_queries_do_not_depend_on_links(api: Reader, linked: None, queries) -> None:
    with queries() as few:
        api.get("requirements/REQ-0001/links/")
    expected = len(few)
    for number in range(10, 20):
        factories.published(identifier=f"REQ-{number:04}", links=[{"relation": "needs", "target": "REQ-0001"}])
    with queries() as many:
        api.get("requirements/REQ-0001/links/")
    assert len(many) == expected == 5


def test_mistakes_are_named(api: Reader, linked: None) -> None:
    problem = api.problem("requirements/REQ-0001/links/", 400, direction="up", relation="likes", page_size=0, q="x")
    assert [error["parameter"] for error in problem["errors"]] == ["q", "direction", "relation", "page_size"]
    assert problem["errors"][1]["reason"] == "“up” is not one of: outgoing, inverse."
