"""Where does a client begin, and what does it get where there is nothing?"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.translation import gettext as _

from requirements.api import parameters
from requirements.api.answers import absolute, of_moment
from requirements.api.problems import Problem
from requirements.api.reading import Reading
from requirements.api.rows import clock
from requirements.documents import stamp

DOCUMENTATION: Mapping[str, str] = {"schema": "/api/schema/", "documentation": "/api/docs/"}


class Entrance(Reading):
    """The addresses of everything there is, and when something was last published."""

    answers = "addresses"
    addresses: Mapping[str, str] = {}

    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        now = clock()
        return of_moment(request, now.at, lambda: json.dumps(self._content(now.at)).encode())

    def _content(self, moment: datetime) -> dict[str, Any]:
        return {
            **{name: absolute(address) for name, address in {**self.addresses, **DOCUMENTATION}.items()},
            "as_of": stamp(moment),
        }


class Nowhere(Reading):
    """404 as a problem document; where only the last slash is missing, the way to the right address."""

    schema = None

    def get(self, request: HttpRequest, path: str) -> HttpResponseBase:
        if not path.endswith("/") and not _is_nowhere(f"{request.path_info}/"):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        return self.http_method_not_allowed(request)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whatever is asked, there is nothing."""
        raise Problem(404, _("There is nothing at %(path)s.") % {"path": request.path[:200]})


def _is_nowhere(path: str) -> bool:
    return getattr(resolve(path).func, "view_class", None) is Nowhere
