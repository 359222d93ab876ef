"""How are the addresses of imports described?"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from requirements import exchange
from requirements.api import problems
from requirements.api.contents import ADDRESS, NUMBER, TEXT, Schema, component, nullable, problem, record
from requirements.api.drafts.described import ALWAYS, KEY
from requirements.exchange import Outcome

NUMBERED = {
    "in": "path",
    "name": "number",
    "required": True,
    "description": "Number of the import.",
    "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
}
PAGED = [
    {
        "in": "query",
        "name": "outcome",
        "description": "Only records of this outcome.",
        "schema": {"type": "string", "enum": [str(outcome) for outcome in Outcome]},
    },
    {
        "in": "query",
        "name": "page",
        "description": "Which thousand of the records is shown.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999},
    },
]
FORMATS: Schema = {"type": "string", "enum": [form.name for form in exchange.FORMATS]}
BINARY: Schema = {"type": "string", "format": "binary"}
SENT = {
    "413": "More than 12 MB were sent.",
    "422": "The format is unknown, or there is no file.",
}
CONFLICT = {"409": "It is not as far as that, or something depends on it; `errors` says what."}
STATES = ("previewing", "previewed", "applying", "applied", "undoing", "undone", "failed")


class DescribedImport(AutoSchema):
    """What drf-spectacular asks of a view of imports."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, Any]:
        summary, _blank, more = (self.view.__doc__ or "").partition("\n\n")
        component("bearer", {"type": "http", "scheme": "bearer"}, registry, ResolvedComponent.SECURITY_SCHEMA)
        begins = "{number}" not in path
        described: dict[str, Any] = {
            "operationId": f"imports_{type(self.view).__name__.lower()}_{method.lower()}",
            "summary": " ".join(summary.split()),
            **({"description": " ".join(more.split())} if more.strip() else {}),
            "tags": ["imports"],
            "security": [{"bearer": []}],
            "parameters": [KEY, *_query()] if begins else [NUMBERED, *(PAGED if method == "GET" else [])],
            "responses": _responses(method, begins, registry),
        }
        if begins:
            described["requestBody"] = {"required": True, "content": _content()}
        return described


def _query() -> list[Schema]:
    """A file that is sent as it is says beside it what it is."""
    described = {"format": "What the file is.", "name": "What it is called; its places are told with this."}
    schemas = {"format": FORMATS, "name": {"type": "string", "maxLength": 300}}
    return [{"in": "query", "name": name, "description": described[name], "schema": schemas[name]} for name in schemas]


def _content() -> Schema:
    form = {**record({"format": FORMATS, "file": BINARY}), "additionalProperties": True}
    return {"multipart/form-data": {"schema": form}, "application/octet-stream": {"schema": BINARY}}


def _responses(method: str, begins: bool, registry: ComponentRegistry) -> Schema:
    told = {**ALWAYS, **(SENT if begins else {}), **(CONFLICT if method == "POST" and not begins else {})}
    content = {problems.CONTENT_TYPE: {"schema": problem(registry)}}
    refused = {status: {"description": said, "content": content} for status, said in told.items()}
    answer: Schema = {"content": {"application/json": {"schema": _import(registry)}}}
    if method == "GET":
        return {"200": {"description": "As it is now.", **answer}, **refused}
    location = {"Location": {"description": "The address of the import.", "schema": ADDRESS}}
    return {"202": {"description": "It is being done.", "headers": location, **answer}, **refused}


def _import(registry: ComponentRegistry) -> Schema:
    names = {"type": "array", "items": TEXT}
    counts = record({str(outcome): NUMBER for outcome in Outcome})
    described = record(
        {
            "number": NUMBER,
            "format": FORMATS,
            "file": record({"name": TEXT, "sha256": TEXT, "size": NUMBER}),
            "state": {"type": "string", "enum": list(STATES)},
            "error": {**TEXT, "description": "Why it failed; empty otherwise."},
            "done": NUMBER,
            "total": {**NUMBER, "description": "0 while nobody knows."},
            "counts": {**nullable(counts), "description": "Null until the preview is done."},
            "records": {"type": "array", "items": _record()},
            "left_out": {**NUMBER, "description": "Records that `records` does not show."},
            "new": {**names, "description": "Identifiers that were written."},
            "changed": names,
        }
    )
    return component("Import", described, registry)


def _record() -> Schema:
    path = {"type": "array", "items": TEXT}
    change = record({"path": path, "before": {}, "after": {}})
    outcome = {"type": "string", "enum": [str(outcome) for outcome in Outcome]}
    return record(
        {
            "outcome": outcome,
            "place": TEXT,
            "kind": TEXT,
            "identifier": TEXT,
            "title": TEXT,
            "changes": {"type": "array", "items": change},
            "reasons": {"type": "array", "items": TEXT, "description": "Why it conflicts or is rejected."},
        }
    )
