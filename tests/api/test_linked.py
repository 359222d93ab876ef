"""Does the registry speak linked data whose addresses lead somewhere?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from requirements import catalogue, choices, documents, workflow
from requirements.api.linked import terms
from requirements.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"
LD = "application/ld+json"


def read(address: str) -> dict[str, Any]:
    response = Client().get(address.removeprefix(BASE))
    assert (response.status_code, response["Content-Type"]) == (200, LD), address
    return json.loads(response.content)


def addresses(data: Any) -> Iterator[str]:
    """Every address of ours that the data name as a value."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key != "@context":
                yield from addresses(value)
    elif isinstance(data, list):
        for item in data:
            yield from addresses(item)
    elif isinstance(data, str) and data.startswith(BASE):
        yield data


def undefined(data: Any, context: dict[str, Any]) -> Iterator[str]:
    """Keys that the context gives no meaning."""
    for key, value in data.items():
        meaning = context.get(key)
        if not key.startswith("@") and ":" not in key and meaning is None:
            yield key
        below = {**context, **(meaning.get("@context", {}) if isinstance(meaning, dict) else {})}
        if not (isinstance(meaning, dict) and (meaning.get("@container") or meaning.get("@type") == "@json")):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, dict):
                    yield from undefined(child, {**below, **child.get("@context", {})})


@pytest.fixture(scope="module")
def entries(lasting: None) -> None:
    factories.published(identifier="REQ-0002")
    for kind in catalogue.ENTRY_KINDS:
        factories.published(
            kind,
            title={"en": "A title", "fr": "Un titre"},
            links=[{"relation": "needs", "target": "REQ-0002"}],
            sdgs=["sdg:16"],
            provisions=["resolution:wtsa-103#instructs-tsb-director-1"],
        )


@pytest.mark.parametrize("kind", documents.TYPES)
def test_a_record_is_told_with_terms_that_its_context_knows(kind: str, entries: None) -> None:
    identifier = catalogue.in_force(kind).order_by("identifier").values_list("identifier", flat=True)[0]
    data = read(f"/api/linked/{identifier}")
    assert data["@id"] == f"{BASE}/id/{identifier}"
    assert list(undefined(data, data["@context"])) == []
    properties = [x["@id"] for x in data["@context"].values() if isinstance(x, dict) and "@id" in x]
    assert properties
    known = {one["@id"] for one in read("/vocabularies/terms")["@graph"]}
    assert {name for name in properties if name.startswith(BASE)} <= known
    assert f"{terms.ours()}{data['@type'][0]}" in known


def test_what_a_record_names_are_addresses(entries: None) -> None:
    data = read("/api/linked/REQ-0001")
    assert data["obligation"] == f"{BASE}/vocabularies/obligation/required"
    assert data["building_blocks"] == [f"{BASE}/id/block:identity"]
    assert data["provisions"] == [f"{BASE}/id/resolution:wtsa-103#instructs-tsb-director-1"]
    assert data["links"][0]["relation"] == f"{BASE}/vocabularies/relation/needs"
    assert data["links"][0]["target"] == f"{BASE}/id/REQ-0002"
    assert data["title"] == {"en": "A title", "fr": "Un titre"}
    assert data["edition"]["@id"] == f"{BASE}/id/REQ-0001/editions/1"
    assert data["edition"]["standing"] == f"{BASE}/vocabularies/standing/in_force"


def test_a_provision_has_the_address_that_others_name_it_by(entries: None) -> None:
    (named,) = read("/api/linked/REQ-0001")["provisions"]
    assert named in {one["@id"] for one in read("/api/linked/resolution:wtsa-103")["provisions"]}


@pytest.mark.parametrize("kind", documents.TYPES)
def test_every_address_leads_somewhere(kind: str, entries: None) -> None:
    identifier = catalogue.in_force(kind).order_by("identifier").values_list("identifier", flat=True)[0]
    for address in set(addresses(read(f"/api/linked/{identifier}"))):
        response = Client().get(address.removeprefix(BASE).partition("#")[0])
        assert response.status_code in (200, 303), address


def test_an_edition_is_a_thing_of_its_own(entries: None) -> None:
    record = workflow.save(factories.document(rationale={"en": "Why"}), by=None).record
    workflow.release([record], by=None, note="A reason was missing.")
    first, second = (read(f"/api/linked/REQ-0001/editions/{number}") for number in (1, 2))
    assert first["@id"] == f"{BASE}/id/REQ-0001/editions/1"
    assert {first["record"], second["record"]} == {f"{BASE}/id/REQ-0001"}
    assert second["@included"][0]["reason"] == "A reason was missing."
    assert list(undefined(second, second["@context"])) == []
    assert read("/api/linked/REQ-0001")["edition"]["@id"] == second["@id"]


def test_a_withdrawn_record_says_so(entries: None) -> None:
    record = workflow.save(factories.document(), by=None).record
    workflow.perform(record, "withdraw", by=factories.user(Role.ADMINISTRATOR), note="No longer needed.")
    assert read("/api/linked/REQ-0001")["edition"]["standing"] == f"{BASE}/vocabularies/standing/withdrawn"


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (LD, "/api/linked/REQ-0001"),
        ("application/json", "/api/v1/requirements/REQ-0001/"),
        ("text/html", "/en/requirements/REQ-0001/"),
        (f"text/html;q=0.5, {LD}", "/api/linked/REQ-0001"),
        ("*/*", "/en/requirements/REQ-0001/"),
    ],
)
def test_a_permanent_address_leads_to_what_the_client_accepts(accept: str, place: str, entries: None) -> None:
    response = Client().get("/id/REQ-0001", headers={"Accept": accept})
    assert (response.status_code, response["Location"]) == (303, place)
    assert "Accept" in response["Vary"]
    edition = Client().get("/id/REQ-0001/editions/1", headers={"Accept": accept})
    assert edition["Location"].startswith(f"{place}/editions/1".replace("//", "/"))


def test_vocabularies_are_the_enumerations_of_documents() -> None:
    listed = [one["notation"] for one in read("/vocabularies/")["@graph"]]
    assert listed[0] == "terms"
    assert {"obligation", "relation", "coverage-relation", "building-blocks", "sdgs", "programmes"} <= set(listed)
    assert len(listed) == len(set(listed))
    for name in listed:
        data = read(f"/vocabularies/{name}")
        found = data.get("concepts") or data["@graph"]
        assert found, name
        assert len({one["@id"] for one in found}) == len(found)


def test_a_concept_has_its_labels_and_its_own_address() -> None:
    data = read("/vocabularies/obligation")
    assert data["@id"] == f"{BASE}/vocabularies/obligation"
    assert [one["notation"] for one in data["concepts"]] == choices.Obligation.values
    concept = read(data["concepts"][0]["@id"])
    assert concept["label"]["en"] == "Required"
    assert concept["label"]["fr"] != "Required"
    assert concept["scheme"] == data["@id"]


def test_building_blocks_are_a_tree_of_concepts() -> None:
    found = {one["notation"]: one for one in read("/vocabularies/building-blocks")["concepts"]}
    assert found["block:wallet"]["broader"] == found["block:identity"]["@id"] == f"{BASE}/id/block:identity"
    assert found["block:identity"]["label"] == {"en": "Identity", "fr": "Identité"}


def test_the_registry_describes_itself_to_data_portals(entries: None) -> None:
    data = read("/catalogue.jsonld")
    assert data["@type"] == "dcat:Catalog"
    for thing in (data, data["dcat:service"], *data["dcat:dataset"]):
        assert {"dcterms:title", "dcterms:description", "dcterms:publisher"} <= thing.keys()
    assert [one["dcterms:identifier"] for one in data["dcat:dataset"]] == ["entries", *documents.COLLECTIONS.values()]
    for address in set(addresses(data)):
        assert Client().get(address.removeprefix(BASE)).status_code in (200, 303), address


def test_the_licence_of_the_data_is_named_if_there_is_one(settings: Any) -> None:
    def named() -> set[str]:
        sets = read("/catalogue.jsonld")["dcat:dataset"]
        files = [file for one in sets for file in one["dcat:distribution"]]
        return {file["dcterms:license"]["@id"] if "dcterms:license" in file else "" for file in files}

    assert named() == {""}
    settings.LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
    assert named() == {settings.LICENSE_URL}


@pytest.mark.parametrize(
    "path",
    [
        *("/api/linked/REQ-9999", "/api/linked/x", "/api/linked/REQ-0001/editions/9", "/vocabularies/colours"),
        *(f"/api/linked/REQ-0001/editions/{2**31}", "/vocabularies/obligation/must", "/vocabularies/sdgs/1"),
    ],
)
def test_what_is_not_there_is_a_problem(path: str, entries: None) -> None:
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "path", ["/api/linked/REQ-0001", "/vocabularies/", "/vocabularies/obligation", "/catalogue.jsonld"]
)
def test_linked_data_are_kept_and_open(path: str, entries: None) -> None:
    response = Client().get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert Client().get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert Client().get(f"{path}?x=1").status_code == 400
