"""Does the API tell the provisions of resolutions as the resolutions' documents state them?"""

from typing import Any

import pytest

from requirements import documents, workflow
from requirements.api.provisions import FIELDS
from requirements.choices import Part
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
NAMES = [f"resolution:wtsa-103#instructs-tsb-director-{number}" for number in (1, 2, 3)]


def another() -> None:
    """A second resolution, with one provision."""
    part = {"identifier": "resolution:pp-200#resolves-1", "part": "resolves", "paraphrase": {"en": "On", "fr": "Sur"}}
    data = {"kind": "resolution", "identifier": "resolution:pp-200", "title": {"en": "Connect"}, "provisions": [part]}
    workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)


def test_provisions_come_resolution_by_resolution(api: Reader) -> None:
    another()
    assert api.identifiers("provisions/") == ["resolution:pp-200#resolves-1", *NAMES]
    assert api.identifiers("provisions/", resolution="wtsa-103") == NAMES
    assert (
        api.identifiers("provisions/", resolution=["resolution:pp-200", "wtsa-103"])[0]
        == "resolution:pp-200#resolves-1"
    )


def test_a_provision_tells_what_it_belongs_to(api: Reader) -> None:
    resolution = api.get("resolutions/wtsa-103/")
    provision = api.get("provisions/wtsa-103/instructs-tsb-director-2/")
    assert provision == {
        **resolution["provisions"][1],
        "kind": "provision",
        "resolution": "resolution:wtsa-103",
        "edition": resolution["edition"],
        "entries": "http://127.0.0.1:8000/api/v1/entries/?provision=resolution:wtsa-103%23instructs-tsb-director-2",
    }
    assert api.get("provisions/")["results"][1] == provision


def test_the_entries_that_serve_it_are_where_it_says(api: Reader) -> None:
    factories.published(provisions=NAMES[:1])
    counts = [api.get(provision["entries"])["count"] for provision in api.get("provisions/")["results"]]
    assert counts == [1, 0, 0]


def test_pages_follow_each_other_and_stay_while_others_publish(api: Reader) -> None:
    pages = api.pages("provisions/", page_size=1)
    found = [next(pages)]
    another()
    found += pages
    assert [one["identifier"] for page in found for one in page["results"]] == NAMES
    assert {(page["count"], page["count_exact"], page["as_of"]) for page in found} == {(3, True, found[0]["as_of"])}


def test_provisions_of_the_past_and_in_one_language(api: Reader) -> None:
    before = api.get("provisions/")["as_of"]
    another()
    assert api.get("provisions/", as_of=before)["count"] == 3
    api.problem("provisions/pp-200/resolves-1/", 404, as_of=before)
    assert api.get("provisions/pp-200/resolves-1/", lang="fr")["paraphrase"] == {"fr": "Sur"}
    assert api.get("provisions/", resolution="pp-200", lang="ar")["results"][0]["paraphrase"] == {"en": "On"}


def test_provisions_are_narrowed_to_parts_and_cut_to_fields(api: Reader) -> None:
    another()
    assert api.identifiers("provisions/", part="resolves") == ["resolution:pp-200#resolves-1"]
    assert api.identifiers("provisions/", part=["resolves", "instructs"], resolution="wtsa-103") == NAMES
    cut = {"identifier": "resolution:pp-200#resolves-1", "kind": "provision", "paraphrase": {"fr": "Sur"}}
    params = {"fields": "paraphrase", "lang": "fr"}
    assert api.get("provisions/", part="resolves", **params)["results"] == [cut]
    assert api.get("provisions/pp-200/resolves-1/", **params) == cut
    whole = api.response("provisions/pp-200/resolves-1/").headers["ETag"]
    assert api.response("provisions/pp-200/resolves-1/", **params).headers["ETag"] != whole


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("provisions/wtsa-103/instructs-9/", "“resolution:wtsa-103#instructs-9” is not in the registry."),
        ("provisions/none/instructs-1/", "“resolution:none#instructs-1” is not in the registry."),
        ("provisions/wtsa-103/", "There is nothing at /api/v1/provisions/wtsa-103/."),
    ],
)
def test_what_is_not_there(path: str, detail: str, api: Reader) -> None:
    assert api.problem(path, 404)["detail"] == detail


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"resolution": "none"}, "“resolution:none” is not in the registry."),
        ({"resolution": ["wtsa-103"] * 101}, "At most 100 values are read."),
        ({"fields": "title"}, f"“title” is not one of: {', '.join(FIELDS)}."),
        ({"part": "appendix"}, f"“appendix” is not one of: {', '.join(Part.values)}."),
    ],
)
def test_mistakes_are_named(params: dict[str, Any], reason: str, api: Reader) -> None:
    assert [error["reason"] for error in api.problem("provisions/", 400, **params)["errors"]] == [reason]
    api.get("provisions/", resolution=["wtsa-103"] * 100)


def test_what_the_client_has_is_not_sent_again(api: Reader) -> None:
    for path in ("provisions/", "provisions/wtsa-103/instructs-tsb-director-1/"):
        etag = api.response(path).headers["ETag"]
        assert api.response(path, 304, headers={"If-None-Match": etag}).content == b""


def test_queries_do_not_depend_on_provisions(api: Reader, queries: Any) -> None:
    for expected, path in ((2, "provisions/"), (1, "provisions/wtsa-103/instructs-tsb-director-1/")):
        with queries() as told:
            api.get(path)
        assert len(told) == expected, told
