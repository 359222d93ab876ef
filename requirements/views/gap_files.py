"""How does a reader take the figures and the results of a run away as tables?

The files say what the page says, with the identifiers by which every figure is found again in the API.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from requirements import choices, gap_analysis
from requirements.gap_analysis import FACTORS, Figures
from requirements.gap_analysis.wording import FACTORS as LABELS
from requirements.gap_analysis.wording import OUTCOMES
from requirements.spreadsheets import XLSX, attached, check_fits, csv_lines, workbook_of
from requirements.views.gap_rows import narrowed
from requirements.views.gaps import gap_page, published_run
from requirements.views.names import names_of

WINDOW = 500
Table = tuple[str, list[Sequence[Any]]]


@gap_page
def results_csv(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """Every result that the query string leaves, a row each, as rows are read."""
    made = published_run(run)
    asked = narrowed(request.GET)
    lines = csv_lines(_head(), _results(made, asked, language))
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(lines)
    return attached(response, "text/csv; charset=utf-8", f"gap-analysis-{run}.csv")


@gap_page
def figures_csv(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """Every figure of the run, a row each: table, row, column, value."""
    tables = _tables(gap_analysis.figures(published_run(run)), language)
    rows = [(name, *cell) for name, table in tables for cell in _cells(table)]
    lines = csv_lines((_("Table"), _("Row"), _("Column"), _("Value")), rows)
    return attached(HttpResponse(b"".join(lines)), "text/csv; charset=utf-8", f"gap-figures-{run}.csv")


def _cells(table: list[Sequence[Any]]) -> Iterator[tuple[Any, Any, Any]]:
    """(row, column, value) of every value of a table."""
    head, *rows = table
    return ((row[0], column, value) for row in rows for column, value in zip(head[1:], row[1:], strict=True))


@gap_page
def workbook(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """All figures, a sheet for each table, and all results; 400 if there are too many for a workbook."""
    made = published_run(run)
    check_fits(sum(made.counts.values()), len(_head()))
    tables = _tables(gap_analysis.figures(made), language)
    results = (_("Results"), [_head(), *_results(made, {}, language)])
    return attached(HttpResponse(workbook_of([*tables, results])), XLSX, f"gap-analysis-{run}.xlsx")


def _head() -> list[str]:
    return [
        *(_("Identifier"), _("Title"), _("Edition"), _("State"), _("Severity"), _("Score"), _("Demand")),
        _("Uncovered"),
        *(str(LABELS[name]) for name in FACTORS),
        *(_("Building blocks"), _("Area"), _("Bodies that cover it"), _("Bodies that cover a part")),
        *(_("Study groups proposed"), _("Gap"), _("Review"), _("Decision of TSAG")),
    ]


def _results(run: Any, asked: dict[str, list[str]], language: str) -> Iterator[list[Any]]:
    """Rows in the order of scores, WINDOW read at a time."""
    keys = list(gap_analysis.results(run, **asked).values_list("pk", flat=True))
    for start in range(0, len(keys), WINDOW):
        found = {row.pk: row for row in run.results.filter(pk__in=keys[start : start + WINDOW])}
        ranking = gap_analysis.ranked(run, [found[key] for key in keys[start : start + WINDOW]], start)
        # Sent when the view has long returned, and with it the language of the page.
        with translation.override(language):
            names = names_of([one.identifier for one in ranking], language)
            rows = [_result(one, names) for one in ranking]
        yield from rows


def _result(one: Any, names: dict[str, Any]) -> list[Any]:
    groups = [group["study_group"] for group in one.proposals.get("groups", [])]
    said = one.beside
    return [
        *(one.identifier, names[one.identifier].title.text if one.identifier in names else "", one.edition),
        *(str(one.state.label), str(one.severity.label), one.score / 1000, one.demand / 1000, one.uncovered / 1000),
        *(part / 1000 for part in one.parts.values()),
        *("; ".join(one.blocks), one.area, "; ".join(one.bodies), "; ".join(one.partial_bodies)),
        _("outside ITU-T") if one.proposals.get("outside") else "; ".join(groups),
        said.gap.identifier if said.gap else "",
        str(said.review.get_review_display()) if said.review else "",
        str(said.decision.get_disposition_display()) if said.decision else "",
    ]


def _tables(found: Figures, language: str) -> list[Table]:
    """Every table of the page: a name, the head, the rows."""
    blocks = [block for block in found.matrix.blocks if block]
    groups = [group.study_group for group in found.groups]
    bodies = {name for overlap in found.overlaps for name in (overlap.one, overlap.other)}
    names = names_of({*blocks, *groups, *bodies, *(name for name, _number in found.outside if name)}, language)
    called = {identifier: name.short.text for identifier, name in names.items()}
    number = _("Number")
    return [
        (_("Totals"), [(_("State"), number), *((str(state.label), count) for state, count in found.states.items())]),
        (
            _("Severity"),
            [(_("Severity"), number), *((str(level.label), count) for level, count in found.severities.items())],
        ),
        (_("Matrix"), _matrix(found, called)),
        (
            _("Study groups"),
            [
                (_("Study group"), _("Proposed first"), _("Among the first three")),
                *((called.get(one.study_group, one.study_group), one.first, one.among_three) for one in found.groups),
            ],
        ),
        (
            _("Outside ITU-T"),
            [(_("Body"), number), *((called.get(name, name), count) for name, count in found.outside)],
        ),
        (
            _("Overlaps"),
            [
                (_("Two bodies"), _("Both cover fully"), _("Both cover at least a part")),
                *(
                    (f"{called.get(one.one, one.one)} – {called.get(one.other, one.other)}", one.fully, one.at_all)
                    for one in found.overlaps
                ),
            ],
        ),
        (
            _("Changes"),
            [
                (_("Since run %(number)s") % {"number": found.previous or "–"}, number),
                *((str(label), len(found.changed(outcome))) for outcome, label in OUTCOMES.items()),
            ],
        ),
    ]


def _matrix(found: Figures, called: dict[str, str]) -> list[Sequence[Any]]:
    """Not fully covered, looked at and all, three columns for each area."""
    matrix = found.matrix
    kinds = (_("not fully covered"), _("looked at"), _("all"))
    areas = [str(choices.Area(area).label) for area in matrix.areas]
    head = [_("Building block"), *(f"{area}: {kind}" for area in [*areas, _("All areas")] for kind in kinds)]
    rows = [[called.get(block, block or _("none")), *_three(_line(found, block))] for block in matrix.blocks]
    last = [_("All"), *_three(matrix.area_totals[area] for area in matrix.areas), *_three([matrix.total])]
    return [head, *rows, last]


def _line(found: Figures, block: str) -> list[Any]:
    matrix = found.matrix
    return [*(matrix.cell(block, area) for area in matrix.areas), matrix.block_totals[block]]


def _three(cells: Iterable[Any]) -> list[int]:
    return [number for cell in cells for number in (cell.open, cell.known, cell.total)]
