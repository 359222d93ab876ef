"""How does a reader see which records of one kind go with which of another, and take the table away?"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from requirements import choices, traceability
from requirements.catalogue import Total
from requirements.filters import Invalid
from requirements.spreadsheets import XLSX, attached, check_fits, csv_lines, workbook
from requirements.traceability import MATRICES, Matrix, Row
from requirements.views.names import Name, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, page_number
from requirements.views.tracing import matrix_label

SIZE = 30
# Shades of a cell: one, two or three, and more.
DARKEST = 3


def _asked(request: HttpRequest, name: str, *own: str) -> Matrix:
    """The matrix of an address; `holes=1` leaves rows without any mark alone. Invalid for any other parameter."""
    if name not in MATRICES:
        raise Http404
    known = ("holes", *own)
    problems = {
        parameter: [_("There is no such parameter; known are: %(known)s.") % {"known": ", ".join(known)}]
        for parameter in request.GET
        if parameter not in known
    }
    if request.GET.get("holes", "") not in ("", "1"):
        problems["holes"] = [_("“%(value)s” is not one of: %(known)s.") % {"value": "", "known": "1"}]
    if problems:
        raise Invalid(problems)
    return traceability.matrix(*MATRICES[name], holes=request.GET.get("holes") == "1")


@page
def matrix(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """A page of the matrix, with the columns that its rows have marks in. At most six queries."""
    found, number = _asked(request, name, "page"), page_number(request.GET)
    paging = Paging(number, Total(found.total()), request.GET, SIZE)
    rows = list(found.read(paging.rows))
    if number > 1 and not rows:
        raise Http404
    counts = found.columns == "area"
    columns = found.all_columns() if counts else sorted({column for row in rows for column in row.marks})
    names = names_of({*(row.identifier for row in rows), *columns}, language)
    columns = [column for column in columns if column in names or column in choices.Area.values]
    return show(
        request,
        "matrix.html",
        {
            "menu": "trace",
            "heading": matrix_label(found.rows, found.columns),
            "name": name,
            "holes": request.GET.get("holes") == "1",
            "paging": paging,
            "columns": [_column(column, names) for column in columns],
            "rows": [(names[row.identifier], _cells(row, columns, counts=counts)) for row in rows],
            "counts": counts,
        },
    )


def _column(column: str, names: dict[str, Name]) -> Any:
    return names[column] if column in names else choices.Area(column).label


def _cells(row: Row, columns: Sequence[str], *, counts: bool) -> list[tuple[str, int]]:
    """(mark, shade of its cell): 1 for one, 2 for two or three, 3 for more; 0 where nothing is counted."""
    marks = [row.marks.get(column, "") for column in columns]
    return [(mark, min(int(mark).bit_length(), DARKEST) if counts and mark else 0) for mark in marks]


def _table(found: Matrix, language: str) -> Iterator[Sequence[Any]]:
    """The whole matrix, its head first: identifier and title of each row, then its marks."""
    columns = found.all_columns()
    names = names_of(columns if found.columns != "area" else [], language)
    yield ["identifier", "title", *(_head(column, names) for column in columns)]
    rows = found.read()
    while window := [row for _place, row in zip(range(500), rows, strict=False)]:
        titles = names_of([row.identifier for row in window], language)
        for row in window:
            yield [
                row.identifier,
                titles[row.identifier].title.text,
                *(row.marks.get(column, "") for column in columns),
            ]


def _head(column: str, names: dict[str, Name]) -> str:
    return names[column].short.text if column in names else str(choices.Area(column).label)


@page
def matrix_csv(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """Every row and column, as rows are read."""
    found = _asked(request, name)
    rows = iter(list(_table(found, language)))
    lines = csv_lines(next(rows), rows)
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(lines)
    return attached(response, "text/csv; charset=utf-8", f"{name}.csv")


@page
def matrix_xlsx(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """The same as a workbook; 400 if it would be too large for one."""
    found = _asked(request, name)
    check_fits(found.total(), len(found.all_columns()))
    return attached(HttpResponse(workbook(_table(found, language))), XLSX, f"{name}.xlsx")
