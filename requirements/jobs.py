"""How is long work done in the background, so that people see how far it is, and see it when it died?

A `Job` row tells of the work; django-tasks carries it to a worker. While a job runs, a second session of the worker's
holds an advisory lock on its id and writes its progress, which the work's own transaction would hide. The lock is gone
with the process, however that ends: `sweep()` finds such jobs and marks them failed.
"""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from psycopg.errors import LockNotAvailable

from requirements import exchange, filters, gap_analysis, permissions, previews, workflow
from requirements.choices import JobState
from requirements.exchange import Plan, Progress
from requirements.languages import DEFAULT
from requirements.models import File, Import, Job, User
from requirements.outages import DATABASE_AWAY

logger = logging.getLogger(__name__)

# The first of two numbers of an advisory lock on a job; the second is the job's id.
LOCKS = 0x6A6F62
# Milliseconds that a worker waits for the lock on a job.
LOCK_WITHIN = 2000
# Seconds between two progress reports.
REPORT_EVERY = 0.5
# A worker takes the lock at once after it has taken the task; after this long without it is dead.
GRACE = timedelta(seconds=5)
# A worker that runs takes a task within a second; one that has waited longer than this many seconds waits in vain.
PATIENCE = 60


class NotAgain(Exception):
    """The job has not failed, so there is nothing to run again; the text says so."""


def enqueue(kind: str, *, by: User | None, file: File | None = None, parameters: dict[str, Any] | None = None) -> Job:
    """Have a job of one of `KINDS` done by the worker, in the language spoken now; the caller has checked who may.

    The task is stored with the row or not at all. With `ImmediateBackend` the job has run when this returns.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    told = {**(parameters or {}), "language": translation.get_language() or DEFAULT}
    with transaction.atomic():
        job = Job.objects.create(kind=kind, by=by, file=file, parameters=told)
        run.enqueue(job.pk)
    job.refresh_from_db()
    return job


def rerun(job: Job, *, by: User | None) -> Job:
    """Have a failed job done again from the beginning; NotAgain otherwise. Every kind may be repeated without harm.

    It is done with the rights of whoever asks now, and in their name; the caller has checked that `by` may.
    """
    with transaction.atomic():
        again: dict[str, Any] = {"state": JobState.QUEUED, "done": 0, "total": 0, "result": {}, "error": ""}
        again |= {"started_at": None, "finished_at": None, "by": by}
        failed = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk, state=JobState.FAILED).first()
        if failed is None:
            raise NotAgain(_("Only a failed job can be run again."))
        again |= {"parameters": {**failed.parameters, "language": translation.get_language() or DEFAULT}}
        Job.objects.filter(pk=job.pk).update(**again)
        run.enqueue(job.pk)
    job.refresh_from_db()
    return job


@dataclass(frozen=True)
class Queue:
    """How many tasks wait and run, and for how many seconds the oldest has waited."""

    waiting: int
    running: int
    oldest_seconds: int

    @property
    def is_behind(self) -> bool:
        """Whether tasks wait and nobody takes them."""
        return self.oldest_seconds > PATIENCE


def queue() -> Queue:
    """What waits for the worker and what it does. One query."""
    waiting = Q(status=TaskResultStatus.READY)
    found = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        oldest=Min("enqueued_at", filter=waiting),
    )
    seconds = int((timezone.now() - found["oldest"]).total_seconds()) if found["oldest"] else 0
    return Queue(found["waiting"], found["running"], seconds)


def sweep() -> list[Job]:
    """Mark jobs as failed whose worker died, and return them. A worker does so when it starts, a face before it shows.

    Two queries, and one more for each job that seems to run.
    """
    claimed = _claimed_tasks().values_list("args_kwargs__args__0", flat=True)
    suspects = Job.objects.filter(Q(state=JobState.RUNNING) | Q(state=JobState.QUEUED, pk__in=list(claimed)))
    return [job for job in suspects if _bury(job)]


def _claimed_tasks() -> "QuerySet[DBTaskResult[Any, Any]]":
    """Tasks that a worker has taken and not finished."""
    taken_before = timezone.now() - GRACE
    return DBTaskResult.objects.running().filter(task_path=run.module_path, started_at__lt=taken_before)


@transaction.atomic
def _bury(job: Job) -> bool:
    """Whether nobody holds the job's lock and it was not finished meanwhile: then it is failed now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCKS, job.pk])
        if not cursor.fetchone()[0]:
            return False
    error = _("The worker ended in the middle of the job. Nothing is half-written: run it again.")
    unfinished = Job.objects.filter(pk=job.pk, state__in=(JobState.QUEUED, JobState.RUNNING))
    if not unfinished.update(state=JobState.FAILED, error=error, finished_at=timezone.now()):
        return False
    for taken in DBTaskResult.objects.running().filter(task_path=run.module_path, args_kwargs__args=[job.pk]):
        taken.set_failed(RuntimeError(error))
    job.refresh_from_db()
    return True


def _lock(session: Any, job: int) -> bool:
    """Whether the session has the job's lock now. It waits a little: the job's last worker may just be letting go."""
    with session.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_WITHIN}ms"])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, job])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                return False
            raise
    return True


@contextlib.contextmanager
def _watched(job: int) -> Iterator[Progress | None]:
    """A second session for the time that a job runs: it holds the lock, and what it is given writes the progress.

    None if another worker has the lock. The session reports at most twice a second, and always the last step.
    """
    session = connection.copy()
    reported = 0.0

    def report(done: int, total: int) -> None:
        nonlocal reported
        if done == total or time.monotonic() - reported >= REPORT_EVERY:
            reported = time.monotonic()
            with session.cursor() as cursor:
                cursor.execute("UPDATE requirements_job SET done = %s, total = %s WHERE id = %s", [done, total, job])

    try:
        yield report if _lock(session, job) else None
    finally:
        session.close()


@task()
def run(pk: int) -> None:
    """Do the job of that id, once: a job that another worker has, or that is not waiting any more, is left alone."""
    with _watched(pk) as progress:
        waiting = Job.objects.filter(pk=pk, state=JobState.QUEUED)
        if progress and waiting.update(state=JobState.RUNNING, started_at=timezone.now()):
            _do(Job.objects.select_related("by", "file").get(pk=pk), progress)


def _do(job: Job, progress: Progress) -> None:
    """Work, in the language in which it was asked for, and keep the result or the reason why there is none."""
    with translation.override(job.parameters.get("language", DEFAULT)):
        try:
            result = KINDS[job.kind](job, progress)
        except REFUSALS as error:
            _finish(job, JobState.FAILED, error=previews.storable(str(error)))
        except DATABASE_AWAY:
            logger.exception("The database went away from job %s", job.pk)
            _finish(job, JobState.FAILED, error=_("The database went away. Nothing is half-written: run it again."))
        except Exception:
            logger.exception("Job %s failed", job.pk)
            _finish(job, JobState.FAILED, error=_("Something unexpected happened; the log of the worker says what."))
        else:
            _finish(job, JobState.DONE, result=result)


# What a person can do something about; the text is for them.
REFUSALS = (
    exchange.ExchangeError,
    filters.Invalid,
    gap_analysis.Refused,
    permissions.NotPermitted,
    workflow.Incomplete,
)


def _finish(job: Job, state: JobState, **columns: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now(), **columns)


def _preview(job: Job, progress: Progress) -> dict[str, Any]:
    assert job.file, "The kind needs a file."  # noqa: S101
    asked = exchange.questions(job.file, exchange.format_named(job.parameters["format"]))
    given = job.parameters.get("answers", {})
    questions = [asdict(one) | {"answer": given.get(one.key, one.proposed)} for one in asked]
    plan = _plan(job, progress)
    previews.keep(job, plan)
    return {**previews.described(plan), "questions": questions}


def _apply(job: Job, progress: Progress) -> dict[str, Any]:
    """Carry out what was previewed: with `digest` among the parameters only if the plan is still the one seen then.

    A plan with nothing to write is one that was carried out before, perhaps by a worker that died an instant later.
    """
    # What is shown as a part of the whole is the writing; the plan is made anew before, as quickly as it was read.
    plan = _plan(job, lambda done, _total: progress(done, 0))
    seen = job.parameters.get("digest", plan.digest)
    if plan.to_write and plan.digest != seen:
        raise exchange.Outdated("changed_since")
    applied = exchange.apply(plan, by=job.by, through=job.parameters.get("through", ""), progress=progress)
    if applied.new or applied.changed:
        enqueue("compare", by=job.by)
    written = {"new": list(applied.new), "changed": list(applied.changed)}
    return {**previews.described(plan), **written, "import": applied.done.pk if applied.done else None}


def _undo(job: Job, progress: Progress) -> dict[str, Any]:
    """Take an import back as a whole; the reasons against it are kept if it is refused."""
    done = Import.objects.get(pk=job.parameters["import"])
    return {"undone": exchange.undo(done, by=job.by, progress=progress)}


def _compare(job: Job, progress: Progress) -> dict[str, Any]:
    """Find what came by a document and may say the same as something else; a job of its own, since it may take long."""
    return {"compared": workflow.look_at_waiting(progress)}


def _analyse(job: Job, progress: Progress) -> dict[str, Any]:
    """A run of the gap analysis: `scope` as filters read it, and `as_of`, both optional."""
    asked = job.parameters.get("as_of")
    moment = datetime.fromisoformat(asked) if asked else None
    by = job.by.get_username() if job.by else "registry"
    run = gap_analysis.analyse(job.parameters.get("scope", {}), by=by, moment=moment)
    return {"run": run.number, "key": run.pk}


def _plan(job: Job, progress: Progress) -> Plan:
    """The plan for the job's file in the format that its parameters name."""
    assert job.file, "The kind needs a file."  # noqa: S101
    form, answers = exchange.format_named(job.parameters["format"]), job.parameters.get("answers", {})
    return exchange.preview(job.file, form, answers=answers, progress=progress)


KINDS: dict[str, Callable[[Job, Progress], dict[str, Any]]] = {
    "preview": _preview,
    "apply": _apply,
    "undo": _undo,
    "compare": _compare,
    "analyse": _analyse,
}
