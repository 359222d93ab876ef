"""Where do staff say something about an entry, and settle what was said?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from requirements import permissions, remarks
from requirements.admin.queues import page_of, queue_of
from requirements.models import Entry


class Talks:
    """Adds `…/remark/` and `…/remarks/1/settle/` to the pages of an entry's admin."""

    def get_urls(self) -> list[URLPattern]:
        say, settle = (
            self.admin_site.admin_view(require_POST(view))  # type: ignore[attr-defined]
            for view in (self.remark_view, self.settle_view)
        )
        own = [
            path("<int:object_id>/remark/", say, name=self._address("remark")),  # type: ignore[attr-defined]
            path("<int:object_id>/remarks/<int:pk>/settle/", settle, name=self._address("settle")),  # type: ignore[attr-defined]
        ]
        return [*own, *super().get_urls()]

    def remark_view(self, request: Any, object_id: int) -> HttpResponse:
        """Keep what was said; refused, the page comes back with it."""
        entry, said = self._talked_of(request, object_id), request.POST.get("remark", "")
        if "\x00" in said:
            return HttpResponseBadRequest()
        try:
            remarks.add(entry, said, by=request.user)
        except remarks.Refused as refusal:
            messages.error(request, str(refusal))
            request.method = "GET"
            return self.changeform_view(request, str(entry.pk), page_of(entry), {"remark": said})  # type: ignore[attr-defined]
        return redirect(self._page_with_remarks(request, entry))

    def settle_view(self, request: Any, object_id: int, pk: int) -> HttpResponse:
        entry = self._talked_of(request, object_id)
        remarks.settle(get_object_or_404(remarks.of(entry), pk=pk), by=request.user)
        return redirect(self._page_with_remarks(request, entry))

    def _talked_of(self, request: HttpRequest, object_id: int) -> Entry:
        entry: Entry | None = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if entry is None:
            raise Http404
        if not permissions.can(request.user, "remark", entry):
            raise PermissionDenied
        return entry

    def _page_with_remarks(self, request: HttpRequest, entry: Entry) -> str:
        queue = queue_of(request, self.admin_site, entry)  # type: ignore[attr-defined]
        return f"{page_of(entry, queue.name if queue else '')}#remarks"
