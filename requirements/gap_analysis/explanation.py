"""Which rows made a result: every assessment with what it counts for, every entry behind each number?"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from requirements import catalogue, choices
from requirements.choices import CountryGroup, Standing
from requirements.models import Edition, EditionCoverage, EditionLink, GapAnalysis, GapResult

# What an assessment counts for.
FULL, PARTIAL, COMING, NONE = "full_bodies", "partial", "coming", "none"


@dataclass(frozen=True)
class Assessment:
    """One assessment as it stood when the run looked. `counts_as` names the fact that it went into ("" if none);
    `doubts` say why it is doubtful: `unconfirmed`, `entry_changed`, `standard_changed`, `not_in_force`.
    """

    standard: str | None
    label: str
    level: str
    counts_as: str
    doubts: Sequence[str]


@dataclass(frozen=True)
class Explanation:
    """The rows behind a result. `behind` has, for each fact that counts entries or goals, their identifiers: as many as
    the fact says; `through` are the requirements whose demand an aspect shares; `questions` has, for each study group
    proposed, the Questions that aspects name.
    """

    assessments: Sequence[Assessment]
    through: Sequence[str]
    behind: Mapping[str, Sequence[str]]
    questions: Mapping[str, Sequence[str]]


def explain(run: GapAnalysis, result: GapResult) -> Explanation:
    """Read again, as of the run's moment, what the run counted. At most ten queries."""
    valid = catalogue.as_of(run.as_of).filter(standing=Standing.IN_FORCE)
    edition = Edition.objects.get(identifier=result.identifier, number=result.edition)
    near = _near(valid, {result.identifier})
    beneath = {result.identifier}
    if result.kind == "aspect":
        beneath |= {name for name in near if name.startswith("REQ-")}
        near = near if beneath == {result.identifier} else _near(valid, beneath)
    found = {one.identifier: one for one in valid.filter(identifier__in=near)}
    special = _special(valid, found.values())
    return Explanation(
        assessments=_assessments(valid, edition),
        through=sorted(beneath - {result.identifier}),
        behind={
            "use_cases": sorted(name for name, one in found.items() if one.kind == "use_case"),
            "needs": sorted(name for name, one in found.items() if one.kind == "need"),
            "special_needs": special,
            "barriers": sorted(name for name, one in found.items() if _hinders(one, beneath)),
            "sdgs": sorted(facet for facet in edition.facets if facet.startswith("sdg:")),
        },
        questions=_questions(valid, result.proposals.get("groups", [])),
    )


def _questions(valid: QuerySet[Edition], groups: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Study group → the Questions that the aspects which name it say, each once. At most one query."""
    named = {aspect for group in groups for aspect in group["named"]}
    aspects = valid.filter(identifier__in=named) if named else valid.none()
    candidates = [row for aspect in aspects for row in catalogue.document(aspect)["candidates"] if row["question"]]
    return {
        group["study_group"]: sorted(
            {row["question"] for row in candidates if row["study_group"] == group["study_group"]}
        )
        for group in groups
    }


def _near(valid: QuerySet[Edition], identifiers: Collection[str]) -> set[str]:
    """The entries in force that name any of these or that any of these names. Two queries."""
    entries = Q(edition__in=valid.filter(kind__in=catalogue.ENTRY_KINDS))
    naming = EditionLink.objects.filter(entries, target__in=identifiers).values_list("edition__identifier", flat=True)
    named = EditionLink.objects.filter(entries, edition__identifier__in=identifiers).values_list("target", flat=True)
    found = {*naming, *named}
    known = valid.filter(identifier__in=found, kind__in=catalogue.ENTRY_KINDS).values_list("identifier", flat=True)
    return set(known)


def _special(valid: QuerySet[Edition], near: Collection[Edition]) -> list[str]:
    """Needs and experiences of least developed, landlocked and small island countries and economies in transition."""
    told = [one for one in near if one.kind in ("need", "experience")]
    countries = {facet for one in told for facet in one.facets if facet.startswith("country:")}
    groups = {f"group:{group}" for group in CountryGroup}
    special = {
        country.identifier
        for country in valid.filter(kind="country", identifier__in=countries)
        if groups & set(country.facets)
    } | {f"country_group:{group}" for group in CountryGroup}
    return sorted(one.identifier for one in told if special & set(one.facets))


def _hinders(edition: Edition, touched: Collection[str]) -> bool:
    if edition.kind != "experience":
        return False
    factors = json.loads(bytes(edition.body)).get("factors", [])
    return any(factor["polarity"] == "barrier" and not set(factor["touches"]).isdisjoint(touched) for factor in factors)


def _assessments(valid: QuerySet[Edition], edition: Edition) -> list[Assessment]:
    rows = list(EditionCoverage.objects.filter(edition=edition).order_by("pk"))
    named = {row.standard for row in rows if row.standard}
    standards = {one.identifier: one for one in valid.filter(identifier__in=named)}
    return [_assessment(row, edition, standards.get(row.standard or "")) for row in rows]


def _assessment(row: EditionCoverage, edition: Edition, standard: Edition | None) -> Assessment:
    statuses = _statuses(standard, row.label) if standard else set()
    in_force = row.standard is None or (standard is not None and (statuses is None or _any(statuses, in_force=True)))
    coming = bool(statuses) and _any(statuses, in_force=False)
    doubts = {
        "unconfirmed": not row.confirmed,
        "entry_changed": row.entry_fingerprint != edition.fingerprint,
        "standard_changed": bool(row.standard)
        and (standard is None or row.standard_fingerprint != standard.fingerprint),
        "not_in_force": not in_force and not coming,
    }
    named = [name for name, holds in doubts.items() if holds]
    counts = "" if set(named) - {"not_in_force"} else _counts(row.level, in_force=in_force, coming=coming)
    return Assessment(row.standard, row.label, row.level, counts, named)


def _counts(level: str, *, in_force: bool, coming: bool) -> str:
    if level == choices.CoverageLevel.NONE:
        return NONE
    if in_force:
        return FULL if level == choices.CoverageLevel.FULL else PARTIAL
    return COMING if coming else ""


def _statuses(standard: Edition, label: str) -> set[str] | None:
    """Of the edition that was assessed, else of all; None if none is recorded, which counts as in force."""
    editions: list[dict[str, Any]] = catalogue.document(standard)["editions"]
    meant = [one for one in editions if one["label"] == label] or editions
    return {one["status"] for one in meant} or None


def _any(statuses: set[str] | None, *, in_force: bool) -> bool:
    wanted = choices.IN_FORCE_STATUSES if in_force else choices.COMING_STATUSES
    return not (statuses or set()).isdisjoint(wanted)
