"""What does a program read and write of working copies?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import documents, mapping, permissions, repeats, workflow
from requirements.api import cursors, parameters
from requirements.api.answers import JSON, absolute
from requirements.api.cursors import EPOCH, Cursor
from requirements.api.drafts.described import MERGE_PATCH, TRANSITIONS
from requirements.api.drafts.working import Working, bare, body, etag, idempotency_key, merged, unreadable, version
from requirements.api.problems import Mistakes, Problem
from requirements.catalogue import Total
from requirements.choices import EntryKind, State
from requirements.languages import BY_CODE
from requirements.models import Entry, User

ADDRESS = "/api/v1/drafts/"
# What a transition must be told besides its reason.
DETAILS: Mapping[str, str] = {
    "confirm_translation": "language",
    "publish_translation": "language",
    "revert": "edition",
    "supersede": "successor",
}


class Drafts(Working):
    """The working copies that the person may see, by identifier.

    POST begins a new entry with the next identifier of its kind, and but one however often it is sent under the same
    `Idempotency-Key`.
    """

    parameters = ("state", "kind", "page_size", "cursor")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        found = self._chosen(request, mistakes)
        size = parameters.page_size(request.GET, mistakes)
        cursor = cursors.read(request, mistakes)
        parameters.refuse(mistakes, request.GET)
        total = found.count()
        if cursor:
            found = found.filter(identifier__gt=cursor.keys[0])
        page = list(found.order_by("identifier")[: size + 1])
        last = page[size - 1].identifier if len(page) > size else None
        following = last and cursors.address(request, Cursor(EPOCH, (last,), Total(total)))
        return _send({"count": total, "next": following, "results": told(page[:size], self.person)})

    def _chosen(self, request: HttpRequest, mistakes: Mistakes) -> QuerySet[Entry]:
        found = permissions.visible(Entry.objects.all(), self.person)
        for name, known in (("state", State.values), ("kind", EntryKind.values)):
            if values := parameters.any_of(name, known, request.GET, mistakes):
                found = found.filter(**{f"{name}__in": values})
        return found

    def post(self, request: HttpRequest) -> HttpResponseBase:
        sent = bare(body(request))
        if "identifier" in sent:
            raise Problem(422, _("A new entry brings no identifier: it is given the next one of its kind."))
        if sent.get("kind") not in EntryKind.values:
            known = ", ".join(EntryKind.values)
            raise unreadable("kind", sent.get("kind"), _("Write one of: %(known)s.") % {"known": known})
        placeholder = f"{documents.PREFIXES[sent['kind']]}-0000"
        document = documents.parse({**sent, "identifier": placeholder})

        def begin() -> str:
            return workflow.create(document, by=self.person).identifier

        key = idempotency_key(request)
        name = repeats.once(key, request.body, begin, by=self.person) if key else begin()
        response = one(self.entry(name), self.person, status=201)
        response.headers["Location"] = absolute(f"{ADDRESS}{name}/")
        return response


class Draft(Working):
    """One working copy: its document, and under `draft` its state, its version, what it lacks and where it can go.

    PUT replaces the document, PATCH changes some of it, DELETE throws away what was never published.
    """

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        return one(self.entry(name), self.person)

    def put(self, request: HttpRequest, name: str) -> HttpResponseBase:
        return self._replaced(self.entry(name), version(request), body(request))

    def patch(self, request: HttpRequest, name: str) -> HttpResponseBase:
        entry, seen = self.entry(name), version(request)
        changes = body(request, MERGE_PATCH)
        (known,) = told([entry], self.person)
        try:
            wanted = merged(known, changes)
        except RecursionError as error:
            raise Problem(422, _("The document is not as it should be.")) from error
        return self._replaced(entry, seen, wanted)

    def _replaced(self, entry: Entry, seen: int, sent: dict[str, Any]) -> HttpResponseBase:
        about = {"identifier": entry.identifier, "kind": entry.kind}
        if any(sent.get(name, value) != value for name, value in about.items()):
            raise Problem(422, _("Identifier and kind are never changed."))
        document = documents.parse({**bare(sent), **about})
        return one(workflow.replace(entry, document, by=self.person, version=seen), self.person)

    def delete(self, request: HttpRequest, name: str) -> HttpResponseBase:
        workflow.discard(self.entry(name), by=self.person, version=version(request))
        return HttpResponse(status=204)


class Transitions(Working):
    """Take a working copy from state to state, as the buttons of the desk do."""

    def post(self, request: HttpRequest, name: str) -> HttpResponseBase:
        entry = self.entry(name)
        seen, asked = version(request), _asked(body(request))
        return one(workflow.perform(entry, by=self.person, version=seen, **asked), self.person)


def _asked(sent: dict[str, Any]) -> dict[str, Any]:
    """What `perform()` is told; 422 for what it would not understand."""
    name = sent.get("transition")
    if name not in TRANSITIONS:
        raise unreadable("transition", name, _("Write one of: %(known)s.") % {"known": ", ".join(TRANSITIONS)})
    needed = DETAILS.get(name, "")
    for key in sent:
        if key not in {"transition", "note", needed}:
            raise unreadable(key, sent[key], _("This transition does not read it."))
    if not _is_text(sent.get("note", "")):
        raise unreadable("note", sent["note"], _("Write a text."))
    if needed and not VALID[needed](sent.get(needed)):
        raise unreadable(needed, sent.get(needed), _("This transition needs it."))
    return {"name": name, "note": sent.get("note", ""), **({needed: sent[needed]} if needed else {})}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\x00" not in value and value == value.encode(errors="ignore").decode()


VALID = {
    "language": lambda value: isinstance(value, str) and value in BY_CODE,
    "edition": lambda value: type(value) is int and 0 < value < 2**31,
    "successor": _is_text,
}


def one(entry: Entry, person: User, status: int = 200) -> HttpResponse:
    """A working copy with its version as entity tag; document and version are of one moment."""
    with transaction.atomic():
        entry = Entry.objects.select_for_update().get(pk=entry.pk)
        (found,) = told([entry], person)
    found["draft"]["transitions"] = [
        {"name": way.transition.name, "refusal": way.refusal} for way in workflow.available(entry, person)
    ]
    response = _send(found, status)
    response.headers["ETag"] = etag(entry)
    return response


def told(entries: Sequence[Entry], person: User) -> list[dict[str, Any]]:
    """The documents, with internal fields for staff alone, and where each stands. Some queries for each kind."""
    dump = documents.dump if permissions.roles_of(person) & permissions.STAFF else documents.dump_public
    found = mapping.documents_by_identifier(entries)
    return [{**dump(found[entry.identifier]), "draft": _standing(entry)} for entry in entries]


def _standing(entry: Entry) -> dict[str, Any]:
    return {
        "state": entry.state,
        "version": entry.version,
        "missing": entry.missing,
        "unpublished_changes": entry.unpublished_changes,
        "withheld": entry.withheld,
    }


def _send(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(documents.canonical(data), status=status, content_type=JSON)
