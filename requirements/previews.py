"""What did the preview of an import find, record by record, and what was made of it since?"""

from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from requirements import exchange
from requirements.choices import JobState
from requirements.documents import MAIN_TEXT, Change, Problem
from requirements.exchange import Outcome, Plan, PlannedRecord
from requirements.models import Import, Job, Previewed, insert_rows

# The records of a preview, first those that need a person, and how long they are kept.
LOOKED_AT = (
    Outcome.CONFLICTING,
    Outcome.REJECTED,
    Outcome.DROPPED,
    Outcome.CHANGED,
    Outcome.NEW,
    Outcome.UNCHANGED,
)
KEPT = timedelta(days=90)
ROWS_AT_ONCE = 2_000
# Characters of what a new record says.
TEXT = 500
# So many of the editions that were approved, superseded or withdrawn are named.
NEWS = 500


def described(plan: Plan) -> dict[str, Any]:
    """A plan in short, as JSON; of what happened to standards since, the first of it."""
    counts = {str(outcome): number for outcome, number in plan.counts.items()}
    told = {"format": plan.format, "sources": storable(plan.sources), "digest": plan.digest, "counts": counts}
    return {**told, "news": [asdict(one) for one in exchange.editions_news(plan)[:NEWS]]}


@transaction.atomic
def keep(job: Job, plan: Plan) -> None:
    """Every record of a preview, those that need a person first, in place of what an earlier run has kept."""
    job.records.all().delete()
    in_order = (record for outcome in LOOKED_AT for record in plan.records if record.outcome is outcome)
    rows = (_row(job, position, record) for position, record in enumerate(in_order, start=1))
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        insert_rows(chunk)


def _row(job: Job, position: int, record: PlannedRecord) -> Previewed:
    """Problems stay codes with parameters, for `exchange.sentence`."""
    return Previewed(
        job=job,
        position=position,
        outcome=record.outcome,
        file=storable(record.place.file),
        line=record.place.line,
        place=storable(exchange.place_in_words(record.place)),
        kind=storable(record.kind),
        identifier=storable(record.identifier),
        title=storable(record.title),
        text=_main_text(record)[:TEXT],
        changes=[_change(change) for change in record.changes],
        problems=[_problem(problem) for problem in record.problems],
    )


def _main_text(record: PlannedRecord) -> str:
    """What a new entry says, in its source language; how others differ is told anyway."""
    if record.outcome is not Outcome.NEW or record.kind not in MAIN_TEXT:
        return ""
    document = record.wanted
    return str(getattr(document, MAIN_TEXT[record.kind]).get(document.source_language, ""))


def _change(change: Change) -> dict[str, Any]:
    return {"path": list(change.path), "before": change.before, "after": change.after}


def _problem(problem: Problem) -> dict[str, Any]:
    params = {name: storable(str(value)) for name, value in problem.params.items()}
    path = [step if isinstance(step, int) else storable(step) for step in problem.path]
    return {"code": problem.code, "path": path, "params": params}


def storable(text: str) -> str:
    """Text out of a file without what PostgreSQL refuses to keep."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


def waiting() -> QuerySet[Job]:
    """Previews that somebody has still to look at: done, with something to write, and not followed by the import."""
    imported = Job.objects.filter(kind="apply", file=OuterRef("file"), created_at__gt=OuterRef("created_at"))
    done = Job.objects.filter(kind="preview", state=JobState.DONE)
    nothing = Q(result__counts__new=0, result__counts__changed=0)
    return done.exclude(nothing).exclude(Exists(imported))


def last_of(preview: Job) -> Job:
    """What was last done with a preview: the job that applied or undid it, or itself. One query."""
    return Job.objects.filter(parameters__preview=preview.pk).order_by("-pk").first() or preview


def written_by(preview: Job) -> Import | None:
    """The last import that was made of a preview, whether it stands or was undone since. Two queries.

    Who says yes a moment after somebody else has a job that wrote nothing.
    """
    applied = Job.objects.filter(kind="apply", state=JobState.DONE, parameters__preview=preview.pk)
    imports = [pk for pk in applied.values_list("result__import", flat=True) if pk]
    return Import.objects.filter(pk__in=imports).select_related("by").order_by("-pk").first()


def forget() -> int:
    """Drop the records of previews that were made long ago, and return how many; the same files can be read again."""
    old = Job.objects.filter(kind="preview", finished_at__lt=timezone.now() - KEPT)
    return Previewed.objects.filter(job__in=old).delete()[0]
