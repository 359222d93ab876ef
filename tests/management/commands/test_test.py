"""Does `manage.py test` run every part, report the first failure, and hand its arguments to pytest?"""

import sys

import pytest

from requirements.management.commands import test as command


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """The commands that would have been started; each succeeds."""
    started = []
    monkeypatch.setattr(command.subprocess, "call", lambda words, **options: started.append(words) or 0)
    return started


def exit_code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        command.Command().run_from_argv(["manage.py", "test", *arguments])
    return stopped.value.code


def test_without_arguments_every_part_runs_in_order(started, capsys):
    assert exit_code() == 0
    assert started == list(command.PARTS.values())
    table = capsys.readouterr().out.splitlines()[-6:]
    assert [line.split()[:2] for line in table] == [[name, "passed"] for name in command.PARTS]


def test_all_adds_the_slow_tests(started):
    assert exit_code("--all") == 0
    assert started[-1] == [*command.PARTS["tests"], *command.ALL]


def test_the_first_failure_decides_the_exit_code_but_every_part_runs(monkeypatch, capsys):
    codes = iter([0, 3, 0, 4, 0, 0])
    monkeypatch.setattr(command.subprocess, "call", lambda words, **options: next(codes))
    assert exit_code() == 3
    table = capsys.readouterr().out.splitlines()[-6:]
    assert [line.split()[1] for line in table] == ["passed", "failed", "passed", "failed", "passed", "passed"]


def test_arguments_run_pytest_alone(started):
    assert exit_code("tests/models", "-k", "edition", "-v") == 0
    assert started == [[sys.executable, "-m", "pytest", "tests/models", "-k", "edition", "-v"]]
