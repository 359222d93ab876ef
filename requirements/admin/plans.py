"""How is the plan of an import looked through, a page at a time, and taken along as a list with all its reasons?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from requirements import exchange
from requirements.admin import differences
from requirements.choices import EditionStatus, State
from requirements.documents import Change, Problem
from requirements.exchange import Outcome
from requirements.models import RECORDS, Job, Previewed
from requirements.spreadsheets import XLSX, attached, csv_lines, workbook

RECORDS_ON_A_PAGE = 50
# Pairs of letters in texts that are compared word by word on one page: a few seconds.
LETTERS = 500_000_000
# Rows of a list that are fetched together.
FETCHED = 2_000
OUTCOMES = {
    Outcome.NEW: pgettext_lazy("number of records", "New"),
    Outcome.CHANGED: pgettext_lazy("number of records", "Changed"),
    Outcome.UNCHANGED: pgettext_lazy("number of records", "Unchanged"),
    Outcome.CONFLICTING: pgettext_lazy("number of records", "Conflicting"),
    Outcome.REJECTED: pgettext_lazy("number of records", "Rejected"),
    Outcome.DROPPED: gettext_lazy("Dropped by its source"),
}
# What happened to editions of standards.
NEWS = {
    "approved": State.APPROVED.label,
    "superseded": EditionStatus.SUPERSEDED.label,
    "withdrawn": EditionStatus.WITHDRAWN.label,
}


def shown(request: HttpRequest, job: Job) -> dict[str, Any]:
    """The counts of a plan, and of a preview the records of one outcome: the one asked for, else the first that
    there is. Two queries and one for each kind of record on the page, however many records.
    """
    counts = job.result.get("counts")
    if counts is None:
        return {}
    present = [outcome for outcome in OUTCOMES if counts.get(outcome)]
    told = {
        "counts": [
            (outcome, label, counts.get(outcome, 0))
            for outcome, label in OUTCOMES.items()
            if outcome is not Outcome.DROPPED or outcome in present
        ],
        "writes": counts["new"] + counts["changed"],
        "news": [(NEWS[one["what"]], one) for one in job.result.get("news", ())],
    }
    return told | _page(request, job, present) if job.kind == "preview" and present else told


def _page(request: HttpRequest, job: Job, present: list[Outcome]) -> dict[str, Any]:
    """The page of the records of one outcome; what stays as it is is shown first only where there is nothing else."""
    first = sorted(present, key=lambda outcome: outcome is Outcome.UNCHANGED)[0]
    chosen = next((outcome for outcome in present if outcome == request.GET.get("outcome")), first)
    page = Paginator(job.records.filter(outcome=chosen), RECORDS_ON_A_PAGE).get_page(request.GET.get("page"))
    pages = pages_of((record.kind, record.identifier) for record in page)
    return {
        "chosen": chosen,
        "chosen_label": OUTCOMES[chosen],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "records": [one | {"here": pages.get(one["record"].identifier)} for one in _all_shown(page)],
    }


def pages_of(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Identifier → (address of its page at the desk, title) of those (kind, identifier) that are here. One query for
    each kind.
    """
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, identifier in named:
        by_kind[kind].add(identifier)
    return {
        record.identifier: (_address(record), str(getattr(record, "title", "") or getattr(record, "name", "")))
        for kind in by_kind.keys() & RECORDS.keys()
        for record in RECORDS[kind].objects.filter(identifier__in=by_kind[kind])
    }


def _address(record: Any) -> str:
    return reverse(f"admin:requirements_{record._meta.model_name}_change", args=[record.pk])


def _all_shown(records: Iterable[Previewed]) -> Iterator[dict[str, Any]]:
    """Records with their reasons and differences; once words were compared for seconds, texts are shown as a whole."""
    spent = 0
    for record in records:
        changes = [Change(tuple(one["path"]), one["before"], one["after"]) for one in record.changes]
        told = differences.shown(changes, record.kind, by_word=spent < LETTERS) if record.kind in RECORDS else []
        spent += sum(len(str(change.before)) * len(str(change.after)) for change in changes)
        yield {"record": record, "reasons": _reasons(record), "differences": told}


def _reasons(record: Previewed) -> list[str]:
    """Why a record is not written, or what a person should look at, in the reader's language."""
    problems = [Problem(one["code"], tuple(one["path"]), one["params"]) for one in record.problems]
    return [exchange.sentence(problem) for problem in problems]


def _rows(job: Job, outcome: str) -> Iterator[list[str]]:
    """A heading, then a record a row with all its reasons in one cell, in the language that is spoken now."""
    language = translation.get_language()
    yield [_("Place"), _("Record"), _("Title"), _("Reason")]
    for record in job.records.filter(outcome=outcome).defer("changes").iterator(FETCHED):
        # The rows are made while they are sent, when the page that asked for them has long been left.
        with translation.override(language):
            yield [record.place, record.identifier, record.title, "\n".join(_reasons(record))]


def _csv(job: Job, outcome: str) -> HttpResponseBase:
    rows = _rows(job, outcome)
    response = StreamingHttpResponse(csv_lines(next(rows), rows))
    return attached(response, "text/csv; charset=utf-8", f"{outcome}-{job.pk}.csv")


def _workbook(job: Job, outcome: str) -> HttpResponseBase:
    return attached(HttpResponse(workbook(_rows(job, outcome))), XLSX, f"{outcome}-{job.pk}.xlsx")


# A list of records as a file, by how the file's name ends.
MEDIA: dict[str, Callable[[Job, str], HttpResponseBase]] = {"csv": _csv, "xlsx": _workbook}
