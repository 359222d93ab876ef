"""How is a form written as a workbook, with lists to choose from, and read back?

The hidden first column names the question of a row, and the value that is ticked there; the hidden first row says
which form it is. Answers stand in the third column. The second sheet holds the lists.
"""

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements import exchange
from requirements.formulas import guarded, meant
from requirements.languages import BY_CODE
from requirements.proposals.offline.asked import MARK, MARKS, Asked, Blank, Filled, NotAForm, asked
from requirements.proposals.questions import LINE, PAGES

FORM = "dpi-registry-form"
NAME, LABEL, ANSWER, HELP = "ABCD"
WIDTHS = {NAME: 4, LABEL: 42, ANSWER: 60, HELP: 60}
# Of a sheet's name, of a help that appears beside a cell, of the text of a cell; rows of a form at most.
LONGEST_NAME, LONGEST_PROMPT, LONGEST_CELL, MOST_ROWS = 31, 255, 32_000, 1_000
# Rows above the questions.
TITLES = 2


def write(blank: Blank) -> bytes:
    """A query for each list of records."""
    # Takes a third of a second, which no other page should wait for.
    from openpyxl import Workbook

    book = Workbook()
    with override(blank.language):
        form, lists = book.active, book.create_sheet("lists")
        form.title = _("Form")[:LONGEST_NAME]
        form.append([FORM, blank.kind, blank.language, blank.target])
        form.append(["", blank.title, _("Your answer"), _("Help")])
        for question in asked(blank.kind):
            _ask(form, lists, question, blank.answers.get(question.name) or "")
        _dress(form, blank.language)
    lists.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _ask(form: Any, lists: Any, question: Asked, answer: Any) -> None:
    if question.takes_several or question.is_tick:
        _tick(form, question, [answer] if isinstance(answer, str) else answer)
        return
    said = str(question.values.get(answer, answer))
    _row(form, [question.name, question.label, said, question.hint])
    if question.values:
        _let_choose(form, f"=lists!{_list(lists, question)}", question.hint)
    elif getattr(question.field, "max_length", None) != LINE:
        form.row_dimensions[form.max_row].height = 90


def _tick(form: Any, question: Asked, chosen: list[str]) -> None:
    """A row for each value, to be marked."""
    if question.takes_several:
        _row(form, [question.name, question.label, "", question.hint])
    for value, label in question.values.items():
        is_chosen = value in chosen or (question.is_tick and any(chosen))
        name = question.name if question.is_tick else f"{question.name}={value}"
        _row(form, [name, label, MARK if is_chosen else "", _("Put an x for what you choose.")])
        _let_choose(form, f'"{MARK}"', "")


def _row(form: Any, cells: list[str]) -> None:
    """Texts and nothing else: none of them is computed."""
    # Beyond the longest the form refuses it anyhow.
    form.append([exchange.held(guarded(text[:LONGEST_CELL])) for text in cells])


def _let_choose(form: Any, values: str, hint: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=values, allow_blank=True, showErrorMessage=True)
    if hint:
        choice.prompt, choice.showInputMessage = hint[:LONGEST_PROMPT], True
    choice.add(f"{ANSWER}{form.max_row}")
    form.add_data_validation(choice)


def _list(lists: Any, question: Asked) -> str:
    """The range in which the names of the values stand."""
    from openpyxl.utils import get_column_letter

    number = lists.max_column + 1 if lists["A1"].value else 1
    for row, label in enumerate(question.values.values(), start=1):
        lists.cell(row, number, guarded(label))
    letter = get_column_letter(number)
    return f"${letter}$1:${letter}${len(question.values)}"


def _dress(form: Any, language: str) -> None:
    from openpyxl.styles import Alignment, Font

    form.sheet_view.rightToLeft = BY_CODE[language].direction == "rtl"
    form.freeze_panes = "C3"
    form.row_dimensions[1].hidden = form.column_dimensions[NAME].hidden = True
    for letter, width in WIDTHS.items():
        form.column_dimensions[letter].width = width
    for row in form.iter_rows(min_row=TITLES):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == TITLES or (cell.column_letter == LABEL and "=" not in str(row[0].value)))


def read(name: str, content: bytes, limit: int) -> Filled:
    """What was filled in; NotAForm if it does not say which form it is, ExchangeError if it cannot be read."""
    rows = _rows(name, content, limit)
    _number, head = next(rows, (0, []))
    if len(head) < 3 or head[0] != FORM or head[1] not in PAGES or head[2] not in BY_CODE:
        raise NotAForm("no_form")
    target = head[3] if len(head) > 3 and isinstance(head[3], str) else ""
    with override(head[2]):
        reading = Reading(Filled(head[1], head[2], target, in_rows=True))
        for number, cells in rows:
            key, _label, answer = (*cells, "", "", "")[:3]
            if number > TITLES and key and isinstance(key, str):
                reading.take(number, key, answer)
        return reading.done()


def _rows(name: str, content: bytes, limit: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet, as long as there are not too many."""
    first = None
    for sheet, number, cells in exchange.cells(name, io.BytesIO(content), limit=limit):
        first = first or sheet
        if sheet != first:
            return
        if number > MOST_ROWS:
            raise NotAForm("too_many_rows", limit=MOST_ROWS)
        yield number, cells


class Reading:
    """A form that is read row by row; what was said to a question that has several rows is collected."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._questions = {question.name: question for question in asked(filled.kind)}
        self._said: dict[str, list[str]] = {}

    def take(self, number: int, key: str, answer: Any) -> None:
        name, _equals, value = key.partition("=")
        question = self._questions.get(name)
        if question is None:
            self._filled.note(number, "unknown", question=name[:LONGEST_NAME])
        elif name in self._said and not value:
            self._filled.note(number, "twice", name)
        else:
            self._filled.places.setdefault(name, number)
            self._said.setdefault(name, []).extend(self._meant(number, question, value, answer))

    def _meant(self, number: int, question: Asked, value: str, answer: Any) -> list[str]:
        """What a row says to its question: nothing, a value that is marked, or what was typed."""
        if answer is exchange.FORMULA:
            self._filled.note(number, "formula", question.name)
            return []
        text = meant(answer).replace("\r\n", "\n").strip()
        if not text or (question.takes_several and not value):
            return []
        if not value and not question.is_tick:
            return [question.value_of(text)]
        if text not in MARKS:
            self._filled.note(number, "unclear_mark", question.name)
            return []
        return [value or "on"]

    def done(self) -> Filled:
        for name, said in self._said.items():
            self._filled.take(self._questions[name], said)
        return self._filled
