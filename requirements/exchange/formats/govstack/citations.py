"""How is the place of a requirement or use case named, so that a reader finds it again?"""

import re

from requirements.choices import SourceKind
from requirements.exchange.formats.govstack.blocks import Heading
from requirements.exchange.formats.govstack.records import Place
from requirements.exchange.formats.govstack.sources import Source
from requirements.exchange.formats.wording import shortened

# GitBook cuts the anchors that it makes of headings.
ANCHOR_LENGTH = 100
# The longest word that a provenance may hold.
LONGEST = 300


def anchor_of(heading: str) -> str:
    """The anchor that GitBook gives a heading: `5.1.1. Unobservability` → `id-5.1.1.-unobservability`."""
    kept = re.sub(r"[^\w\s.,-]", "", heading.lower())
    anchor = re.sub(r"[\s,]+", "-", kept.strip())
    return (f"id-{anchor}" if anchor[:1].isdigit() else anchor)[:ANCHOR_LENGTH]


def place_of(source: Source, line: int, heading: Heading) -> Place:
    return Place(source.file, line, heading.anchor or anchor_of(heading.text))


def provenance(kind: SourceKind, source: Source, place: Place, key: str, citation: str) -> dict[str, str]:
    """One record of the working document's provenance."""
    url = source.url(place.line, place.anchor)
    return {
        "source_kind": kind.value,
        "citation": citation,
        "url": url if len(url) <= LONGEST else "",
        "place": shortened(f"{place.file}#L{place.line}", LONGEST),
        "licence": source.licence,
        "source_key": key,
    }
