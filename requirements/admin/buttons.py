"""What happens when a workflow button is pressed on the page of an entry?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requirements import workflow
from requirements.admin.conflicts import seen_version
from requirements.admin.queues import page_of, queue_of
from requirements.admin.refusals import REFUSALS, said
from requirements.models import Entry

# Saving a form takes these ways; a button cannot.
BY_FORM = {"assess", "create", "edit", "translate"}


class Buttons:
    """Adds `…/perform/` to the pages of an entry's admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.perform_view))  # type: ignore[attr-defined]
        own = path("<int:object_id>/perform/", view, name=self._address("perform"))
        return [own, *super().get_urls()]

    def _address(self, page: str) -> str:
        opts = self.opts  # type: ignore[attr-defined]
        return f"{opts.app_label}_{opts.model_name}_{page}"

    def perform_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take the transition that the button names; refused, the page comes back with reason and note."""
        entry: Any = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):  # type: ignore[attr-defined]
            raise PermissionDenied
        transition = workflow.TRANSITIONS.get(request.POST.get("transition", ""))
        if transition is None or transition.name in BY_FORM:
            raise BadRequest
        try:
            workflow.perform(entry, transition.name, by=request.user, **_asked(request))  # type: ignore[arg-type]
        except REFUSALS as refusal:
            return self._again(request, entry, refusal)
        said_of = {"transition": transition.label, "identifier": entry.identifier, "state": entry.get_state_display()}
        messages.success(request, _("“%(transition)s” done. %(identifier)s is now: %(state)s.") % said_of)
        return redirect(self._whereto(request, entry))

    def _whereto(self, request: HttpRequest, entry: Entry) -> str:
        """The same page again; the next entry if this one has left the list that the page was opened from."""
        queue = queue_of(request, self.admin_site, entry)  # type: ignore[attr-defined]
        if queue is None:
            return page_of(entry)
        return page_of(entry, queue.name) if queue.holds else queue.next_address

    def _again(self, request: HttpRequest, entry: Entry, refusal: Exception) -> HttpResponse:
        """The page of the entry as if it had been asked for, so that a long reason need not be typed twice."""
        for _field, sentence in said(refusal):
            messages.error(request, sentence)
        note = request.POST.get("note", "")
        request.method = "GET"
        return self.changeform_view(  # type: ignore[attr-defined]
            request, str(entry.pk), page_of(entry), {"note": note}
        )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the form of a button says besides its transition; PostgreSQL would refuse a NUL."""
    if any("\x00" in value for value in request.POST.values()):
        raise BadRequest
    edition = request.POST.get("edition", "")
    return {
        "version": seen_version(request),
        "note": request.POST.get("note", "").strip(),
        "language": request.POST.get("language", ""),
        "edition": int(edition) if edition.isdecimal() and len(edition) < 10 else 0,
        "successor": request.POST.get("successor", "").strip().upper(),
    }
