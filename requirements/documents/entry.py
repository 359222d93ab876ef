"""What does the document of an entry hold, for each of the five kinds?

A working document may be incomplete: what publishing demands is decided in `checks`. Names of fields follow
IEC 62559-2 (use cases), ISO/IEC/IEEE 29148 (requirements) and OSCAL's mapping model (coverage).
"""

import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from requirements import choices
from requirements.documents.shape import (
    ENTRY_PATTERN,
    ActionLineName,
    BlockName,
    CountryName,
    Digest,
    EntryName,
    Facet,
    Internal,
    Key,
    Normative,
    OrganizationName,
    Part,
    ProgrammeName,
    ProvisionName,
    SdgName,
    StandardName,
    Statement,
    StudyGroupName,
    Text,
    Texts,
    Title,
    Word,
)
from requirements.languages import DEFAULT, Code


class Link(Part):
    """A typed relation to another entry."""

    once: ClassVar = ("relation", "target")

    relation: choices.Relation
    target: EntryName
    note: Texts = {}


class Provenance(Part):
    """Where the matter of an entry was taken from."""

    source_kind: choices.SourceKind
    citation: Text
    url: Word = ""
    place: Word = ""
    licence: Word = ""
    retrieved_on: datetime.date | None = None
    source_key: Word = ""
    file: Digest = ""


class Coverage(Part):
    """An entry set beside an edition of a standard; without a standard it records that none was found."""

    once: ClassVar = ("standard", "edition")

    standard: StandardName | None = None
    edition: Word = ""
    relation: choices.CoverageRelation
    clauses: list[Word] = []
    rationale: Texts = {}
    uncovered: Texts = {}
    confidence: choices.Confidence = choices.Confidence.UNSPECIFIED
    confirmed: bool = False
    assessed_on: datetime.date | None = None
    assessor: Annotated[Word, Internal()] = ""
    entry_fingerprint: Digest = ""
    standard_fingerprint: Digest = ""

    @model_validator(mode="after")
    def only_none_stands_alone(self) -> Self:
        if self.standard is None and self.relation != choices.CoverageRelation.NO_RELATIONSHIP:
            raise PydanticCustomError("no_standard", "Only “no relationship” goes without a standard")
        return self


class EntryDocument(Part):
    """What every entry has."""

    if TYPE_CHECKING:
        # Each kind has a field of its own for it, which tells the kinds apart.
        @property
        def kind(self) -> str: ...

    identifier: Annotated[str, Field(pattern=ENTRY_PATTERN)]
    title: Annotated[Title, Normative()] = {}
    source_language: Code = DEFAULT
    translations: dict[Code, Literal["draft", "reviewed", "outdated"]] = {}
    programmes: list[ProgrammeName] = []
    building_blocks: list[BlockName] = []
    sdgs: list[SdgName] = []
    action_lines: list[ActionLineName] = []
    provisions: list[ProvisionName] = []
    keywords: Annotated[list[Word], Facet("keyword")] = []
    owner: OrganizationName | None = None
    links: list[Link] = []
    provenance: list[Provenance] = []
    internal_note: Annotated[Text, Internal()] = ""
    contact: Annotated[Word, Internal()] = ""


class RequirementDocument(EntryDocument):
    kind: Literal["requirement"] = "requirement"
    statement: Annotated[Statement, Normative()] = {}
    obligation: Annotated[choices.Obligation | None, Normative(), Facet("obligation")] = None
    obligation_original: Word = ""
    type: Annotated[choices.RequirementType, Normative(), Facet("type")] = choices.RequirementType.FUNCTIONAL
    rationale: Texts = {}
    verification_method: choices.VerificationMethod = choices.VerificationMethod.NONE_DEFINED
    acceptance_criteria: Annotated[Texts, Normative()] = {}
    developing_country_note: Texts = {}
    coverage: list[Coverage] = []


class Actor(Part):
    once: ClassVar = ("key",)

    key: Key
    name: Title
    type: choices.ActorType = choices.ActorType.PERSON
    description: Texts = {}


class Information(Part):
    """An information object that steps exchange."""

    once: ClassVar = ("key",)

    key: Key
    name: Title
    description: Texts = {}
    classification: choices.DataClassification = choices.DataClassification.INTERNAL


class Step(Part):
    """One step; producer, receiver and information are keys of the same use case."""

    name: Annotated[Title, Normative()]
    event: Texts = {}
    description: Annotated[Texts, Normative()] = {}
    service: choices.StepService = choices.StepService.EXECUTE
    producer: str = ""
    receiver: str = ""
    information: list[Key] = []
    requirements: list[EntryName] = []
    building_blocks: list[BlockName] = []


class Scenario(Part):
    name: Title = {}
    kind: choices.ScenarioKind = choices.ScenarioKind.SUCCESS
    trigger: Texts = {}
    precondition: Texts = {}
    postcondition: Texts = {}
    steps: Annotated[list[Step], Normative()] = []


class Indicator(Part):
    name: Title
    description: Texts = {}
    unit: Word = ""
    target: Word = ""


class UseCaseDocument(EntryDocument):
    kind: Literal["use_case"] = "use_case"
    sector: Annotated[choices.Sector, Facet("sector")] = choices.Sector.CROSS_SECTOR
    short_description: Annotated[Statement, Normative()] = {}
    narrative: Texts = {}
    preconditions: Texts = {}
    trigger: Texts = {}
    actors: list[Actor] = []
    information: list[Information] = []
    scenarios: Annotated[list[Scenario], Normative()] = []
    results: Texts = {}
    indicators: list[Indicator] = []
    low_connectivity_variant: Texts = {}

    @model_validator(mode="after")
    def steps_name_what_exists(self) -> Self:
        actors = {"", *(actor.key for actor in self.actors)}
        information = {item.key for item in self.information}
        for step in (step for scenario in self.scenarios for step in scenario.steps):
            for key in {step.producer, step.receiver} - actors | set(step.information) - information:
                raise PydanticCustomError(
                    "unknown_key", "The use case has no actor or information “{key}”", {"key": key}
                )
        return self


class Candidate(Part):
    """A study group that could take the aspect up, and why."""

    once: ClassVar = ("study_group", "question")

    study_group: StudyGroupName
    question: Word = ""
    basis: Texts = {}


class AspectDocument(EntryDocument):
    kind: Literal["aspect"] = "aspect"
    area: Annotated[choices.Area, Normative(), Facet("area")] = choices.Area.INTEROPERABILITY
    description: Annotated[Statement, Normative()] = {}
    relevance: Annotated[choices.Relevance, Normative(), Facet("relevance")] = choices.Relevance.SHARED
    relevance_reason: Texts = {}
    candidates: list[Candidate] = []
    organizations: list[OrganizationName] = []
    coverage: list[Coverage] = []


class NeedDocument(EntryDocument):
    kind: Literal["need"] = "need"
    statement: Annotated[Statement, Normative()] = {}
    countries: list[CountryName] = []
    country_groups: Annotated[list[choices.CountryGroup], Facet("country_group")] = []
    urgency: Annotated[choices.Urgency, Facet("urgency")] = choices.Urgency.MEDIUM


class Factor(Part):
    """What helped or hindered, how much (1 to 5), and which entries it touches."""

    polarity: choices.Polarity
    category: choices.FactorCategory
    weight: Annotated[int, Field(ge=1, le=5)] = 3
    description: Texts = {}
    touches: list[EntryName] = []


class Lesson(Part):
    text: Texts


class ExperienceDocument(EntryDocument):
    kind: Literal["experience"] = "experience"
    experience_kind: Annotated[choices.ExperienceKind, Facet("experience_kind")] = choices.ExperienceKind.CASE_STUDY
    countries: list[CountryName] = []
    started_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    stage: Annotated[choices.LifeCycleStage, Facet("stage")] = choices.LifeCycleStage.OPERATIONS_MAINTENANCE
    narrative: Annotated[Statement, Normative()] = {}
    results: Annotated[Texts, Normative()] = {}
    factors: list[Factor] = []
    lessons: list[Lesson] = []
    consent: choices.Consent | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise PydanticCustomError("ends_too_early", "It ends before it starts")
        return self
