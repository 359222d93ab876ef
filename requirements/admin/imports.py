"""What was imported, by whom, and can it be taken back?"""

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from requirements import exchange, jobs, permissions
from requirements.admin import actions, plans
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.models import Import, Imported

RECORDS_ON_A_PAGE = 100


@admin.display(description=gettext_lazy("number"))
def number(done: Import) -> int:
    return done.pk


@admin.register(Import, site=desk)
class ImportAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Imports that were carried out, by whatever door; the page of one says what it wrote and what stands against
    undoing it.
    """

    group = "work"
    opened_by = "import"
    list_display = (number, "at", "sources", "format", "by", "new", "changed", "undone_at")
    list_filter = ("format", "at")
    list_select_related = ("by",)
    search_fields = ("sources",)
    sortable_by = ()
    fields = ("sources",)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo, name="requirements_import_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The records of an import, and either the button that undoes it or the reasons against that."""
        done = self._import(request, object_id)
        obstacles = [] if done.undone_at else exchange.obstacles(done)
        rows = done.records.order_by("pk").annotate(is_new=Q(before="")).defer("before")
        page = Paginator(rows, RECORDS_ON_A_PAGE).get_page(request.GET.get("page"))
        pages = plans.pages_of((row.kind, row.identifier) for row in page)
        kinds = {
            row.identifier: row.kind
            for row in done.records.filter(identifier__in=[one.identifier for one in obstacles])
        }
        in_the_way = plans.pages_of((kinds[one.identifier], one.identifier) for one in obstacles)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import %(number)s") % {"number": done.pk},
            "done": done,
            "opts": self.opts,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "records": [(row, pages.get(row.identifier)) for row in page],
            "obstacles": [(one.identifier, in_the_way.get(one.identifier), _reason(one)) for one in obstacles],
            "all_told": len(obstacles) < exchange.TOLD,
            "may_undo": permissions.can(request.user, "undo_import") and not done.undone_at and not obstacles,
        }
        return TemplateResponse(request, "admin/import_done.html", context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Import], search_term: str
    ) -> tuple[QuerySet[Import], bool]:
        """By a part of the files' names, by the name of the person, or by the identifier of what was written."""
        term = search_term.strip()
        if not term:
            return queryset, False
        held = Imported.objects.filter(identifier__in={term, term.upper(), term.lower()}).values("of")
        return queryset.filter(Q(sources__icontains=term) | Q(by__username=term) | Q(pk__in=held)), False

    def undo_view(self, request: Any, pk: int) -> HttpResponse:
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


def _reason(obstacle: exchange.Obstacle) -> str:
    """What happened later, an action by its name at the desk."""
    problem = obstacle.problem
    if action := problem.params.get("action"):
        problem = replace(problem, params={**problem.params, "action": actions.said(str(action))})
    return exchange.sentence(problem)
