"""What does a table tell that has a row for each part of a use case: trigger, actors, normal course, exceptions?

Example implementations of a step and the use cases within a building block's specification are written so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from requirements.choices import ActorType, ScenarioKind, Sector, SourceKind
from requirements.exchange.formats.govstack import building_blocks, keys
from requirements.exchange.formats.govstack.blocks import Block, Item, Table, flat, walk
from requirements.exchange.formats.govstack.citations import provenance
from requirements.exchange.formats.govstack.headings import sections
from requirements.exchange.formats.govstack.records import Found, Place, Reason, Rejected
from requirements.exchange.formats.govstack.requirement import PROGRAMME, TITLE_LENGTH
from requirements.exchange.formats.govstack.sources import Source
from requirements.exchange.formats.govstack.texts import language_of, one_line
from requirements.exchange.formats.govstack.use_case_parts import actors, block_names, short, text_of
from requirements.exchange.formats.wording import shortened

# What a row tells, by the words that begin it; what other rows tell goes into the narrative.
ROWS = {
    "identifier": r"id",
    "name": r"name|title|use case step",
    "description": r"description",
    "trigger": r"trigger",
    "preconditions": r"pre ?conditions?",
    "inputs": r"data inputs?",
    "actors": r"actors?",
    "course": r"(?:normal|action) course",
    "alternatives": r"alternat(?:iv)?e (?:course|use)s?",
    "failures": r"exceptions?",
    "outputs": r"data outputs?",
    "postconditions": r"post ?conditions?",
    "blocks": r"related (?:bbs|building blocks)",
    "diagram": r"sequence diagrams?",
}
NEEDED = {"actors", "course"}
NAMED_STEP = re.compile(r"use case:\s*(?P<case>.+?),\s*step:\s*(?P<step>[^(]+)", re.IGNORECASE)
STEP = re.compile(r"step\s*\d+\s*[-–:.]\s*", re.IGNORECASE)
# Marks that authors typed instead of making a list; `o` stands below another.
BULLET = re.compile(r"(?:(?:[·●•▪]|(?P<below>[o▫–-]))\s+|\d+[.)](?:\s+|(?=[A-Z])))")
LINE_END = re.compile(r"\n|(?<=\S)\s*(?=[·●▪]\s)")
NOTHING = re.compile(r"(?:none|nil|n/?a|[\W\d_]*)\.?", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:the )?(?:rest )?same as\b", re.IGNORECASE)
OPTIONALLY = re.compile(r"^optional(?:ly)?\s*:\s*", re.IGNORECASE)
SIDE = re.compile(r"(?P<side>humans?|persons?|systems?)\s*:\s*(?P<names>.*)", re.IGNORECASE)
SYSTEM = re.compile(r"\bBB\b|\bblock\b|\b(?:system|application|software|app|portal|platform|server)s?\b", re.IGNORECASE)
BLOCK = re.compile(r"\b((?:[A-Z][\w-]{0,30}\s+(?:and\s+)?){1,4})(?:BB|[Bb]uilding [Bb]lock)\b")
# Not those in brackets.
COMMA = re.compile(r",\s*(?![^()]{0,100}\))")

Cell = Sequence[Block]


@dataclass(frozen=True)
class Entry:
    """A line of a cell; `opens`: it is an entry of the outermost list."""

    text: str
    opens: bool


def read_tables(source: Source, blocks: Sequence[Block]) -> Iterator[Found | Rejected]:
    """A use case for each such table, and the building blocks that it names and nobody knows."""
    for section in sections(blocks):
        for table in walk(section.blocks):
            told = _told(table) if isinstance(table, Table) else {}
            if told.keys() >= NEEDED:
                yield from _read(source, table.line, section.title, told)


def _told(table: Table) -> dict[str, Cell]:
    """What the table tells, by the names of `ROWS`, or by the label of a row that has none."""
    return {
        _row(row.texts[0]): row.cells[1]
        for row in table.rows
        if len(row.cells) > 1 and row.texts[0] and not NOTHING.fullmatch(row.texts[1])
    }


def _row(label: str) -> str:
    words = re.sub(r"[\W_]+", " ", re.split(r"[(\\*]", label)[0]).strip()
    return next((name for name, pattern in ROWS.items() if re.fullmatch(pattern, words, re.IGNORECASE)), words)


def _read(source: Source, line: int, heading: str, told: Mapping[str, Cell]) -> Iterator[Found | Rejected]:
    name = _name(told).removesuffix(".") or heading
    place = Place(source.file, line)
    if name.startswith("<"):
        yield Rejected(place, Reason.PLACEHOLDER, {"text": name})
        return
    yield _found(source, place, heading, name, told)
    for entry in _entries(told.get("blocks", ())):
        if not building_blocks.meant_by(entry.text) and not ELSEWHERE.match(entry.text):
            yield Rejected(place, Reason.UNKNOWN_BUILDING_BLOCK, {"name": shortened(entry.text, TITLE_LENGTH)})


def _found(source: Source, place: Place, heading: str, name: str, told: Mapping[str, Cell]) -> Found:
    language = language_of(" ".join(map(flat, told.values())))
    identifier = flat(told.get("identifier", ()))
    key = keys.key("use-case", keys.slug(identifier if re.search(r"\d", identifier) else heading or name))
    citation = ", ".join(dict.fromkeys(["GovStack use case", *filter(None, (heading, name))]))
    described = text_of(language, told.get("description", ()))
    return Found(
        "use_case",
        key,
        place,
        {
            "title": {language: shortened(name, TITLE_LENGTH)},
            "short_description": {language: short(described.get(language, name))},
            "narrative": _narrative(told, described, language),
            "sector": Sector.CROSS_SECTOR.value,
            "source_language": language,
            "programmes": [PROGRAMME],
            "building_blocks": _all_blocks(source, told),
            "sdgs": [],
            "actors": actors(_actors(told["actors"]), language),
            "information": _information(told.get("inputs", ()), language),
            "scenarios": _scenarios(told, name, language),
            "provenance": [provenance(SourceKind.USE_CASE_REPOSITORY, source, place, key, shortened(citation, 300))],
            **{field: _lines(told.get(field, ()), language) for field in ("preconditions", "trigger")},
            "results": _lines(told.get("outputs", ()), language),
        },
    )


def _name(told: Mapping[str, Cell]) -> str:
    """`Use Case: Infant Care, Step: Registration` names the step of a use case."""
    name = flat(told.get("name", ()))
    step = NAMED_STEP.match(name)
    return f"{step['case']}: {step['step'].strip()}" if step else name


def _entries(cell: Cell) -> list[Entry]:
    """The lines of a cell that say anything, without the marks of lists."""
    found = []
    for block in cell:
        lines = flat(block.blocks) if isinstance(block, Item) else getattr(block, "text", "")
        for line in map(one_line, LINE_END.split(lines)):
            mark = BULLET.match(line)
            text = line[mark.end() :] if mark else line
            if not NOTHING.fullmatch(text):
                typed = bool(mark and not mark["below"])
                found.append(Entry(text, block.depth == 1 if isinstance(block, Item) else typed))
    return found


def _lines(cell: Cell, language: str) -> dict[str, str]:
    text = "\n".join(f"• {entry.text}" if entry.opens else entry.text for entry in _entries(cell))
    return {language: text} if text else {}


def _narrative(told: Mapping[str, Cell], described: Mapping[str, str], language: str) -> dict[str, str]:
    others = {label: _lines(cell, language).get(language, "") for label, cell in told.items() if label not in ROWS}
    text = [described.get(language, ""), *(f"{label}: {words}" for label, words in others.items() if words)]
    return {language: "\n\n".join(filter(None, text))} if any(text) else {}


def _all_blocks(source: Source, told: Mapping[str, Cell]) -> list[str]:
    own = [f"block:{source.building_block.slug}"] if source.building_block else []
    related = block_names(entry.text for entry in _entries(told.get("blocks", ())))
    return list(dict.fromkeys([*own, *related]))


def _actors(cell: Cell) -> Iterator[tuple[str, ActorType | None]]:
    """`Human: a clerk, a citizen` and `System:` say what those behind them are."""
    system = False
    for entry in _entries(cell):
        side = SIDE.fullmatch(entry.text)
        system = side["side"].lower().startswith("system") if side else system
        for name in COMMA.split(side["names"]) if side else [entry.text]:
            is_system = system or (not side and SYSTEM.search(name) and "a person" not in name.lower())
            if name.strip() and not ELSEWHERE.match(name):
                yield OPTIONALLY.sub("", name.strip()), ActorType.SYSTEM if is_system else None


def _information(cell: Cell, language: str) -> list[dict[str, Any]]:
    return [
        {"key": f"input-{number}", "name": {language: shortened(entry.text, TITLE_LENGTH)}}
        for number, entry in enumerate(_entries(cell), start=1)
    ]


def _scenarios(told: Mapping[str, Cell], name: str, language: str) -> list[dict[str, Any]]:
    """The normal course with what holds after it; then, if told, alternatives and exceptions."""
    course = {
        "kind": ScenarioKind.SUCCESS.value,
        "name": {language: shortened(name, TITLE_LENGTH)},
        "postcondition": _lines(told.get("postconditions", ()), language),
        "steps": _steps(told["course"], language),
    }
    others = [
        {"kind": kind.value, "steps": _steps(told.get(row, ()), language)}
        for row, kind in (("alternatives", ScenarioKind.ALTERNATIVE), ("failures", ScenarioKind.FAILURE))
    ]
    return [course, *(scenario for scenario in others if scenario["steps"])]


def _steps(cell: Cell, language: str) -> list[dict[str, Any]]:
    """What stands before the first step, and behind each, describes it; where nothing opens one each line does."""
    steps: list[list[str]] = []
    before: list[str] = []
    for text, opens in _opened(_entries(cell)):
        if opens:
            steps.append([text])
        else:
            (steps[-1] if steps else before).append(text)
    return [_step(lines, before if number == 0 else [], language) for number, lines in enumerate(steps)]


def _opened(entries: Sequence[Entry]) -> Iterable[tuple[str, bool]]:
    if any(STEP.match(entry.text) for entry in entries):
        return ((STEP.sub("", entry.text, count=1), bool(STEP.match(entry.text))) for entry in entries)
    listed = any(entry.opens for entry in entries)
    return ((entry.text, entry.opens or not listed) for entry in entries)


def _step(lines: Sequence[str], before: Sequence[str], language: str) -> dict[str, Any]:
    told = "\n".join([*before, *lines])
    name = shortened(lines[0], TITLE_LENGTH)
    return {
        "name": {language: name},
        "description": {language: told} if told != name else {},
        "building_blocks": block_names(BLOCK.findall(told)),
    }
