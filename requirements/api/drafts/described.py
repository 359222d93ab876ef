"""How are the addresses of working copies described?"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from requirements import documents, workflow
from requirements.api import problems
from requirements.api.answers import JSON
from requirements.api.contents import ADDRESS, NUMBER, TEXT, Schema, component, nullable, one_of, problem, record
from requirements.api.openapi import PROBLEMS, SCHEMAS, any_of
from requirements.api.parameters import HELP
from requirements.choices import EntryKind, State

PATTERN = documents.schema("requirement")["properties"]["identifier"]["pattern"]
NAME = {
    "in": "path",
    "name": "name",
    "required": True,
    "description": "Identifier of the entry.",
    "schema": {"type": "string", "pattern": PATTERN},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The version that the change was made from.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
}
# RFC 7396.
MERGE_PATCH = "application/merge-patch+json"
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "What you call this request; send it again under the same key if no answer came.",
    "schema": {"type": "string", "pattern": "^[!#-~]{1,255}$"},
}
# Those that are a change of the document are made by changing the document.
TRANSITIONS = tuple(name for name in workflow.TRANSITIONS if name not in ("assess", "create", "edit", "translate"))
FILTERS = {"state": any_of(State.values), "kind": any_of(EntryKind.values)}
VERSION = {"ETag": {"description": "The version; send it back as `If-Match` with a change.", "schema": TEXT}}
LOCATION = {"Location": {"description": "The address of the new working copy.", "schema": ADDRESS}}
# Statuses of every operation, of those that write, and of those that change what there is.
ALWAYS = {
    "400": "The request is not well formed, or a parameter is not as it should be.",
    "401": "There is no token, or it is unknown, has expired or was revoked.",
    "403": "The person may not do this, or the token may only read.",
    "404": "There is no such working copy that the person may see.",
    "429": PROBLEMS["429"],
    "503": PROBLEMS["503"],
}
WRITING = {
    "409": "The state does not allow it, or something is missing; `errors` says what.",
    "413": "More than 2.5 MB were sent.",
    "415": "Something else than JSON was sent.",
    "422": "What was sent is not as it should be; `errors` says where.",
}
# Methods that send something, and as what.
WRITERS = {"POST": JSON, "PUT": JSON, "PATCH": MERGE_PATCH}
CHANGING = {
    "409": WRITING["409"],
    "412": "Somebody else has changed it since; `ETag` is the version that it has now.",
    "428": "`If-Match` is missing.",
}


class Described(AutoSchema):
    """What drf-spectacular asks of a view of working copies."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, Any]:
        summary, _blank, more = (self.view.__doc__ or "").partition("\n\n")
        changes = "{name}" in path and method != "GET"
        component("bearer", {"type": "http", "scheme": "bearer"}, registry, ResolvedComponent.SECURITY_SCHEMA)
        described = {
            "operationId": f"drafts_{type(self.view).__name__.lower()}_{method.lower()}",
            "summary": " ".join(summary.split()),
            **({"description": " ".join(more.split())} if more.strip() else {}),
            "tags": ["drafts"],
            "security": [{"bearer": []}],
            "parameters": [
                *([NAME] if "{name}" in path else []),
                *([IF_MATCH] if changes else []),
                *([KEY] if method == "POST" and not changes else []),
                *(_query(name) for name in (self.view.parameters if method == "GET" else ())),
            ],
            "responses": _responses(path, method, changes, registry),
        }
        if method in WRITERS:
            content = {WRITERS[method]: {"schema": _sent(path, method, registry)}}
            described["requestBody"] = {"required": True, "content": content}
        return described


def _query(name: str) -> Schema:
    described = HELP.get(name, "")
    return {"in": "query", "name": name, "description": str(described), "schema": FILTERS.get(name) or SCHEMAS[name]}


def _responses(path: str, method: str, changes: bool, registry: ComponentRegistry) -> Schema:
    statuses = {**ALWAYS, **(WRITING if method in WRITERS else {}), **(CHANGING if changes else {})}
    content = {problems.CONTENT_TYPE: {"schema": problem(registry)}}
    refused = {status: {"description": told, "content": content} for status, told in statuses.items()}
    return {**_done(path, method, registry), **refused}


def _done(path: str, method: str, registry: ComponentRegistry) -> Schema:
    if method == "DELETE":
        return {"204": {"description": "It is gone."}}
    is_list = "{name}" not in path
    if is_list and method == "GET":
        following = {**nullable(ADDRESS), "description": "The next page; null on the last."}
        page = record({"count": NUMBER, "next": following, "results": {"type": "array", "items": _draft(registry)}})
        return {"200": {"description": "A page.", "content": {"application/json": {"schema": page}}}}
    content = {"application/json": {"schema": _draft(registry)}}
    headers = {**VERSION, **(LOCATION if is_list else {})}
    return {"201" if is_list else "200": {"description": "As it is now.", "headers": headers, "content": content}}


def _sent(path: str, method: str, registry: ComponentRegistry) -> Schema:
    if path.endswith("/transitions/"):
        return _transition(registry)
    if method == "PATCH":
        return {"type": "object", "description": "Fields to change, as RFC 7396 has it; null takes one away."}
    return _documents("New", registry) if method == "POST" else _draft(registry)


def _draft(registry: ComponentRegistry) -> Schema:
    return _documents("Draft", registry)


def _documents(prefix: str, registry: ComponentRegistry) -> Schema:
    return one_of({kind: _document(kind, prefix, registry) for kind in EntryKind.values})


def _document(kind: str, prefix: str, registry: ComponentRegistry) -> Schema:
    """A working document, and where it stands; a new one has neither identifier nor standing."""
    described = documents.working_schema(kind, "#/components/schemas/Draft{model}")
    for name, part in described.pop("$defs", {}).items():
        component(f"Draft{name}", part, registry)
    described["required"] = ["kind"]
    if prefix == "New":
        del described["properties"]["identifier"]
    else:
        described["properties"]["draft"] = _standing(registry)
    described["title"] = f"{prefix}{described['title']}"
    return component(described["title"], described, registry)


def _standing(registry: ComponentRegistry) -> Schema:
    codes = {"type": "array", "items": TEXT}
    way = record({"name": TEXT, "refusal": {**TEXT, "description": "Why the person may not take it; empty if so."}})
    standing = record(
        {
            "state": {"type": "string", "enum": State.values},
            "version": NUMBER,
            "missing": {**codes, "description": "What it lacks to be published."},
            "unpublished_changes": {"type": "boolean"},
            "withheld": {**codes, "description": "Records that it names and that are not published."},
            "transitions": {"type": "array", "items": way, "description": "Not in lists."},
        },
        "Where it stands; not read when it is sent back.",
    )
    standing["required"].remove("transitions")
    return component("Standing", standing, registry)


def _transition(registry: ComponentRegistry) -> Schema:
    described = record(
        {
            "transition": {"type": "string", "enum": list(TRANSITIONS)},
            "note": {**TEXT, "description": "The reason, where one is needed."},
            "language": {**SCHEMAS["lang"], "description": "Of the translation to confirm or publish."},
            "edition": {"type": "integer", "minimum": 1, "description": "To revert to."},
            "successor": {**TEXT, "description": "The entry that supersedes this one."},
        }
    )
    described["required"] = ["transition"]
    return component("Transition", described, registry)
