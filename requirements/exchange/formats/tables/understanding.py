"""What do the columns of a table mean that nobody began from a workbook of the registry?

Its headings say it, and where these don't, the first rows below them. People are shown what was understood and may
change it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from requirements.exchange.formats.records import Question
from requirements.exchange.formats.tables.headings import NUMBERED
from requirements.exchange.formats.vocabulary import (
    CHAPTER,
    MEANT,
    NAME_LENGTH,
    NOTHING,
    NUMBER,
    SYNONYMS,
    choices,
    heading_of,
    plain,
    spoken,
    suggested,
)
from requirements.exchange.formats.wording import obligation_of
from requirements.languages import BY_CODE, CODES, DEFAULT

IDENTIFIER, TITLE, STATEMENT, OBLIGATION, STORY = "identifier", "title", "statement", "obligation", "story"
# What rows of a table become, if anything.
REQUIREMENT = "requirement"
COLUMN, SHEET, LANGUAGE = "column", "sheet", "language"
# Columns that are asked about: nobody looks through more.
ASKED = 80
# Headings that other tables than those of requirements have too.
COMMON = frozenset(
    plain(name)
    for code, names in {
        "en": "description, text, specification, control, objective, detail, details, content, contents",
        "fr": "description, texte",
        "es": "descripción, texto",
        "ru": "описание",
        "ar": "الوصف",
        "zh": "描述",
    }.items()
    for name in names.split(",")
)
# Characters that a sentence has at least, on the average of a column.
PROSE = 30
# A number with a letter, or of several parts.
TELLING = re.compile(r"[^\W\d]|\d\.\d+\.\d|^\d{1,3}\.\d{1,3}$")
STORIES = re.compile(
    r"(?:as an?|i want(?: to)?|i need(?: to)?|so that(?: i can)?|in order to)(?: [\w ()/]{0,40})?", re.I
)
# A column of some kind of number, one of which is that of the requirement.
NUMBERS = re.compile(r"(?:[\w ]{0,60} )?(?:id|uid|identifier|no|nr|number|code|ref)")
# Sheets that tell of the others.
TELLING_OF_OTHERS = re.compile(
    r"read ?me|cover(?: page)?|overview|(?:table of )?contents|index|instructions?|introduction|legend|glossary|"
    r"abbreviations|references|licen[cs]e|(?:document )?(?:change ?log|history|version history)|notes|lists?"
)
# The commonest words of a language.
WORDS = {
    "en": "the of and to shall must should is be for that with",
    "fr": "le la les des du et une est pour dans doit doivent être que sur",
    "es": "el los las del y una es para debe deben que con por ser",
    # Languages that the registry has not: so that they are not taken for one of its own.
    "de": "der die das und ist nicht werden mit von muss den des für",
    "it": "il che di per della dei una con sono del la essere",
    "pt": "o os as que para uma não com deve ser dos da do",
}
SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)


@dataclass(frozen=True)
class Column:
    """One column of a table: its place in a row from 0, its heading as people know it (its letter if it has none), the
    key under which its meaning is remembered, the meaning, and the language that the heading says, if any.
    """

    index: int
    name: str
    key: str
    meaning: str = NOTHING
    language: str = ""


def columns_of(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> list[Column]:
    """The columns that have a heading or anything in the first rows, with what they seem to mean."""
    width = max(map(len, [headings, *sample]), default=0)
    found: list[Column] = []
    for index in range(width):
        name = " ".join(headings[index].split()) if index < len(headings) else ""
        if name or any(_cell(row, index) for row in sample):
            found.append(_column(index, name, {column.key for column in found}))
    return _settled(found, sample)


def _column(index: int, name: str, taken: set[str]) -> Column:
    own = letter(index)
    key = f"{COLUMN}:{heading_of(name)[:NAME_LENGTH] or own}"
    if key in taken:
        key = f"{key}_{own}"
    meaning, language = _named(name) if name else (NOTHING, "")
    return Column(index, shortened_name(name) or own, key, meaning, language)


def letter(index: int) -> str:
    """What a spreadsheet calls a column, from 0."""
    return str(get_column_letter(index + 1))


def shortened_name(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"


def _named(name: str) -> tuple[str, str]:
    """(meaning, language) that a heading says. Of a title in another language, “Title (FR)”, it says both."""
    heading, said_so = heading_of(name), spoken(name.replace("#", " no"))
    words, _separator, said = heading.rpartition("_")
    language = said if said in CODES and words else ""
    names = (heading, words if language else "", plain(said_so))
    field = next((MEANT[one][0] for one in names if one and one in MEANT), "")
    if not field and STORIES.fullmatch(said_so):
        return STORY, language
    if field == NUMBER or (not field and NUMBERS.fullmatch(said_so)):
        return IDENTIFIER, language
    return field or suggested(name), language


def _settled(columns: list[Column], sample: Sequence[Sequence[str]]) -> list[Column]:
    """The columns with one title, one number and one obligation each, and what states a requirement by its content
    where no heading says so.
    """
    columns = [_doubted(column, sample) for column in columns]
    numbers = [column for column in columns if column.meaning == IDENTIFIER]
    kept = min(numbers, key=lambda column: _rank_of_number(column, sample), default=None)
    columns = [_without(column) if column in numbers and column is not kept else column for column in columns]
    if kept is None:
        columns = _with(columns, IDENTIFIER, next((one for one in columns if _numbers(one, sample)), None))
    if not {column.meaning for column in columns} - {NOTHING, IDENTIFIER, OBLIGATION, CHAPTER}:
        columns = _with(columns, STATEMENT, _prose(columns, sample))
    columns = _with_title(columns, sample)
    return _one_of_each(columns)


def _doubted(column: Column, sample: Sequence[Sequence[str]]) -> Column:
    """An obligation is one only if one of its words is: levels and priorities are often numbers or ranks."""
    cells = _cells(column, sample)
    if column.meaning in (NOTHING, OBLIGATION) and obligation_of(column.name) and cells and all(map(is_mark, cells)):
        return replace(column, meaning=OBLIGATION)
    if column.meaning == OBLIGATION and cells and not any(map(obligation_of, cells)):
        return _without(column)
    return column


def is_mark(cell: str) -> bool:
    """Whether a cell is ticked: the heading above it is what it says."""
    return cell.strip().casefold() in ("x", "✓", "✔", "●", "•", "√", "yes", "oui", "sí", "si", "да", "نعم", "是", "1")


def _rank_of_number(column: Column, sample: Sequence[Sequence[str]]) -> tuple[bool, bool, bool, int]:
    """The best first: numbers that no two rows share, then those that are short, then those that say most."""
    cells = _cells(column, sample)
    long = any(not NUMBERED.fullmatch(cell) for cell in cells)
    return (not differ(column, sample), long, not any(map(TELLING.search, cells)), column.index)


def differ(column: Column, sample: Sequence[Sequence[str]]) -> bool:
    """Whether no two of the rows have the same in a column."""
    cells = _cells(column, sample)
    return bool(cells) and len({*cells}) == len(cells)


def _numbers(column: Column, sample: Sequence[Sequence[str]]) -> bool:
    """Whether a column that nobody has named numbers the rows: `V2.1`, `4.2.1`."""
    cells = _cells(column, sample)
    fitting = [cell for cell in cells if NUMBERED.fullmatch(cell) and TELLING.search(cell)]
    return column.meaning == NOTHING and len(fitting) >= max(2, 0.6 * len(cells)) and len({*fitting}) == len(fitting)


def _prose(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> Column | None:
    """The column of whole sentences in a table that numbers its rows."""
    if not any(column.meaning == IDENTIFIER for column in columns):
        return None
    long = [(_length(column, sample), column) for column in columns if column.meaning == NOTHING]
    length, column = max(long, key=lambda pair: pair[0], default=(0, None))
    spaced = [cell.count(" ") >= 3 for cell in _cells(column, sample)] if column else []
    return column if length >= PROSE and sum(spaced) > len(spaced) / 2 else None


def _length(column: Column, sample: Sequence[Sequence[str]]) -> float:
    """How many characters the cells of a column have that have any."""
    cells = _cells(column, sample)
    return sum(map(len, cells)) / len(cells) if cells else 0


def _with_title(columns: list[Column], sample: Sequence[Sequence[str]]) -> list[Column]:
    """Of two columns that state a requirement in one language, the one of a few words is its title."""
    stating = [column for column in columns if column.meaning == STATEMENT]
    if len(stating) != 2 or any(column.meaning == TITLE for column in columns) or any(one.language for one in stating):
        return columns
    short, long = sorted(stating, key=lambda column: _length(column, sample))
    if _length(short, sample) > 80 or _length(long, sample) < 2 * _length(short, sample):
        return columns
    return _with(columns, TITLE, short)


def _one_of_each(columns: Iterable[Column]) -> list[Column]:
    """What says a second time what stands in another column already says nothing."""
    taken: set[tuple[str, str]] = set()
    found = []
    for column in columns:
        once = column.meaning in (TITLE, "verification_method", "kind", "deleted")
        found.append(_without(column) if once and (column.meaning, column.language) in taken else column)
        taken.add((column.meaning, column.language))
    return found


def _with(columns: list[Column], meaning: str, chosen: Column | None) -> list[Column]:
    return [replace(column, meaning=meaning) if column is chosen else column for column in columns]


def _without(column: Column) -> Column:
    return replace(column, meaning=NOTHING)


def _cells(column: Column, sample: Sequence[Sequence[str]]) -> list[str]:
    """What the rows say in a column, those that say something."""
    return [cell for row in sample if (cell := _cell(row, column.index))]


def _cell(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def states_requirements(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table seem to be requirements: something states them, and no table of fields or of sheets
    would have the same headings.
    """
    stating = [column for column in columns if column.meaning == STATEMENT]
    if sum(column.meaning == STORY for column in columns) > 1:
        return True
    headings = {heading_of(column.name).removesuffix(f"_{column.language}") for column in stating}
    if headings & (MEANT.keys() - COMMON):
        return True
    told = {column.meaning for column in columns}
    if stating and OBLIGATION in told:
        return True
    titles = [column for column in columns if column.meaning == TITLE]
    return IDENTIFIER in told and any(_length(column, sample) >= PROSE for column in stating or titles)


def language_of(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> str:
    """The language of the texts: by their script, by their commonest words, else that of the headings."""
    text = " ".join(_cell(row, column.index) for row in sample for column in columns if column.meaning != NOTHING)
    letters = sum(map(str.isalpha, text))
    for code, script in SCRIPTS:
        if letters and len(script.findall(text)) > 0.3 * letters:
            return code
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    counted = sorted(((sum(words[word] for word in told.split()), code) for code, told in WORDS.items()), reverse=True)
    if counted[0][0] >= 5 and counted[0][0] > 1.2 * counted[1][0]:
        return counted[0][1] if counted[0][1] in CODES else DEFAULT
    return _language_of_headings(columns)


def _language_of_headings(columns: Sequence[Column]) -> str:
    known = [heading_of(column.name) for column in columns]
    codes = Counter(MEANT[name][1] for name in known if name in MEANT and name not in SYNONYMS)
    return codes.most_common(1)[0][0] if codes else DEFAULT


def question_of_rows(name: str, key: str, *, taken: bool) -> Question:
    offered = ((REQUIREMENT, _("a requirement")), (NOTHING, _("leave it out")))
    return Question(key, _("Rows of “%(name)s”") % {"name": name}, offered, REQUIREMENT if taken else NOTHING)


def question_of_language(name: str, key: str, proposed: str) -> Question:
    offered = tuple((code, str(BY_CODE[code].name)) for code in CODES)
    return Question(key, _("Language of “%(name)s”") % {"name": name}, offered, proposed)


def questions_of_columns(columns: Iterable[Column]) -> Iterator[Question]:
    """What each column means, with the meanings that tools have and the parts of a user story."""
    offered = (*choices(), (STORY, _("a part of the statement, behind its heading")))
    for column in columns:
        yield Question(column.key, _("Column “%(name)s”") % {"name": column.name}, offered, column.meaning)
