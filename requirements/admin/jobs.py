"""How does a curator bring a specification in: upload it, look at what it would do, and say yes?"""

import io
import math
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from requirements import exchange, jobs, permissions, previews
from requirements.admin import plans
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.choices import JobState
from requirements.documents import TYPES
from requirements.models import RECORDS, File, Job

# A worker that runs takes a job within a second; after so many of them the page says that none seems to run.
SOON = 10
# Programs give any text this ending, tables among them.
ANY = ".txt"
KINDS = {
    "preview": gettext_lazy("Preview of an import"),
    "apply": gettext_lazy("Import"),
    "undo": gettext_lazy("Undoing an import"),
    "compare": gettext_lazy("Search for duplicates"),
    "analyse": gettext_lazy("Gap analysis"),
}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more uploaded files, together no larger than an import may be."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        if sum(file.size for file in files) > settings.IMPORT_UPLOAD_LIMIT:
            limit = settings.IMPORT_UPLOAD_LIMIT // (1024 * 1024)
            raise ValidationError(_("Together the files may not be larger than %(limit)s MB.") % {"limit": limit})
        return files


class UploadForm(forms.Form):
    """What to read, and how."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=lambda: [(known.name, known.label) for known in exchange.FORMATS]
    )
    files = FilesField(label=gettext_lazy("ZIP archive or files"))

    def clean(self) -> dict[str, Any]:
        """A file whose name says that it is something else is told before anybody waits for its preview."""
        found = super().clean() or {}
        chosen = exchange.format_named(found.get("format", exchange.FORMATS[0].name))
        for file in found.get("files", ()):
            suffix = PurePath(file.name).suffix.lower()
            others = [str(known.label) for known in exchange.FORMATS if suffix in known.suffixes]
            if others and suffix not in (*chosen.suffixes, ANY):
                told = {"name": file.name, "format": chosen.label, "others": "; ".join(others)}
                sentence = _("“%(name)s” is hardly “%(format)s”. Files that end like it are read as: %(others)s.")
                self.add_error("format", sentence % told)
        return found


class WaitingFilter(admin.SimpleListFilter):
    """Previews that nobody has said yes to."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("To be looked at and imported"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(pk__in=previews.waiting().values("pk")) if self.value() else queryset


@admin.display(description=gettext_lazy("job"))
def work(job: Job) -> str:
    return str(KINDS.get(job.kind, job.kind))


@admin.display(description=gettext_lazy("records"))
def found(job: Any) -> str:
    """What a preview found of each outcome that it found any of."""
    counts = job.counts or {}
    return ", ".join(f"{label}: {counts[outcome]}" for outcome, label in plans.OUTCOMES.items() if counts.get(outcome))


@admin.register(Job, site=desk)
class JobAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Uploads, their previews and imports; a page of a running job shows how far it is."""

    group = "work"
    opened_by = "import"
    change_list_template = "admin/jobs.html"
    list_display = ("created_at", work, "state", "by", "file", found)
    list_display_links = ("created_at",)
    list_filter = (WaitingFilter, "state")
    list_select_related = ("by", "file")
    search_fields = ("file__name", "by__username__exact")
    sortable_by = ()
    fields = ("kind", "state")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "import")

    def get_urls(self) -> list[URLPattern]:
        views = (self.apply_view, self.again_view, self.preview_view)
        apply, again, preview = (self.admin_site.admin_view(require_POST(view)) for view in views)
        template, records = (self.admin_site.admin_view(view) for view in (self.template_view, self.records_view))
        return [
            path("template/<str:kind>.xlsx", template, name="requirements_job_template"),
            path("<int:pk>/preview/", preview, name="requirements_job_preview"),
            path("<int:pk>/apply/", apply, name="requirements_job_apply"),
            path("<int:pk>/again/", again, name="requirements_job_again"),
            path("<int:pk>/<str:outcome>.<str:medium>", records, name="requirements_job_records"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        """Without the results, which may name many thousand records; a list shows the counts alone."""
        return super().get_queryset(request).defer("result").annotate(counts=KeyTransform("counts", "result"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        jobs.sweep()
        return super().changelist_view(request, extra_context)

    def add_view(self, request: Any, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The upload: the file is kept and its preview begins."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            parameters = {"format": form.cleaned_data["format"]}
            file = _kept(form.cleaned_data["files"])
            return _page(jobs.enqueue("preview", by=request.user, file=file, parameters=parameters))
        context = {**self.admin_site.each_context(request), "title": _("Import"), "form": form, "opts": self.opts}
        context |= {"templates": [(kind, RECORDS[kind]._meta.verbose_name_plural) for kind in TYPES]}
        return TemplateResponse(request, "admin/import.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """How far the job is; when it is done, its plan, a page of one outcome at a time. Seven queries with a plan."""
        jobs.sweep()
        job = self._job(request, object_id)
        context = {**self.admin_site.each_context(request), "title": work(job), "job": job, "opts": self.opts}
        waits = job.state in {JobState.QUEUED, JobState.RUNNING}
        context |= {"waits": waits, "may_import": permissions.can(request.user, "import")}
        context |= {"questions": job.result.get("questions", ()), **_links(job)}
        context |= _progress(job) if waits else {}
        return TemplateResponse(request, "admin/job.html", {**context, **plans.shown(request, job)})

    def apply_view(self, request: Any, pk: int) -> HttpResponse:
        """Carry out the plan that was looked at: another one would be refused by its digest."""
        job = self._job(request, pk)
        if job.kind != "preview" or job.state != JobState.DONE:
            raise Http404
        parameters = {**job.parameters, "digest": job.result["digest"], "preview": job.pk}
        return _page(jobs.enqueue("apply", by=request.user, file=job.file, parameters=parameters))

    def template_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """A workbook for those who begin with nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if kind not in TYPES:
            raise Http404
        response = HttpResponse(content_type=exchange.format_named("xlsx").media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
        exchange.write_template(kind, response)  # type: ignore[arg-type]
        return response

    def preview_view(self, request: Any, pk: int) -> HttpResponse:
        """Read the same files again, as the answers say; what is no answer to a question of the format is not taken."""
        job = self._job(request, pk)
        if job.kind not in {"preview", "apply"} or not permissions.can(request.user, "import"):
            raise Http404
        choices = {one["key"]: {value for value, _label in one["choices"]} for one in job.result.get("questions", ())}
        given = {key: request.POST[key] for key, values in choices.items() if request.POST.get(key) in values}
        answers = job.parameters.get("answers", {}) | given
        told = {"format": job.parameters["format"], "answers": answers}
        return _page(jobs.enqueue("preview", by=request.user, file=job.file, parameters=told))

    def records_view(self, request: HttpRequest, pk: int, outcome: str, medium: str) -> HttpResponseBase:
        """The records of one outcome with their reasons, to keep or to send to whoever made the file."""
        job = self._job(request, pk)
        if outcome not in plans.OUTCOMES or medium not in plans.MEDIA:
            raise Http404
        return plans.MEDIA[medium](job, outcome)

    def again_view(self, request: Any, pk: int) -> HttpResponse:
        job = self._job(request, pk)
        try:
            jobs.rerun(job, by=request.user)
        except jobs.NotAgain as refusal:
            messages.error(request, str(refusal))
        return _page(job)

    def _job(self, request: HttpRequest, pk: int | str) -> Job:
        known = str(pk).isdecimal()
        job = Job.objects.select_related("by", "file").filter(pk=pk).first() if known else None
        if job is None:
            raise Http404
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        return job


def _page(job: Job) -> HttpResponse:
    return redirect("admin:requirements_job_change", job.pk)


def _links(job: Job) -> dict[str, Any]:
    """The import that a job is about, or that came of a preview; and the preview that was applied."""
    if job.kind == "preview":
        return {"written": previews.written_by(job)}
    return {"done": job.result.get("import") or job.parameters.get("import"), "seen": job.parameters.get("preview")}


def _progress(job: Job) -> dict[str, Any]:
    """How long a job may still take, and whether nobody seems to do any. One query."""
    queue = jobs.queue()
    return {"left": _left(job), "alone": not queue.running and queue.oldest_seconds > SOON}


def _left(job: Job) -> int | None:
    """Minutes until a job is done if it goes on as so far, rounded up; None while nobody can know."""
    if not (job.started_at and job.total and job.done):
        return None
    took = (timezone.now() - job.started_at).total_seconds()
    return math.ceil(took * (job.total - job.done) / job.done / 60)


def _kept(files: Sequence[UploadedFile]) -> File:
    """One file as it is; several as the archive that they would have come in, the same for the same files."""
    if len(files) == 1:
        return exchange.store(str(files[0].name), files[0].read())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(files, key=lambda one: str(one.name)):
            archive.writestr(zipfile.ZipInfo(str(file.name)), file.read())
    return exchange.store("files.zip", packed.getvalue())
