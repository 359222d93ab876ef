"""Does the description of the API say what the API does: every operation, parameter, answer and status?"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache, reduce
from io import StringIO
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from requirements import documents, filters, gap_analysis
from requirements.api import openapi as description
from requirements.api import schemas
from requirements.api.answers import JSON
from requirements.api.schemas import openapi
from requirements.api.urls import LISTS
from tests import factories
from tests.api.conftest import PROBLEM, Reader

pytestmark = pytest.mark.django_db

# A value of each parameter that is valid everywhere.
VALUES: dict[str, str] = {
    "q": "title",
    "programme": "dpi",
    "building_block": "identity",
    "obligation": "required",
    "type": "functional",
    "status": "in_force",
    "coverage": "not_assessed",
    "study_group": "itu-t-sg17",
    "sdg": "16",
    "action_line": "c7-e-government",
    "country": "fj",
    "country_group": "sids",
    "standard": "itu-t-x-1254",
    "organization": "itu-t",
    "provision": "wtsa-103#instructs-tsb-director-1",
    "keyword": "offline",
    "language": "en",
    "translation": "fr-missing",
    "published_since": "2000-01-01T00:00:00Z",
    "published_until": "2999-01-01T00:00:00Z",
    "as_of": "2999-01-01T00:00:00Z",
    "since": "2000-01-01T00:00:00Z",
    "ordering": "-published_at",
    "page_size": "7",
    "lang": "fr",
    "fields": "kind,edition",
    "direction": "outgoing",
    "relation": "needs",
    "resolution": "wtsa-103",
    "part": "instructs",
    "of": "REQ-0001",
    "depth": "2",
    "holes": "1",
    "text": "as in X.1254",
    "state": "not_assessed",
    "open": "1",
    "severity": "low",
    "area": "security",
    "body": "itu-t",
    "special_needs": "1",
    "since_run": f"{datetime.now(UTC).year}-1",
}
SAMPLES = {
    "entries": "REQ-0001",
    "requirements": "REQ-0001",
    "use-cases": "UC-0001",
    "aspects": "SA-0001",
    "needs": "ND-0001",
    "experiences": "EX-0001",
    "standards": "itu-t-x-1254",
    "building-blocks": "identity",
    "programmes": "dpi",
    "study-groups": "itu-t-sg17",
    "organizations": "itu-t",
    "countries": "fj",
    "sdgs": "16",
    "action-lines": "c7-e-government",
    "resolutions": "wtsa-103",
    "actions": "wtsa-103-01",
    "provisions": "wtsa-103",
    "terms": "identity",
    "events": "dialogue-1",
    "gap-analyses": "REQ-0001",
    "gaps": "GAP-0001",
}


@cache
def described() -> dict[str, Any]:
    return json.loads(openapi())


# Working copies are tried with tokens, in test_drafts.py.
DRAFTS = ["drafts/", "drafts/{name}/", "drafts/{name}/transitions/"]
PATHS = [path for path in described()["paths"] if "/drafts/" not in path and "/imports/" not in path]
IMPORTS = ["imports/", "imports/{number}/", "imports/{number}/apply/", "imports/{number}/undo/"]


def operation(path: str) -> dict[str, Any]:
    return described()["paths"][path]["get"]


def parameters(path: str) -> list[dict[str, Any]]:
    known = described()["components"]["parameters"]
    return [
        known[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in operation(path).get("parameters", [])
    ]


def address(path: str) -> str:
    """The path with a record that there is in the place of its parameters."""
    named = {
        "{matrix}": "requirement-standard",
        "{name}": SAMPLES.get(path.split("/")[3], ""),
        "{number}": "1",
        "{run}": f"{datetime.now(UTC).year}-1",
        "{part}": "instructs-tsb-director-1",
    }
    return reduce(lambda done, name: done.replace(name, named[name]), named, path)


def needed(path: str) -> dict[str, str]:
    """What has to be asked."""
    return {
        one["name"]: VALUES[one["name"]] for one in parameters(path) if one.get("required") and one["in"] == "query"
    }


def conforms(content: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": described()["components"]}
    jsonschema.Draft202012Validator(whole).validate(content)


@pytest.fixture
def entries() -> None:
    factories.published(
        links=[],
        coverage=[{"standard": "standard:itu-t-x-1254", "relation": "subset_of", "confirmed": True}],
        title={"en": "A title", "fr": "Un titre"},
    )
    for kind in ("use_case", "aspect", "need", "experience"):
        factories.published(kind)
    none_found = {"relation": "no_relationship", "confirmed": True}
    mark = documents.fingerprint(factories.document(identifier="REQ-0002"))
    factories.published(
        identifier="REQ-0002",
        links=[{"relation": "needs", "target": "REQ-0001"}],
        coverage=[none_found | {"entry_fingerprint": mark}],
    )
    for _run in range(2):
        gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)


def test_the_description_is_valid_and_without_a_warning(api: Reader) -> None:
    out = StringIO()
    with translation.override("en"):
        call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", stdout=out)
    assert json.loads(out.getvalue()) == api.get("/api/schema/") == described()
    assert described()["openapi"] == "3.1.0"
    assert described()["servers"] == [{"url": settings.BASE_URL}]


def test_every_address_is_described() -> None:
    routes = ("", "facets/", "{name}/", "{name}/editions/", "{name}/editions/{number}/", "{name}/links/")
    lists = [f"/api/v1/{name}/{route}" for name in LISTS for route in routes]
    others = ("", "translations/", "changes/", "provisions/", "provisions/{name}/{part}/")
    others += ("export.ndjson", "export.csv", "export.xlsx")
    others += ("trace/", "impact/", "untraced/", "reconcile/", "matrices/{matrix}/")
    others += ("gaps/", "gaps/{name}/", "gap-analyses/", "gap-analyses/{run}/", "gap-analyses/{run}/changes/")
    others += ("gap-analyses/{run}/results/", "gap-analyses/{run}/results/{name}/")
    assert sorted(PATHS) == sorted([*lists, *(f"/api/v1/{route}" for route in others)])
    assert sorted(described()["paths"].keys() - set(PATHS)) == [f"/api/v1/{route}" for route in [*DRAFTS, *IMPORTS]]
    operations = [one for methods in described()["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)


def check(path: str, response: Any) -> None:
    """The answer has the media type, the headers and the shape that are described."""
    told = operation(path)["responses"]["200"]
    ((media_type, content),) = told["content"].items()
    assert response.headers["Content-Type"] == media_type
    assert told["headers"].keys() <= response.headers.keys()
    body = response.getvalue()
    conforms(json.loads(body) if media_type == JSON else body.decode(errors="replace"), content["schema"])


def test_answers_are_as_described(api: Reader, entries: None, subtests: pytest.Subtests) -> None:
    for path in PATHS:
        with subtests.test(path=path):
            check(path, api.response(address(path), **needed(path)))


def test_every_described_parameter_is_read_and_no_other(api: Reader, entries: None, subtests: pytest.Subtests) -> None:
    """Fails for a parameter that has no value above, so that a new one is tried too."""
    for path in PATHS:
        known = {one["name"]: one for one in parameters(path) if one["in"] == "query"}
        for name in sorted(known.keys() - {"cursor"}):
            # Each list knows its own kinds.
            value = known[name]["schema"]["items"]["enum"][0] if name == "kind" else VALUES[name]
            with subtests.test(path=path, name=name):
                check(path, api.response(address(path), **needed(path) | {name: value}))
        unknown = {name: value for name, value in VALUES.items() if name not in known}
        with subtests.test(path=path, unknown=unknown):
            problem = api.problem(address(path), 400, **needed(path), **unknown)
            assert {error["parameter"] for error in problem["errors"]} == unknown.keys()


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_is_a_parameter_of_every_list(name: str) -> None:
    own = ["page_size", "cursor", "lang", "fields"]
    assert [one["name"] for one in parameters(f"/api/v1/{name}/")] == [*filters.PARAMETERS, *own]
    assert [one["name"] for one in parameters(f"/api/v1/{name}/facets/")] == [*filters.PARAMETERS]


def test_values_outside_the_described_ones_are_refused(api: Reader, entries: None) -> None:
    for parameter in parameters("/api/v1/entries/"):
        items = parameter["schema"].get("items", parameter["schema"])
        if "enum" in items:
            assert VALUES.get(parameter["name"], "requirement").split(",")[0] in items["enum"]
            (error,) = api.problem("entries/", 400, **{parameter["name"]: "novel"})["errors"]
            assert error["parameter"] == parameter["name"]


@pytest.mark.parametrize(
    ("path", "status", "params"),
    [("entries/", "400", {"page_size": "0"}), ("requirements/REQ-9999/", "404", {}), ("changes/", "400", {"x": "1"})],
)
def test_problems_are_as_described(path: str, status: str, params: dict[str, str], api: Reader) -> None:
    reference = described()["components"]["responses"][f"Problem{status}"]
    conforms(api.problem(path, int(status), **params), reference["content"][PROBLEM]["schema"])


def test_statuses_are_described() -> None:
    for path in PATHS:
        named = {"404"} if "{" in path or "of" in needed(path) else set()
        assert set(operation(path)["responses"]) == {"200", "304", *description.PROBLEMS} - ({"404"} - named)


def test_the_description_is_in_english_whoever_asks_first(api: Reader) -> None:
    known = api.response("/api/schema/").content
    schemas._generated.cache_clear()
    assert api.response("/api/schema/", headers={"Accept-Language": "fr"}).content == known


def test_threads_that_ask_first_at_once_get_one_description() -> None:
    schemas._generated.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _number: openapi(), range(4)))
    assert {len(set(answers)), len({id(answer) for answer in answers})} == {1}


def test_internal_fields_are_described_of_working_copies_alone() -> None:
    schemas = described()["components"]["schemas"]
    published = {name: schema for name, schema in schemas.items() if not name.startswith(("Draft", "New"))}
    assert "internal_note" in schemas["DraftRequirementDocument"]["properties"]
    described_fields = json.dumps(published)
    for name in ("internal_note", "contact", "assessor"):
        assert f'"{name}"' not in described_fields
