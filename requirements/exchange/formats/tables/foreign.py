"""How do the rows of a table become requirements that nobody began from a workbook of the registry?

As its columns are understood, or as people say that they are meant. Categories stand in a column of their own, once
for all rows below, or in rows of their own: they become part of the citation.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

from requirements.choices import SourceKind, VerificationMethod
from requirements.exchange.formats.records import Found, Place, Question, Record, Rejected
from requirements.exchange.formats.tables import understanding
from requirements.exchange.formats.tables.cells import items_of
from requirements.exchange.formats.tables.headings import ALL as KNOWN
from requirements.exchange.formats.tables.headings import Line, above, begin_foreign
from requirements.exchange.formats.tables.reading import FORMULA
from requirements.exchange.formats.tables.understanding import (
    ASKED,
    IDENTIFIER,
    LANGUAGE,
    OBLIGATION,
    REQUIREMENT,
    SHEET,
    STATEMENT,
    STORY,
    TITLE,
    Column,
    is_mark,
)
from requirements.exchange.formats.vocabulary import CHAPTER, NAME_LENGTH, NOTHING, spoken
from requirements.exchange.formats.wording import binding, binding_of, obligation_of, shortened, titled
from requirements.formulas import meant
from requirements.languages import CODES

Answers = Mapping[str, str]
# Nobody has answered.
AS_PROPOSED: Answers = {}
# The number of a requirement before its text.
LEADING = re.compile(r"\s{0,9}[A-Za-z]{0,5}[-.]?\d{1,4}(?:\.\d{1,4}){0,6}[.):]?\s+(?=\S)")
# Rows from which the meaning of columns is told.
LOOKED_AT = 60
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300
# Words that are no obligation, each of which is named once for a table.
WORDS_NAMED = 20
TEXTS = (STATEMENT, "rationale", "acceptance_criteria")


@dataclass
class Foreign:
    """A sheet or a file: where its headings are, these, the rows below them that were looked at and those that were
    not, and what stands above. `is_named` says that its name promises requirements, `is_even` that no row may be longer
    than the headings.
    """

    place: Place
    headings: Sequence[str]
    looked_at: Sequence[Line]
    rest: Iterator[Line]
    above: Sequence[Rejected] = ()
    is_named: bool = False
    is_hidden: bool = False
    is_even: bool = False

    @property
    def name(self) -> str:
        return self.place.sheet or self.place.file

    @cached_property
    def sample(self) -> list[list[str]]:
        width = len(self.headings) if self.is_even and self.headings else None
        return [[_text(cell) for cell in cells[:width]] for _number, cells in self.looked_at]

    @cached_property
    def columns(self) -> list[Column]:
        return understanding.columns_of(self.headings, self.sample)

    @property
    def seems_taken(self) -> bool:
        """Whether its rows are proposed to be taken for requirements."""
        if self.is_named:
            return any(column.meaning in (STATEMENT, STORY, TITLE) for column in self.columns)
        aside = self.is_hidden or understanding.TELLING_OF_OTHERS.fullmatch(spoken(self.place.sheet))
        return not aside and understanding.states_requirements(self.columns, self.sample)

    @property
    def own_questions(self) -> list[Question]:
        """What its rows are, and if these seem to be taken in which language: remembered for a file and a sheet of the
        same names.
        """
        rows = understanding.question_of_rows(self.name, self._key(SHEET), taken=self.seems_taken)
        language = understanding.question_of_language(self.name, self._key(LANGUAGE), self._language)
        return [rows, language] if self.seems_taken else [rows]

    @property
    def _language(self) -> str:
        return understanding.language_of(self.columns, self.sample)

    def _key(self, what: str) -> str:
        return f"{what}:{Path(self.place.file).stem}:{self.place.sheet}"[:NAME_LENGTH]

    def answered(self, answers: Answers) -> tuple[str, str, list[Column]]:
        """What its rows are, their language, and its columns with what they mean: as was answered, else as it seems."""
        rows = answers.get(self._key(SHEET), REQUIREMENT if self.seems_taken else NOTHING)
        language = answers.get(self._key(LANGUAGE), self._language)
        return rows, language, [_answered(column, answers) for column in self.columns]


def _answered(column: Column, answers: Answers) -> Column:
    meaning = answers.get(column.key, column.meaning)
    return Column(column.index, column.name, column.key, meaning, column.language)


def questions(tables: Sequence[Foreign]) -> list[Question]:
    """What is to be known of the tables: first of those that seem to hold requirements, each column once."""
    ordered = sorted(tables, key=lambda table: not table.seems_taken)
    asked = [question for table in ordered for question in table.own_questions]
    columns = {one.key: one for table in ordered for one in understanding.questions_of_columns(table.columns)}
    return [*asked[:ASKED], *[*columns.values()][:ASKED]]


def records(table: Foreign, answers: Answers) -> Iterator[Record]:
    """A requirement for each row that states one, and what else stands there."""
    rows, language, columns = table.answered(answers)
    yield from table.above
    if rows != REQUIREMENT:
        yield Rejected(table.place, "sheet_left_out", {"name": table.name[:WORD_LENGTH]})
        return
    for column in columns:
        if column.meaning == NOTHING:
            yield Rejected(table.place, "unknown_column", {"name": column.name})
    yield from Reading(table, columns, language).records()


@dataclass
class Said:
    """What one row says: meaning → (language, text) of each cell, and its number."""

    place: Place
    cells: Sequence[str]
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def first(self, meaning: str) -> str:
        return next((text for _language, text in self.texts.get(meaning, ())), "")

    @property
    def alone(self) -> str:
        """The text of a row that says little else: a number beside it at most."""
        told = [cell for cell in self.cells if cell]
        return max(told, key=len) if 0 < len(told) <= 2 else ""


class Reading:
    """A table while its rows are read."""

    def __init__(self, table: Foreign, columns: Sequence[Column], language: str) -> None:
        self._table, self._columns, self._language = table, columns, language
        self._width = max((column.index for column in columns), default=0) + 1
        self._chapters: dict[int, str] = {}
        self._heading = ""
        self._words: Counter[tuple[str, str]] = Counter()
        numbers = [column for column in columns if column.meaning == IDENTIFIER]
        self._differ = bool(numbers) and understanding.differ(numbers[0], table.sample)
        self._numbered = self._mostly(IDENTIFIER)

    def _mostly(self, meaning: str) -> bool:
        """Whether most of the rows that were looked at have something in a column of that meaning."""
        indexes = [column.index for column in self._columns if column.meaning == meaning]
        rows = self._table.sample
        filled = sum(any(index < len(row) and row[index] for index in indexes) for row in rows)
        return bool(rows) and filled > len(rows) / 2

    def records(self) -> Iterator[Record]:
        beyond = False
        for number, cells in chain(self._table.looked_at, self._table.rest):
            place = Place(self._table.place.file, number, sheet=self._table.place.sheet)
            if wrong := self._wrong(place, cells):
                yield wrong
                continue
            if not beyond and any(map(_text, cells[self._width :])):
                beyond = True
                yield Rejected(place, "unknown_column", {"name": understanding.letter(self._width)})
            if record := self._record(self._said(place, cells)):
                yield record
        for (name, word), rows in self._words.most_common(WORDS_NAMED):
            yield Rejected(self._table.place, "no_obligation", {"column": name, "word": word[:100], "rows": rows})

    def _wrong(self, place: Place, cells: Sequence[Any]) -> Rejected | None:
        """A row that is longer than it may be, or a formula in what would be read of it; a number that is a formula is
        as good as none.
        """
        known = len(self._table.headings)
        if self._table.is_even and known and any(cells[known:]):
            return Rejected(place, "too_many_cells", {"number": len(cells), "known": known})
        for column in self._columns:
            told = column.meaning not in (NOTHING, IDENTIFIER)
            if told and column.index < len(cells) and cells[column.index] is FORMULA:
                return Rejected(place, "formula", {"column": column.name[:100]})
        return None

    def _said(self, place: Place, cells: Sequence[Any]) -> Said:
        said = Said(place, [_text(cell) for cell in cells])
        for column in self._columns:
            text = said.cells[column.index] if column.index < len(cells) else ""
            if column.meaning == CHAPTER:
                self._chapter(column.index, text)
            elif column.meaning == STORY:
                said.texts[STORY] += [("", f"{column.name} {text}")] if text else []
            elif column.meaning == OBLIGATION and is_mark(text) and obligation_of(column.name):
                said.texts[OBLIGATION].append(("", column.name))
            elif text and column.meaning != NOTHING:
                said.texts[column.meaning].append((column.language or self._language, text))
        return said

    def _chapter(self, index: int, text: str) -> None:
        """A category holds for the rows below it until the next; what was finer than it ends with it."""
        if text and text != self._chapters.get(index):
            self._chapters = {one: name for one, name in self._chapters.items() if one < index} | {index: text}
            self._heading = ""

    def _record(self, said: Said) -> Record | None:
        if [*map(str.casefold, said.cells)] == [*map(str.casefold, self._table.headings)] or not any(said.cells):
            return None
        if self._is_heading(said):
            self._heading = said.alone
            return Rejected(said.place, "heading", {"name": shortened(self._heading, WORD_LENGTH)})
        if said.first("deleted").casefold() in ("true", "yes") or is_mark(said.first("deleted")):
            return Rejected(said.place, "left_out", {"name": shortened(said.first(IDENTIFIER), WORD_LENGTH)})
        statement = self._statement(said)
        if not any(statement.values()):
            name = said.first(IDENTIFIER) or next(filter(None, said.cells))
            return Rejected(said.place, "no_text", {"name": shortened(name, WORD_LENGTH)})
        return self._found(said, statement)

    def _is_heading(self, said: Said) -> bool:
        """A row with nothing but a name and perhaps a number, where others say more; or that says it is a heading."""
        if said.alone in ("", said.first(IDENTIFIER)) or len(self._columns) < 2:
            return False
        stated = said.first(STATEMENT) or said.first(STORY)
        if not stated:
            return True
        short = len(stated) <= 120 and not stated.rstrip().endswith((".", "。", "؟")) and not binding(stated)[0]
        return short and self._numbered and not said.first(IDENTIFIER) and not said.texts.get(TITLE)

    def _statement(self, said: Said) -> dict[str, str]:
        """What the row states in each language: what several columns say under each other, a user story as one
        sentence, else its title.
        """
        texts = self._joined(said, STATEMENT)
        if said.texts.get(STORY):
            story = ", ".join(text.strip(" ,;.") for _language, text in said.texts[STORY])
            texts[self._language] = "\n\n".join(filter(None, (texts.get(self._language), story)))
        return texts or self._joined(said, TITLE)

    def _joined(self, said: Said, meaning: str) -> dict[str, str]:
        found: dict[str, list[str]] = defaultdict(list)
        for language, text in said.texts.get(meaning, ()):
            found[language].append(text)
        return {language: "\n\n".join(dict.fromkeys(texts)) for language, texts in found.items()}

    def _found(self, said: Said, statement: dict[str, str]) -> Found:
        titles = self._joined(said, TITLE)
        titles = {
            language: titles.get(language) or titled(LEADING.sub("", text)) for language, text in statement.items()
        } | titles
        language = self._language if self._language in statement else next(iter(statement))
        data: dict[str, Any] = {
            "title": {code: shortened(" ".join(text.split()), WORD_LENGTH) for code, text in titles.items()},
            "statement": statement,
            "source_language": language,
            "programmes": [PROGRAMME],
            "provenance": [self._source(said)],
            **{name: texts for name in TEXTS[1:] if (texts := self._joined(said, name))},
            **self._obligation(said, statement[language]),
        }
        if keywords := [word for _language, text in said.texts.get("keywords", ()) for word in items_of(text)]:
            data["keywords"] = [shortened(word, WORD_LENGTH) for word in dict.fromkeys(keywords)]
        if (method := said.first("verification_method").strip().lower()) in VerificationMethod.values:
            data["verification_method"] = method
        return Found(REQUIREMENT, self._key(said, data["title"][language]), said.place, data, whole=False)

    def _obligation(self, said: Said, statement: str) -> dict[str, str]:
        """As its own column says, else as the verb of the statement; words that mean none are counted."""
        for column in self._columns:
            word = said.cells[column.index] if column.index < len(said.cells) else ""
            if column.meaning == OBLIGATION and word and not is_mark(word) and not obligation_of(word):
                self._words[column.name, word] += 1
        told = next((text for _language, text in said.texts.get(OBLIGATION, ()) if obligation_of(text)), "")
        obligation, word = binding_of(told, statement)
        return {"obligation": obligation, "obligation_original": shortened(word, WORD_LENGTH)} if obligation else {}

    def _source(self, said: Said) -> dict[str, str]:
        place = self._table.place
        chapters = [name for _index, name in sorted(self._chapters.items())]
        named = filter(None, [place.file, place.sheet, *chapters, self._heading, said.first(IDENTIFIER)])
        citation = ", ".join(dict.fromkeys(" ".join(name.split()) for name in named))
        return {"source_kind": SourceKind.MEMBER_CONTRIBUTION.value, "citation": shortened(citation, 20_000)}

    def _key(self, said: Said, title: str) -> str:
        """The number of the requirement in its own table, unless it counts rows and so moves with them; else its
        title.
        """
        number = said.first(IDENTIFIER).strip()
        if self._differ and any(map(str.isdecimal, number)) and not number.isdecimal():
            file = Path(said.place.file).stem
            return f"table:{file}:{said.place.sheet}:{number}"[:WORD_LENGTH]
        return key_of_title(title)


def key_of_title(title: str) -> str:
    """What finds a requirement again that has neither identifier nor number."""
    digest = hashlib.sha256(title.strip().casefold().encode(errors="replace")).hexdigest()
    return f"{REQUIREMENT}:{digest[:32]}"


def _text(cell: Any) -> str:
    """What a cell says, in the rows above the headings also as a workbook holds it; nothing if it is a formula."""
    return meant(cell).strip() if isinstance(cell, str) else "" if cell in (None, FORMULA) else str(cell)


def is_foreign(headings: Iterable[str], kind: str) -> bool:
    """Whether somebody else headed a table, by its plain headings: none is a column of one language, such as
    `title_en`, and some are not known at all.
    """
    named = [heading for heading in headings if heading]
    spoken = any(heading in KNOWN and heading.rpartition("_")[2] in CODES for heading in named)
    return kind in ("", REQUIREMENT) and not spoken and not KNOWN.issuperset(named)


def begun(
    place: Place, first: Sequence[Line], rest: Iterable[Line], *, named: bool, hidden: bool = False, even: bool = False
) -> Foreign:
    """The table at a place, by the rows that were read of it and those that follow."""
    over, heading, lines = begin_foreign(first, rest)
    looked_at = list(islice(lines, LOOKED_AT))
    number, cells = heading or (looked_at[0][0] if looked_at else 0, [])
    here = replace(place, line=number)
    return Foreign(here, [*map(_text, cells)], looked_at, lines, above(place, over), named, hidden, even)
