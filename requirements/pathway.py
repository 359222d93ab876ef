"""What does a country need for the services that it plans: which requirements, standards, gaps, whose experience?

Res. 103, invites the Member States: to use what the registry holds. Nobody signs in and nothing is kept: the choice is
in the address.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from requirements import catalogue, gap_analysis
from requirements.choices import CoverageLevel, GapState, Obligation, Yes
from requirements.models import Edition, EditionCoverage, EditionLink, GapAnalysis

Data = Mapping[str, Any]

# Requirements of one profile, and experiences; who chooses everything at once is told that there are more.
MOST, EXPERIENCES = 500, 20
# Standards that anybody can read come first, those of which it is not known come before those that cost money.
COST = (Yes.YES, Yes.UNKNOWN, Yes.NO)


@dataclass(frozen=True)
class Choice:
    """What somebody chose, as identifiers; the country is "" where none was."""

    country: str = ""
    use_cases: Sequence[str] = ()
    blocks: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.use_cases or self.blocks)


@dataclass(frozen=True)
class Item:
    """A requirement with what standards cover of it, and what the last published run says of it if there is one."""

    record: Data
    covered_by: Sequence[EditionCoverage]
    state: GapState | None

    @property
    def identifier(self) -> str:
        return str(self.record["identifier"])

    @property
    def obligation(self) -> Obligation:
        return Obligation(self.record["obligation"])

    @property
    def is_gap(self) -> bool:
        return self.state in gap_analysis.GAPS


@dataclass(frozen=True)
class Experience:
    """An experience and how near it is: 0 of the country itself, 1 of one in the same groups of countries, 2 of one in
    the same region, 3 of any other.
    """

    record: Data
    nearness: int


@dataclass(frozen=True)
class Profile:
    """All that a choice comes to. `standards` has each with the requirements that it covers, free of charge first."""

    choice: Choice
    items: Sequence[Item]
    standards: Sequence[tuple[Data, Sequence[str]]]
    experiences: Sequence[Experience]
    run: GapAnalysis | None
    is_whole: bool

    @cached_property
    def by_obligation(self) -> list[tuple[Obligation, list[Item]]]:
        """In the order of the words; those that nothing has are left out."""
        found = {word: [item for item in self.items if item.obligation == word] for word in Obligation}
        return [(word, items) for word, items in found.items() if items]

    @property
    def gaps(self) -> list[Item]:
        return [item for item in self.items if item.is_gap]

    @property
    def editions(self) -> QuerySet[Edition]:
        """The requirements as a format writes them."""
        names = [item.identifier for item in self.items]
        return catalogue.in_force("requirement").filter(identifier__in=names).order_by("identifier")


def profile(choice: Choice) -> Profile:
    """What the registry holds for a choice, in force now. A dozen queries, however much it is."""
    editions = _ordered(_requirements(choice))
    chosen = editions[:MOST]
    run = gap_analysis.latest()
    covering = _covering(chosen)
    items = [
        Item(catalogue.document(edition), covering.get(edition.identifier, []), state)
        for edition, state in zip(chosen, _states(run, chosen), strict=True)
    ]
    return Profile(
        choice=choice,
        items=items,
        standards=_standards(items),
        experiences=_experiences(choice, {item.identifier for item in items}),
        run=run,
        is_whole=len(editions) == len(chosen),
    )


def _requirements(choice: Choice) -> QuerySet[Edition]:
    """Those that a chosen use case needs in a step or names, and those of a chosen building block or its parts."""
    blocks = sorted(catalogue.descendants(choice.blocks))
    named = EditionLink.objects.filter(
        edition__in=catalogue.in_force("use_case").filter(identifier__in=choice.use_cases), target__startswith="REQ-"
    )
    wanted = Q(facets__overlap=blocks) | Q(identifier__in=named.values("target"))
    return catalogue.in_force("requirement").filter(wanted)


def _ordered(editions: Iterable[Edition]) -> list[Edition]:
    words = {f"obligation:{word}": place for place, word in enumerate(Obligation)}
    last = len(words)
    return sorted(
        editions, key=lambda one: (min((words.get(facet, last) for facet in one.facets), default=last), one.identifier)
    )


def _states(run: GapAnalysis | None, editions: Sequence[Edition]) -> list[GapState | None]:
    names = [edition.identifier for edition in editions]
    found = dict(run.results.filter(identifier__in=names).values_list("identifier", "state")) if run else {}
    return [GapState(found[name]) if name in found else None for name in names]


def _covering(editions: Sequence[Edition]) -> dict[str, list[EditionCoverage]]:
    """Identifier → the assessments in which a standard covers it, whole or in part. One query."""
    names = {edition.pk: edition.identifier for edition in editions}
    found: dict[str, list[EditionCoverage]] = {}
    levels = (CoverageLevel.FULL, CoverageLevel.PARTIAL)
    rows = EditionCoverage.objects.filter(edition__in=names, level__in=levels, standard__isnull=False)
    for row in rows.order_by("pk"):
        found.setdefault(names[row.edition_id], []).append(row)
    return found


def _standards(items: Sequence[Item]) -> list[tuple[Data, list[str]]]:
    covered: dict[str, list[str]] = {}
    for item in items:
        for name in dict.fromkeys(row.standard for row in item.covered_by if row.standard):
            covered.setdefault(name, []).append(item.identifier)
    records = [catalogue.document(one) for one in catalogue.in_force("standard").filter(identifier__in=covered)]
    records.sort(key=lambda record: (COST.index(Yes(record["free_of_charge"])), record["designation"]))
    return [(record, covered[record["identifier"]]) for record in records]


def _experiences(choice: Choice, requirements: Collection[str]) -> list[Experience]:
    """Those about the same building blocks or naming the same requirements, the nearest first. Five queries."""
    blocks = sorted(catalogue.descendants(choice.blocks))
    naming = EditionLink.objects.filter(target__in=[*requirements, *choice.use_cases]).values("edition")
    found = catalogue.in_force("experience").filter(Q(facets__overlap=blocks) | Q(pk__in=naming))
    records = [catalogue.document(edition) for edition in found.order_by("identifier")]
    near = _nearness(choice.country, {country for record in records for country in record["countries"]})
    told = [Experience(one, min((near[country] for country in one["countries"]), default=3)) for one in records]
    return sorted(told, key=lambda one: one.nearness)[:EXPERIENCES]


def _nearness(country: str, others: Collection[str]) -> dict[str, int]:
    """Country → how near it is to `country`, as `Experience` counts. One query."""
    known = {one.identifier: one for one in catalogue.in_force("country").filter(identifier__in=[*others, country])}
    own = known.get(country)
    if own is None:
        return dict.fromkeys(others, 3)
    groups, region = _groups(own), catalogue.document(own)["un_region"]
    near = dict.fromkeys(others, 3)
    for name, other in known.items():
        if name == country:
            near[name] = 0
        elif groups & _groups(other):
            near[name] = 1
        elif region and catalogue.document(other)["un_region"] == region:
            near[name] = 2
    return near


def _groups(country: Edition) -> set[str]:
    return {facet for facet in country.facets if facet.startswith("group:")}
