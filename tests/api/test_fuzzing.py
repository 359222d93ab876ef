"""Does any request that the description allows, or nearly allows, get an answer that it does not describe?"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from requirements import catalogue, tokens
from requirements.choices import Role, TokenScope
from tests import factories

pytestmark = pytest.mark.django_db
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
# Lists are alike; so many of them are tried each time, and all of them in the long run.
SOME = ("/api/v1/needs/", "/api/v1/resolutions/", "/api/v1/provisions/", "/api/v1/drafts/", "/api/v1/changes/")
FEW, MANY = 3, 60
# In so many tests all of them are tried, so that none takes longer than a test may.
PARTS = 6


@pytest.fixture(autouse=True)
def the_connection_stays() -> Iterator[None]:
    """As with Django's own client: a request does not end the transaction of the test."""
    at = (request_started, request_finished)
    for signal in at:
        signal.disconnect(close_old_connections)
    yield
    for signal in at:
        signal.connect(close_old_connections)


@pytest.fixture
def authorization() -> dict[str, str]:
    """A registry with something of everything, and an editor's token."""
    for kind in catalogue.ENTRY_KINDS:
        name = factories.published(kind).identifier
        factories.draft(kind, name.replace("1", "2"))
    editor = factories.user(Role.EDITOR)
    _token, text = tokens.issue(editor, name="x", scope=TokenScope.WRITE, lasts=timedelta(days=1), by=editor)
    return {"Authorization": f"Bearer {text}"}


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/schema/", WSGIHandler())
    for found in schema.get_all_operations():
        yield found.ok()


def fuzz(operation: Any, examples: int, headers: dict[str, str]) -> None:
    """Requests that the description allows, and such that it does not; each answer must be a described one."""
    # Where nothing can be sent, nothing can be wrong.
    modes = list(GenerationMode) if operation.definition.raw.get("parameters") else [GenerationMode.POSITIVE]
    for mode in modes:
        strategy = operation.as_strategy(generation_mode=mode)

        @hypothesis.given(case=strategy)
        @hypothesis.settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
            phases=[hypothesis.Phase.generate],
        )
        def ask(case: Any) -> None:
            # It leads to another operation of the list.
            hypothesis.assume((case.path_parameters or {}).get("name") != "facets")
            signed = headers if "/drafts/" in case.path or "/imports/" in case.path else {}
            response = case.call(headers={"Accept-Encoding": "identity", **signed})
            case.validate_response(response, checks=CHECKS)

        # Where any text is a name, no name is wrong.
        with suppress(*([hypothesis.errors.Unsatisfiable] if mode is GenerationMode.NEGATIVE else [])):
            ask()


def test_some_operations(authorization: dict[str, str], subtests: pytest.Subtests) -> None:
    tried = [one for one in operations() if one.path.startswith(SOME)]
    assert len(tried) > 15
    for operation in tried:
        with subtests.test(operation=operation.label):
            fuzz(operation, FEW, authorization)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_operation(part: int, authorization: dict[str, str], subtests: pytest.Subtests) -> None:
    for operation in list(operations())[part::PARTS]:
        with subtests.test(operation=operation.label):
            fuzz(operation, MANY, authorization)
