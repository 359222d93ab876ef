"""What differs between two editions of an entry, or between an edition and what is being worked on?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from requirements import catalogue, documents, workflow
from requirements.admin.differences import shown
from requirements.models import Edition, Entry

WORKING = "working"
# Editions that one can choose among; older ones have their own pages.
OFFERED = 50


class Compares:
    """Adds `…/differences/?before=1&after=working` to the pages of an entry's admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.differences_view)  # type: ignore[attr-defined]
        own = path("<int:object_id>/differences/", view, name=self._address("differences"))  # type: ignore[attr-defined]
        return [own, *super().get_urls()]

    def differences_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """As readers would see them: what is internal is in no edition."""
        entry: Entry | None = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):  # type: ignore[attr-defined]
            raise PermissionDenied
        editions = {str(one.number): one for one in catalogue.editions_of(entry.identifier)[:OFFERED]}
        latest = next(iter(editions), WORKING)
        before, after = request.GET.get("before", latest), request.GET.get("after", WORKING)
        if not {before, after} <= {WORKING, *editions}:
            raise Http404
        changes = documents.diff(_content(entry, editions, before), _content(entry, editions, after))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Differences of %(identifier)s") % {"identifier": entry.identifier},
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": entry,
            "versions": [(WORKING, _("Working copy")), *((key, _named(one)) for key, one in editions.items())],
            "before": before,
            "after": after,
            "differences": shown(changes, entry.kind),
        }
        return TemplateResponse(request, "admin/compare.html", context)


def _named(edition: Edition) -> str:
    return _("Edition %(number)s, %(day)s") % {"number": edition.number, "day": f"{edition.published_at:%Y-%m-%d}"}


def _content(entry: Entry, editions: dict[str, Edition], version: str) -> dict[str, Any]:
    return catalogue.content(workflow.preview(entry) if version == WORKING else editions[version])
