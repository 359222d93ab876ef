"""Are stored documents valid by the published schemas, and does the documentation work under the site's policy?"""

import json
from html.parser import HTMLParser

import jsonschema
import pytest
from django.contrib.staticfiles import finders

from requirements import catalogue
from requirements.documents import COLLECTIONS, TYPES
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", TYPES)
def test_published_documents_are_valid_by_the_schema_of_their_kind(kind: str, api: Reader) -> None:
    if kind in catalogue.ENTRY_KINDS:
        factories.published(kind)
    schema = api.get(f"/api/schemas/{kind}.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    results = api.get(f"{COLLECTIONS[kind]}/")["results"]
    assert results
    for document in results:
        jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize("kind", TYPES)
def test_a_document_with_an_unknown_field_is_not_valid(kind: str, api: Reader) -> None:
    schema = api.get(f"/api/schemas/{kind}.json")
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.Draft202012Validator(schema).validate({"colour": "red"})


@pytest.mark.parametrize("kind", TYPES)
def test_a_schema_names_its_own_address(kind: str, api: Reader) -> None:
    response = api.response(f"/api/schemas/{kind}.json")
    assert response.headers["Content-Type"] == "application/schema+json"
    assert api.get(json.loads(response.content)["$id"]) == json.loads(response.content)


def test_there_is_no_schema_of_anything_else(api: Reader) -> None:
    assert api.problem("/api/schemas/novel.json", 404)["detail"] == (
        f"There is no schema of “novel”; there are: {', '.join(TYPES)}."
    )


@pytest.mark.parametrize("path", ["/api/schema/", "/api/schemas/need.json"])
def test_schemas_take_no_parameters(path: str, api: Reader) -> None:
    (error,) = api.problem(path, 400, format="yaml")["errors"]
    assert error["reason"] == "There is no such parameter; none is known here."


class Loaded(HTMLParser):
    """What a page loads, and what of it a policy without inline scripts and styles would stop."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.stopped: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [
            values[name] or "" for name in ("src", "href") if name in values and tag in {"script", "link"}
        ]
        self.stopped += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.stopped.append(self._inside)


def test_the_documentation_loads_only_files_of_ours(api: Reader) -> None:
    response = api.response("/api/docs/")
    page = Loaded()
    page.feed(response.content.decode())
    assert page.stopped == []
    assert len(page.addresses) == 4
    for address in page.addresses:
        assert address.startswith("/static/")
        assert finders.find(address.removeprefix("/static/")), address
    parts = response.headers["Content-Security-Policy"].split("; ")
    policy = {name: sources for name, *sources in map(str.split, parts)}
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]


def test_the_documentation_shows_the_description_without_scripts_too(api: Reader) -> None:
    assert '<a href="/api/schema/">' in api.response("/api/docs/").content.decode()
