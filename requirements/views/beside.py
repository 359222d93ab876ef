"""How do two to four entries look side by side?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue
from requirements.models import Edition
from requirements.views import addresses, kinds
from requirements.views.labels import label
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.texts import Data, identifiers, in_language, word

FEWEST, MOST = 2, 4
# The fields that are texts of one or more paragraphs.
TEXTS = frozenset(
    section.field for sections in kinds.SECTIONS.values() for section in sections if section.partial == "texts"
)


@dataclass(frozen=True)
class Row:
    """What each of the entries says in one field, as `texts` or as values; nothing where it has no such field."""

    label: str
    cells: list[list[Any]]
    texts: bool = False


@page
def beside(request: HttpRequest, language: str) -> HttpResponseBase:
    """The entries that `of` names, in that order; 400 says which there are not. Three queries."""
    asked = list(dict.fromkeys(typed.strip() for typed in request.GET.getlist("of") if typed.strip()))
    editions = _editions(asked)
    problems = _problems(asked, editions)
    chosen = [] if problems or len(asked) < FEWEST else list(editions.values())
    records = [catalogue.document(edition) for edition in chosen]
    names = names_of({name for record in records for name in identifiers(record)}, language)
    context = {
        "problems": problems,
        "fields": [*asked[:MOST], *[""] * (MOST - len(asked))],
        "names": [name_of(edition, record, language) for edition, record in zip(chosen, records, strict=True)],
        "rows": _rows(records, names, language),
    }
    return show(request, "beside.html", context, status=400 if problems else 200)


def _editions(asked: Sequence[str]) -> dict[str, Edition]:
    """What was typed → the current edition of the entry it names, for those that there are."""
    written = {typed: addresses.canonical(typed) for typed in asked[:MOST]}
    wanted = set(filter(None, written.values()))
    found = {}
    if wanted:
        current = catalogue.current(*catalogue.ENTRY_KINDS).filter(identifier__in=wanted)
        found = {edition.identifier: edition for edition in current}
    return {typed: found[name] for typed, name in written.items() if name in found}


def _problems(asked: Sequence[str], editions: dict[str, Edition]) -> list[str]:
    if len(asked) > MOST:
        return [_("At most %(limit)s entries fit side by side.") % {"limit": MOST}]
    return [
        _("“%(value)s” is not in the registry.") % {"value": typed[:100]} for typed in asked if typed not in editions
    ]


def _rows(records: Sequence[Data], names: dict[str, Name], language: str) -> list[Row]:
    """What each says, whatever its kind calls it, then the fields that any of them has."""
    shown = [in_language(record, language, names) for record in records]
    said = [_cell(record, kinds.main_text(record["kind"]), language) for record in shown]
    order = dict.fromkeys(field for record in records for field in _fields(record["kind"]))
    rows = [
        Row(_("What it says"), said, texts=True),
        *(_row(field, [_cell(record, field, language) for record in shown]) for field in order),
    ]
    return [row for row in rows if any(row.cells)]


def _row(field: str, cells: list[list[Any]]) -> Row:
    return Row(label(field), cells, texts=field in TEXTS)


def _fields(kind: str) -> list[str]:
    """What is said in words and values; parts such as steps and factors are read on the page of the entry."""
    said = [section.field for section in kinds.SECTIONS[kind] if section.partial == "texts"]
    return [*kinds.FACTS[kind], *said, "provisions", "coverage"]


def _cell(record: Data, field: str, language: str) -> list[Any]:
    """A plain word is in the language in which its document was written."""
    value = record.get(field)
    values = value if isinstance(value, list) else [value] if value else []
    plain = [_assessed(one) if isinstance(one, dict) else one for one in values]
    return [word(one, language, record["source_language"]) if type(one) is str else one for one in plain]


def _assessed(coverage: Data) -> Any:
    return coverage["standard"] or _("No standard found")
