"""What does a client read when its request cannot be answered?

RFC 9457: `application/problem+json`, in the client's language, with each parameter that is wrong, its value and what
would be valid.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language, get_language_from_request, ngettext
from django.utils.translation import gettext as _

from requirements.languages import BY_CODE

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = "5"
LONGEST_VALUE = 100

Mistakes = dict[str, list[str]]


class Problem(Exception):
    """The request is answered with this status; `detail` is a sentence in the language that is active."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[dict[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers or {}


def bad_parameters(mistakes: Mistakes, query: QueryDict) -> Problem:
    """400 with every mistake in a query string: parameter, value, and the reason, which says what would be valid."""
    errors = [
        {"parameter": name, "value": ", ".join(query.getlist(name))[:LONGEST_VALUE], "reason": reason}
        for name, reasons in mistakes.items()
        for reason in reasons
    ]
    sentence = ngettext(
        "A parameter is not as it should be: %(names)s.",
        "Parameters are not as they should be: %(names)s.",
        len(mistakes),
    )
    return Problem(400, sentence % {"names": ", ".join(mistakes)}, errors=errors)


def not_found(name: str) -> Problem:
    return Problem(404, _("“%(name)s” is not in the registry.") % {"name": name[:LONGEST_VALUE]})


def malformed() -> Problem:
    return Problem(400, _("The request is not well formed, or has too many parameters."))


def database_away() -> Problem:
    detail = _("The database is away or too busy; try again in a few seconds.")
    return Problem(503, detail, headers={"Retry-After": RETRY_AFTER})


def language_of(request: HttpRequest) -> str:
    """The language for sentences: `lang` if it is one of ours, else what the client accepts, else English."""
    try:
        asked = request.GET.get("lang")
    except SuspiciousOperation:
        asked = None
    return asked if asked in BY_CODE else get_language_from_request(request)


def answer_with(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The problem as a response; what was wrong once may be right in a moment, so nobody keeps it."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
    }
    if problem.errors:
        document["errors"] = list(problem.errors)
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": get_language() or "en",
        "Vary": "Accept-Language",
        **problem.headers,
    }
    body = json.dumps(document, ensure_ascii=False).encode(errors="replace")
    return HttpResponse(body, status=problem.status, headers=headers, content_type=CONTENT_TYPE)
