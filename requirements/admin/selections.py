"""Which entries did a person tick in a list, in which versions, and what may be done with all of them at once?"""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from requirements import permissions, workflow
from requirements.admin import named
from requirements.admin.bulk_edit import AT_ONCE, BulkEdit
from requirements.admin.cells import KINDS
from requirements.admin.refusals import REFUSALS, said
from requirements.models import Entry

PUBLISH, EDIT, NAMED = "publish_together", "edit_together", "named_standards"


def carried(entry: Entry) -> str:
    """How a form names an entry in the version that was seen."""
    return f"{entry.pk}:{entry.version}"


def versions(request: HttpRequest) -> dict[int, int]:
    """Key → version of the entries that a form names; what is none is left out."""
    pairs = [named.partition(":") for named in request.POST.getlist("entry")]
    return {int(key): int(version) for key, _colon, version in pairs if _is_number(key) and _is_number(version)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


class Selections:
    """The actions of a list of entries: each leads to a page that says what would happen, and asks."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted by the dozen."""
        offered: list[tuple[str, str, Callable[..., Any], Any]] = [
            (PUBLISH, "publish", _ask_to_publish, gettext_lazy("Publish what is ready")),
            (EDIT, "edit", _ask_to_edit, gettext_lazy("Change a field")),
        ]
        if self.opts.model_name in ("entry", *KINDS):  # type: ignore[attr-defined]
            offered.append((NAMED, "assess", _show_named, gettext_lazy("Find standards that the texts name")))
        return {
            name: (view, name, label) for name, right, view, label in offered if permissions.can(request.user, right)
        }


def _ask_to_publish(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    entries = _selected(request, queryset, workflow.AT_ONCE)
    return entries and _page(request, model_admin, "publish_together.html", _prospects(request, entries))


def _ask_to_edit(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    entries = _selected(request, queryset, AT_ONCE)
    return entries and BulkEdit(request, model_admin.admin_site, entries, request.get_full_path()).page()


def _show_named(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    entries = _selected(request, queryset, AT_ONCE)
    return entries and _page(request, model_admin, "named_standards.html", named.context_of(request, entries))


def _selected(request: HttpRequest, queryset: QuerySet[Any], most: int) -> Any:
    """The entries as rows of all kinds; None, and a message, if there are too many."""
    entries = list(Entry.objects.filter(pk__in=queryset.values("pk")).order_by("identifier")[: most + 1])
    if len(entries) <= most:
        return entries
    messages.error(request, _("At most %(most)s entries can be changed at once.") % {"most": most})
    return None


def _prospects(request: Any, entries: Sequence[Entry]) -> dict[str, Any]:
    """Which would be published, and why the others would not."""
    judged = [(entry, workflow.why_not(entry, "publish", request.user)) for entry in entries]
    return {
        "title": _("Publish what is ready"),
        "ready": [(entry, carried(entry)) for entry, refusal in judged if not refusal],
        "refused": [(entry, refusal) for entry, refusal in judged if refusal],
        "back": back_to(request) if "back" in request.POST else request.get_full_path(),
        "note": request.POST.get("note", ""),
    }


def _page(request: Any, model_admin: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    site = model_admin.admin_site.each_context(request)
    return TemplateResponse(request, f"admin/{template}", {**site, "opts": Entry._meta, **context})


class Together:
    """Adds to the list of all entries the addresses that selections are sent to."""

    def get_urls(self) -> list[URLPattern]:
        views = {PUBLISH: self.publish_view, EDIT: self.edit_view}
        own = [
            path(f"{name}/", self.admin_site.admin_view(require_POST(view)), name=f"requirements_entry_{name}")  # type: ignore[attr-defined]
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def _named(self, request: Any) -> list[Entry]:
        visible = permissions.visible(Entry.objects.order_by("identifier"), request.user)
        return list(visible.filter(pk__in=versions(request)))

    def publish_view(self, request: Any) -> HttpResponse:
        """Publish what the page named as ready, all or none; refused, the page comes again as things are now."""
        seen = versions(request)
        if not seen or len(seen) > workflow.AT_ONCE or "\x00" in request.POST.get("note", ""):
            return HttpResponseBadRequest()
        try:
            editions = workflow.publish_together(seen, by=request.user, note=request.POST.get("note", "").strip())
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return _page(request, self, "publish_together.html", _prospects(request, self._named(request)))
        told = ngettext("%(number)s entry was published.", "%(number)s entries were published.", len(editions))
        messages.success(request, told % {"number": len(editions)})
        return redirect(back_to(request))

    def edit_view(self, request: Any) -> HttpResponse:
        """One step further with the same selection: which field, which value, what would change, done."""
        seen = versions(request)
        if not seen or len(seen) > AT_ONCE:
            return HttpResponseBadRequest()
        entries = self._named(request)
        if not entries:
            return HttpResponseBadRequest()
        edit = BulkEdit(request, self.admin_site, entries, back_to(request), seen)  # type: ignore[attr-defined]
        return edit.step() or redirect(edit.back)


def back_to(request: HttpRequest) -> str:
    """The list that a selection was made in; nowhere else, whatever a form says."""
    lists = reverse("admin:index")
    asked = request.POST.get("back", "")
    return asked if asked.startswith(lists) and "\\" not in asked else reverse("admin:requirements_entry_changelist")
