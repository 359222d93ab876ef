"""What does the document of a reference record hold: standard, building block, study group, country …?

Reference records have no workflow: they are published when a permitted person saves them.
"""

import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from requirements import choices
from requirements.documents.shape import (
    BlockName,
    CountryName,
    Facet,
    Internal,
    Normative,
    OrganizationName,
    Part,
    StandardName,
    Statement,
    StudyGroupName,
    TermName,
    Text,
    Texts,
    Title,
    Word,
    reference_pattern,
)
from requirements.languages import DEFAULT, Code


class ReferenceDocument(Part):
    """What every reference record has.

    `confidence` says whether its facts were seen in the source; `to_confirm` names fields for which that is not so, or
    `translations`. `confirmed_on` is the day on which a person looked them up.
    """

    if TYPE_CHECKING:
        # Each kind has a field of its own for it, which tells the kinds apart.
        @property
        def kind(self) -> str: ...

    identifier: str
    title: Annotated[Title, Normative()] = {}
    source_language: Code = DEFAULT
    description: Texts = {}
    url: Word = ""
    source: Text = ""
    confidence: choices.FactConfidence = choices.FactConfidence.RECALLED
    to_confirm: list[Word] = []
    confirmed_on: datetime.date | None = None
    confirmed_by: Annotated[Word, Internal()] = ""
    note: Annotated[Text, Internal()] = ""


class ProgrammeDocument(ReferenceDocument):
    kind: Literal["programme"] = "programme"
    identifier: Annotated[str, Field(pattern=reference_pattern("programme"))]


class BlockDocument(ReferenceDocument):
    kind: Literal["block"] = "block"
    identifier: Annotated[str, Field(pattern=reference_pattern("block"))]
    block_kind: choices.BlockKind = choices.BlockKind.GOVSTACK
    parent: BlockName | None = None
    successor: BlockName | None = None


class StudyGroupDocument(ReferenceDocument):
    kind: Literal["study-group"] = "study-group"
    identifier: Annotated[str, Field(pattern=reference_pattern("study-group"))]
    sector: Word = ""
    acronym: Word = ""
    study_period: Word = ""
    status: Word = ""
    roles: Texts = {}
    predecessors: list[StudyGroupName] = []
    successor: StudyGroupName | None = None


class OrganizationDocument(ReferenceDocument):
    kind: Literal["organization"] = "organization"
    identifier: Annotated[str, Field(pattern=reference_pattern("organization"))]
    acronym: Word = ""
    organization_type: Word = ""
    country: CountryName | None = None
    successor: OrganizationName | None = None


class CountryDocument(ReferenceDocument):
    kind: Literal["country"] = "country"
    identifier: Annotated[str, Field(pattern=r"^country:[a-z]{2}$")]
    alpha3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    m49: Annotated[str, Field(pattern=r"^[0-9]{3}$")]
    un_region: Word = ""
    un_subregion: Word = ""
    itu_region: Word = ""
    groups: Annotated[list[choices.CountryGroup], Facet("group")] = []
    groups_as_of: datetime.date | None = None


class SdgDocument(ReferenceDocument):
    kind: Literal["sdg"] = "sdg"
    identifier: Annotated[str, Field(pattern=r"^sdg:([1-9]|1[0-7])$")]


class ActionLineDocument(ReferenceDocument):
    kind: Literal["action-line"] = "action-line"
    identifier: Annotated[str, Field(pattern=reference_pattern("action-line"))]


class StandardEdition(Part):
    """One edition of a standard; `label` is what the body prints on it, such as 09/2020."""

    once: ClassVar = ("label",)
    merging: ClassVar = "add"

    label: Word
    year: Annotated[int, Field(ge=1850, le=2100)] | None = None
    approved_on: datetime.date | None = None
    status: choices.EditionStatus = choices.EditionStatus.IN_FORCE
    status_original: Word = ""
    url: Word = ""


class Alias(Part):
    """Another way in which the standard is written."""

    once: ClassVar = ("text",)
    merging: ClassVar = "add"

    text: Word


class RelatedStandard(Part):
    """Another standard, and how this one relates to it."""

    once: ClassVar = ("relation", "target")
    merging: ClassVar = "add"

    relation: choices.StandardRelation
    target: StandardName


class StandardDocument(ReferenceDocument):
    kind: Literal["standard"] = "standard"
    identifier: Annotated[str, Field(pattern=reference_pattern("standard"))]
    designation: Annotated[Word, Normative()]
    body: OrganizationName | None = None
    deliverable_type: Annotated[Word, Facet("deliverable_type")] = ""
    study_groups: list[StudyGroupName] = []
    building_blocks: list[BlockName] = []
    topics: Annotated[list[Word], Facet("keyword")] = []
    formal: bool = True
    free_of_charge: choices.Yes = choices.Yes.UNKNOWN
    # A further edition is another text. A status, a day or an address is not: a text that comes into force stays the
    # one that was assessed.
    editions: Annotated[list[StandardEdition], Normative(of=("label",))] = []
    aliases: list[Alias] = []
    relations: list[RelatedStandard] = []
    successor: StandardName | None = None


class TermDocument(ReferenceDocument):
    """A term of the glossary; the description is its definition, in the words of the registry."""

    kind: Literal["term"] = "term"
    identifier: Annotated[str, Field(pattern=reference_pattern("term"))]
    description: Annotated[Statement, Normative()] = {}
    defined_in: list[StandardName] = []
    see_also: list[TermName] = []
