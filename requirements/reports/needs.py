"""What do developing countries need of the Internet of things and of smart communities, and what helped or hindered?

WTDC Res. 85, instructs the Director of BDT with the Directors of TSB and BR: needs, experience and lessons learned.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements import catalogue, gap_analysis
from requirements.choices import (
    CountryGroup,
    FactorCategory,
    GapState,
    LifeCycleStage,
    Polarity,
    Standing,
    Urgency,
)
from requirements.documents import stamp
from requirements.models import Edition, GapAnalysis
from requirements.reports.document import Block, Cell, Document, Heading, Paragraph, Table, Words, words
from requirements.reports.front import Occasion, handed_in
from requirements.reports.telling import Telling, address, points

PROGRAMME = "programme:iot-ssc"
Data = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What the programme's needs and experiences say, as documents, and the gaps of the run that they name.

    `groups` has the countries of each group; `moment` is as the API reads it.
    """

    needs: Sequence[Data]
    experiences: Sequence[Data]
    gaps: Sequence[Any]
    groups: Mapping[str, set[str]]
    moment: str

    def listed(self, kind: str) -> str:
        """Where the API lists the same, as of the same moment."""
        return f"/api/v1/{kind}/?programme={PROGRAMME.partition(':')[2]}&as_of={self.moment}"


def build(run: GapAnalysis, language: str, occasion: Occasion) -> Document:
    """The report as of the run's moment. Ten queries, however much there is."""
    told = _told(run)
    telling = Telling(language, run.as_of, _identifiers(told), figures=f"/api/v1/gap-analyses/{run.number}/")
    with override(language):
        title = _("Needs of developing countries for the Internet of things and smart sustainable communities")
        chapters = (summary, needs, factors, experiences, gaps)
        blocks = [block for chapter in chapters for block in chapter(telling, told)]
        abstract = _abstract(telling, told)
        return handed_in(run, telling, occasion, blocks, title=title, abstract=abstract, page=f"/{language}/")


def _told(run: GapAnalysis) -> Told:
    valid = catalogue.as_of(run.as_of).filter(standing=Standing.IN_FORCE, facets__contains=[PROGRAMME])
    found = list(valid.filter(kind__in=("need", "experience")).order_by("identifier"))
    asked = valid.filter(kind__in=("requirement", "aspect")).values("identifier")
    return Told(
        needs=_documents(found, "need"),
        experiences=_documents(found, "experience"),
        gaps=list(gap_analysis.results(run, open=["1"], special_needs=["1"]).filter(identifier__in=asked)),
        groups={group: _members(run, group) for group in CountryGroup},
        moment=stamp(run.as_of),
    )


def _members(run: GapAnalysis, group: CountryGroup) -> set[str]:
    countries = catalogue.as_of(run.as_of).filter(kind="country", facets__contains=[f"group:{group}"])
    return set(countries.values_list("identifier", flat=True))


def _documents(editions: Iterable[Edition], kind: str) -> list[Data]:
    return [catalogue.document(edition) for edition in editions if edition.kind == kind]


def _identifiers(told: Told) -> set[str]:
    documents = [*told.needs, *told.experiences]
    return {
        *(document["identifier"] for document in documents),
        *(country for document in documents for country in document["countries"]),
        *(result.identifier for result in told.gaps),
    }


def _abstract(telling: Telling, told: Told) -> list[Words]:
    return telling.sentence(
        _(
            "Needs in the registry: %(needs)s. Experiences: %(experiences)s. Gaps in standards that they name:"
            " %(gaps)s."
        ),
        needs=_counted(telling, len(told.needs), told.listed("needs")),
        experiences=_counted(telling, len(told.experiences), told.listed("experiences")),
        gaps=str(len(told.gaps)),
    )


def _counted(telling: Telling, number: int, listed: str) -> Words:
    return words(number, telling.language, figure=f"{listed}#/count", link=address(listed))


def summary(telling: Telling, told: Told) -> Iterable[Block]:
    yield Heading(_("Summary"))
    yield Paragraph(_abstract(telling, told))
    yield Table(
        head=[_("Country group"), _("Needs")],
        rows=[[telling.plain(group.label), [_of_group(telling, told, group)]] for group in CountryGroup],
        widths=(4, 1),
        caption=_("Needs by country group"),
        source=address(told.listed("needs")),
    )


def _of_group(telling: Telling, told: Told, group: CountryGroup) -> Words:
    """How many needs name the group or a country that belongs to it."""
    members = told.groups[group]
    number = sum(group in need["country_groups"] or not members.isdisjoint(need["countries"]) for need in told.needs)
    return _counted(telling, number, f"{told.listed('needs')}&country_group={group.value}")


def needs(telling: Telling, told: Told) -> Iterable[Block]:
    yield Heading(_("Needs"))
    order = list(Urgency)
    ranked = sorted(told.needs, key=lambda need: (order.index(Urgency(need["urgency"])), need["identifier"]))
    yield Table(
        head=[_("Need"), _("Who"), _("Urgency"), _("Entries that it motivates")],
        rows=[
            [
                telling.entry(need["identifier"]),
                _who(telling, need),
                telling.plain(Urgency(need["urgency"]).label),
                telling.plain(", ".join(link["target"] for link in need["links"])),
            ]
            for need in ranked
        ],
        widths=(5, 3, 1.4, 3),
        caption=_("Needs by urgency"),
        source=address(told.listed("needs")),
    )


def _who(telling: Telling, document: Data) -> Cell:
    groups = [str(CountryGroup(group).label) for group in document.get("country_groups", [])]
    countries = [telling.title(country).text for country in document["countries"]]
    return telling.plain("; ".join([*groups, *countries]) or "–")


def factors(telling: Telling, told: Told) -> Iterable[Block]:
    yield Heading(_("What helped and what hindered"))
    found = Counter(
        (factor["category"], factor["polarity"]) for document in told.experiences for factor in document["factors"]
    )
    if not found:
        yield Paragraph(telling.plain(_("No experience names a factor.")))
        return
    categories = sorted({category for category, _polarity in found}, key=list(FactorCategory).index)
    yield Table(
        head=[_("Factor"), *(str(polarity.label) for polarity in Polarity)],
        rows=[
            [
                telling.plain(FactorCategory(category).label),
                *(telling.plain(found[category, polarity]) for polarity in Polarity),
            ]
            for category in categories
        ],
        widths=(4, *(1 for _polarity in Polarity)),
        caption=_("Factors that experiences name"),
        source=address(told.listed("experiences")),
    )


def experiences(telling: Telling, told: Told) -> Iterable[Block]:
    yield Heading(_("Experience"))
    yield Table(
        head=[_("Experience"), _("Who"), _("Stage")],
        rows=[
            [
                telling.entry(document["identifier"]),
                _who(telling, document),
                telling.plain(LifeCycleStage(document["stage"]).label),
            ]
            for document in told.experiences
        ],
        widths=(5, 3, 2),
        caption=_("Experiences"),
        source=address(told.listed("experiences")),
    )


def gaps(telling: Telling, told: Told) -> Iterable[Block]:
    yield Heading(_("Gaps in standards that countries with special needs name"))
    if not told.gaps:
        yield Paragraph(telling.plain(_("No gap is named by a country with special needs.")))
        return
    yield Table(
        head=[_("Entry"), _("State"), _("Score")],
        rows=[
            [
                telling.entry(result.identifier, result.edition),
                telling.plain(GapState(result.state).label),
                [words(points(result.score), telling.language, figure=_score(telling, result))],
            ]
            for result in told.gaps
        ],
        widths=(6, 2, 1),
        caption=_("Gaps by score"),
        source=address(f"{telling.figures}results/?open=1&special_needs=1"),
    )


def _score(telling: Telling, result: Any) -> str:
    return f"{telling.figures}results/{result.identifier}/#/score"
