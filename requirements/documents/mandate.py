"""What do the documents of mandates hold: resolutions, their provisions, and the actions that carry them out?"""

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from requirements import choices
from requirements.documents.reference import ReferenceDocument
from requirements.documents.shape import (
    PROVISION_PATTERN,
    Digest,
    Facet,
    Internal,
    Normative,
    OrganizationName,
    Part,
    ProvisionName,
    RawText,
    ResolutionName,
    Text,
    Texts,
    Word,
    reference_pattern,
)
from requirements.languages import Code


class Provision(Part):
    """One addressable provision of a resolution; the paraphrase is ours, never the official wording.

    `no_action` is the recorded reason why an operative provision has no action.
    """

    once: ClassVar = ("identifier",)
    merging: ClassVar = "fill"

    identifier: Annotated[str, Field(pattern=PROVISION_PATTERN)]
    part: choices.Part
    label: Word = ""
    addressee: Texts = {}
    addressees: Annotated[list[choices.Addressee], Facet("addressee")] = []
    collaboration: Texts = {}
    collaborators: list[choices.Addressee] = []
    operative: bool = False
    paraphrase: Annotated[Texts, Normative()] = {}
    text_status: Word = ""
    no_action: Texts = {}


class Citation(Part):
    """Another resolution or basic text that a provision names; `occasion` is the revision that it names.

    `provision` is the key behind the # of the provision's identifier.
    """

    once: ClassVar = ("target", "provision")
    merging: ClassVar = "add"

    target: ResolutionName
    provision: Word = ""
    occasion: Word = ""
    former_occasion: Word = ""


class OfficialText(Part):
    """The text of a resolution as a body published or a member proposed it, imported by a person.

    `raw` is what was imported; `corrected`, where a person mended the reading, is what is read in its place. Editions
    say which texts there are; the words are no part of any, since they belong to whoever published them. Whether
    anybody but staff reads them is the staff's decision (`shown`), which can be taken back.
    """

    once: ClassVar = ("language", "label")
    merging: ClassVar = "add"

    language: Code
    label: Word
    status: choices.ResolutionStatus = choices.ResolutionStatus.IN_FORCE
    reference: Word = ""
    proponents: Word = ""
    raw: Annotated[RawText, Internal()] = ""
    corrected: Annotated[RawText, Internal()] = ""
    file: Annotated[Digest, Internal()] = ""
    confirmed_by: Annotated[Word, Internal()] = ""
    shown: bool = False


class ResolutionDocument(ReferenceDocument):
    """`lineage` is where and when the text was adopted and revised, in order."""

    kind: Literal["resolution"] = "resolution"
    identifier: Annotated[str, Field(pattern=reference_pattern("resolution"))]
    body: OrganizationName | None = None
    assembly: choices.Assembly | Literal[""] = ""
    number: Word = ""
    designation: Word = ""
    place_year: Word = ""
    lineage: list[Word] = []
    status: choices.ResolutionStatus = choices.ResolutionStatus.IN_FORCE
    provisions: Annotated[list[Provision], Normative()] = []
    citations: list[Citation] = []
    official_texts: list[OfficialText] = []

    @model_validator(mode="after")
    def provisions_are_its_own(self) -> Self:
        for provision in self.provisions:
            if provision.identifier.partition("#")[0] != self.identifier:
                raise PydanticCustomError(
                    "not_its_own", "“{name}” is no provision of this resolution", {"name": provision.identifier}
                )
        return self


class Evidence(Part):
    """Something that shows what was done.

    Of entries `query` is a saved filter, counted whenever it is shown; of a gap analysis `run` is its number, or empty
    for the latest. Events and documents have an address; events without one are all that serve the provisions of the
    action, counted as entries are.
    """

    evidence_kind: choices.EvidenceKind
    title: Texts = {}
    query: Text = ""
    run: Word = ""
    url: Word = ""


class ProgressReport(Part):
    """What was reported of an action for a period, and to which meeting; `counts` is its evidence as counted then."""

    once: ClassVar = ("period",)
    merging: ClassVar = "add"

    period: Word
    reported_on: datetime.date | None = None
    meeting: Word = ""
    document: Word = ""
    text: Texts = {}
    counts: list[Annotated[int, Field(ge=0, le=1_000_000_000)]] = []


class ActionDocument(ReferenceDocument):
    """What somebody does to carry provisions out, in the manner of the WTSA Action Plan; the title says what.

    `number` is that of the resolution and a sequence, `103-01`.
    """

    kind: Literal["action"] = "action"
    identifier: Annotated[str, Field(pattern=reference_pattern("action"))]
    number: Word = ""
    resolution: ResolutionName | None = None
    provisions: list[ProvisionName] = []
    lead: list[choices.Addressee] = []
    cooperation: list[choices.Addressee] = []
    report_to: list[choices.Addressee] = []
    action_kind: choices.ActionKind = choices.ActionKind.ONE_OFF
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    next_report_on: datetime.date | None = None
    state: Annotated[choices.ActionState, Facet("state"), Normative()] = choices.ActionState.NOT_STARTED
    statement: Annotated[Texts, Normative()] = {}
    evidence: list[Evidence] = []
    reports: list[ProgressReport] = []

    @model_validator(mode="after")
    def is_due_after_it_starts(self) -> Self:
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise PydanticCustomError("ends_too_early", "It ends before it starts")
        return self
