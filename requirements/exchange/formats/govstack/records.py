"""What does the reader hand over, and why is something not imported?"""

from enum import StrEnum

from requirements.exchange.formats.records import Found as Found
from requirements.exchange.formats.records import Lineage as Lineage
from requirements.exchange.formats.records import Place as Place
from requirements.exchange.formats.records import Record as Record
from requirements.exchange.formats.records import Rejected as Rejected


class Reason(StrEnum):
    """Why something is not imported; faces make the sentence."""

    # The text says of itself that it is an example: `_\<Example Functional Requirements>_`.
    PLACEHOLDER = "placeholder"
    # The folder is the template that blocks are copied from, or the box is an instruction to authors.
    TEMPLATE_TEXT = "template_text"
    # The same chapter lies in the folder twice, under an older number.
    DUPLICATE_NUMBERING = "duplicate_numbering"
    # The same requirement or use case was already read from another file.
    DUPLICATE = "duplicate"
    # A newer release of the same chapter of the same block is among the files.
    OLDER_RELEASE = "older_release"
    # The specification itself is among the files; this is the machine-readable copy of one of its chapters.
    MACHINE_READABLE_COPY = "machine_readable_copy"
    # A level stands in a table of data fields: it says that a field is mandatory.
    FIELD_TABLE = "field_table"
    # A level stands in a chapter that only tells of requirements: release notes, decisions, workflows.
    NOT_NORMATIVE = "not_normative"
    # It stands among requirements, or says MUST, but carries no level.
    NO_MARKER = "no_marker"
    # A level without any text.
    NO_TEXT = "no_text"
    # A level word that no style explains.
    UNCLEAR_MARKER = "unclear_marker"
    # A level that is none of the known words.
    UNKNOWN_LEVEL = "unknown_level"
    # A file among the use cases without the table that names it.
    NO_USE_CASE_SUMMARY = "no_use_case_summary"
    NO_STEPS = "no_steps"
    UNKNOWN_BUILDING_BLOCK = "unknown_building_block"
    UNKNOWN_SECTOR = "unknown_sector"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
