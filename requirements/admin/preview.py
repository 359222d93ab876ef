"""How do staff see the public page of an entry before it is published?"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from requirements import documents, permissions, workflow
from requirements.models import Edition, Entry

Show = Callable[[HttpRequest, str, Edition], HttpResponse]


def previewed_by(show: Show) -> Callable[..., HttpResponse]:
    """A view that has `show`, which is the public site's, make the page from the working copy; faces do not know each
    other.
    """

    def preview(request: HttpRequest, language: str, identifier: str) -> HttpResponse:
        entry = permissions.visible(Entry.objects.filter(identifier=identifier), request.user).first()
        if entry is None:
            raise Http404
        try:
            return show(request, language, workflow.preview(entry))
        except documents.Refused as refusal:
            raise Http404 from refusal

    return preview
