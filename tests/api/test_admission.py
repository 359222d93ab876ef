"""Is a client that asks too often told to wait, and is it the client that is counted and not what it says of itself?"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from requirements import rates, tokens
from requirements.choices import Role, TokenScope
from tests import factories
from tests.api.conftest import PROBLEM

pytestmark = pytest.mark.django_db
RATES = {"requests": 300, "searches": 60, "exports": 10, "token_requests": 1200}


@pytest.fixture(autouse=True)
def rates_are_those_of_a_new_registry_and_a_minute_lasts(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour: on a slow machine none ends in the middle of a test."""
    monkeypatch.setattr(rates, "MINUTE", 3600)
    settings.API_RATES = RATES
    rates.forget()


def ask(path: str, number: int, headers: dict[str, str] | None = None, **extra: str) -> list[int]:
    """The statuses of so many answers."""
    client = Client()
    return [client.get(f"/api/v1/{path}", headers=headers, **extra).status_code for _ in range(number)]


def bearer() -> dict[str, str]:
    editor = factories.user(Role.EDITOR)
    _token, text = tokens.issue(editor, name="x", scope=TokenScope.READ, lasts=timedelta(days=1), by=editor)
    return {"Authorization": f"Bearer {text}"}


def test_the_rates_are_the_documented_ones() -> None:
    from dpi_registry import settings

    assert settings.API_RATES == RATES


@pytest.mark.parametrize(
    ("path", "limit"), [("", 300), ("entries/?q=title", 60), ("standards/facets/?q=title", 60), ("export.ndjson", 10)]
)
def test_one_past_the_limit_is_told_to_wait(path: str, limit: int) -> None:
    assert ask(path, limit) == [200] * limit
    response = Client().get(f"/api/v1/{path}", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Content-Type"]) == (429, PROBLEM)
    assert 3000 < int(response["Retry-After"]) <= 3600
    problem = response.json()
    assert problem["title"] == "Too Many Requests"
    assert problem["detail"].startswith(f"At most {limit} ")
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_search_or_an_export_too_many_leaves_the_rest_open() -> None:
    assert ask("export.ndjson", 11)[-1] == 429
    assert ask("entries/?q=title", 61)[-1] == 429
    assert ask("entries/", 1) == [200]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "True-Client-IP"])
def test_a_forged_header_is_not_believed(header: str) -> None:
    statuses = [ask("export.ndjson", 1, {header: f"198.51.100.{number}"}) for number in range(11)]
    assert statuses == [[200]] * 10 + [[429]]


def test_behind_a_proxy_of_ours_the_address_that_it_saw_is_counted(settings: Any) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert ask("export.ndjson", 11, {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"})[-1] == 429
    assert ask("export.ndjson", 1, {"X-Forwarded-For": "203.0.113.8, 198.51.100.1"}) == [429]
    assert ask("export.ndjson", 1, {"X-Forwarded-For": "203.0.113.9, 198.51.100.2"}) == [200]


def test_a_network_of_ipv6_is_one_client() -> None:
    assert ask("export.ndjson", 11, REMOTE_ADDR="2001:db8:0:1::1")[-1] == 429
    assert ask("export.ndjson", 1, REMOTE_ADDR="2001:db8:0:1:ffff::2") == [429]
    assert ask("export.ndjson", 1, REMOTE_ADDR="2001:db8:0:2::1") == [200]
    assert ask("export.ndjson", 11, REMOTE_ADDR="::ffff:192.0.2.7")[-1] == 429
    assert ask("export.ndjson", 1, REMOTE_ADDR="192.0.2.7") == [429]


def test_a_token_is_counted_by_account_and_has_more(settings: Any) -> None:
    settings.API_RATES = {**RATES, "requests": 2, "token_requests": 5}
    headers = bearer()
    assert ask("", 3) == [200, 200, 429]
    assert ask("", 6, headers) == [200] * 5 + [429]
    assert ask("", 1, headers, REMOTE_ADDR="192.0.2.99") == [429]


def test_made_up_tokens_are_counted_by_address(settings: Any) -> None:
    settings.API_RATES = {**RATES, "requests": 2}
    statuses = [ask("", 1, {"Authorization": f"Bearer {number:064x}"}) for number in range(3)]
    assert statuses == [[401], [401], [429]]


def test_a_token_that_is_worth_nothing_is_said_so() -> None:
    response = Client().get("/api/v1/", headers={"Authorization": "Bearer x"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response.json()["detail"] == "The token is unknown, has expired or was revoked."
    assert "no-store" in response["Cache-Control"]


def test_what_a_browser_asks_beforehand_is_not_counted(settings: Any) -> None:
    settings.API_RATES = {**RATES, "requests": 1}
    assert [Client().options("/api/v1/").status_code for _ in range(3)] == [204] * 3
