"""How does a reader follow a thread from any record, see what depends on it, and where threads break?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, search, traceability
from requirements.filters import Invalid
from requirements.languages import BY_CODE
from requirements.spreadsheets import csv_lines
from requirements.traceability import DEEPEST, MATRICES, Edge, Trace
from requirements.views import addresses
from requirements.views.drawing import graph
from requirements.views.labels import PLURALS, label
from requirements.views.mentions import INVERSES, RELATIONS
from requirements.views.names import Name, names_of
from requirements.views.pages import page, show

# Steps either way at first; the whole thread of a standard is long.
DEPTH = 2
# Rows of a table on a page; the file has all.
LISTED = 150
SHEET = ("source", "source_title", "relation", "target", "target_title", "coverage")


@dataclass(frozen=True)
class Asked:
    """From where and how far."""

    of: str
    depth: int


def read(query: QueryDict, language: str) -> Asked:
    """What a query string asks; `of` may be written like a search. Invalid names what there is not."""
    problems: dict[str, list[str]] = {
        name: [_("There is no such parameter; known are: %(known)s.") % {"known": "of, depth"}]
        for name in query
        if name not in ("of", "depth")
    }
    typed, depth = query.get("of", "").strip(), query.get("depth") or str(DEPTH)
    if depth not in map(str, range(1, DEEPEST + 1)):
        problems["depth"] = [_("Write a whole number from 1 to %(limit)s.") % {"limit": DEEPEST}]
    of = _identifier(typed[:300], language) if typed and not problems else ""
    if typed and not problems and (not of or traceability.layer_of(of) is None):
        problems["of"] = [_("“%(value)s” is not in the registry.") % {"value": typed[:100]}]
    if problems:
        raise Invalid(problems)
    return Asked(of, int(depth))


def _identifier(typed: str, language: str) -> str:
    """The record that is meant: by its identifier, else the first that a search for its number or title finds."""
    holder = addresses.canonical(typed.partition("#")[0])
    written = f"{holder}#{typed.partition('#')[2].lower()}" if "#" in typed else holder
    if written and holder and traceability.layer_of(holder) is not None and traceability.is_known(written):
        return written
    found = search.find(catalogue.in_force(*traceability.LAYERS), typed, language)
    return found.values_list("identifier", flat=True).first() or ""


@page
def trace(request: HttpRequest, language: str) -> HttpResponseBase:
    """The threads through a record as a drawing and as a table; without one, where threads break. A few queries,
    whatever the depth; where they break is found once after each publication.
    """
    asked = read(request.GET, language)
    if not asked.of:
        return show(
            request, "trace_start.html", {"menu": "trace", "matrices": _matrices(), "breaks": _breaks(language)}
        )
    found = traceability.trace(asked.of, asked.depth)
    names = names_of({*found.identifiers, asked.of, *found.starts}, language)
    steps = _steps(found, names)
    return show(
        request,
        "trace.html",
        {
            "menu": "trace",
            "name": names[asked.of],
            "of": addresses.name_of(asked.of) if ":" not in asked.of else asked.of,
            "depth": asked.depth,
            "depths": range(1, DEEPEST + 1),
            "graph": graph(found, names, mirrored=BY_CODE[language].direction == "rtl"),
            "complete": found.complete,
            "number": len([one for one in found.identifiers if one in names]),
            "threads": _threads(steps[:LISTED]),
            "more": len(steps) > LISTED,
            "query": request.GET.urlencode(),
        },
    )


@dataclass(frozen=True)
class Step:
    """A step of a thread as a row says it: `relation` is what the source is to the target."""

    source: Name
    relation: str
    target: Name
    coverage: str


def _steps(found: Trace, names: dict[str, Name]) -> list[Step]:
    """What the drawing shows, in the order of the threads, one relation of a record after the other."""
    steps = [
        Step(names[edge.source], relation_label(edge), names[edge.target], edge.coverage)
        for edge in found.edges
        if edge.source in names and edge.target in names
    ]
    return sorted(steps, key=_place)


def _place(step: Step) -> tuple[int, str, str]:
    return traceability.layer_of(step.source.identifier) or 0, step.source.identifier, step.relation


def relation_label(edge: Edge) -> str:
    """By the type of the link, else by the field that makes it, as the source would say it."""
    known: dict[str, Any] = INVERSES if edge.backward else RELATIONS
    return str(known.get(edge.relation) or label(edge.relation))


def _threads(steps: Iterable[Step]) -> list[tuple[Name, list[tuple[str, list[Step]]]]]:
    """Each source with its relations, each of these with its steps."""
    return [
        (source, [(relation, list(same)) for relation, same in groupby(own, key=attrgetter("relation"))])
        for source, own in groupby(steps, key=attrgetter("source"))
    ]


@page
def trace_csv(request: HttpRequest, language: str) -> HttpResponseBase:
    """Every step of the threads, a row each."""
    asked = read(request.GET, language)
    found = traceability.trace(asked.of, asked.depth) if asked.of else Trace((), [], [], complete=True)
    rows = [
        (
            one.source.identifier,
            one.source.title.text,
            one.relation,
            one.target.identifier,
            one.target.title.text,
            one.coverage,
        )
        for one in _steps(found, names_of(found.identifiers, language))
    ]
    return HttpResponse(
        b"".join(csv_lines(SHEET, rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="trace.csv"'},
    )


@page
def impact(request: HttpRequest, language: str) -> HttpResponseBase:
    """What depends on a record, the nearest first. At most eight queries, whatever the depth."""
    asked = read(request.GET, language)
    if not asked.of:
        raise Invalid({"of": [_("Say from which record.")]})
    depth = asked.depth if "depth" in request.GET else DEEPEST
    found = traceability.impact(asked.of, depth)
    names = names_of({asked.of, *(identifier for identifier, _steps in found.rows)}, language)
    known = [(names[identifier], number) for identifier, number in found.rows if identifier in names]
    groups = [
        (number, [name for name, away in known if away == number]) for number in sorted({away for _name, away in known})
    ]
    context = {
        "menu": "trace",
        "name": names[asked.of],
        "of": asked.of,
        "groups": groups,
        "number": len(known),
        "complete": found.complete,
    }
    return show(request, "impact.html", context)


def _matrices() -> list[tuple[str, str]]:
    """(label, name) of each matrix that is offered."""
    return [(matrix_label(rows, columns), name) for name, (rows, columns) in MATRICES.items()]


def matrix_label(rows: str, columns: str) -> str:
    plural = {**PLURALS, "area": _("Areas of standardization")}
    return _("%(rows)s × %(columns)s") % {"rows": plural[rows], "columns": plural[columns]}


def _breaks(language: str) -> list[dict[str, Any]]:
    """Where threads break, with the first records that lead nowhere."""
    found = traceability.untraced()
    names = names_of({identifier for one in found for identifier in one.identifiers}, language)
    return [
        {
            "heading": _heading(one.kind, one.toward),
            "number": one.number,
            "names": [names[identifier] for identifier in one.identifiers],
        }
        for one in found
        if one.number
    ]


def _heading(kind: str, toward: Collection[str]) -> str:
    plurals = ", ".join(str(PLURALS[other]) for other in toward)
    return _("%(kind)s without a link to: %(others)s") % {"kind": PLURALS[kind], "others": plurals}
