"""For whom does a program act, and may it write?

A token is shown once, when it is issued; what is stored is its digest. It expires within a year, and it can be revoked.
What its person may do, it may do, unless its scope is to read.
"""

import re
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from requirements import permissions
from requirements.choices import TokenScope
from requirements.models import TOKEN_LIFETIME, History, User
from requirements.models import Token as Token

SCHEME = "Bearer"
# What a token looks like; anything else is not looked up.
TOKEN = re.compile(r"[0-9a-f]{64}")


class Refused(Exception):
    """The token is not, or no longer, one of ours, or cannot be issued; the text is shown."""


@transaction.atomic
def issue(user: User, *, name: str, scope: TokenScope, lasts: timedelta, by: User) -> tuple[Token, str]:
    """A new token for a person, and its text, which cannot be had again.

    NotPermitted unless people of such roles hold tokens; nobody makes one for another person.
    """
    permissions.check(by, "hold_token")
    if by != user:
        raise Refused(_("Nobody makes a token for somebody else."))
    if not timedelta(0) < lasts <= TOKEN_LIFETIME:
        raise Refused(_("A token lasts at most %(days)s days.") % {"days": TOKEN_LIFETIME.days})
    token, text = Token.objects.create(user=user, name=name, scope=scope, expiry=lasts)
    _remember(token, "issue_token", by)
    return token, text


@transaction.atomic
def revoke(token: Token, *, by: User) -> None:
    """The token is worth nothing from now on; its person may do this, and who manages accounts."""
    if by != token.user:
        permissions.check(by, "manage_users")
    _remember(token, "revoke_token", by)
    token.delete()


def _remember(token: Token, action: str, by: User) -> None:
    identifier = f"user:{token.user.get_username()}"
    History.objects.create(by=by.get_username(), action=action, identifier=identifier, note=f"{token}, {token.scope}")


def bearer(request: HttpRequest) -> Token | None:
    """The token that a request carries, with its person; None if it carries none. Refused if it is not worth anything.

    At most three queries. Other schemes of authorization are left to whoever stands in front of the registry.
    """
    scheme, _blank, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != SCHEME.lower():
        return None
    try:
        if not TOKEN.fullmatch(text):
            raise AuthenticationFailed
        _person, token = TokenAuthentication().authenticate_credentials(text.encode())
    except AuthenticationFailed as error:
        raise Refused(_("The token is unknown, has expired or was revoked.")) from error
    found: Token = token
    return found
