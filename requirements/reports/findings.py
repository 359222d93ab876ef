"""What did a run find: how much is covered, where, what matters most, who could take it up, who overlaps?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from requirements.choices import Area
from requirements.gap_analysis import Cell as Counts
from requirements.gap_analysis import Figures, Ranked
from requirements.gap_analysis.wording import FACTORS
from requirements.reports.document import Bars, Block, Cell, Heading, Paragraph, Table
from requirements.reports.telling import Telling, points

# Rows of the rankings in the text, and bars of the drawing.
RANKED, DRAWN = 20, 10


def chapter(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Findings"))
    yield Heading(_("How much is covered"), 2)
    yield from _states(telling, found)
    yield Heading(_("Where the gaps are"), 2)
    yield from _matrix(telling, found)
    yield Heading(_("What matters most"), 2)
    yield from _ranking(telling, found)


def _states(telling: Telling, found: Figures) -> Iterable[Block]:
    yield _tally(telling, found.states, "states", head=[_("State"), _("Entries")], caption=_("Entries by state"))
    harm = [_("Harm to users"), _("Gaps")]
    yield _tally(telling, found.severities, "severities", head=harm, caption=_("Gaps by harm to users"))


def _tally(telling: Telling, counted: Mapping[Any, int], pointer: str, *, head: list[str], caption: str) -> Table:
    """How many there are of each choice; `pointer` is where the figures have them."""
    return Table(
        head=head,
        rows=[
            [telling.plain(one.label), [telling.number(number, f"{pointer}/{one.value}")]]
            for one, number in counted.items()
        ],
        widths=(4, 1),
        caption=caption,
        source=telling.source(pointer),
    )


def _matrix(telling: Telling, found: Figures) -> Iterable[Block]:
    """The areas under their numbers, then blocks by these numbers, so that the matrix fits an upright page."""
    matrix = found.matrix
    yield Table(
        head=["", _("Area"), _("Not fully covered"), _("Looked at"), _("All")],
        rows=[
            [telling.plain(place + 1), telling.plain(_area(area)), *_counts(telling, f"matrix/areas/{place}", cell)]
            for place, area in enumerate(matrix.areas)
            for cell in [matrix.area_totals[area]]
        ],
        widths=(0.6, 5, 1.6, 1.6, 1.2),
        caption=_("Areas of standardization"),
        source=telling.source("matrix/areas"),
    )
    yield Paragraph(
        telling.plain(
            _(
                "In the matrix each column is an area by its number. A cell gives the entries not fully covered, out of"
                " those that somebody set beside standards; a question mark where nobody has looked yet. An entry in"
                " two building blocks counts in both."
            )
        )
    )
    yield Table(
        head=[_("Building block"), *(str(place + 1) for place in range(len(matrix.areas)))],
        rows=[_row(telling, found, block) for block in matrix.blocks],
        widths=(6, *(1 for _area in matrix.areas)),
        caption=_("Entries not fully covered, by building block and area"),
        shades=[[0, *(_shade(matrix.cell(block, area).share) for area in matrix.areas)] for block in matrix.blocks],
        source=telling.source("matrix/cells"),
    )


def _area(area: str) -> object:
    return Area(area).label if area in Area.values else area


def _counts(telling: Telling, pointer: str, cell: Counts) -> list[Cell]:
    counted = {"open": cell.open, "known": cell.known, "total": cell.total}
    return [[telling.number(number, f"{pointer}/{name}")] for name, number in counted.items()]


def _row(telling: Telling, found: Figures, block: str) -> list[Cell]:
    name = [telling.title(block)] if block else telling.plain(_("No building block"))
    return [name, *(_cell(telling, found, (block, area)) for area in found.matrix.areas)]


def _cell(telling: Telling, found: Figures, place: tuple[str, str]) -> Cell:
    cell = found.matrix.cells.get(place)
    if cell is None:
        return []
    if not cell.known:
        return telling.plain("?")
    pointer = f"matrix/cells/{sorted(found.matrix.cells).index(place)}"
    return [
        telling.number(cell.open, f"{pointer}/open"),
        *telling.plain("/"),
        telling.number(cell.known, f"{pointer}/known"),
    ]


def _shade(share: float | None) -> int:
    """0 where nobody looked or nothing is open, else 1 to 4."""
    return min(4, 1 + int(share * 4)) if share else 0


def _ranking(telling: Telling, found: Figures) -> Iterable[Block]:
    if not found.ranking:
        yield Paragraph(telling.plain(_("The run found no gap.")))
        return
    new = sorted({name for shift in found.sensitivity for name in shift.new})
    firm = (
        _("With any one weight a fifth more or less, these would be new among the first ten: %(names)s.")
        if new
        else _("With any one weight a fifth more or less, the first ten stay the same.")
    )
    yield Paragraph(telling.sentence(firm, names=", ".join(new)))
    yield _bars(found.ranking[:DRAWN])
    yield _ranked(telling, found.ranking, "ranking", _("The first gaps by score"))


def _bars(ranking: Sequence[Ranked]) -> Bars:
    return Bars(
        rows=[(one.identifier, [one.parts[name] * one.uncovered for name in FACTORS]) for one in ranking],
        legend=[str(label) for label in FACTORS.values()],
        caption=_("What the scores of the first ten are made of"),
        alternative="; ".join(f"{one.identifier}: {points(one.score)}" for one in ranking),
    )


def _ranked(telling: Telling, ranking: Sequence[Ranked], where: str, caption: str) -> Table:
    return Table(
        head=[_("Rank"), _("Entry"), _("State"), _("Harm to users"), _("Score"), _("Proposed to")],
        rows=[
            [
                [telling.number(one.rank, f"{where}/{place}/rank")],
                telling.entry(one.identifier, one.edition),
                telling.plain(one.state.label),
                telling.plain(one.severity.label),
                [telling.points(one.score, f"{where}/{place}/score")],
                _proposed(telling, one),
            ]
            for place, one in enumerate(ranking[:RANKED])
        ],
        widths=(1, 6, 2.4, 2, 1.4, 2.4),
        caption=caption,
        source=telling.source(where),
    )


def _proposed(telling: Telling, one: Ranked) -> Cell:
    if one.proposals.get("outside"):
        return telling.plain(_("Outside ITU-T"))
    groups = one.proposals.get("groups", [])
    return [telling.short(groups[0]["study_group"])] if groups else telling.plain("–")


def proposals(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Proposals to study groups"))
    yield Paragraph(
        telling.plain(
            _(
                "A proposal follows from what entries name and from what study groups already hold; TSAG decides. The"
                " last column names the gaps with the highest scores."
            )
        )
    )
    yield Table(
        head=[_("Study group"), _("Proposed first"), _("Among the first three"), _("Gaps")],
        rows=[*_inside(telling, found), *_outside(telling, found)],
        widths=(5, 1.5, 1.5, 4),
        caption=_("Gaps that each study group could take up"),
        source=telling.source("study_groups"),
    )


def _inside(telling: Telling, found: Figures) -> list[list[Cell]]:
    return [
        [
            telling.name(group.study_group),
            [telling.number(group.first, f"study_groups/{place}/first")],
            [telling.number(group.among_three, f"study_groups/{place}/among_three")],
            telling.plain(", ".join(group.leading)),
        ]
        for place, group in enumerate(found.groups)
    ]


def _outside(telling: Telling, found: Figures) -> list[list[Cell]]:
    label = telling.plain(_("Outside ITU-T"))
    return [
        [
            [*label, *telling.plain(": "), *telling.name(name)] if name else label,
            [telling.number(number, f"outside/{place}/gaps")],
            [],
            [],
        ]
        for place, (name, number) in enumerate(found.outside)
    ]


def overlaps(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Overlap between standards bodies"))
    if not found.overlaps:
        yield Paragraph(telling.plain(_("No entry is covered by two bodies.")))
        return
    yield Table(
        head=[_("Two bodies"), _("Both cover fully"), _("Both, at least a part")],
        rows=[
            [
                [*telling.name(overlap.one), *telling.plain(" – "), *telling.name(overlap.other)],
                [telling.number(overlap.fully, f"overlaps/{place}/fully")],
                [telling.number(overlap.at_all, f"overlaps/{place}/at_all")],
            ]
            for place, overlap in enumerate(found.overlaps)
        ],
        widths=(6, 1.5, 1.5),
        caption=_("Entries that two bodies cover"),
        source=telling.source("overlaps"),
    )


def special_needs(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Needs of developing countries"))
    if not found.special:
        yield Paragraph(telling.plain(_("No gap is named by a country with special needs.")))
        return
    yield Paragraph(
        telling.plain(
            _(
                "Least developed countries, landlocked developing countries, small island developing States and"
                " economies in transition ask for these, or report them as barriers."
            )
        )
    )
    yield _ranked(telling, found.special, "special_needs", _("Gaps that countries with special needs name"))
