"""What does a report cite: every entry and assessment by identifier and edition, every figure by its address?"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from requirements import gap_analysis
from requirements.choices import CoverageLevel, GapState
from requirements.gap_analysis.wording import DOUBTS
from requirements.models import EditionCoverage, GapAnalysis, GapResult
from requirements.reports.document import Block, Cell, Heading, Paragraph, Table, words
from requirements.reports.naming import Named, named
from requirements.reports.telling import Telling, address, points

# More would be longer than anybody reads: the first by score are given, and where all are.
ENTRIES = 2_000
Assessed = Mapping[tuple[str, int], list[EditionCoverage]]


def entries(telling: Telling, run: GapAnalysis) -> Iterable[Block]:
    """Every entry in the order of scores, with what standards were said to cover of it. Three queries."""
    results = list(gap_analysis.results(run)[:ENTRIES])
    assessed = _assessed(results)
    named_there = {row.standard for rows in assessed.values() for row in rows if row.standard}
    standards = named(named_there, telling.language, run.as_of)
    yield Heading(_("Annex: entries and assessments"), counted=False)
    if len(results) == ENTRIES:
        told = _("The first %(number)s by score; all are at %(address)s.")
        yield Paragraph(telling.sentence(told, number=str(ENTRIES), address=telling.link(f"{telling.figures}results/")))
    yield Table(
        head=[_("Entry"), _("State"), _("Score"), _("Assessments")],
        rows=[_entry(telling, result, assessed, standards) for result in results],
        widths=(2.4, 2, 1, 5),
        caption=_("Entries in the order of scores"),
        source=address(f"{telling.figures}results/"),
    )


def _assessed(results: Iterable[GapResult]) -> Assessed:
    """(identifier, edition) → its assessments. One query."""
    found: dict[tuple[str, int], list[EditionCoverage]] = {}
    identifiers = [result.identifier for result in results]
    rows = EditionCoverage.objects.filter(edition__identifier__in=identifiers).select_related("edition").order_by("pk")
    for row in rows:
        found.setdefault((row.edition.identifier, row.edition.number), []).append(row)
    return found


def _entry(telling: Telling, result: GapResult, assessed: Assessed, standards: Mapping[str, Named]) -> list[Cell]:
    at = f"{telling.figures}results/{result.identifier}/"
    cited = _("%(entry)s, edition %(number)s") % {"entry": result.identifier, "number": result.edition}
    rows = assessed.get((result.identifier, result.edition), [])
    return [
        [telling.link(at, cited)],
        telling.plain(GapState(result.state).label),
        [words(points(result.score), telling.language, figure=f"{at}#/score")],
        telling.plain("\n".join(_assessment(row, standards) for row in rows)),
    ]


def _assessment(row: EditionCoverage, standards: Mapping[str, Named]) -> str:
    level = str(CoverageLevel(row.level).label)
    doubt = "" if row.confirmed else f", {DOUBTS['unconfirmed']}"
    if not row.standard:
        return level + doubt
    name = standards[row.standard].short if row.standard in standards else row.standard
    label = f" ({row.label})" if row.label else ""
    return f"{name}{label}: {level}{doubt}"


def addresses(telling: Telling) -> Iterable[Block]:
    """Where the figures of the report are found again."""
    places = {
        _("All figures of this report"): telling.figures,
        _("Each entry, with what is behind its score"): f"{telling.figures}results/",
        _("What changed since the run before it"): f"{telling.figures}changes/",
        _("Gaps, with what TSAG decided"): "/api/v1/gaps/",
    }
    yield Heading(_("Annex: where each figure is"), counted=False)
    yield Table(
        head=[_("Figures"), _("Address")],
        rows=[[telling.plain(label), [telling.link(place)]] for label, place in places.items()],
        widths=(2, 3),
        caption=_("Addresses"),
    )
