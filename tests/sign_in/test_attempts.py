"""Are wrong passwords counted so that nobody can try on, and nobody else is kept out?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from requirements.choices import Role
from requirements.models import Attempts, History, User
from requirements.sign_in import attempts
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def editor() -> User:
    return factories.user(Role.EDITOR)


def attempt(password: str, name: str = "editor", **meta: Any) -> bool:
    """Whether a browser that knows nothing of earlier attempts is let in."""
    page = Client(**meta).post(LOGIN, {"login": name, "password": password})
    assert page.status_code in {200, 302}
    return page.status_code == 302


def test_five_wrong_passwords_shut_the_door_and_the_sixth_is_not_looked_at(editor: User) -> None:
    assert [attempt("wrong") for _ in range(4)] == [False] * 4
    assert attempt(factories.PASSWORD)
    assert [attempt("wrong") for _ in range(5)] == [False] * 5
    assert not attempt(factories.PASSWORD)
    assert not attempt(factories.PASSWORD, name="EDITOR")


def test_other_addresses_and_other_accounts_are_let_in(editor: User) -> None:
    factories.user(Role.REVIEWER)
    for _ in range(6):
        attempt("wrong")
    assert attempt(factories.PASSWORD, name="reviewer")
    assert attempt(factories.PASSWORD, REMOTE_ADDR="192.0.2.7")


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP"])
def test_forged_headers_do_not_help(editor: User, header: str) -> None:
    for number in range(5):
        attempt("wrong", **{header: f"192.0.2.{number}"})
    assert not attempt(factories.PASSWORD, **{header: "192.0.2.99"})


@override_settings(NUM_PROXIES=1)
def test_behind_a_proxy_the_address_is_what_the_proxy_saw(editor: User) -> None:
    for number in range(5):
        attempt("wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 192.0.2.1")
    assert not attempt(factories.PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.9, 192.0.2.1")
    assert attempt(factories.PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2")


@pytest.mark.parametrize("seen", ["", "unix:", "nonsense", "::ffff:192.0.2.1"])
def test_an_address_that_is_none_is_no_failure(editor: User, seen: str) -> None:
    assert attempt(factories.PASSWORD, REMOTE_ADDR=seen)


def test_the_door_opens_after_ten_minutes(editor: User) -> None:
    for _ in range(6):
        attempt("wrong")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE requirements_attempts SET ends_at = ends_at - interval '10 minutes'")
    assert attempt(factories.PASSWORD)


def test_fifty_wrong_passwords_for_whatever_accounts_shut_out_an_address(editor: User) -> None:
    """At the limit the right password is still looked at, one past it is not. Most are counted without their pages."""
    for number in range(48):
        attempts.take(f"nobody{number}", "127.0.0.1")
    attempt("wrong", name="nobody48")
    assert attempt(factories.PASSWORD)
    attempt("wrong", name="one more")
    assert not attempt(factories.PASSWORD)
    assert attempt(factories.PASSWORD, REMOTE_ADDR="192.0.2.7")


def test_a_right_password_does_not_clear_the_way_for_guessing_others(editor: User) -> None:
    for number in range(4):
        attempt("wrong", name=f"nobody{number}")
        assert attempt(factories.PASSWORD)
    numbers = Attempts.objects.order_by("-number").values_list("number", flat=True)
    assert numbers[0] == 4


def test_an_address_on_ipv6_is_its_network() -> None:
    for number in range(5):
        attempts.take("someone", f"2001:db8::{number + 1:x}")
    with pytest.raises(attempts.LockedOut):
        attempts.take("someone", "2001:db8::ffff")
    attempts.take("someone", "2001:db8:0:1::1")


def test_what_is_kept_tells_neither_account_nor_address(editor: User) -> None:
    attempt("wrong", REMOTE_ADDR="192.0.2.7")
    assert all(len(row.key) == 64 for row in Attempts.objects.all())


def test_each_failure_and_the_lock_out_is_in_the_history_once(editor: User) -> None:
    for _ in range(8):
        attempt("wrong")
    attempt("wrong", name="EDITOR", REMOTE_ADDR="192.0.2.7")
    attempt("my password", name="typed in the wrong field")
    rows = (
        History.objects.filter(identifier__startswith="user:")
        .order_by("pk")
        .values_list("identifier", "action", "by", "note")
    )
    assert list(rows) == [
        *[("user:editor", "fail_to_sign_in", "anonymous", "password, 127.0.0.1")] * 5,
        ("user:editor", "lock_out", "anonymous", "127.0.0.1"),
        ("user:editor", "fail_to_sign_in", "anonymous", "password, 192.0.2.7"),
        ("user:unknown", "fail_to_sign_in", "anonymous", "password, 127.0.0.1"),
    ]
