"""Does the demo go on when its worker dies, and end when nobody could read it any more?"""

from typing import Any

import pytest
from django.core.management import CommandError

from requirements.management.commands import demo


class Child:
    """A process that lives for so many looks at it."""

    def __init__(self, line: list[str], looks: int) -> None:
        self.args, self.looks = line, looks

    def poll(self) -> int | None:
        self.looks -= 1
        return None if self.looks >= 0 else -9


def test_a_worker_that_dies_is_started_again_and_a_web_server_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [["python", "-m", "gunicorn", "dpi_registry.wsgi"], ["python", "manage.py", "worker"]]
    begun: list[tuple[list[str], Any]] = []

    def begin(line: list[str], told: Any) -> Child:
        begun.append((line, told))
        return Child(line, looks=2)

    monkeypatch.setattr(demo, "begun", begin)
    monkeypatch.setattr(demo, "WATCH_EVERY", 0)
    monkeypatch.setattr(demo, "AGAIN_AFTER", 0)
    children: list[Any] = [Child(lines[0], looks=5), Child(lines[1], looks=0)]
    with pytest.raises(CommandError, match="wsgi ended by itself"):
        demo.watch(children, lines, {"A": "b"})
    assert begun == [(lines[1], {"A": "b"})] * 2


def test_a_worker_that_cannot_run_is_not_started_every_second(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(demo, "begun", lambda line, told: begun.append(line) or Child(line, looks=0))
    monkeypatch.setattr(demo, "WATCH_EVERY", 0)
    children: list[Any] = [Child(["python", "-m", "gunicorn", "web"], looks=50), Child(["worker"], looks=0)]
    with pytest.raises(CommandError, match="ended by itself"):
        demo.watch(children, [["python", "-m", "web"], ["worker"]], {})
    assert begun == [["worker"]]
