"""How are the history and the editions read at the desk, where nobody can change them?"""

import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, permissions
from requirements.admin import actions
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.models import RECORDS, Edition, History, User

ROWS_ON_A_PAGE = 50


def remember(identifier: str, action: str, *, by: User, changes: Any = (), differences: Any = ()) -> None:
    """The history row of what no room does: accounts, and working copies thrown away."""
    told = {"changes": list(changes), "differences": list(differences)}
    History.objects.create(identifier=identifier, action=action, by=by.get_username(), **told)


@admin.display(description=_("action"), ordering=None)
def action(row: History) -> str:
    return actions.said_of(row)


class ReadsHistory:
    """The History link of an admin leads to the registry's history instead of Django's own log."""

    def history_identifier(self, obj: Any) -> str:
        return obj.identifier

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if obj is None:
            raise Http404
        if not permissions.can(request.user, "read_history"):
            raise PermissionDenied
        identifier = self.history_identifier(obj)
        rows = Paginator(History.objects.filter(identifier=identifier), ROWS_ON_A_PAGE)
        page = rows.get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": gettext("History of %(identifier)s") % {"identifier": identifier},
            "page": page,
            "rows": [
                {"row": row, "action": actions.said_of(row), "fields": actions.fields_of(row), "differences": shown}
                for row in page
                for shown in [actions.differences_of(row)]
            ],
            "original": obj,
            "opts": obj._meta,
        }
        return TemplateResponse(request, "admin/history.html", context)


@admin.register(History, site=desk)
class HistoryAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Everything that anybody did; looked for by the exact identifier or the name of the person."""

    group = "record"
    opened_by = "read_history"
    list_display = ("at", "by", action, "identifier", "edition", "note")
    list_display_links = ("at",)
    search_fields = ("identifier__exact", "by__exact")
    sortable_by = ("at",)
    fields = ("at", "by", action, "identifier", "edition", "note", "changed", "differing")

    @admin.display(description=_("changed"))
    def changed(self, row: History) -> str:
        return ", ".join(actions.fields_of(row))

    @admin.display(description=_("differences"))
    def differing(self, row: History) -> SafeString:
        return render_to_string("admin/differences.html", {"differences": actions.differences_of(row)})


class KindFilter(admin.SimpleListFilter):
    """Editions of one kind; the kinds are known, so that no list of values is asked for."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, str(model._meta.verbose_name_plural)) for kind, model in RECORDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Edition, site=desk)
class EditionAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Editions as they were frozen, with the document that readers and scripts get."""

    group = "record"
    list_display = ("identifier", "number", "standing", "published_at", "ended_at")
    list_filter = (KindFilter, "standing")
    ordering = ("-published_at", "-id")
    sortable_by = ("published_at",)
    search_fields = ("identifier__startswith",)
    fields = ("identifier", "number", "standing", "published_at", "ended_at", "sha256", "document")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("body", "facets")

    @admin.display(description=_("document"))
    def document(self, edition: Edition) -> SafeString:
        text = json.dumps(catalogue.document(edition), ensure_ascii=False, indent=2)
        return format_html('<pre class="document" tabindex="0">{}</pre>', text)
