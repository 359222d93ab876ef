"""How does a machine learn the shape of what it reads, and a person what there is to read?"""

import json
import threading
from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from requirements import documents
from requirements.api import parameters
from requirements.api.answers import CACHE_CONTROL, absolute, send, stored_tag, unchanged
from requirements.api.problems import Problem
from requirements.api.reading import Reading

JSON_SCHEMA = "application/schema+json"


@cache
def document_schema(kind: str) -> bytes:
    described = {"$id": absolute(f"/api/schemas/{kind}.json"), **documents.schema(kind)}
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


class DocumentSchema(Reading):
    """JSON Schema of the documents of one kind."""

    schema = None

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if kind not in documents.TYPES:
            sentence = _("There is no schema of “%(kind)s”; there are: %(known)s.")
            raise Problem(404, sentence % {"kind": kind[:100], "known": ", ".join(documents.TYPES)})
        return _send(request, document_schema(kind), JSON_SCHEMA)


def openapi() -> bytes:
    """The description of the API, in English; generated once in a process, since it follows from the code alone."""
    # The generator keeps the view that it is at with the class, so that two threads would describe each other's.
    with _one_at_a_time:
        return _generated()


_one_at_a_time = threading.Lock()


@cache
def _generated() -> bytes:
    with translation.override("en"):
        described = SchemaGenerator().get_schema(public=True)
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode()


class OpenApi(Reading):
    """OpenAPI 3.1 of the API."""

    schema = None

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return _send(request, openapi(), "application/json")


class Documentation(Reading):
    """The description for people, by Swagger UI; every script and style is a file of ours, as the policy demands."""

    schema = None

    def get(self, request: HttpRequest) -> HttpResponse:
        response = render(request, "api/documentation.html")
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response


def _send(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    parameters.expect(request.GET, ())
    etag = stored_tag(body)
    return unchanged(request, etag, None) or send(body, etag, content_type=content_type)
