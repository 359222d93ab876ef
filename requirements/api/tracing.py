"""How does a program follow threads from a record, see what depends on it, and read the matrices?"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import documents, traceability
from requirements.api import cursors, parameters
from requirements.api.answers import of_moment
from requirements.api.cursors import Cursor
from requirements.api.problems import Mistakes, Problem
from requirements.api.reading import Reading
from requirements.api.records import never
from requirements.api.relations import DIRECTIONS
from requirements.api.rows import clock
from requirements.catalogue import Total
from requirements.documents import stamp
from requirements.models import Clock
from requirements.traceability import DEEPEST, MATRICES


class Threads(Reading, ABC):
    """What is asked about the threads through one record."""

    parameters: Sequence[str] = ("of", "depth", "as_of")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        of, depth, moment = _asked(request.GET, self.parameters)
        last = clock().at
        known = moment and min(moment, last)
        return of_moment(request, known or last, lambda: self._answer(of, depth, known, last))

    def _answer(self, of: str, depth: int, moment: datetime | None, last: datetime) -> bytes:
        if not traceability.is_known(of, moment):
            raise never(of, moment)
        told = {"of": of, "depth": depth, "as_of": stamp(moment or last)}
        return documents.canonical({**told, **self.content(of, depth, moment)})

    @abstractmethod
    def content(self, of: str, depth: int, moment: datetime | None) -> dict[str, Any]:
        """What the answer says besides what was asked."""


class Trace(Threads):
    """The threads through a record: provision, use case, requirement, aspect, standard, study group; step by step."""

    answers = "trace"

    def content(self, of: str, depth: int, moment: datetime | None) -> dict[str, Any]:
        found = traceability.trace(of, depth, moment)
        steps = [
            {
                "source": edge.source,
                "target": edge.target,
                "relation": edge.relation,
                "direction": DIRECTIONS[edge.backward],
                "coverage": edge.coverage or None,
            }
            for edge in found.edges
        ]
        return {"complete": found.complete, "records": found.identifiers, "steps": steps}


class Impact(Threads):
    """What depends on a record: the records that name it, those that name these, and so on; the nearest first."""

    answers = "impact"

    def content(self, of: str, depth: int, moment: datetime | None) -> dict[str, Any]:
        found = traceability.impact(of, depth, moment)
        records = [{"identifier": identifier, "steps": steps} for identifier, steps in found.rows]
        return {"complete": found.complete, "records": records}


def _asked(query: QueryDict, known: Sequence[str]) -> tuple[str, int, datetime | None]:
    mistakes: Mistakes = {}
    parameters.check_names(query, known, mistakes)
    of, depth = query.get("of", ""), query.get("depth", str(DEEPEST))
    if depth not in map(str, range(1, DEEPEST + 1)):
        mistakes["depth"] = [_("Write a whole number from 1 to %(limit)s.") % {"limit": DEEPEST}]
    if not _is_on_threads(of):
        mistakes["of"] = [_("Write the identifier of an entry, a provision, a standard or a study group.")]
    moment = parameters.moment("as_of", query, mistakes)
    parameters.refuse(mistakes, query)
    return of, int(depth), moment


def _is_on_threads(of: str) -> bool:
    try:
        return traceability.layer_of(of) is not None and "\x00" not in of
    except ValueError:
        return False


class Untraced(Reading):
    """Where threads break: records that neither name nor are named by any of the kinds that they should lead to."""

    answers = "untraced"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        now = clock()
        return of_moment(request, now.at, lambda: _breaks(now))


def _breaks(now: Clock) -> bytes:
    results = [
        {"kind": one.kind, "toward": list(one.toward), "count": one.number, "first": one.identifiers}
        for one in traceability.untraced(now)
    ]
    return documents.canonical({"as_of": stamp(now.at), "results": results})


class Matrix(Reading):
    """A matrix of records of one kind with those of another, row by row; with `holes=1` only rows without any mark."""

    parameters = ("holes", "as_of", "page_size", "cursor")
    answers = "matrix"

    def get(self, request: HttpRequest, matrix: str) -> HttpResponseBase:
        if matrix not in MATRICES:
            raise Problem(404, _("There is nothing at %(path)s.") % {"path": request.path[:200]})
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        size, cursor = parameters.page_size(request.GET, mistakes), cursors.read(request, mistakes)
        holes = parameters.one_of("holes", ("1",), request.GET, mistakes) == "1"
        asked = parameters.moment("as_of", request.GET, mistakes)
        parameters.refuse(mistakes, request.GET)
        last = clock().at
        # Pages that follow are of the moment of the first.
        moment = cursor.moment if cursor else asked and min(asked, last)
        found = traceability.matrix(*MATRICES[matrix], holes=holes, moment=moment)
        return of_moment(request, moment or last, lambda: _rows(request, found, size, cursor, moment or last))


def _rows(
    request: HttpRequest, matrix: traceability.Matrix, size: int, cursor: Cursor | None, moment: datetime
) -> bytes:
    total = cursor.total if cursor else Total(matrix.total())
    rows = list((matrix.after(cursor.keys[0]) if cursor else matrix).read(slice(size + 1)))
    results = [documents.canonical({"identifier": row.identifier, "marks": row.marks}) for row in rows[:size]]
    last = (rows[size - 1].identifier,) if len(rows) > size else None
    return cursors.page(request, results, total, moment, last)
