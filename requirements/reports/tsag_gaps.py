"""What does the Director of TSB report to TSAG on the gaps?

Res. 103, instructs the Director of TSB 2: what study groups could study within their mandates. Everything follows from
one run and from what was published at its moment, so the same run gives the same report.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements import gap_analysis
from requirements.choices import GapState
from requirements.gap_analysis import Figures
from requirements.gap_analysis.wording import FACTORS, OUTCOMES, RULES, STATE_RULES
from requirements.models import GapAnalysis
from requirements.reports import annexes, findings
from requirements.reports.document import Block, Document, Heading, Items, Paragraph, Table, Words
from requirements.reports.front import Occasion, handed_in
from requirements.reports.telling import Telling, address

# Entries that changed, in the text; all are at the address under the table.
CHANGED = 50
Chapter = Callable[[Telling, Figures], Iterable[Block]]


def build(run: GapAnalysis, language: str, occasion: Occasion) -> Document:
    """The report on a run. A dozen queries, and two for each thousand entries of the annex."""
    found = gap_analysis.figures(run)
    telling = Telling(language, run.as_of, _identifiers(found), figures=f"/api/v1/gap-analyses/{run.number}/")
    with override(language):
        title = _("Gaps in standards for digital public infrastructure, and what study groups could study")
        blocks = [block for chapter in CHAPTERS for block in chapter(telling, found)]
        blocks += annexes.entries(telling, run)
        blocks += annexes.addresses(telling)
        page = f"/{language}/gaps/runs/{run.number}/"
        return handed_in(run, telling, occasion, blocks, title=title, abstract=abstract(telling, found), page=page)


def _identifiers(found: Figures) -> set[str]:
    """Everything that the text calls by its name."""
    ranked = [*found.ranking, *found.special]
    return {
        *(one.identifier for one in ranked),
        *(group["study_group"] for one in ranked for group in one.proposals.get("groups", [])[:1]),
        *found.matrix.blocks,
        *(group.study_group for group in found.groups),
        *(name for name, _number in found.outside),
        *(body for overlap in found.overlaps for body in (overlap.one, overlap.other)),
        *(change.identifier for change in found.changes),
    }


def abstract(telling: Telling, found: Figures) -> list[Words]:
    """What the report comes to."""
    return telling.sentence(
        _(
            "Requirements and standardization aspects in the registry: %(items)s. Set beside standards: %(known)s;"
            " of these not fully covered: %(open)s. Nothing is claimed of the other %(unknown)s, which nobody has"
            " looked at or whose assessments wait to be confirmed."
        ),
        items=telling.number(found.items, "items"),
        known=telling.number(found.matrix.total.known, "matrix/total/known"),
        open=telling.number(found.open, "open"),
        unknown=telling.number(found.unknown, "unknown"),
    )


def summary(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Summary"))
    yield Paragraph(abstract(telling, found))
    if found.ranking:
        yield Paragraph(telling.plain(_("What matters most:")))
        yield Items([telling.entry(one.identifier, one.edition) for one in found.ranking[:3]])
    if found.groups:
        yield Paragraph(telling.plain(_("Study groups that could take up most of the gaps within their mandates:")))
        yield Items([_group(telling, found, place) for place in range(len(found.groups[:3]))])


def _group(telling: Telling, found: Figures, place: int) -> list[Words]:
    group = found.groups[place]
    return telling.sentence(
        _("%(group)s, proposed first for: %(number)s"),
        group=telling.short(group.study_group),
        number=telling.number(group.first, f"study_groups/{place}/first"),
    )


def scope(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Scope"))
    yield Paragraph(
        telling.sentence(
            _("Run %(run)s looked at every requirement and standardization aspect in force on %(day)s."),
            run=telling.link(f"/{telling.language}/gaps/runs/{found.number}/", found.number),
            day=found.as_of.date().isoformat(),
        )
    )
    if found.scope:
        yield Paragraph(telling.plain(_("It was limited to a part of the registry:")))
        yield Items([telling.plain(f"{name}: {', '.join(values)}") for name, values in found.scope.items()])


def method(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Method"))
    yield Paragraph(
        telling.sentence(
            _(
                "Method %(version)s is written down at %(address)s. The SHA-256 of the results is %(hash)s; the same"
                " run made again has the same."
            ),
            version=found.method,
            address=telling.link(f"/{telling.language}/gaps/method/"),
            hash=found.sha256,
        )
    )
    yield Table(
        head=[_("State"), _("The first that holds")],
        rows=[[telling.plain(GapState(state).label), telling.plain(rule)] for state, rule in STATE_RULES.items()],
        widths=(1, 4),
        caption=_("States"),
    )
    yield Paragraph(
        telling.plain(
            _(
                "The score adds up what six factors give, a hundred points at most, and counts the part that no"
                " standard covers."
            )
        )
    )
    yield Table(
        head=[_("Factor"), _("Weight"), _("What is counted")],
        rows=[
            [
                telling.plain(label),
                [telling.number(found.weights[name], f"weights/{name}")],
                telling.plain(RULES[name]),
            ]
            for name, label in FACTORS.items()
        ],
        widths=(2, 1, 6),
        caption=_("Factors and their weights"),
        source=telling.source("weights"),
    )


def changes(telling: Telling, found: Figures) -> Iterable[Block]:
    yield Heading(_("Changes since the last report"))
    if not found.previous:
        yield Paragraph(telling.plain(_("There is no earlier run to compare with.")))
        return
    yield Table(
        head=[_("What changed"), _("Entries")],
        rows=[
            [telling.plain(label), [telling.number(len(found.changed(outcome)), f"changes/{outcome}")]]
            for outcome, label in OUTCOMES.items()
        ],
        widths=(4, 1),
        caption=_("Changes since run %(number)s") % {"number": found.previous},
        source=telling.source("changes"),
    )
    told = [change for change in found.changes if change.outcome != "rescored"][:CHANGED]
    if told:
        yield _changed(telling, told)


def _changed(telling: Telling, told: list[gap_analysis.Change]) -> Table:
    return Table(
        head=[_("Entry"), _("What changed"), _("Before"), _("After")],
        rows=[
            [
                telling.entry(change.identifier),
                telling.plain(OUTCOMES[change.outcome]),
                telling.plain(change.before.label if change.before else "–"),
                telling.plain(change.after.label if change.after else "–"),
            ]
            for change in told
        ],
        widths=(6, 2, 2, 2),
        caption=_("Entries that changed"),
        source=address(f"{telling.figures}changes/"),
    )


CHAPTERS: tuple[Chapter, ...] = (
    summary,
    scope,
    method,
    findings.chapter,
    findings.proposals,
    findings.overlaps,
    findings.special_needs,
    changes,
)
