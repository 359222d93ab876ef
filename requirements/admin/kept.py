"""What becomes of what was typed when, meanwhile, its author was signed out or had signed in anew?

Every form of the desk carries a ticket: who it was given to, signed. What comes without a session, or with a form of an
earlier one, is put into the new session if its ticket is good, and shown again, unsaved, to its author and nobody else
once the page is asked for. Without a ticket nothing is kept, so that strangers cannot fill the sessions.
"""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from requirements.admin.queues import PARAMETER

SALT, KEY = "requirements.admin.ticket", "kept"
GOOD_FOR = 24 * 3600
LONGEST = 1_000_000
# These addresses take what is typed on the page of an entry and show none themselves.
BUTTONS = re.compile(r"/(?:perform|remark)/$")


def ticket(user: Any) -> str:
    return signing.dumps(user.pk, salt=SALT)


def keep(request: HttpRequest) -> str | None:
    """Put what was typed into the session; the address of the page that will show it, or None if it is not kept."""
    typed = request.POST.urlencode()
    owner = _owner(request)
    if owner is None or len(typed) > LONGEST or request.FILES:
        return None
    page = _page_of(request)
    request.session[KEY] = {"page": page, "owner": owner, "typed": typed}
    return page


def _owner(request: HttpRequest) -> int | None:
    """Who the form was given to; None for what does not come from a form of the desk."""
    try:
        return int(signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, SuspiciousOperation):
        return None


def _page_of(request: HttpRequest) -> str:
    if not BUTTONS.search(request.path):
        return request.get_full_path()
    query = QueryDict(mutable=True)
    if queue := request.POST.get(PARAMETER):
        query[PARAMETER] = queue
    page = BUTTONS.sub("/change/", request.path)
    return f"{page}?{query.urlencode()}" if query else page


def kept(request: Any) -> QueryDict | None:
    """What was typed on this page before its author signed in; it is handed out once, and to the author alone."""
    found = request.session.get(KEY) if request.method == "GET" else None
    if found is None or found["page"] != request.get_full_path() or found["owner"] != request.user.pk:
        return None
    del request.session[KEY]
    return QueryDict(found["typed"])


def keeping(view: Callable[..., Any], signed_in: Callable[[HttpRequest], bool]) -> Callable[..., Any]:
    """A view of the desk that loses nothing typed by somebody who is no longer signed in."""

    def answer(request: HttpRequest, *args: Any, **options: Any) -> Any:
        page = keep(request) if request.method == "POST" and not signed_in(request) else None
        if page is None:
            return view(request, *args, **options)
        return redirect(f"{reverse('admin:login')}?{_next(page)}")

    return answer


def _next(page: str) -> str:
    query = QueryDict(mutable=True)
    query["next"] = page
    return query.urlencode()


def from_an_earlier_session(request: Any, reason: str = "") -> HttpResponse:
    """The answer to a form whose CSRF token is not that of the session: its author gets it again, with a good one."""
    same = _owner(request) == request.user.pk if request.user.is_authenticated else False
    page = keep(request) if same else None
    return HttpResponseRedirect(page) if page else csrf_failure(request, reason)


def tell(request: HttpRequest) -> None:
    messages.warning(
        request, _("You had been signed out. What you typed is here again, and nothing of it is saved yet.")
    )
