"""What do all public reads have in common?

They are classes of REST framework, so that drf-spectacular can describe them, and are dispatched as Django's own views:
authentication, permissions, throttles, parsers and negotiation cost as much as finding a document, and a public read
needs none of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import View
from drf_spectacular.openapi import AutoSchema
from rest_framework.views import APIView

from requirements.api.admission import admit
from requirements.api.answers import JSON, METHODS, PREFLIGHT, travelling
from requirements.api.excerpts import known_fields
from requirements.api.openapi import Described
from requirements.api.parameters import check_characters
from requirements.api.problems import Problem, answer_with, database_away, language_of, malformed
from requirements.outages import DATABASE_AWAY


class Reading(APIView):
    """GET, HEAD and OPTIONS; every error is a problem document, and scripts of any origin may read all of it."""

    http_method_names = ["get", "head", "options"]
    schema: AutoSchema | None = Described()
    # What the description of the API is made from: group, kinds, parameters besides the filters, what is answered.
    collection = "registry"
    kinds: Sequence[str] = ()
    filtered = False
    parameters: Sequence[str] = ()
    # Parameters that mean something else here than elsewhere, or are known here alone: what each asks, its schema.
    own: Mapping[str, tuple[Any, dict[str, Any]]] = {}
    answers = ""
    media_type = JSON

    @classmethod
    def fields(cls, kinds: Sequence[str]) -> Sequence[str]:
        """What `fields` may name."""
        return known_fields(frozenset(kinds))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request)):
            try:
                check_characters(request)
                if request.method != "OPTIONS":
                    admit(request, self.costs(request))
                response = View.dispatch(self, request, *args, **kwargs)
            except Problem as problem:
                response = answer_with(problem, request)
            except SuspiciousOperation:
                response = answer_with(malformed(), request)
            except DATABASE_AWAY:
                response = answer_with(database_away(), request)
        return travelling(response, request)

    def costs(self, request: HttpRequest) -> Sequence[str]:
        """As what the request is counted: a search costs more than a list."""
        return ("requests", "searches") if self.filtered and request.GET.get("q") else ("requests",)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        detail = _("%(method)s is not answered here; allowed are: %(allowed)s.")
        raise Problem(405, detail % {"method": request.method, "allowed": METHODS}, headers={"Allow": METHODS})

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What a browser asks before a script of another origin may read."""
        response = HttpResponse(status=204, headers={"Allow": METHODS, **PREFLIGHT})
        del response.headers["Content-Type"]
        return response
