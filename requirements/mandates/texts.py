"""Which official texts of a resolution may everybody read, and what do they say?

They are no part of editions, since they belong to whoever published them: staff decide whether one is shown, and may
take it back at once. This is the only door from public pages to what is kept beside editions.
"""

from dataclasses import dataclass
from functools import lru_cache

from requirements import resolution_texts
from requirements.models import OfficialText
from requirements.resolution_texts import NotAResolution, Resolution

# Readings of texts are kept by a process: reading the longest takes a tenth of a second.
KEPT = 64


@dataclass(frozen=True)
class Text:
    """An official text with its reading; `name` tells it from others in an address."""

    name: str
    label: str
    language: str
    status: str
    reference: str
    confirmed: bool
    reading: Resolution


def shown_texts(identifier: str) -> list[Text]:
    """The texts of a resolution that staff show to everybody, in their order. One query."""
    rows = OfficialText.objects.filter(resolution__identifier=identifier, shown=True)
    return [text for row in rows if (text := _text(row, identifier))]


def _text(row: OfficialText, identifier: str) -> Text | None:
    reading = reading_of(row.corrected or row.raw, identifier)
    if reading is None:
        return None
    return Text(str(row.pk), row.label, row.language, row.status, row.reference, bool(row.confirmed_by), reading)


@lru_cache(KEPT)
def reading_of(text: str, identifier: str) -> Resolution | None:
    """What a text says of a resolution; None if, as corrected, it says nothing of it any more."""
    try:
        return next((one for one in resolution_texts.parse(text) if one.identifier == identifier), None)
    except NotAResolution:
        return None
