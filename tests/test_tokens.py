"""Is a token kept secret, does it end, and can it be taken back?"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from requirements import tokens
from requirements.choices import Role, TokenScope
from requirements.models import History, Token, User
from requirements.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def issue(user: User, lasts: timedelta = YEAR, scope: TokenScope = TokenScope.READ) -> tuple[Token, str]:
    return tokens.issue(user, name="harvest", scope=scope, lasts=lasts, by=user)


def bearer(text: str, scheme: str = "Bearer") -> Token | None:
    return tokens.bearer(RequestFactory().get("/", headers={"Authorization": f"{scheme} {text}"}))


def test_a_token_acts_for_its_person() -> None:
    editor = factories.user(Role.EDITOR)
    token, text = issue(editor)
    found = bearer(text)
    assert found == token
    assert found is not None
    assert found.user == editor
    assert bearer(text, "bearer") == token


def test_only_a_digest_is_stored() -> None:
    token, text = issue(factories.user(Role.EDITOR))
    stored = Token.objects.values_list().get()
    assert not any(text in str(value) for value in stored)
    assert len(token.digest) == 128


def test_without_a_token_nobody_is_meant() -> None:
    assert tokens.bearer(RequestFactory().get("/")) is None
    assert bearer("dXNlcjpwYXNz", "Basic") is None


@pytest.mark.parametrize("text", ["", "x", "0" * 64, "0" * 63, "é" * 64, "0" * 64 + " 0", "0" * 10_000])
def test_what_is_no_token_of_ours_is_refused(text: str) -> None:
    issue(factories.user(Role.EDITOR))
    with pytest.raises(tokens.Refused):
        bearer(text)


def test_an_expired_token_is_refused() -> None:
    _token, text = issue(factories.user(Role.EDITOR))
    Token.objects.update(created=timezone.now() - YEAR, expiry=timezone.now() - timedelta(seconds=1))
    with pytest.raises(tokens.Refused):
        bearer(text)


def test_a_revoked_token_is_refused() -> None:
    editor = factories.user(Role.EDITOR)
    token, text = issue(editor)
    tokens.revoke(token, by=editor)
    with pytest.raises(tokens.Refused):
        bearer(text)
    assert list(History.objects.values_list("action", "identifier", "by").order_by("pk"))[-2:] == [
        ("issue_token", "user:editor", "editor"),
        ("revoke_token", "user:editor", "editor"),
    ]


def test_the_token_of_a_closed_account_is_refused() -> None:
    editor = factories.user(Role.EDITOR)
    _token, text = issue(editor)
    User.objects.update(is_active=False)
    with pytest.raises(tokens.Refused):
        bearer(text)


def test_a_token_lasts_a_year_and_not_longer() -> None:
    editor = factories.user(Role.EDITOR)
    token, _text = issue(editor, YEAR)
    for lasts in (YEAR + timedelta(seconds=1), timedelta(0)):
        with pytest.raises(tokens.Refused, match="at most 365 days"):
            issue(editor, lasts)
    for expiry in (None, token.created + YEAR + timedelta(seconds=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Token.objects.filter(pk=token.pk).update(expiry=expiry)


def test_who_has_no_part_in_the_work_holds_no_token() -> None:
    member = factories.user(None, "member")
    with pytest.raises(NotPermitted):
        issue(member)


def test_nobody_makes_a_token_for_another_and_only_administrators_revoke_it() -> None:
    editor, other = factories.user(Role.EDITOR), factories.user(Role.EDITOR, "other")
    administrator = factories.user(Role.ADMINISTRATOR)
    with pytest.raises(tokens.Refused):
        tokens.issue(editor, name="x", scope=TokenScope.READ, lasts=YEAR, by=administrator)
    token, _text = issue(editor)
    with pytest.raises(NotPermitted):
        tokens.revoke(token, by=other)
    tokens.revoke(token, by=administrator)
    assert not Token.objects.exists()


def test_an_operator_issues_a_token() -> None:
    factories.user(Role.EDITOR)
    out = StringIO()
    call_command("issue_token", "editor", scope="write", days=7, stdout=out)
    token = bearer(out.getvalue().strip())
    assert token is not None
    assert (token.scope, (token.expiry - token.created).days) == ("write", 6)
    for name, options in (("nobody", {}), ("editor", {"days": 366})):
        with pytest.raises(CommandError):
            call_command("issue_token", name, **options)
