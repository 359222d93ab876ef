"""Does an operator see what an import does, in words, in its last line and in its exit code?"""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from requirements.choices import Role
from requirements.management.commands.import_file import Command, bar, printable
from requirements.models import Entry, History
from tests import factories

NEED = {"kind": "need", "identifier": "ND-0001", "title": {"en": "A need"}}
SAMPLES = Path(__file__).parents[2] / "samples" / "govstack"
Run = Callable[..., list[str]]


@pytest.fixture
def run(db: None, tmp_path: Path) -> Run:
    """Imports documents in JSON and returns the lines that are printed."""
    factories.references()

    def run(*documents: Any, **options: Any) -> list[str]:
        path = tmp_path / "needs.ndjson"
        path.write_text("\n".join(map(json.dumps, documents)))
        return called(path, format="json", **options)

    return run


def called(*paths: Path | str, **options: Any) -> list[str]:
    output = io.StringIO()
    try:
        call_command("import_file", *paths, stdout=output, **options)
    finally:
        print(output.getvalue(), end="")
    return output.getvalue().splitlines()


def test_what_needs_nobody_is_only_counted(run: Run) -> None:
    assert run(NEED) == ["1 new, 0 changed, 0 unchanged, 0 conflicting, 0 rejected"]
    assert run(NEED) == ["0 new, 0 changed, 1 unchanged, 0 conflicting, 0 rejected"]
    assert History.objects.get(identifier="ND-0001").by == "operator"


def test_what_is_rejected_is_named_with_its_line(run: Run) -> None:
    assert run(NEED, {**NEED, "identifier": "ND-0002", "urgency": "soon"}) == [
        "needs.ndjson:2: rejected: urgency: “soon” is not one of: high, medium, low.",
        "1 new, 0 changed, 0 unchanged, 0 conflicting, 1 rejected",
    ]


def test_reasons_are_told_in_the_language_asked_for(run: Run) -> None:
    other = {**NEED, "identifier": "ND-0002", "countries": ["country:zz"]}
    _new, reason, summary = run(NEED, other, language="fr", dry_run=True)
    assert "ne désigne rien qui soit dans le répertoire" in reason
    assert summary == "1 new, 0 changed, 0 unchanged, 0 conflicting, 1 rejected"


def test_a_dry_run_prints_the_plan_and_writes_nothing(run: Run) -> None:
    run(NEED)
    changed = {**NEED, "title": {"en": "Another need"}}
    assert run(changed, {**NEED, "identifier": "ND-0002"}, dry_run=True) == [
        "needs.ndjson:1: changed ND-0001 Another need",
        "    title.en: A need → Another need",
        "needs.ndjson:2: new ND-0002 A need",
        "1 new, 1 changed, 0 unchanged, 0 conflicting, 0 rejected",
    ]
    assert Entry.objects.get().title == {"en": "A need"}


def test_every_record_is_printed_on_demand(run: Run) -> None:
    run(NEED)
    assert run(NEED, verbosity=2)[0] == "needs.ndjson:1: unchanged ND-0001 A need"


@pytest.mark.django_db
def test_specifications_are_imported_once() -> None:
    factories.references()
    first, again = (called(SAMPLES, format="govstack") for _ in range(2))
    new = int(first[-1].split()[0])
    assert new == Entry.objects.count() > 20
    assert again[-1].startswith(f"0 new, 0 changed, {new} unchanged, 0 conflicting, ")
    assert first[:-1] == again[:-1]
    assert set(Entry.objects.values_list("state", flat=True)) == {"draft"}


def test_the_person_who_imports_is_recorded_and_asked(run: Run) -> None:
    factories.user(Role.EDITOR)
    factories.user(Role.REVIEWER)
    run(NEED, by="editor")
    assert History.objects.get(identifier="ND-0001").by == "editor"
    with pytest.raises(CommandError, match=r"Nothing was imported\. This is for: Editor, Publisher, Administrator"):
        run({**NEED, "identifier": "ND-0002"}, by="reviewer")


def test_an_unknown_person_is_a_usage_error(run: Run) -> None:
    with pytest.raises(CommandError, match="no active account “nobody”") as error:
        run(NEED, by="nobody")
    assert error.value.returncode == 2
    assert Entry.objects.count() == 0


def test_a_file_that_breaks_off_imports_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(f"[{json.dumps(NEED)},\n{{")
    with pytest.raises(CommandError, match=r"^Nothing was imported\. broken\.json:2: This is not JSON: ") as error:
        called(path, format="json")
    assert error.value.returncode == 1
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("documents", [[], [{"kind": "nonsense"}]])
def test_finding_nothing_is_an_error_after_the_counts(run: Run, documents: list[Any], capsys: Any) -> None:
    with pytest.raises(CommandError, match="Nothing was found to import") as error:
        run(*documents)
    assert error.value.returncode == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"0 new, 0 changed, 0 unchanged, 0 conflicting, {len(documents)} rejected"


def test_standard_input_is_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(NEED).encode())))
    assert called("-", format="json", verbosity=2)[0] == "stdin.json:1: new ND-0001 A need"


@pytest.mark.parametrize("arguments", [[], ["--format", "poem", "x"], ["--format", "json"], ["x"]])
def test_a_wrong_call_ends_with_2(arguments: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "import_file", *arguments])
    assert ended.value.code == 2
    assert "usage: manage.py import_file" in capsys.readouterr().err


def test_what_a_file_holds_moves_no_cursor() -> None:
    assert printable("a\x1b[2Jb\ud800\u202ec\nd") == "a [2Jb  c d"


def test_the_bar_is_drawn_on_a_terminal_only(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with bar("Reading") as progress:
        progress(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with bar("Writing") as progress:
        progress(1, 2)
    assert "Writing" in capsys.readouterr().err
