"""What was imported, by whom, and can it be taken back?"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requirements import exchange, jobs, permissions
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.models import Import

RECORDS_ON_A_PAGE = 100


@admin.register(Import, site=desk)
class ImportAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Imports that were carried out, by whatever door; the page of one says what it wrote and what stands against
    undoing it.
    """

    group = "work"
    opened_by = "import"
    list_display = ("at", "sources", "format", "by", "undone_at")
    list_filter = ("format",)
    list_select_related = ("by",)
    sortable_by = ()
    fields = ("sources",)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo, name="requirements_import_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The records of an import, and either the button that undoes it or every reason against that."""
        done = self._import(request, object_id)
        obstacles = [] if done.undone_at else exchange.obstacles(done)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import %(number)s") % {"number": done.pk},
            "done": done,
            "opts": self.opts,
            "page": Paginator(done.records.order_by("pk"), RECORDS_ON_A_PAGE).get_page(request.GET.get("page")),
            "new": done.records.filter(before="").count(),
            "changed": done.records.exclude(before="").count(),
            "obstacles": [(one.identifier, exchange.sentence(one.problem)) for one in obstacles],
            "may_undo": permissions.can(request.user, "undo_import") and not done.undone_at and not obstacles,
        }
        return TemplateResponse(request, "admin/import_done.html", context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin to undo: the page of the job says how far that is, and why not if it is refused."""
        done = self._import(request, str(pk))
        if not permissions.can(request.user, "undo_import"):
            raise PermissionDenied
        job = jobs.enqueue("undo", by=request.user, file=done.file, parameters={"import": done.pk})
        return redirect("admin:requirements_job_change", job.pk)

    def _import(self, request: HttpRequest, pk: str) -> Import:
        done = self.get_object(request, pk)
        if done is None:
            raise Http404
        if not self.has_view_permission(request, done):
            raise PermissionDenied
        return done
