"""What does the page of each kind show, and in which order?

A section or a fact appears only where the document says something for it; so a page has neither empty headings nor
empty rows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from requirements import choices, documents
from requirements.languages import BY_CODE
from requirements.views.labels import label
from requirements.views.texts import Data, Shown, word


@dataclass(frozen=True)
class Section:
    """A part of a page, made by a partial under `templates/site/sections/`: there if any of its fields says something.

    Its heading is the label of its first field unless given.
    """

    fields: tuple[str, ...]
    partial: str = "texts"
    title: str = ""

    @property
    def field(self) -> str:
        return self.fields[0]

    @property
    def anchor(self) -> str:
        """Distinct from the anchors of provisions, which begin with their keyword."""
        return f"s-{self.field.replace('_', '-')}"

    @property
    def heading(self) -> str:
        return str(self.title or label(self.field))

    @property
    def template(self) -> str:
        return f"site/sections/{self.partial}.html"


@dataclass(frozen=True)
class Fact:
    """A row of the record box."""

    label: str
    values: list[Any]


def section(*fields: str, partial: str = "texts", title: Any = "") -> Section:
    return Section(fields, partial, title)


# What a page adds to the document: `relations` in both directions, `named_by` per kind, `history` of editions.
END_OF_ENTRY = (
    section("related", partial="related", title=_("Related entries")),
    section("provisions", partial="answers", title=_("Provisions of mandates it answers")),
    section("provenance", partial="provenance"),
    section("history", partial="history", title=_("Editions")),
)
END_OF_REFERENCE = (
    section("named_by", partial="named_by", title=_("Where the registry names it")),
    section("source", "confidence", "to_confirm", "confirmed_on", partial="source"),
    section("history", partial="history", title=_("Editions")),
)
SECTIONS: dict[str, tuple[Section, ...]] = {
    "requirement": (
        section("rationale"),
        section("acceptance_criteria", "verification_method", partial="verification", title=_("How it is verified")),
        section("developing_country_note"),
        section("coverage", partial="coverage"),
        *END_OF_ENTRY,
    ),
    "use_case": (
        section("narrative"),
        section("preconditions"),
        section("trigger"),
        section("scenarios", partial="scenarios"),
        section("results"),
        section("low_connectivity_variant"),
        section("actors", partial="actors"),
        section("information", partial="information"),
        section("indicators", partial="indicators"),
        *END_OF_ENTRY,
    ),
    "aspect": (
        section("relevance_reason"),
        section("candidates", partial="candidates"),
        section("coverage", partial="coverage"),
        *END_OF_ENTRY,
    ),
    "need": END_OF_ENTRY,
    "experience": (
        section("results"),
        section("factors", partial="factors"),
        section("lessons", partial="lessons"),
        *END_OF_ENTRY,
    ),
    "standard": (
        section("editions", partial="standard_editions", title=_("Editions of the standard")),
        section("relations", partial="relations", title=_("Related standards")),
        section("provisions", partial="answers", title=_("Provisions of mandates that entries answer with it")),
        *END_OF_REFERENCE,
    ),
    "block": END_OF_REFERENCE,
    "programme": END_OF_REFERENCE,
    "study-group": (section("roles"), *END_OF_REFERENCE),
    "organization": END_OF_REFERENCE,
    "country": (section("plans", partial="plans", title=_("What my country needs")), *END_OF_REFERENCE),
    "sdg": END_OF_REFERENCE,
    "action-line": END_OF_REFERENCE,
    "resolution": (
        section("operative", partial="provisions", title=_("Operative provisions")),
        section("preamble", partial="provisions", title=_("Preamble")),
        section("citations", partial="citations"),
        section("official_texts", partial="official_texts"),
        *END_OF_REFERENCE,
    ),
    "action": (
        section("statement"),
        section("evidence", partial="evidence"),
        section("reports", partial="reports"),
        section("provisions", partial="answers", title=_("Provisions that it carries out")),
        *END_OF_REFERENCE,
    ),
    "term": END_OF_REFERENCE,
    "event": (
        section("registration", "starts_at", partial="registration", title=_("Take part")),
        section("agenda"),
        section("papers", partial="papers"),
        section("outcomes", partial="outcomes"),
        section("participation", partial="participation"),
        section("provisions", partial="answers", title=_("Provisions of mandates it serves")),
        *END_OF_REFERENCE,
    ),
}

FACTS_OF_ENTRY = ("programmes", "building_blocks", "sdgs", "action_lines", "keywords", "owner")
FACTS: dict[str, tuple[str, ...]] = {
    "requirement": ("obligation", "obligation_original", "type", *FACTS_OF_ENTRY),
    "use_case": ("sector", *FACTS_OF_ENTRY),
    "aspect": ("area", "relevance", "organizations", *FACTS_OF_ENTRY),
    "need": ("urgency", "countries", "country_groups", *FACTS_OF_ENTRY),
    "experience": ("experience_kind", "countries", "stage", "started_on", "ended_on", *FACTS_OF_ENTRY),
    "standard": (
        "designation",
        "aliases",
        "body",
        "deliverable_type",
        "free_of_charge",
        "study_groups",
        "building_blocks",
        "topics",
        "successor",
    ),
    "block": ("block_kind", "parent", "successor"),
    "programme": (),
    "study-group": ("acronym", "sector", "study_period", "status", "predecessors", "successor"),
    "organization": ("acronym", "organization_type", "country", "successor"),
    "country": ("alpha3", "m49", "un_region", "un_subregion", "itu_region", "groups", "groups_as_of"),
    "sdg": (),
    "action-line": (),
    "resolution": ("designation", "body", "assembly", "place_year", "lineage", "status"),
    "action": (
        "number",
        "resolution",
        "state",
        "lead",
        "cooperation",
        "report_to",
        "action_kind",
        "starts_on",
        "due_on",
        "next_report_on",
    ),
    "term": ("defined_in", "see_also"),
    "event": (
        "event_type",
        "event_status",
        "mode",
        "starts_at",
        "ends_at",
        "time_zone",
        "venue",
        "country",
        "host",
        "partners",
        "spoken",
        "interpreted",
        "captioned",
        "fellowships",
        "series",
    ),
}


def _as_on_the_wall(moment: str, language: str) -> Shown:
    return Shown(date_format(datetime.fromisoformat(moment), "DATETIME_FORMAT"), BY_CODE[language], foreign=False)


def _its_own_name(code: str, language: str) -> Shown:
    return Shown(BY_CODE[code].name, BY_CODE[code], foreign=code != language)


# Plain words that a reader gets otherwise.
MADE: dict[str, Callable[[str, str], Shown]] = {
    **dict.fromkeys(("spoken", "interpreted", "captioned"), _its_own_name),
    **dict.fromkeys(("starts_at", "ends_at"), _as_on_the_wall),
}


def main_text(kind: str) -> str:
    """The field that says what a record of the kind is, shown under its title."""
    return documents.MAIN_TEXT.get(kind, "description")


def running_texts(kind: str) -> list[str]:
    """The fields that are shown as paragraphs, in the order of the page."""
    shown = (one for one in SECTIONS[kind] if one.partial in ("texts", "verification"))
    return [main_text(kind), *(field for section in shown for field in section.fields)]


def sections(record: Data) -> list[Section]:
    return [one for one in SECTIONS[record["kind"]] if any(record.get(field) for field in one.fields)]


def facts(record: Data, language: str) -> Iterator[Fact]:
    """The rows of the record box. A plain word is in the language in which its document was written."""
    for field in FACTS[record["kind"]]:
        value = record.get(field)
        if value and value != choices.Yes.UNKNOWN:
            values = value if isinstance(value, list) else [value]
            values = [MADE[field](one, language) for one in values] if field in MADE else values
            yield Fact(label(field), [_said(one, language, record["source_language"]) for one in values])


def _said(value: Any, language: str, source: str) -> Any:
    """Enumerations, names of records and dates say themselves; an alias is its text."""
    text = value["text"] if isinstance(value, dict) else value
    return word(text.replace("_", " "), language, source) if type(text) is str else text
