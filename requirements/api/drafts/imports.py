"""How does a program bring files in: send one, look at what it would do, and say yes, or take it back?

The work itself is done in the background, so that no request waits for it; the same address tells how far it is.
"""

import re
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import documents, exchange, jobs, permissions, previews, repeats
from requirements.api import parameters
from requirements.api.answers import JSON, absolute
from requirements.api.drafts.described_imports import DescribedImport
from requirements.api.drafts.working import Working, idempotency_key, unreadable
from requirements.api.problems import Mistakes, Problem, not_found
from requirements.choices import JobState
from requirements.documents import Problem as Reason
from requirements.exchange import Outcome
from requirements.models import File, Import, Imported, Job, Previewed

ADDRESS = "/api/v1/imports/"
MULTIPART = "multipart/form-data"
# What a form needs around the file that it sends.
AROUND = 65_536
# Records in one answer, and the number of a page of them.
SHOWN, DEEPEST = 1_000, 999
PAGE = re.compile("[1-9][0-9]{0,2}")
# Kind of a job → what its import is while it waits or runs, and when it is done.
STATES = {"preview": ("previewing", "previewed"), "apply": ("applying", "applied"), "undo": ("undoing", "undone")}


class Importing(Working):
    """Those who may import, and nobody else, find anything here."""

    schema = DescribedImport()
    collection = "imports"

    def preview(self, number: int) -> Job:
        """The job of a preview; 404 if there is none of that number."""
        permissions.check(self.person, "import")
        jobs.sweep()
        found = Job.objects.filter(kind="preview", pk=number).select_related("file").first()
        if found is None or found.file is None:
            raise not_found(str(number))
        return found


class Imports(Importing):
    """Send a file; its preview begins, and nothing is written.

    Send it as a form (`format`, `file`) or as it is, with `format` and, if you like, `name` in the query. Sent again
    with the same `Idempotency-Key` it is answered with the import that it began.
    """

    def post(self, request: HttpRequest) -> HttpResponseBase:
        permissions.check(self.person, "import")
        if int(request.headers.get("Content-Length") or 0) > settings.IMPORT_UPLOAD_LIMIT + AROUND:
            raise _too_large()
        form, name, content = _sent_form(request) if request.content_type == MULTIPART else _sent(request)
        file = _stored(form, name, content)

        def begin() -> str:
            return str(jobs.enqueue("preview", by=self.person, file=file, parameters={"format": form}).pk)

        key = idempotency_key(request)
        number = repeats.once(key, f"{form} {file.pk}".encode(), begin, by=self.person) if key else begin()
        return _send(self.preview(int(number)), status=202)


class OneImport(Importing):
    """How far an import is, what it would write or has written, and why not the rest.

    Records are shown a thousand on a page, those first that need a person: all but the unchanged, or one `outcome`.
    """

    def get(self, request: HttpRequest, number: int) -> HttpResponseBase:
        outcome, page = _asked(request.GET)
        return _send(self.preview(number), outcome=outcome, page=page)


class Applying(Importing):
    """Write what the preview has shown, all of it or nothing. Asked again it writes nothing a second time."""

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        seen = self.preview(number)
        if seen.state != JobState.DONE:
            raise Problem(409, _("The preview is not done."))
        last, done = previews.last_of(seen), previews.written_by(seen)
        if last.kind == "preview" or last.state == JobState.FAILED or _state(last, done) == "undone":
            told = {"digest": seen.result["digest"], "preview": seen.pk, "through": self.token.name}
            jobs.enqueue("apply", by=self.person, file=seen.file, parameters={**seen.parameters, **told})
        return _send(seen, status=202)


class Undoing(Importing):
    """Take back what the import has written, all of it or nothing, as long as nothing later depends on it."""

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        permissions.check(self.person, "undo_import")
        seen = self.preview(number)
        done = previews.written_by(seen)
        if done is None or done.undone_at:
            raise Problem(409, _("There is nothing to undo."))
        if obstacles := exchange.obstacles(done):
            told = [
                {"pointer": "", "value": one.identifier, "reason": exchange.sentence(one.problem)} for one in obstacles
            ]
            raise Problem(409, _("It cannot be undone, since other things depend on it by now."), errors=told)
        jobs.enqueue("undo", by=self.person, file=seen.file, parameters={"import": done.pk, "preview": seen.pk})
        return _send(seen, status=202)


def _sent_form(request: HttpRequest) -> tuple[str, str, bytes]:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise unreadable("file", "", _("Send a file."))
    if (file.size or 0) > settings.IMPORT_UPLOAD_LIMIT:
        raise _too_large()
    return request.POST.get("format", ""), file.name or "", file.read()


def _sent(request: HttpRequest) -> tuple[str, str, bytes]:
    parameters.expect(request.GET, ("format", "name"))
    content = request.read(settings.IMPORT_UPLOAD_LIMIT + 1)
    if not content:
        raise unreadable("file", "", _("Send a file."))
    return request.GET.get("format", ""), request.GET.get("name", ""), content


def _too_large() -> Problem:
    return Problem(413, _("At most %(limit)s bytes are read.") % {"limit": settings.IMPORT_UPLOAD_LIMIT})


def _stored(form: str, name: str, content: bytes) -> File:
    try:
        known = exchange.format_named(form)
        return exchange.store(name or f"upload{known.suffixes[0]}", content)
    except exchange.TooLarge as error:
        raise _too_large() from error
    except exchange.ExchangeError as error:
        raise unreadable("format", form, str(error)) from error


def _asked(query: QueryDict) -> tuple[str | None, int]:
    """The outcome whose records are asked for, if not all are, and the number of a page of them."""
    mistakes: Mistakes = {}
    parameters.check_names(query, ("outcome", "page"), mistakes)
    outcome = parameters.one_of("outcome", [str(one) for one in Outcome], query, mistakes)
    page = query.get("page", "1")
    if not PAGE.fullmatch(page):
        mistakes["page"] = [_("Pages are numbered from 1 to %(deepest)s.") % {"deepest": DEEPEST}]
    parameters.refuse(mistakes, query)
    return outcome, int(page)


def _state(job: Job, written: Import | None) -> str:
    """How far an import is by its last job, unless it was taken back at the desk or on the server."""
    waits, done = STATES[job.kind]
    if job.kind == "apply" and written and written.undone_at:
        done = "undone"
    return {JobState.DONE: done, JobState.FAILED: "failed"}.get(JobState(job.state), waits)


def _send(seen: Job, status: int = 200, outcome: str | None = None, page: int = 1) -> HttpResponse:
    """An import as it is now. Six queries."""
    seen = Job.objects.select_related("file").get(pk=seen.pk)
    last, done = previews.last_of(seen), previews.written_by(seen)
    shown = seen.records.filter(outcome=outcome) if outcome else seen.records.exclude(outcome=Outcome.UNCHANGED)
    records = shown[(page - 1) * SHOWN : page * SHOWN]
    left = done.records.order_by("pk") if done else Imported.objects.none()
    written = left.annotate(is_new=Q(before="")).values_list("identifier", "is_new")
    assert seen.file, "A preview has a file."  # noqa: S101
    told = {
        "number": seen.pk,
        "format": seen.parameters["format"],
        "file": {"name": seen.file.name, "sha256": seen.file.sha256, "size": seen.file.size},
        "state": _state(last, done),
        "error": last.error,
        "done": last.done,
        "total": last.total,
        "counts": seen.result.get("counts"),
        "records": [_record(record) for record in records],
        "left_out": max(0, shown.count() - len(records)),
        "new": [identifier for identifier, is_new in written if is_new],
        "changed": [identifier for identifier, is_new in written if not is_new],
    }
    response = HttpResponse(documents.canonical(told), status=status, content_type=JSON)
    if status == 202:
        response.headers["Location"] = absolute(f"{ADDRESS}{seen.pk}/")
    return response


def _record(record: Previewed) -> dict[str, Any]:
    """A record of the plan, with its reasons in the reader's language."""
    reasons = [Reason(one["code"], tuple(one["path"]), one["params"]) for one in record.problems]
    return {
        **{name: getattr(record, name) for name in ("outcome", "place", "kind", "identifier", "title", "changes")},
        "reasons": [exchange.sentence(reason) for reason in reasons],
    }
