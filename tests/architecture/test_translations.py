"""Is every string that a person sees translated, and does each translation keep the placeholders of its source?"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from requirements.languages import CODES, DEFAULT

ROOT = Path(settings.BASE_DIR)
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
# English is what the code says.
COMPLETE = tuple(code for code in CODES if code != DEFAULT)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w+}|<[^>]+>")
# Which arguments of each function are messages.
MESSAGES = {"gettext": (0,), "ngettext": (0, 1), "pgettext": (1,), "npgettext": (1, 2)}
NAMES = {
    **MESSAGES,
    **{f"{name}_lazy": places for name, places in MESSAGES.items()},
    "_": (0,),
}
CONTEXTUAL = {name for name in NAMES if "pgettext" in name}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext)\(({LITERAL}(?:,\s*{LITERAL})*)")


def catalogue(code: str) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(ROOT / f"locale/{code}/LC_MESSAGES/django.po")) if not entry.obsolete]


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("code", COMPLETE)
def test_everything_is_translated(code: str) -> None:
    assert [entry.msgid for entry in catalogue(code) if entry.fuzzy or not all(translations(entry))] == []


@pytest.mark.parametrize("code", COMPLETE)
def test_every_plural_form_of_the_language_is_there(code: str) -> None:
    file = polib.pofile(str(ROOT / f"locale/{code}/LC_MESSAGES/django.po"))
    forms = int(re.findall(r"nplurals=(\d)", file.metadata["Plural-Forms"])[0])
    wrong = [entry.msgid for entry in catalogue(code) if entry.msgid_plural and len(entry.msgstr_plural) != forms]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogues_are_of_our_languages_and_keep_placeholders_and_tags(path: Path) -> None:
    code = path.parts[-3]
    assert code in CODES
    for entry in catalogue(code):
        asked = [sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        given = [sorted(PLACEHOLDER.findall(text)) for text in translations(entry) if text]
        assert [found for found in given if found not in asked] == [], entry.msgid


def test_no_catalogue_says_what_a_string_was_before() -> None:
    """A fuzzy guess's former text stays behind where only its flag is taken away, and the next merge stops at it."""
    assert [str(path) for path in CATALOGUES if "\n#|" in path.read_text()] == []


@pytest.mark.parametrize("code", COMPLETE)
def test_every_string_is_in_the_catalogue_and_none_is_left_over(code: str) -> None:
    known = {
        (entry.msgctxt or "", text) for entry in catalogue(code) for text in (entry.msgid, entry.msgid_plural) if text
    }
    used = {text for source in sources() for text in messages(source)}
    assert sorted(used - known) == []
    assert sorted(known - used) == []


def sources() -> Iterator[Path]:
    yield from ROOT.glob("dpi_registry/*.py")
    yield from ROOT.glob("requirements/**/*.py")
    yield from ROOT.glob("templates/**/*.html")
    # Letters.
    yield from ROOT.glob("templates/**/*.txt")


@cache
def messages(source: Path) -> set[tuple[str, str]]:
    """(context, string) of all that a source asks to have translated."""
    text = source.read_text()
    if source.suffix != ".py":
        calls = CALL.findall(templatize(text, origin=str(source)))
        return {asked for name, words in calls for asked in in_context(name, ast.literal_eval(f"({words},)"))}
    calls = [call for call in ast.walk(ast.parse(text)) if isinstance(call, ast.Call)]
    return {
        asked for call in calls for asked in in_context(name_of(call), [getattr(x, "value", "") for x in call.args])
    }


def name_of(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def in_context(name: str, given: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """What a function is asked to translate, by its arguments."""
    context = given[0] if name in CONTEXTUAL and given else ""
    for place in NAMES.get(name, ()):
        if place < len(given) and isinstance(given[place], str) and given[place]:
            yield context, given[place]
