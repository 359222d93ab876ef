"""How does a program bring files in: send one, look at what it would do, and say yes, or take it back?

The work itself is done in the background, so that no request waits for it; the same address tells how far it is.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import documents, exchange, jobs, permissions
from requirements.api import parameters
from requirements.api.answers import JSON, absolute
from requirements.api.drafts.described_imports import DescribedImport
from requirements.api.drafts.working import Working, unreadable
from requirements.api.problems import Problem, not_found
from requirements.choices import JobState
from requirements.documents import Change
from requirements.documents import Problem as Reason
from requirements.models import Import, Job

ADDRESS = "/api/v1/imports/"
MULTIPART = "multipart/form-data"
# What a form needs around the file that it sends.
AROUND = 65_536
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

    Send it as a form (`format`, `file`) or as it is, with `format` and, if you like, `name` in the query.
    """

    def post(self, request: HttpRequest) -> HttpResponseBase:
        permissions.check(self.person, "import")
        if int(request.headers.get("Content-Length") or 0) > settings.IMPORT_UPLOAD_LIMIT + AROUND:
            raise _too_large()
        form, name, content = _sent_form(request) if request.content_type == MULTIPART else _sent(request)
        try:
            known = exchange.format_named(form)
            file = exchange.store(name or f"upload{known.suffixes[0]}", content)
        except exchange.TooLarge as error:
            raise _too_large() from error
        except exchange.ExchangeError as error:
            raise unreadable("format", form, str(error)) from error
        job = jobs.enqueue("preview", by=self.person, file=file, parameters={"format": form})
        return _send(job, status=202)


class OneImport(Importing):
    """How far an import is, what it would write or has written, and why not the rest."""

    def get(self, request: HttpRequest, number: int) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        return _send(self.preview(number))


class Applying(Importing):
    """Write what the preview has shown, all of it or nothing. Asked again it writes nothing a second time."""

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        seen = self.preview(number)
        if seen.state != JobState.DONE:
            raise Problem(409, _("The preview is not done."))
        last = _last(seen)
        if last.kind == "preview" or last.state == JobState.FAILED or _state(last) == "undone":
            told = {"digest": seen.result["digest"], "preview": seen.pk, "through": self.token.name}
            jobs.enqueue("apply", by=self.person, file=seen.file, parameters={**seen.parameters, **told})
        return _send(seen, status=202)


class Undoing(Importing):
    """Take back what the import has written, all of it or nothing, as long as nothing later depends on it."""

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        permissions.check(self.person, "undo_import")
        seen = self.preview(number)
        done = Import.objects.filter(pk=_written(seen).get("import", 0)).first()
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


def _last(seen: Job) -> Job:
    """The last job of an import: its preview, or what was done with it."""
    return Job.objects.filter(parameters__preview=seen.pk).order_by("-pk").first() or seen


def _written(seen: Job) -> dict[str, Any]:
    """The result of the import that followed a preview, if it is done."""
    done = Job.objects.filter(kind="apply", state=JobState.DONE, parameters__preview=seen.pk).order_by("-pk").first()
    return done.result if done else {}


def _state(job: Job) -> str:
    waits, done = STATES[job.kind]
    return {JobState.DONE: done, JobState.FAILED: "failed"}.get(JobState(job.state), waits)


def _send(seen: Job, status: int = 200) -> HttpResponse:
    """An import as it is now. Three queries."""
    seen = Job.objects.select_related("file").get(pk=seen.pk)
    last, written = _last(seen), _written(seen)
    assert seen.file, "A preview has a file."  # noqa: S101
    told = {
        "number": seen.pk,
        "format": seen.parameters["format"],
        "file": {"name": seen.file.name, "sha256": seen.file.sha256, "size": seen.file.size},
        "state": _state(last),
        "error": last.error,
        "done": last.done,
        "total": last.total,
        "counts": seen.result.get("counts"),
        "records": [_record(record) for record in seen.result.get("records", ())],
        "left_out": seen.result.get("left_out", 0),
        "new": written.get("new", []),
        "changed": written.get("changed", []),
    }
    response = HttpResponse(documents.canonical(told), status=status, content_type=JSON)
    if status == 202:
        response.headers["Location"] = absolute(f"{ADDRESS}{seen.pk}/")
    return response


def _record(record: dict[str, Any]) -> dict[str, Any]:
    """A record of the plan, with its reasons in the reader's language."""
    reasons = [Reason(one["code"], tuple(one["path"]), one["params"]) for one in record["problems"]]
    changes = [Change(tuple(one["path"]), one["before"], one["after"]) for one in record["changes"]]
    return {
        **{name: record[name] for name in ("outcome", "place", "kind", "identifier", "title")},
        "changes": [{"path": list(one.path), "before": one.before, "after": one.after} for one in changes],
        "reasons": [exchange.sentence(reason) for reason in reasons],
    }
