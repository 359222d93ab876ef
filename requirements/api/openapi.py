"""How is each operation of the API described, so that what is written is what is answered?

Every view says which parameters it reads, of which kinds and what it answers; everything else follows.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from requirements import documents, filters
from requirements.api import problems
from requirements.api.contents import CONTENTS, MOMENT, TEXT, Schema, component, problem
from requirements.api.gap_contents import GAP_CONTENTS
from requirements.api.parameters import DEFAULT_PAGE_SIZE, HELP
from requirements.api.relations import DIRECTIONS, known_relations
from requirements.choices import Part
from requirements.filters import FACETS, ORDERINGS
from requirements.languages import CODES
from requirements.reconciling import LONGEST_TEXT
from requirements.traceability import DEEPEST, MATRICES

# Problems that an operation may answer with; 404 only where an address names a record.
PROBLEMS = {
    "400": "A parameter is unknown or its value is not valid; `errors` says which, and what would be valid.",
    "401": "The token is unknown, has expired or was revoked; reading needs none.",
    "404": "The record or edition is not in the registry, or was not at that moment.",
    "412": "A condition of the request does not hold.",
    "429": "Too many requests in this minute; `Retry-After` says when to come back.",
    "503": "The database is away or too busy; `Retry-After` says when to try again.",
}
VALIDATORS = {
    "ETag": {"description": "Of this state; send it back as `If-None-Match`.", "schema": TEXT},
    "Last-Modified": {"description": "When this state was published; told when that second is over.", "schema": TEXT},
}
AS_OF = {
    "As-Of": {"description": "The publication that the answer is of; `since` for what comes after.", "schema": TEXT}
}
# Answers that are files, which have no place for the publication that they are of.
WHOLE = ("lines", "table", "workbook")


def _one_of(known: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(known)}


def any_of(known: Sequence[str]) -> Schema:
    """A parameter that may be repeated; any of its values will do."""
    items = _one_of(known) if known else TEXT
    return {"type": "array", "items": items, "maxItems": settings.FILTER_VALUES_LIMIT}


SCHEMAS: dict[str, Schema] = {
    **{name: any_of(found.extra["known"]) for name, found in FACETS.items()},
    "q": {"type": "string", "maxLength": settings.SEARCH_TEXT_LIMIT},
    "published_since": MOMENT,
    "published_until": MOMENT,
    "as_of": MOMENT,
    "since": MOMENT,
    "ordering": _one_of(list(ORDERINGS)),
    "page_size": {"type": "integer", "minimum": 1, "maximum": settings.PAGE_SIZE_LIMIT, "default": DEFAULT_PAGE_SIZE},
    "cursor": TEXT,
    "lang": _one_of(CODES),
    "direction": _one_of(DIRECTIONS),
    "relation": any_of(known_relations()),
    "resolution": any_of(()),
    "part": any_of(Part.values),
    "of": TEXT,
    "depth": {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": DEEPEST},
    "holes": _one_of(["1"]),
    "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
}


class Described(AutoSchema):
    """What drf-spectacular asks of a view, answered from what the view says about itself."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, Any]:
        view = self.view
        summary, _blank, more = (view.__doc__ or "").partition("\n\n")
        return {
            "operationId": f"{view.collection}_{type(view).__name__.lower()}".replace("-", "_"),
            "summary": " ".join(summary.split()),
            **({"description": " ".join(more.split())} if more.strip() else {}),
            "tags": [view.collection],
            "parameters": [*_in_path(path, view.kinds), *_in_query(view, registry)],
            "responses": _responses(path, view, registry),
        }


def _in_path(path: str, kinds: Sequence[str]) -> list[Schema]:
    named = {
        "name": {"description": "Identifier; of a reference record also without its family.", "schema": _name(kinds)},
        "number": {"description": "Number of the edition.", "schema": {"type": "integer", "minimum": 1}},
        "matrix": {"description": "The kinds of its rows and of its columns.", "schema": _one_of(list(MATRICES))},
        "run": {"description": "Number of the run.", "schema": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{1,6}$"}},
        "part": {"description": "What names the provision within its resolution.", "schema": TEXT},
    }
    return [
        {"in": "path", "name": name, "required": True, **told} for name, told in named.items() if f"{{{name}}}" in path
    ]


def _name(kinds: Sequence[str]) -> Schema:
    """The pattern of the identifiers of an entry; several kinds share none."""
    if not kinds:
        return TEXT
    pattern = documents.schema(kinds[0])["properties"]["identifier"]["pattern"]
    if len(kinds) == 1 and kinds[0] in documents.PREFIXES:
        return {"type": "string", "pattern": pattern.replace("(REQ|UC|SA|ND|EX)", documents.PREFIXES[kinds[0]])}
    return {"type": "string", "pattern": pattern} if set(kinds) <= documents.PREFIXES.keys() else TEXT


def _in_query(view: Any, registry: ComponentRegistry) -> list[Schema]:
    shared = [name for name in view.parameters if name not in view.own]
    told = {**(filters.PARAMETERS if view.filtered else {}), **{name: HELP[name] for name in shared}}
    return [
        *(
            {"in": "query", "name": name, "description": str(description), "schema": schema}
            for name, (description, schema) in view.own.items()
        ),
        *(_parameter(name, str(description), view, registry) for name, description in told.items()),
    ]


def _parameter(name: str, description: str, view: Any, registry: ComponentRegistry) -> Schema:
    described: Schema = {"in": "query", "name": name, "description": description}
    if name in ("of", "text"):
        described["required"] = True
    if name == "fields":
        items = _one_of(view.fields(view.kinds))
        return {**described, "schema": {"type": "array", "items": items}, "style": "form", "explode": False}
    if name == "kind":
        return {**described, "schema": any_of([kind for kind in documents.TYPES if kind in view.kinds])}
    return component(name, {**described, "schema": SCHEMAS[name]}, registry, ResolvedComponent.PARAMETER)


def _responses(path: str, view: Any, registry: ComponentRegistry) -> dict[str, Schema]:
    content = {view.media_type: {"schema": (CONTENTS | GAP_CONTENTS)[view.answers](view.kinds, registry)}}
    headers = {**VALIDATORS, **(AS_OF if view.answers in WHOLE else {})}
    return {
        "200": {"description": "What was asked for.", "headers": headers, "content": content},
        "304": {"description": "The client has this state already.", "headers": VALIDATORS},
        **{status: _problem(status, registry) for status in PROBLEMS if status != "404" or _can_be_nowhere(path, view)},
    }


def _can_be_nowhere(path: str, view: Any) -> bool:
    """Whether the address or a parameter names a record."""
    return "{" in path or "of" in view.parameters


def _problem(status: str, registry: ComponentRegistry) -> Schema:
    content = {problems.CONTENT_TYPE: {"schema": problem(registry)}}
    described = {"description": PROBLEMS[status], "content": content}
    return component(f"Problem{status}", described, registry, ResolvedComponent.RESPONSE)
