"""What does the document of an event hold: when, where, in which languages, what came of it, who was there?"""

from datetime import datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from requirements import choices
from requirements.documents.reference import ReferenceDocument
from requirements.documents.shape import (
    ActionName,
    CountryName,
    EntryName,
    Facet,
    Normative,
    OrganizationName,
    Part,
    ProvisionName,
    Statement,
    Texts,
    Title,
    Word,
    reference_pattern,
)
from requirements.languages import Code


def _a_moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError("no_moment", "Write a day and a time such as 2027-05-12T09:00") from error
    return text


def _a_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PydanticCustomError("no_time_zone", "Name a time zone such as Africa/Nairobi") from error
    return name


# As the clock on the wall says: a change of summer time between announcement and event moves nothing.
MOMENT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
Moment = Annotated[str, StringConstraints(pattern=MOMENT_PATTERN), AfterValidator(_a_moment)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=50), AfterValidator(_a_zone)]


class Paper(Part):
    """A document of an event: its agenda, slides, a recording."""

    name: Title
    url: Word


class Outcome(Part):
    """What an event came to: the entries, needs among them, and actions that it raised, the provisions it serves."""

    text: Texts
    entries: list[EntryName] = []
    actions: list[ActionName] = []
    provisions: list[ProvisionName] = []


class Participation(Part):
    """How many took part from a country; totals alone, never people."""

    once = ("country",)

    country: CountryName
    number: Annotated[int, Field(ge=1, le=100_000)]


class EventDocument(ReferenceDocument):
    kind: Literal["event"] = "event"
    identifier: Annotated[str, Field(pattern=reference_pattern("event"))]
    description: Annotated[Statement, Normative()] = {}
    event_type: Annotated[choices.EventType, Facet("event_type")] = choices.EventType.WORKSHOP
    event_status: Annotated[choices.EventStatus, Facet("event_status")] = choices.EventStatus.PLANNED
    mode: Annotated[choices.EventMode, Facet("mode")] = choices.EventMode.HYBRID
    starts_at: Annotated[Moment, Normative()]
    ends_at: Annotated[Moment, Normative()]
    time_zone: Zone = "UTC"
    venue: Texts = {}
    country: CountryName | None = None
    host: OrganizationName | None = None
    partners: list[OrganizationName] = []
    spoken: Annotated[list[Code], Facet("spoken")] = []
    interpreted: list[Code] = []
    captioned: list[Code] = []
    registration: Word = ""
    fellowships: choices.Yes = choices.Yes.UNKNOWN
    agenda: Texts = {}
    series: Annotated[Word, Facet("series")] = ""
    provisions: list[ProvisionName] = []
    papers: list[Paper] = []
    outcomes: list[Outcome] = []
    participation: list[Participation] = []

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.ends_at < self.starts_at:
            raise PydanticCustomError("ends_too_early", "The event ends before it starts")
        return self
