"""Where is a person signed in, and how do they end that from afar?"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from requirements.models import History


def devices_view(request: Any, context: dict[str, Any]) -> HttpResponse:
    """The person's own sessions, the latest first; a button ends one, and the history says so.

    A person sees and ends their own alone. About two queries for each session.
    """
    if request.method == "POST":
        return _end(request)
    sessions = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at, reverse=True)
    told = {**context, "title": _("Signed-in devices"), "sessions": sessions}
    return TemplateResponse(request, "admin/devices.html", told)


def _end(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("session", "")
    found = UserSession.objects.filter(user=request.user, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    session = get_object_or_404(found)
    session.end()
    name = request.user.get_username()
    History.objects.create(identifier=f"user:{name}", action="end_session", by=name)
    messages.success(request, _("That device is signed out."))
    return redirect("admin:devices")
