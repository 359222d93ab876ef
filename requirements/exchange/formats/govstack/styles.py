"""In which styles do GovStack's documents write requirements?

`STYLES` is the table: one recognizer for each style, with an example of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from requirements.exchange.formats.govstack.block_styles import marked_items, marked_paragraphs
from requirements.exchange.formats.govstack.headings import Section
from requirements.exchange.formats.govstack.row_styles import level_rows, marked_cells, numbered_rows
from requirements.exchange.formats.govstack.section_styles import elevated, identified, marked_heading, verb_heading
from requirements.exchange.formats.govstack.sightings import Sighting

ELEVATED = "### Protect data\n\nFrom **\\[RECOMMENDED EXTENSIBLE AUDITABLE]** to **\\[REQUIRED EXTENSIBLE AUDITABLE].**"


@dataclass(frozen=True)
class Style:
    """A way of writing requirements, with an example in markdown.

    `whole`: it reads a section as one requirement. `closed`: it leaves nothing in the section for other styles.
    """

    name: str
    example: str
    recognize: Callable[[Section], list[Sighting]]
    whole: bool = False
    closed: bool = False


STYLES = (
    Style("elevated", ELEVATED, elevated, whole=True, closed=True),
    Style("identified", "#### **DRS-10**\n\nSchemas can be exported. (REQUIRED)", identified, whole=True, closed=True),
    Style("marked heading", "### 5.1.3 Audit (REQUIRED)\n\nLogs are kept.", marked_heading, whole=True),
    Style("verb in heading", "## 5.14 APIs MUST be versioned", verb_heading, whole=True),
    Style("marked item", "* Users can read it (REQUIRED)\n* \\[OPTIONAL] Users can print it", marked_items),
    Style("marked paragraph", "A directory is kept (REQUIRED)", marked_paragraphs),
    Style("level row", "| Topic | Type |\n| --- | --- |\n| Reporting | Must |", level_rows),
    Style("marked cell", "| Topic | Note |\n| --- | --- |\n| Users can read it (REQUIRED) | |", marked_cells),
    Style("numbered row", "| REQ-# | Requirement |\n| --- | --- |\n| RE-1 | It must be fast. |", numbered_rows),
)


def recognize(section: Section) -> list[Sighting]:
    """All requirements of a section, in the order of their lines."""
    found: list[Sighting] = []
    for style in STYLES:
        seen = [] if style.whole and found else style.recognize(section)
        found += seen
        if seen and style.closed:
            break
    return sorted(found, key=lambda sighting: sighting.line)
