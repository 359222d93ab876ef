"""Two people edited the same record: what is the second told, and what of the first's work goes into the form at once?

A form carries the version that it was made from and, signed, the document that its reader saw. So what somebody else
changed since is known, and so is what this person left as it was: there the form takes over what is stored now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from requirements import documents, mapping
from requirements.admin.differences import Shown, shown
from requirements.documents import Document, Field, Holds
from requirements.languages import CODES
from requirements.models import History

Data = dict[str, Any]
Path = tuple[str, ...]

SALT = "requirements.admin.seen"


def stored(record: Any) -> tuple[Any, Document | None]:
    """The record and its working document as the database has them, whatever a form has done to the instance.

    The row is read first: a change in between makes the next save a conflict, never the other way round. No document
    if the row holds what none may: then the form is there to put it right.
    """
    rows = type(record)._default_manager.filter(pk=record.pk)
    row = rows.get()
    try:
        return row, next(mapping.documents_of(rows))
    except documents.Refused:
        return row, None


def carried(record: Any, document: Document | None) -> dict[str, Any]:
    """What a form takes along to say later what it was made from."""
    seen = signing.dumps(documents.dump(document), salt=SALT, compress=True) if document else ""
    return {"version": record.version, "seen": seen}


def seen_version(request: HttpRequest) -> int:
    """The version that the page was made from; 0, which no record has, if the form does not say."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


@dataclass(frozen=True)
class Conflict:
    """What the second person is shown: who changed the record last, and what differs from what was seen."""

    last: History | None
    changes: list[Shown]


def meet(request: Any, record: Any, *, whole: bool) -> Conflict:
    """Bring the typed form up to what is stored now, wherever its reader had changed nothing, and tell what differs.

    `whole`: the form is the record's own, so that its inputs are named after the record's fields. Rows of parts are
    never touched: whether a row is the same one is for a person to say.
    """
    last = History.objects.filter(identifier=record.identifier).first()
    _record, document = stored(record)
    if document is None:
        return Conflict(last, [])
    now = documents.dump(document)
    seen = _seen(request, now)
    typed = request.POST.copy()
    taken = set(_take_over(typed, type(document), type(record), seen, now)) if whole and seen else set()
    request.POST = typed
    changes = documents.diff(seen, now)
    told = zip(shown(changes, now["kind"]), changes, strict=True)
    return Conflict(last, [replace(one, taken=_is_taken(change.path, taken)) for one, change in told])


def _is_taken(path: Path, taken: set[Path]) -> bool | None:
    """The states of translations follow from the texts and are in no form."""
    return None if path[0] == "translations" else path in taken


def _seen(request: HttpRequest, now: Data) -> Data:
    """The document that the form says its reader saw; nothing if it is forged, another record's or of another shape."""
    try:
        seen: Data = signing.loads(request.POST.get("seen", ""), salt=SALT)
    except signing.BadSignature:
        return {}
    return seen if seen.keys() == now.keys() and seen["identifier"] == now["identifier"] else {}


def _take_over(
    typed: QueryDict, shape: type[documents.Part], model: type[Model], seen: Data, now: Data
) -> Iterator[Path]:
    """The paths at which the form now says what is stored, because its reader had left them alone or agrees."""
    for field in documents.fields(shape):
        if field.holds is Holds.PARTS or seen[field.name] == now[field.name]:
            continue
        before = {path: values for path, _name, values in _inputs(model, field, seen[field.name])}
        for path, name, after in _inputs(model, field, now[field.name]):
            said = sorted(text.strip().replace("\r\n", "\n") for text in typed.getlist(name))
            if said in (before[path], after):
                typed.setlist(name, after)
                yield path


def _inputs(model: type[Model], field: Field, value: Any) -> Iterator[tuple[Path, str, list[str]]]:
    """(path in the document, name of the input, what a browser would send) for each input of a field."""
    if field.holds is Holds.TEXTS:
        for code in CODES:
            yield (field.name, code), f"{field.name}_{code}", [value.get(code, "")]
    else:
        yield (field.name,), field.name, sorted(_sent(model, field, value))


def _sent(model: type[Model], field: Field, value: Any) -> list[str]:
    column: Any = model._meta.get_field(field.name)
    if field.holds in (Holds.NAME, Holds.NAMES):
        names = value if isinstance(value, list) else [value] if value else []
        found = column.related_model.objects.filter(identifier__in=names).values_list("pk", flat=True)
        return [str(pk) for pk in found] or ([""] if field.holds is Holds.NAME else [])
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list):
        return value if column.base_field.choices else ["\n".join(value)]
    return ["" if value is None else str(value)]
