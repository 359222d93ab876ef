"""What does a registry of any size hold? Documents drawn by lot, real in shape, and the same for the same seed.

60 % requirements, 25 % use cases, 15 % aspects; texts in six languages, 40 % of their slots empty; one in ten entries
is in its second edition, one in forty withdrawn. An entry follows from its place alone, so processes can share the
work.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from requirements import choices, documents
from requirements.choices import Standing
from requirements.documents import Document
from requirements.languages import CODES
from requirements.management.benchmarks.vocabulary import Vocabulary, vocabularies

SEED = 103
# How the kinds follow one another: twenty places hold 12 requirements, 5 use cases and 3 aspects.
ROUND = 12 * ("requirement",) + 5 * ("use_case",) + 3 * ("aspect",)
KINDS = tuple(dict.fromkeys(ROUND))
# How often a translation is missing, so that 40 % of all six slots are empty; the source language never is.
MISSING = 0.48
BLOCKS, STANDARDS, STUDY_GROUPS, ORGANIZATIONS, KEYWORDS, PROVISIONS = 24, 300, 10, 8, 40, 6
ACTION_LINES = 18
COUNTRIES = {"fj": ("FJI", "242", "sids"), "la": ("LAO", "418", "ldc"), "mn": ("MNG", "496", "lldc")}
REFERENCES_AT = datetime(2024, 10, 24, tzinfo=UTC)
FIRST_AT = datetime(2025, 1, 1, tzinfo=UTC)
# Entries that were published at one moment.
BATCH = 10

SOURCE_KINDS = choices.SourceKind.values
OBLIGATIONS = choices.Obligation.values
REQUIREMENT_TYPES = choices.RequirementType.values
VERIFICATION_METHODS = choices.VerificationMethod.values
SECTORS = choices.Sector.values
STEP_SERVICES = choices.StepService.values
AREAS = choices.Area.values
RELEVANCES = choices.Relevance.values
COVERAGE_RELATIONS = choices.CoverageRelation.values
CONFIDENCES = choices.Confidence.values


@dataclass(frozen=True)
class Version:
    """A document about to be loaded as an edition."""

    document: Document
    number: int
    published_at: datetime
    standing: Standing = Standing.IN_FORCE
    reason: str = ""


@dataclass(frozen=True)
class Registry:
    """The synthetic registry of `size` entries."""

    size: int
    seed: int = SEED

    @property
    def words(self) -> dict[str, Vocabulary]:
        return vocabularies(self.seed)

    def identifier(self, place: int) -> str:
        """The identifier at a place from 0 on; numbers of a kind have no holes."""
        kind = ROUND[place % len(ROUND)]
        number = place // len(ROUND) * ROUND.count(kind) + place % len(ROUND) - ROUND.index(kind) + 1
        return f"{documents.PREFIXES[kind]}-{number:06}"

    def versions(self, place: int) -> list[Version]:
        """The one or two editions of the entry at a place, the current one last."""
        first_at = FIRST_AT + timedelta(minutes=place // BATCH)
        first = Version(self.document(place), 1, first_at)
        if place % 40 == 7:
            again = first.document, Standing.WITHDRAWN, "Merged into another."
        elif place % 10 == 3:
            again = self.document(place, edition=2), Standing.IN_FORCE, "Reworded."
        else:
            return [first]
        document, standing, reason = again
        return [first, Version(document, 2, first_at + self._span, standing, reason)]

    @property
    def _span(self) -> timedelta:
        """Second editions come after all first ones."""
        return timedelta(minutes=self.size // BATCH + 1)

    @property
    def ends_at(self) -> datetime:
        """The stamp of the last publication."""
        return FIRST_AT + 2 * self._span

    def document(self, place: int, edition: int = 1) -> Document:
        lot = random.Random(f"{self.seed} {place} {edition}")  # noqa: S311
        kind = ROUND[place % len(ROUND)]
        entry = Entry(self, place, lot)
        return documents.parse({"kind": kind, **entry.common(), **getattr(entry, kind)()})

    def _random(self, lot: random.Random, kind: str) -> str:
        """The identifier of any entry of a kind."""
        place = lot.randrange(max(1, self.size // len(ROUND))) * len(ROUND) + ROUND.index(kind)
        return self.identifier(place + lot.randrange(ROUND.count(kind)))

    def references(self) -> Iterator[Version]:
        """The reference records that entries name."""
        for data in _references(self.words["en"], random.Random(self.seed)):  # noqa: S311
            kind = documents.kind_of(data["identifier"])
            yield Version(documents.parse({"kind": kind, **data}), 1, REFERENCES_AT)


class Entry:
    """The fields of one entry, drawn by lot."""

    def __init__(self, registry: Registry, place: int, lot: random.Random) -> None:
        self.registry, self.place, self.lot = registry, place, lot
        self.languages = [code for code in CODES if code == "en" or lot.random() >= MISSING]

    def title(self) -> dict[str, str]:
        return {code: self.registry.words[code].title(self.lot) for code in self.languages}

    def text(self) -> dict[str, str]:
        return {code: self.registry.words[code].text(self.lot) for code in self.languages}

    def some(self, names: list[str], least: int, most: int) -> list[str]:
        return sorted(self.lot.sample(names, self.lot.randint(least, most)))

    def blocks(self) -> list[str]:
        """One to three, the first ones of the list far more often."""
        drawn = (int(BLOCKS * self.lot.random() ** 2) for _ in range(self.lot.randint(1, 3)))
        return sorted({f"block:block-{number + 1:02}" for number in drawn})

    def common(self) -> dict[str, Any]:
        lot = self.lot
        return {
            "identifier": self.registry.identifier(self.place),
            "title": self.title(),
            "translations": {
                code: lot.choice(("reviewed", "reviewed", "draft", "outdated"))
                for code in self.languages
                if code != "en"
            },
            "programmes": ["programme:dpi"] if lot.random() < 0.8 else ["programme:dpi", "programme:iot-ssc"],
            "building_blocks": self.blocks(),
            "sdgs": self.some([f"sdg:{number}" for number in range(1, 18)], 0, 5),
            "provisions": self.some([f"{RESOLUTION}#{provision}" for provision in PROVISION_NAMES], 0, 1),
            "keywords": self.some([f"keyword {number}" for number in range(1, KEYWORDS + 1)], 0, 2),
            "provenance": [
                {
                    "source_kind": lot.choice(SOURCE_KINDS),
                    "citation": f"Specification {lot.randint(1, 40)}, section {lot.randint(1, 9)}.{lot.randint(1, 30)}",
                    "url": f"https://example.org/specification/{lot.randint(1, 40)}",
                    "licence": "CC BY 4.0",
                    "retrieved_on": "2025-03-01",
                }
            ],
        }

    def requirement(self) -> dict[str, Any]:
        lot = self.lot
        origins = {self.registry._random(lot, "use_case") for _ in range(lot.randrange(6))}
        return {
            "statement": self.text(),
            "obligation": lot.choices(OBLIGATIONS, (40, 30, 15, 5, 3, 7))[0],
            "obligation_original": lot.choice(("MUST", "SHALL", "SHOULD", "MAY")),
            "type": lot.choice(REQUIREMENT_TYPES),
            "verification_method": lot.choice(VERIFICATION_METHODS),
            "links": [{"relation": "derives_from", "target": origin} for origin in sorted(origins)],
            "coverage": self.coverage(6),
        }

    def use_case(self) -> dict[str, Any]:
        return {
            "short_description": self.text(),
            "sector": self.lot.choice(SECTORS),
            "actors": [{"key": key, "name": self.title()} for key in ("applicant", "office")],
            "scenarios": [{"name": self.title(), "steps": [self.step() for _ in range(self.lot.randint(2, 4))]}],
        }

    def step(self) -> dict[str, Any]:
        return {
            "name": self.title(),
            "service": self.lot.choice(STEP_SERVICES),
            "producer": "applicant",
            "receiver": "office",
            "requirements": [self.registry._random(self.lot, "requirement")],
        }

    def aspect(self) -> dict[str, Any]:
        lot = self.lot
        groups = self.some([f"study-group:sg-{number}" for number in range(1, STUDY_GROUPS + 1)], 1, 2)
        return {
            "description": self.text(),
            "area": lot.choice(AREAS),
            "relevance": lot.choice(RELEVANCES),
            "candidates": [{"study_group": group, "question": f"Q{lot.randint(1, 20)}"} for group in groups],
            "organizations": self.some([f"organization:body-{n}" for n in range(1, ORGANIZATIONS + 1)], 0, 2),
            "links": [{"relation": "addresses", "target": self.registry._random(lot, "requirement")}],
            "coverage": self.coverage(3),
        }

    def coverage(self, most: int) -> list[dict[str, Any]]:
        lot = self.lot
        return [
            {
                "standard": f"standard:standard-{number + 1:03}",
                "edition": "09/2020",
                "relation": lot.choice(COVERAGE_RELATIONS),
                "clauses": [f"{lot.randint(5, 12)}.{lot.randint(1, 9)}"],
                "confidence": lot.choice(CONFIDENCES),
                "confirmed": lot.random() < 0.8,
                "assessed_on": f"2025-{lot.randint(1, 12):02}-15",
            }
            for number in sorted(lot.sample(range(STANDARDS), lot.randint(0, most)))
        ]


RESOLUTION = "resolution:wtsa-103"
PROVISION_NAMES = [f"instructs-{number}" for number in range(1, PROVISIONS + 1)]


def _references(words: Vocabulary, lot: random.Random) -> Iterator[dict[str, Any]]:
    yield {"identifier": "programme:dpi", "title": {"en": "Digital public infrastructure"}}
    yield {"identifier": "programme:iot-ssc", "title": {"en": "IoT and smart sustainable communities"}}
    for number in range(1, 18):
        yield {"identifier": f"sdg:{number}", "title": {"en": f"Goal {number}"}}
    for number in range(1, ACTION_LINES + 1):
        yield {"identifier": f"action-line:line-{number}", "title": {"en": f"Action line {number}"}}
    for number in range(1, BLOCKS + 1):
        below = {"parent": f"block:block-{number - 20:02}"} if number > 20 else {}
        yield {"identifier": f"block:block-{number:02}", "title": {"en": words.title(lot)}, **below}
    for number in range(1, STUDY_GROUPS + 1):
        yield {"identifier": f"study-group:sg-{number}", "title": {"en": words.title(lot)}}
    for number in range(1, ORGANIZATIONS + 1):
        yield {"identifier": f"organization:body-{number}", "title": {"en": words.title(lot)}}
    for code, (alpha3, m49, group) in COUNTRIES.items():
        names = {"alpha3": alpha3, "m49": m49, "groups": [group]}
        yield {"identifier": f"country:{code}", "title": {"en": alpha3}, **names}
    for number in range(1, STANDARDS + 1):
        group = f"study-group:sg-{lot.randint(1, STUDY_GROUPS)}"
        designation = {"designation": f"X.{1000 + number}", "study_groups": [group]}
        yield {"identifier": f"standard:standard-{number:03}", "title": {"en": words.title(lot)}, **designation}
    provisions = [
        {"identifier": f"{RESOLUTION}#{name}", "part": "instructs", "label": name[-1]} for name in PROVISION_NAMES
    ]
    yield {"identifier": RESOLUTION, "title": {"en": "Digital public infrastructure"}, "provisions": provisions}
