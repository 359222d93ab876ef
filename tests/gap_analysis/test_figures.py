"""Do the figures of a run say what its rows say, and do the rows behind each number say as much as the number?"""

import pytest

from requirements import documents, gap_analysis, workflow
from requirements.choices import GapState, Severity
from requirements.gap_analysis.figures import Cell, Group, Overlap
from requirements.models import GapAnalysis
from tests import factories
from tests.gap_analysis.test_comparison import assessed
from tests.gap_analysis.test_decisions import covered, republish

pytestmark = pytest.mark.django_db
FRAMEWORK, INTEROPERABILITY = "requirements_framework", "interoperability"


PROVISION = "resolution:wtsa-103#instructs-tsb-director-1"


def registry() -> GapAnalysis:
    """Two gaps in identity, of which one in payments, too; one covered; one aspect that nobody looked at."""
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"), provisions=[PROVISION])
    both = assessed("REQ-0002", obligation="optional", building_blocks=["block:identity", "block:payments"])
    factories.published("requirement", "REQ-0002", **both)
    factories.published("requirement", "REQ-0003", **covered("REQ-0003"))
    candidates = [{"study_group": "study-group:itu-t-sg17", "question": "10"}]
    links = [{"relation": "needs", "target": "REQ-0001"}]
    factories.published("aspect", "SA-0001", candidates=candidates, links=links, building_blocks=[])
    touched = {"polarity": "barrier", "category": "financing", "touches": ["REQ-0001"]}
    factories.published("experience", "EX-0001", countries=["country:fj"], factors=[touched])
    motivates = [{"relation": "motivates", "target": "REQ-0001"}]
    factories.published("need", "ND-0001", countries=["country:la"], links=motivates)
    return gap_analysis.analyse({}, by="ana")


def test_the_figures_are_those_of_the_rows() -> None:
    run = registry()
    found = gap_analysis.figures(run)
    assert (found.items, found.open, found.unknown) == (4, 2, 1)
    assert {state: number for state, number in found.states.items() if number} == {
        GapState.GAP: 2,
        GapState.COVERED: 1,
        GapState.NOT_ASSESSED: 1,
    }
    assert found.severities == {Severity.HIGH: 1, Severity.MEDIUM: 0, Severity.LOW: 1}
    matrix = found.matrix
    assert (matrix.blocks, matrix.areas) == (["block:identity", "block:payments", ""], [INTEROPERABILITY, FRAMEWORK])
    assert matrix.cell("block:identity", FRAMEWORK) == Cell(open=2, known=3, total=3)
    assert matrix.cell("block:payments", FRAMEWORK) == Cell(open=1, known=1, total=1)
    assert matrix.cell("", INTEROPERABILITY) == Cell(open=0, known=0, total=1)
    assert matrix.cell("block:payments", INTEROPERABILITY) == Cell()
    assert (matrix.block_totals["block:identity"], matrix.area_totals[FRAMEWORK]) == (Cell(2, 3, 3), Cell(2, 3, 3))
    assert matrix.total == Cell(open=2, known=3, total=4)
    assert [cell.share for cell in (matrix.total, matrix.cell("", INTEROPERABILITY))] == [2 / 3, None]


def test_the_ranking_says_what_each_score_is_made_of() -> None:
    found = gap_analysis.figures(registry())
    first, second = found.ranking
    assert (first.rank, first.identifier, first.severity, first.score) == (1, "REQ-0001", "high", 47_490)
    assert first.parts == {
        "obligation": 25_000,
        "use_cases": 0,
        "sdgs": 0,
        "needs": 7_500,
        "special_needs": 9_990,
        "barriers": 5_000,
    }
    assert sum(first.parts.values()) == first.demand == first.score * 1_000 // first.uncovered
    assert (second.identifier, second.score, second.uncovered) == ("REQ-0002", 7_500, 1_000)
    assert [one.identifier for one in found.special] == ["REQ-0001"]
    assert found.groups == [Group("study-group:itu-t-sg17", 1, 1, ["REQ-0001"])]
    assert (found.outside, found.overlaps, found.previous, found.changes) == ([], [], None, [])


def test_two_bodies_that_cover_the_same_overlap() -> None:
    factories.published("requirement", "REQ-0001")
    twice = covered("REQ-0001")
    other = {"kind": "standard", "identifier": "standard:other", "designation": "Other 1", "title": {"en": "Other"}}
    document = documents.parse(other)
    workflow.release([workflow.save(document, by=None).record], by=None)
    row = twice["coverage"][0]
    mark = {"standard": "standard:other", "edition": "", "standard_fingerprint": documents.fingerprint(document)}
    twice["coverage"].append(row | mark | {"relation": "intersects_with"})
    republish("REQ-0001", **twice)
    run = gap_analysis.analyse({}, by="ana")
    assert gap_analysis.figures(run).overlaps == [Overlap("organization:itu-t", "standard:other", 0, 1)]
    (row,) = gap_analysis.results(run, body=["itu-t", "standard:other"])
    assert (row.bodies, row.partial_bodies) == (["organization:itu-t"], ["standard:other"])


def test_every_figure_opens_its_rows() -> None:
    run = registry()
    found = gap_analysis.figures(run)

    def number(**narrowed: list[str]) -> int:
        return gap_analysis.results(run, **narrowed).count()

    assert all(number(state=[state]) == counted for state, counted in found.states.items())
    assert all(number(severity=[level], open=["1"]) == counted for level, counted in found.severities.items())
    for (block, area), cell in found.matrix.cells.items():
        place = {"building_block": [block or "none"], "area": [area]}
        assert (number(**place), number(**place, open=["1"])) == (cell.total, cell.open)
    assert number(study_group=["itu-t-sg17"], open=["1"]) == found.groups[0].first
    assert number(special_needs=["1"], open=["1"]) == len(found.special)
    assert number(study_group=["outside"]) == 0


def test_changes_are_those_since_the_run_published_before() -> None:
    before = registry()
    gap_analysis.publish(before, by=None)
    republish("REQ-0001", **covered("REQ-0001"))
    after = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(after, by=None)
    found = gap_analysis.figures(after)
    assert found.previous == before.number
    assert [(change.identifier, change.outcome) for change in found.changed("closed")] == [("REQ-0001", "closed")]
    assert gap_analysis.latest() == after


def test_the_rows_behind_a_result_are_as_many_as_it_counted() -> None:
    run = registry()
    told = {row.identifier: gap_analysis.explain(run, row) for row in run.results.all()}
    assert told["REQ-0001"].behind == {
        "use_cases": [],
        "needs": ["ND-0001"],
        "special_needs": ["EX-0001", "ND-0001"],
        "barriers": ["EX-0001"],
        "sdgs": [],
    }
    assert told["SA-0001"].through == ["REQ-0001"]
    assert told["SA-0001"].behind == told["REQ-0001"].behind
    (alone,) = told["REQ-0001"].assessments
    assert (alone.standard, alone.level, alone.counts_as, alone.doubts) == (None, "none", "none", [])
    (full,) = told["REQ-0003"].assessments
    assert (full.standard, full.counts_as, full.doubts) == ("standard:itu-t-x-1254", "full_bodies", [])
    republish("REQ-0003", **covered("REQ-0003"), obligation="optional")
    later = gap_analysis.analyse({}, by="ana")
    doubted = gap_analysis.explain(later, later.results.get(identifier="REQ-0003"))
    assert [(one.counts_as, one.doubts) for one in doubted.assessments] == [("", ["entry_changed"])]
    # The first run is explained as it was.
    assert gap_analysis.explain(run, run.results.get(identifier="REQ-0003")) == told["REQ-0003"]
