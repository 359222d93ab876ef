"""What does a file of GovStack's product use cases hold?

A table of two columns names the use case; headings open stakeholders, goals, building blocks and numbered steps. Within
a step, `Workflows` and `Building Blocks` stand as headings, bold or plain. Other tables tell all of a use case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from requirements.choices import ScenarioKind, Sector, SourceKind
from requirements.exchange.formats.govstack import building_blocks, keys
from requirements.exchange.formats.govstack.blocks import BOLD_LEVEL, Block, Heading, Paragraph, Table, flat
from requirements.exchange.formats.govstack.citations import provenance
from requirements.exchange.formats.govstack.headings import Section, sections
from requirements.exchange.formats.govstack.records import Found, Place, Reason, Record, Rejected
from requirements.exchange.formats.govstack.requirement import PROGRAMME, TEXT_LENGTH, TITLE_LENGTH
from requirements.exchange.formats.govstack.sources import Source
from requirements.exchange.formats.govstack.texts import language_of
from requirements.exchange.formats.govstack.use_case_parts import actors, block_names, named, short, text_of
from requirements.exchange.formats.govstack.use_case_tables import read_tables
from requirements.exchange.formats.govstack.wording import parts
from requirements.exchange.formats.wording import shortened

SUMMARY_ROWS = {"id", "name", "sector"}
IDENTIFIER = re.compile(r"^[A-Z]{2,6}-\d+\b")
STEP = re.compile(r"^(steps?\s*)?(\d+)\s*[-–:.]\s*(?P<name>\S.*)$", re.IGNORECASE)
GOAL = re.compile(r"\b(?:SDG|Goal)\s*(\d{1,2})\b|^\W*(?:Target\s+)?(\d{1,2})\.\w", re.IGNORECASE)

# What a heading opens, by its words; below the steps the same words open a part of a step.
OPENS = {
    "stakeholders": r"stakeholders?",
    "goals": r".*\b(?:sdgs?|sgd|sustainable development)\b.*",
    "blocks": r"building blocks?(?: (?:for )?workflows?)?",
    "preconditions": r"pre-?conditions?(?: ?(?:/|and|&) ?triggers?)?",
    "results": r"post-?conditions?|(?:expected )?(?:results?|outcomes?)",
    "steps": r"(?:use case )?steps",
    "workflows": r"workflows?",
    "aside": r"functional blocks?.*|future building blocks?.*|example implementations?|outputs?|failure points?",
    "end": r"contributors?|source documents?|references",
}
# The sector as the table names it, else by the first letters of the identifier.
SECTORS = (
    (Sector.AGRICULTURE, r"agricultur|^agr-"),
    (Sector.EDUCATION, r"educat|^edu-"),
    (Sector.ENVIRONMENT, r"climate|environment|^(?:clmt|env)-"),
    (Sector.FINANCE, r"financ|^finc-"),
    (Sector.HEALTH, r"health|^hltc-"),
    (Sector.INFRASTRUCTURE, r"infrastructure|^(?:inf|urb)-"),
    (Sector.COMMERCE, r"market|commerce|trade"),
    (Sector.SOCIAL_PROTECTION, r"social"),
    (Sector.GOVERNMENT, r"institution|government|^inst-"),
    (Sector.EMPLOYMENT, r"employ|labou?r"),
    (Sector.TRANSPORT, r"transport"),
    (Sector.ENERGY, r"energy"),
    (Sector.JUSTICE, r"justice"),
    (Sector.WATER, r"water"),
)


@dataclass
class Step:
    """One step while it is being read."""

    name: str
    line: int
    prose: list[Block] = field(default_factory=list)
    workflows: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Outline:
    """The blocks of a use case by what they are about."""

    summary: dict[str, str]
    line: int
    heading: str = ""
    narrative: list[Block] = field(default_factory=list)
    stakeholders: list[Block] = field(default_factory=list)
    goals: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    preconditions: list[Block] = field(default_factory=list)
    results: list[Block] = field(default_factory=list)
    in_steps: bool = False
    steps: list[Step] = field(default_factory=list)


def read_use_case(source: Source, blocks: Sequence[Block]) -> tuple[list[Found], list[Rejected]]:
    """The use cases of a file, if it holds any, and what of them the registry has no word for."""
    tables = (block for block in blocks if isinstance(block, Table))
    table = next((table for table in tables if _summary(table).keys() >= SUMMARY_ROWS), None)
    records = [*(_product_use_case(source, blocks, table) if table else ()), *read_tables(source, blocks)]
    records = [_if_short(record) if isinstance(record, Found) else record for record in records] or _missing(source)
    found = [record for record in records if isinstance(record, Found)]
    return found, [record for record in records if isinstance(record, Rejected)]


def _product_use_case(source: Source, blocks: Sequence[Block], table: Table) -> Iterator[Record]:
    outline = _outline(blocks, table)
    if outline.summary["name"].startswith("<"):
        yield Rejected(Place(source.file, outline.line), Reason.PLACEHOLDER, {"text": outline.summary["name"]})
    else:
        yield _found(source, outline, language_of(flat(blocks)))
        yield from _unknown(source, outline)


def _if_short(found: Found) -> Record:
    is_long = _longest(found.data) > TEXT_LENGTH
    return Rejected(found.place, Reason.TOO_LONG, {"limit": TEXT_LENGTH}) if is_long else found


def _longest(data: Any) -> int:
    """Characters of the longest text in the data."""
    if isinstance(data, str):
        return len(data)
    return max(map(_longest, data.values() if isinstance(data, dict) else data), default=0)


def _missing(source: Source) -> list[Record]:
    """A file in a folder of use cases is expected to be one, unless it is about them."""
    folders = source.inside.parts[:-1]
    expected = any(re.search(r"use-case|example-implementation", folder) for folder in folders)
    if not expected or source.path.name == "README.md":
        return []
    return [Rejected(Place(source.file, 1), Reason.NO_USE_CASE_SUMMARY, {"text": source.path.name})]


def _summary(table: Table) -> dict[str, str]:
    return {row.texts[0].lower(): row.texts[1] for row in table.rows if len(row.texts) > 1}


def _outline(blocks: Sequence[Block], table: Table) -> Outline:
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "")
    outline = Outline(_summary(table), table.line, heading)
    target = outline.narrative
    for section in sections(_with_plain_headings(blocks[blocks.index(table) + 1 :])):
        opened = _opened(section, outline)
        if opened is not None:
            target = opened
        elif section.heading.level == BOLD_LEVEL:
            target.append(Paragraph(f"{section.title}:", section.heading.line))
        target += section.blocks
    return outline


def _with_plain_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """A line that consists of a word such as `Workflows`, or of `Step 1 - Outreach`, opens what it names."""
    for block in blocks:
        if isinstance(block, Paragraph) and (_opens(block.text) or _is_step(block.text)):
            yield Heading(block.text.replace("**", ""), block.line, BOLD_LEVEL)
        else:
            yield block


def _is_step(text: str) -> bool:
    """Bold marks that markdown does not take for such stay in the text: `**2 - Registration, **`."""
    found = STEP.match(text.removeprefix("**"))
    return bool(found and (found[1] or text.startswith("**"))) and len(text) <= TITLE_LENGTH


def _opens(title: str) -> str:
    words = title.lower().strip(" :.")
    return next((name for name, pattern in OPENS.items() if re.fullmatch(pattern, words)), "")


def _opened(section: Section, outline: Outline) -> list[Block] | None:
    """Where the blocks of the section go; None: where those of the section before it went."""
    found = STEP.match(section.heading.text)
    name = _opens(section.title)
    if found and (found[1] or outline.in_steps):
        outline.in_steps = True
        outline.steps.append(Step(found["name"].strip(), section.heading.line))
        return outline.steps[-1].prose
    return None if not name else _part(name, outline)


def _part(name: str, outline: Outline) -> list[Block]:
    step = outline.steps[-1] if outline.steps else None
    outline.in_steps = name == "steps" or (outline.in_steps and name != "end")
    if step and name in {"workflows", "blocks"}:
        return step.workflows if name == "workflows" else step.blocks
    targets = {
        "stakeholders": outline.stakeholders,
        "goals": outline.goals,
        "blocks": outline.blocks,
        "steps": outline.preconditions,
        "preconditions": outline.preconditions,
        "results": outline.results,
    }
    return targets.get(name, [])


def _found(source: Source, outline: Outline, language: str) -> Found:
    summary, key = outline.summary, keys.key("use-case", _identifier(outline).lower())
    narrative, place = parts(outline.narrative), Place(source.file, outline.line)
    data: dict[str, Any] = {
        "title": {language: shortened(summary["name"], TITLE_LENGTH)},
        "short_description": {language: short("".join(narrative[:1]))},
        "narrative": {language: "\n\n".join(narrative)},
        "preconditions": text_of(language, outline.preconditions),
        "results": text_of(language, outline.results),
        "sector": (_sector(outline) or Sector.CROSS_SECTOR).value,
        "source_language": language,
        "programmes": [PROGRAMME],
        "building_blocks": _blocks(outline.blocks, *(step.blocks for step in outline.steps)),
        "sdgs": _goals(outline.goals),
        "actors": actors(((name, None) for name, _ in named(outline.stakeholders)), language),
        "scenarios": _scenarios(outline, language),
        "provenance": [provenance(SourceKind.USE_CASE_REPOSITORY, source, place, key, _citation(outline))],
    }
    return Found("use_case", key, place, data)


def _identifier(outline: Outline) -> str:
    """That of the heading: the table may disagree with it, and several use cases share `MKT`."""
    cell = outline.summary["id"]
    heading = IDENTIFIER.match(outline.heading)
    return heading[0] if heading else cell if IDENTIFIER.fullmatch(cell) else keys.slug(outline.summary["name"])


def _sector(outline: Outline) -> Sector | None:
    for words in (outline.summary["sector"].lower(), _identifier(outline).lower()):
        for sector, pattern in SECTORS:
            if re.search(pattern, words):
                return sector
    return None


def _blocks(*groups: Iterable[Block]) -> list[str]:
    return block_names(name for blocks in groups for name, _ in named(blocks))


def _goals(blocks: Iterable[Block]) -> list[str]:
    found = (GOAL.search(name) for name, _ in named(blocks))
    numbers = {int(match[1] or match[2]) for match in found if match}
    return [f"sdg:{number}" for number in sorted(numbers) if 1 <= number <= 17]


def _scenarios(outline: Outline, language: str) -> list[dict[str, Any]]:
    if not outline.steps:
        return []
    steps = [
        {
            "name": {language: shortened(step.name, TITLE_LENGTH)},
            "description": _description(step, language),
            "building_blocks": _blocks(step.blocks),
        }
        for step in outline.steps
    ]
    name = {language: shortened(outline.summary["name"], TITLE_LENGTH)}
    return [{"kind": ScenarioKind.SUCCESS.value, "name": name, "steps": steps}]


def _description(step: Step, language: str) -> dict[str, str]:
    workflows = " ".join(parts(step.workflows))
    told = [*parts(step.prose), *([f"Workflows: {workflows}"] if workflows else [])]
    return {language: "\n\n".join(told)} if told else {}


def _citation(outline: Outline) -> str:
    told = [f"{name} {outline.summary[name]}" for name in ("id", "version", "status") if outline.summary.get(name)]
    return ", ".join(["GovStack product use case", outline.heading, *told]).rstrip(".")


def _unknown(source: Source, outline: Outline) -> Iterator[Rejected]:
    """Names that the registry has no record for; the use case stands without them."""
    summary = Place(source.file, outline.line)
    if _sector(outline) is None:
        yield Rejected(summary, Reason.UNKNOWN_SECTOR, {"sector": outline.summary["sector"]})
    if not outline.steps:
        yield Rejected(summary, Reason.NO_STEPS, {"text": outline.summary["name"]})
    seen: set[str] = set()
    for blocks in (outline.blocks, *(step.blocks for step in outline.steps)):
        for name, line in named(blocks):
            if not building_blocks.meant_by(name) and name not in seen:
                seen.add(name)
                yield Rejected(Place(source.file, line), Reason.UNKNOWN_BUILDING_BLOCK, {"name": name})
