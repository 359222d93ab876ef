"""Are message catalogues compiled when they have changed, and only then?"""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from requirements.management.commands.compile_catalogues import compile_catalogues

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Need"
msgstr "Besoin"

#, fuzzy
msgid "Gap"
msgstr "Trou"
"""


@pytest.fixture
def source(tmp_path, settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    return source


def test_messages_are_compiled_without_the_fuzzy_ones(source):
    assert compile_catalogues() == [source.with_suffix(".mo")]
    with source.with_suffix(".mo").open("rb") as compiled:
        messages = gettext.GNUTranslations(compiled)
    assert [messages.gettext(text) for text in ("Need", "Gap")] == ["Besoin", "Gap"]


def test_only_changed_catalogues_are_compiled(source):
    compile_catalogues()
    assert compile_catalogues() == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues() == [source.with_suffix(".mo")]


def test_nothing_is_left_but_the_compiled_catalogue(source):
    compile_catalogues()
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_command_names_what_it_compiled(source, capsys):
    call_command("compile_catalogues")
    assert capsys.readouterr().out == f"Compiled {source.with_suffix('.mo')}\n"


def test_the_command_is_silent_where_told(source, capsys):
    call_command("compile_catalogues", verbosity=0)
    assert capsys.readouterr().out == ""
    assert source.with_suffix(".mo").exists()
