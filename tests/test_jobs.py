"""Is background work done once, seen while it is done, and noticed when it dies?"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from requirements import exchange, jobs, previews
from requirements.choices import JobState, Role
from requirements.exchange import applying
from requirements.models import Entry, File, History, Job, User
from tests import factories

AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PARAMETERS = {"format": "json"}
KNOWN = ", ".join(form.name for form in exchange.FORMATS)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rows of a test are seen by other sessions, and are taken away at its end."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                tables = (Job, File, DBTaskResult, Entry, History)
                cursor.execute(f"TRUNCATE {', '.join(table._meta.db_table for table in tables)} CASCADE")


@pytest.fixture
def at_once() -> Iterator[None]:
    with override_settings(TASKS=AT_ONCE):
        yield


@pytest.fixture
def editor(db: None) -> User:
    factories.references()
    return factories.user(Role.EDITOR)


def need(number: int, **fields: Any) -> dict[str, Any]:
    return {"kind": "need", "identifier": f"ND-{number:04}", "title": {"en": f"Need {number}"}, **fields}


def stored(*documents: Any) -> File:
    return exchange.store("needs.ndjson", b"\n".join(json.dumps(one).encode() for one in documents))


def work() -> None:
    """Do what waits, as the worker does."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    ).run()


@pytest.mark.usefixtures("at_once")
def test_a_preview_tells_what_an_import_would_do(editor: User) -> None:
    file = stored(need(1), need(2, countries=["country:zz"]))
    job = jobs.enqueue("preview", by=editor, file=file, parameters=PARAMETERS)
    assert job.state == JobState.DONE
    none = dict.fromkeys(("changed", "unchanged", "conflicting", "dropped"), 0)
    assert job.result["counts"] == {"new": 1, "rejected": 1, **none}
    rejected, new = job.records.all()
    assert (rejected.file, rejected.line, rejected.identifier) == ("needs.ndjson", 2, "ND-0002")
    assert rejected.problems == [{"code": "unknown_name", "path": [], "params": {"value": "country:zz"}}]
    assert (new.outcome, new.kind, new.title, new.changes) == ("new", "need", "Need 1", [])
    assert Entry.objects.count() == 0


@pytest.mark.usefixtures("at_once")
def test_an_import_is_by_whoever_asked_for_it(editor: User) -> None:
    job = jobs.enqueue("apply", by=editor, file=stored(need(1)), parameters=PARAMETERS)
    assert (job.state, job.result["new"], job.result["changed"]) == (JobState.DONE, ["ND-0001"], [])
    assert Entry.objects.get().created_by == editor
    assert None not in (job.started_at, job.finished_at)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("wanted", ["same", "other"])
def test_only_the_plan_that_was_seen_is_carried_out(editor: User, wanted: str) -> None:
    file = stored(need(1))
    seen = jobs.enqueue("preview", by=editor, file=file, parameters=PARAMETERS).result["digest"]
    digest = seen if wanted == "same" else "0" * 64
    job = jobs.enqueue("apply", by=editor, file=file, parameters={**PARAMETERS, "digest": digest})
    assert job.state == (JobState.DONE if wanted == "same" else JobState.FAILED)
    assert Entry.objects.count() == (1 if wanted == "same" else 0)
    assert ("has changed since the preview" in job.error) is (wanted == "other")
    # It was carried out; asked again it has nothing to do and does not mind.
    again = jobs.enqueue("apply", by=editor, file=file, parameters={**PARAMETERS, "digest": seen})
    assert again.state == JobState.DONE


@pytest.mark.usefixtures("at_once")
def test_a_refusal_is_told_in_the_language_of_whoever_asked(editor: User) -> None:
    job = jobs.enqueue("preview", by=editor, file=stored(b"".decode()), parameters={"format": "poem"})
    assert (job.state, job.error) == (JobState.FAILED, f"“poem” is no format; known are: {KNOWN}.")
    refused = jobs.enqueue("apply", by=factories.user(Role.REVIEWER), file=stored(need(1)), parameters=PARAMETERS)
    assert (refused.state, refused.error) == (JobState.FAILED, "This is for: Editor, Publisher, Administrator.")


@pytest.mark.usefixtures("at_once")
def test_a_job_speaks_as_its_asker_spoke(editor: User) -> None:
    """Whoever reads French without ever having chosen it is refused in French; who runs it again is in their own."""
    with translation.override("fr"):
        job = jobs.enqueue("preview", by=editor, file=stored(need(1)), parameters={"format": "poem"})
    assert "poem\xa0» n’est pas un format" in job.error
    assert jobs.rerun(job, by=editor).error == f"“poem” is no format; known are: {KNOWN}."


@pytest.mark.usefixtures("at_once")
def test_records_of_a_preview_are_kept_in_the_order_in_which_they_are_looked_at(editor: User) -> None:
    factories.draft("need", "ND-0003", title={"en": "Need 3"})
    file = stored(need(1), need(2, countries=["country:zz"]), need(3, title={"en": "Other"}))
    job = jobs.enqueue("preview", by=editor, file=file, parameters=PARAMETERS)
    kept = list(job.records.values_list("position", "outcome", "identifier"))
    assert kept == [(1, "rejected", "ND-0002"), (2, "changed", "ND-0003"), (3, "new", "ND-0001")]
    assert previews.forget() == 0
    Job.objects.update(finished_at=timezone.now() - previews.KEPT - timedelta(seconds=1))
    assert (previews.forget(), job.records.count()) == (3, 0)


@pytest.mark.usefixtures("at_once")
def test_what_nobody_expected_is_logged_and_told(editor: User, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    monkeypatch.setitem(jobs.KINDS, "preview", lambda job, progress: 1 / 0)
    job = jobs.enqueue("preview", by=editor)
    assert (job.state, job.error) == (
        JobState.FAILED,
        "Something unexpected happened; the log of the worker says what.",
    )
    assert "ZeroDivisionError" in caplog.text


def test_an_unknown_kind_is_refused(editor: User) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        jobs.enqueue("nonsense", by=editor)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.usefixtures("at_once")
def test_a_result_can_be_kept_whatever_a_file_holds(editor: User) -> None:
    file = stored({"kind": "need\x00", "identifier": "\ud800"}, need(1, title={"en": "\x00"}), need(2, **{"\ud800": 1}))
    job = jobs.enqueue("preview", by=editor, file=file, parameters=PARAMETERS)
    assert job.state == JobState.DONE
    assert job.result["counts"]["rejected"] == 3


@pytest.mark.usefixtures("committed")
def test_progress_is_seen_while_the_import_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second session looks at the job from inside the import's transaction."""
    monkeypatch.setattr(jobs, "REPORT_EVERY", 0)
    monkeypatch.setattr(applying, "AT_ONCE", 1)
    seen = []

    def look(done: int, total: int) -> None:
        with watcher.cursor() as cursor:
            cursor.execute("SELECT done, total, state FROM requirements_job")
            told = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM requirements_entry")
            seen.append((*told, *cursor.fetchone()))

    original = exchange.apply

    def watched(plan: Any, *, by: Any, through: str, progress: Any) -> Any:
        return original(
            plan, by=by, through=through, progress=lambda done, total: (progress(done, total), look(done, total))
        )

    monkeypatch.setattr(exchange, "apply", watched)
    watcher = connection.copy()
    try:
        jobs.enqueue("apply", by=None, file=stored(need(1), need(2), need(3)), parameters=PARAMETERS)
        work()
    finally:
        watcher.close()
    assert seen == [(1, 3, "running", 0), (2, 3, "running", 0), (3, 3, "running", 0)]
    job = Job.objects.get(kind="apply")
    assert (job.state, job.done, job.total, Entry.objects.count()) == ("done", 3, 3, 3)
    assert {task.status for task in DBTaskResult.objects.all()} == {TaskResultStatus.SUCCESSFUL}


@pytest.mark.usefixtures("committed")
def test_a_job_waits_until_its_row_is_committed_and_is_done_once() -> None:
    job = jobs.enqueue("preview", by=None, file=stored(need(1)), parameters=PARAMETERS)
    assert job.state == JobState.QUEUED
    jobs.run.enqueue(job.pk)
    work()
    job.refresh_from_db()
    first = job.finished_at
    work()
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (JobState.DONE, first)


def begun(state: JobState) -> Job:
    """A job whose task a worker has taken some time ago."""
    job = jobs.enqueue("apply", by=None, file=stored(need(1)), parameters=PARAMETERS)
    Job.objects.update(state=state)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(seconds=10))
    return job


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.QUEUED])
def test_a_job_whose_worker_died_is_failed_and_can_be_run_again(state: JobState) -> None:
    job = begun(state)
    assert jobs.sweep() == [job]
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error == "The worker ended in the middle of the job. Nothing is half-written: run it again."
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert jobs.sweep() == []
    assert jobs.rerun(job, by=None).state == JobState.QUEUED
    work()
    job.refresh_from_db()
    assert (job.state, job.error, Entry.objects.count()) == (JobState.DONE, "", 1)


@pytest.mark.django_db
def test_a_job_whose_worker_lives_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    job = begun(JobState.RUNNING)
    monkeypatch.setattr(jobs, "LOCK_WITHIN", 50)
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [jobs.LOCKS, job.pk])
        assert jobs.sweep() == []
        # Another worker that is handed the same task does not do it a second time.
        Job.objects.update(state=JobState.QUEUED)
        jobs.run.func(job.pk)
    finally:
        session.close()
    assert Job.objects.get().state == JobState.QUEUED
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_a_job_that_was_only_just_taken_is_left_alone() -> None:
    begun(JobState.QUEUED)
    DBTaskResult.objects.update(started_at=timezone.now() + timedelta(minutes=5))
    assert jobs.sweep() == []


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_only_a_failed_job_is_run_again(editor: User, state: JobState) -> None:
    job = jobs.enqueue("preview", by=editor, file=stored(need(1)), parameters=PARAMETERS)
    Job.objects.update(state=state)
    with pytest.raises(jobs.NotAgain, match="Only a failed job"):
        jobs.rerun(job, by=editor)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("at_once")
def test_a_job_that_is_run_again_has_the_rights_of_whoever_asks(editor: User) -> None:
    """The first owner's import failed; somebody who may not import cannot have it done in the owner's name."""
    job = jobs.enqueue("apply", by=editor, file=stored(need(1)), parameters={**PARAMETERS, "digest": "0" * 64})
    Job.objects.update(parameters=PARAMETERS)
    reviewer = factories.user(Role.REVIEWER)
    refused = jobs.rerun(job, by=reviewer)
    assert (refused.state, refused.by, refused.error) == (
        "failed",
        reviewer,
        "This is for: Editor, Publisher, Administrator.",
    )
    assert (jobs.rerun(job, by=editor).state, Entry.objects.get().created_by) == (JobState.DONE, editor)
