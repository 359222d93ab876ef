"""How is a form written as plain text that any editor opens, and read back?

A question begins with two equals signs and ends with its name in brackets; below it stand its help, on lines that
begin with #, an empty line, and the answer. Lines of an answer that look like a question get a backslash.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements.languages import BY_CODE
from requirements.proposals.offline.asked import MARK, MARKS, Asked, Blank, Filled, NotAForm, asked
from requirements.proposals.questions import PAGES

# What editors put into lines in two directions, and the sign with which Windows tells UTF-8.
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
HEAD = re.compile(r"\[form:([a-z_]{1,20}):([a-z]{2}):([A-Za-z0-9:.-]{0,130})\]")
QUESTION = re.compile(r"==.*\[([^\[\]]{1,60})\]\s*$")
LOOKS_LIKE_ONE = re.compile(r"\\*==")
CHOICE = re.compile(r"\s*\[([^\[\]]*)\](.+)$")
# Lines in which the form says what it is; choices beyond which one is typed, not marked.
FIRST, MOST_MARKED = 10, 40


def write(blank: Blank) -> bytes:
    """In UTF-8 as Notepad writes it. A query for each list of records."""
    with override(blank.language):
        lines = [*_head(blank)]
        for question in asked(blank.kind):
            lines += [*_lines(question, blank)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _head(blank: Blank) -> Iterator[str]:
    yield f"{blank.title} [form:{blank.kind}:{blank.language}:{blank.target}]"
    yield ""
    yield "# " + _("Write below each question. Leave the lines with == as they are; lines with # are help.")
    yield "# " + _("Save it as text in UTF-8 and bring it back to the page where you got it.")


def _lines(question: Asked, blank: Blank) -> Iterator[str]:
    yield ""
    yield f"== {question.label} [{question.name}]"
    yield from _help(question)
    yield ""
    answer = blank.answers.get(question.name) or ""
    if _is_marked(question):
        for value, label in question.values.items():
            yield f"[{MARK if value in _chosen(question, answer) else ' '}] {label}"
        return
    for line in str(question.values.get(answer, answer)).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield f"\\{line}" if LOOKS_LIKE_ONE.match(line) else line


def _help(question: Asked) -> list[str]:
    told = (question.hint, _how(question) if question.values else "")
    return [f"# {line}" for line in told if line]


def _how(question: Asked) -> str:
    if not _is_marked(question):
        return _("Write its name, or its code.")
    if question.takes_several or question.is_tick:
        return _("Put an x between the brackets of what you choose.")
    return _("Put an x between the brackets of one.")


def _is_marked(question: Asked) -> bool:
    return 0 < len(question.values) <= MOST_MARKED or question.takes_several


def _chosen(question: Asked, answer: str | list[str]) -> set[str]:
    if question.is_tick:
        return {"on"} if answer else set()
    return {answer} if isinstance(answer, str) else set(answer)


def read(content: bytes) -> Filled:
    """What was filled in; NotAForm if it is no text, or does not say which form it is."""
    lines = _text(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = HEAD.search(UNSEEN.sub("", "\n".join(lines[:FIRST])))
    if head is None or head[1] not in PAGES or head[2] not in BY_CODE:
        raise NotAForm("no_form")
    filled = Filled(head[1], head[2], head[3], in_rows=False)
    with override(filled.language):
        questions = {question.name: question for question in asked(filled.kind)}
        for number, name, below in _blocks(lines):
            _take(filled, questions.get(name), number, name, below)
    return filled


def _text(content: bytes) -> str:
    """Also what Notepad calls Unicode."""
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAForm("not_utf8") from error
    if "\x00" in text:
        raise NotAForm("not_utf8")
    return text


def _blocks(lines: list[str]) -> Iterator[tuple[int, str, list[tuple[int, str]]]]:
    """(line, name, numbered lines below its help) of each question."""
    found: list[tuple[int, str, list[tuple[int, str]]]] = []
    is_help = False
    for number, line in enumerate(lines, start=1):
        question = QUESTION.match(UNSEEN.sub("", line).strip())
        if question:
            found.append((number, question[1].strip(), []))
        elif found and not (is_help and line.startswith("#")):
            found[-1][2].append((number, line))
        is_help = bool(question) or (is_help and line.startswith("#"))
    yield from found


def _take(filled: Filled, question: Asked | None, number: int, name: str, below: list[tuple[int, str]]) -> None:
    if question is None:
        filled.note(number, "unknown", question=name)
    elif name in filled.places:
        filled.note(number, "twice", name)
    else:
        filled.places[name] = number
        said = list(_without_help(question, below))
        filled.take(question, _marked(filled, question, said) if _is_marked(question) else _written(question, said))


def _without_help(question: Asked, below: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Whoever writes right below the question leaves its help below the answer."""
    told = set(_help(question))
    return ((number, line) for number, line in below if UNSEEN.sub("", line).strip() not in told)


def _written(question: Asked, below: list[tuple[int, str]]) -> list[str]:
    lines = [line[1:] if line.startswith("\\") and LOOKS_LIKE_ONE.match(line) else line for _number, line in below]
    return [question.value_of("\n".join(lines).strip())]


def _marked(filled: Filled, question: Asked, below: list[tuple[int, str]]) -> list[str]:
    """The values whose brackets hold something; a line without brackets says what is chosen by itself."""
    chosen = []
    for number, line in below:
        plain = UNSEEN.sub("", line)
        choice = CHOICE.match(plain)
        mark = choice[1].strip() if choice else MARK if plain.strip() else ""
        if mark and mark not in MARKS:
            filled.note(number, "unclear_mark", question.name)
        elif mark:
            chosen.append(question.value_of((choice[2] if choice else plain).strip()))
    return chosen
