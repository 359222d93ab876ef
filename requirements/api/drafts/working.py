"""What do all addresses of working copies have in common: a token, a version, and refusals that are told?"""

import json
import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View
from rest_framework.views import APIView

from requirements import checks, documents, mapping, permissions, repeats, workflow
from requirements.api.admission import admit, unauthorized
from requirements.api.answers import JSON
from requirements.api.drafts.described import Described
from requirements.api.parameters import check_characters
from requirements.api.problems import Problem, answer_with, database_away, language_of, malformed, not_found
from requirements.choices import TokenScope
from requirements.models import Entry, User
from requirements.outages import DATABASE_AWAY

# Keys that a working copy is told with and that are no part of its document.
ENVELOPES = ("draft", documents.ENVELOPE)
# `"7"`; a proxy or our own compression may have made it weak on its way.
VERSION = re.compile(r'(?:W/)?"([0-9]{1,9})"')
# `"8e03978e-40d5"`, as it is standardized, or without quotes, as it is mostly sent.
KEY = re.compile(r'("?)([!#-~]{1,255})\1')
# What the rooms and the database refuse → the status that says so.
STATUSES: dict[type[Exception], int] = {
    permissions.NotPermitted: 403,
    workflow.Incomplete: 409,
    workflow.NotAllowed: 409,
    workflow.NothingToPublish: 409,
    workflow.Conflict: 412,
    documents.Refused: 422,
    mapping.UnknownNames: 422,
    repeats.Reused: 422,
    IntegrityError: 422,
    DataError: 422,
}


class Working(APIView):
    """Answers whoever brings a token; to write, one whose scope is to write. Never kept by anybody."""

    schema = Described()
    # What the description of the API is made from.
    collection = "drafts"
    parameters: Sequence[str] = ()
    person: User
    token: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request)):
            try:
                check_characters(request)
                self.person = self._admitted(request)
                response = View.dispatch(self, request, *args, **kwargs)
            except Problem as problem:
                response = answer_with(problem, request)
            except tuple(STATUSES) as refusal:
                response = answer_with(problem_of(refusal), request)
            except SuspiciousOperation:
                response = answer_with(malformed(), request)
            except DATABASE_AWAY:
                response = answer_with(database_away(), request)
        patch_vary_headers(response, ["Authorization"])
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _admitted(self, request: HttpRequest) -> User:
        """The person that the token acts for; Problem 401 without one, 403 if it may only read."""
        token = admit(request, ("requests",))
        if token is None:
            raise unauthorized(_("A token is needed: Authorization: Bearer …"))
        if request.method not in ("GET", "HEAD", "OPTIONS") and token.scope != TokenScope.WRITE:
            raise Problem(403, _("This token may read and not write."))
        self.token = token
        person: User = token.user
        return person

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = ", ".join(self._allowed_methods())
        detail = _("%(method)s is not answered here; allowed are: %(allowed)s.")
        raise Problem(405, detail % {"method": request.method, "allowed": allowed}, headers={"Allow": allowed})

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Scripts of other origins write nothing: no browser is told that they might."""
        return HttpResponse(status=204, headers={"Allow": ", ".join(self._allowed_methods())})

    def entry(self, name: str) -> Entry:
        """The working copy, if the person may see it; 404 otherwise, whether it exists or not."""
        found = permissions.visible(Entry.objects.filter(identifier=name), self.person).first()
        if found is None:
            raise not_found(name)
        return found


def version(request: HttpRequest) -> int:
    """The version that the change was made from. 428 without `If-Match`, or if it would match anything."""
    told = VERSION.fullmatch(request.headers.get("If-Match", "").strip())
    if told is None:
        raise Problem(428, _("Send the version that you read, as `If-Match`, so that nobody's work is overwritten."))
    return int(told[1])


def etag(entry: Entry) -> str:
    return f'"{entry.version}"'


def idempotency_key(request: HttpRequest) -> str | None:
    """What the program calls this request, so that it can send it again; None if it does not."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None:
        return None
    found = KEY.fullmatch(sent.strip())
    if found is None:
        raise Problem(400, _("Idempotency-Key takes at most 255 letters, digits and signs, without blanks."))
    return found[2]


def body(request: HttpRequest, *accepted: str) -> dict[str, Any]:
    """The JSON object that was sent, as JSON or what else is accepted. 400, 413, 415 or 422 if it is none."""
    if request.content_type not in (*accepted, JSON):
        known = ", ".join((*accepted, JSON))
        raise Problem(415, _("Send one of: %(known)s.") % {"known": known}, headers={"Accept": known})
    try:
        found = json.loads(request.body)
    except RequestDataTooBig as error:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raise Problem(413, _("At most %(limit)s bytes are read.") % {"limit": limit}) from error
    except (ValueError, RecursionError) as error:
        raise Problem(400, _("This is not JSON.")) from error
    if not isinstance(found, dict):
        raise Problem(422, _("Send one JSON object."))
    return found


def bare(sent: dict[str, Any]) -> dict[str, Any]:
    """The document alone, without what it was told with when it was read."""
    return {name: value for name, value in sent.items() if name not in ENVELOPES}


def merged(known: Any, changes: Any) -> Any:
    """What is known with the changes made, as RFC 7396 has it: null takes away, a list is replaced as a whole."""
    if not isinstance(changes, dict):
        return changes
    before = known if isinstance(known, dict) else {}
    kept = {name: value for name, value in before.items() if name not in changes}
    return kept | {name: merged(before.get(name), value) for name, value in changes.items() if value is not None}


def unreadable(key: str, value: Any, reason: str) -> Problem:
    errors = [{"pointer": f"/{key}"[:100], "value": str(value)[:100], "reason": reason}]
    return Problem(422, _("What was sent is not as it should be."), errors=errors)


def problem_of(refusal: Any) -> Problem:
    """What the rooms, or the database, have to say, with its status; 412 with the version that there is now."""
    status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
    headers = {"ETag": f'"{refusal.version}"'} if isinstance(refusal, workflow.Conflict) else {}
    return Problem(
        status, _detail(refusal), errors=[_error(problem) for problem in _problems(refusal)], headers=headers
    )


def _detail(refusal: Any) -> str:
    if isinstance(refusal, documents.Refused):
        return _("The document is not as it should be.")
    if isinstance(refusal, mapping.UnknownNames):
        return _("The registry does not know: %(names)s.") % {"names": ", ".join(refusal.names)}
    if isinstance(refusal, IntegrityError | DataError):
        return _("The database refuses this: %(rule)s.") % {"rule": _rule(refusal)}
    return str(refusal)


def _problems(refusal: Any) -> list[documents.Problem]:
    """Everything that is wrong or missing in a document, if the refusal knows."""
    if isinstance(refusal, documents.Refused):
        return refusal.problems
    if isinstance(refusal, workflow.Incomplete):
        return [problem for found in refusal.problems.values() for problem in found]
    return []


def _error(problem: documents.Problem) -> dict[str, str]:
    """A problem with its place in the document as RFC 6901 writes it."""
    pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in problem.path if step != "[key]")
    reason = checks.sentence(documents.Problem(problem.code, (), problem.params))
    return {"pointer": pointer, "value": problem.params.get("value", ""), "reason": reason}


def _rule(error: Exception) -> str:
    """The name of the rule, or what its trigger says."""
    reason: Any = getattr(error.__cause__, "diag", None)
    return str(getattr(reason, "constraint_name", None) or getattr(reason, "message_primary", None) or error)
