"""Does the worker begin as one, clear up after those that died, and outlive its database?"""

import os
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker

from requirements.choices import JobState
from requirements.management.commands import worker
from requirements.models import Job


def test_it_begins_again_with_the_time_limits_of_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are read before the command is known, so it is the same program once more."""
    begun: list[Any] = []
    monkeypatch.setenv("DPI_PROCESS", "command")
    monkeypatch.setattr(sys, "orig_argv", ["python", "-W", "error", "manage.py", "worker"])
    monkeypatch.setattr(os, "execv", lambda program, argv: begun.append((os.environ["DPI_PROCESS"], program, argv)))
    monkeypatch.setattr(db_worker.Command, "run_from_argv", lambda self, argv: begun.append(argv))
    worker.Command().run_from_argv(["manage.py", "worker"])
    assert begun[0] == ("worker", sys.executable, [sys.executable, "-W", "error", "manage.py", "worker"])
    worker.Command().run_from_argv(["manage.py", "worker"])
    assert begun[2:] == [["manage.py", "worker"]]


@pytest.mark.django_db
def test_it_marks_jobs_whose_worker_died_and_tries_again_when_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    job = Job.objects.create(kind="preview", state=JobState.RUNNING)
    monkeypatch.setattr(worker, "PAUSE", 0)
    # A thread that outlived this test would ask the database of the next.
    monkeypatch.setattr(worker, "carry_letters", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    answers: list[Exception | None] = [OperationalError("the connection is closed"), None]

    def handle(self: Any, **options: Any) -> None:
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr(db_worker.Command, "handle", handle)
    call_command("worker")
    job.refresh_from_db()
    assert (job.state, answers) == (JobState.FAILED, [])
    assert [record.getMessage() for record in caplog.records] == [
        f"preview {job.pk} had died and is marked failed",
        "The database is away: the connection is closed",
    ]


def test_whatever_fails_is_told_and_holds_up_no_letter(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    done: list[str] = []

    def digests() -> None:
        raise ValueError("a filter that nobody understands")

    def reminders() -> None:
        raise OperationalError("canceling statement due to statement timeout")

    def pause(_seconds: float) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(worker, "DUTIES", (digests, reminders, lambda: done.append("delivered")))
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker.time, "sleep", pause)
    with pytest.raises(KeyboardInterrupt):
        worker.carry_letters()
    assert done == ["delivered", "delivered"]
    assert [record.getMessage() for record in caplog.records] == 2 * [
        "digests failed",
        "The database is away from the post: canceling statement due to statement timeout",
    ]
