"""What of signing in is in the history: every sign-in, every failure, every change of a password or a second factor?

allauth tells by signals; `listen` is called once, when the apps are ready. A row of history is one event.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.socialaccount import signals as social_signals
from django.contrib.auth.base_user import AbstractBaseUser

from requirements.models import History, User

# Who acts while nobody has proved who they are.
NOBODY = "anonymous"
# Stands for accounts that do not exist: what was typed may be a password in the wrong field.
UNKNOWN = "unknown"


def listen() -> None:
    account_signals.user_logged_in.connect(_signed_in)
    account_signals.user_signed_up.connect(_says("create"), weak=False)
    for signal in (account_signals.password_changed, account_signals.password_set, account_signals.password_reset):
        signal.connect(_says("change_password"), weak=False)
    factor_signals.authenticator_added.connect(_says("add_second_factor"), weak=False)
    factor_signals.authenticator_removed.connect(_says("remove_second_factor"), weak=False)
    factor_signals.authenticator_reset.connect(_says("renew_second_factor"), weak=False)
    factor_signals.authentication_failed.connect(_code_failed)
    social_signals.social_account_added.connect(_connected)
    social_signals.social_account_removed.connect(_disconnected)


def _signed_in(sender: Any, request: Any, user: AbstractBaseUser, **told: Any) -> None:
    """By which methods stands in the session, where allauth keeps it."""
    used = request.session.get("account_authentication_methods", ())
    methods = [str(one.get("type") or one.get("provider") or one.get("method")) for one in used]
    _remember(user.get_username(), "sign_in", by=user.get_username(), note=", ".join(methods))


def _says(action: str) -> Any:
    def receive(sender: Any, request: Any, user: AbstractBaseUser, **told: Any) -> None:
        factor = told.get("authenticator")
        _remember(user.get_username(), action, by=user.get_username(), note=str(factor.type) if factor else "")

    return receive


def _connected(sender: Any, request: Any, sociallogin: Any, **told: Any) -> None:
    """From now on an account of an organization opens this one too."""
    name = sociallogin.user.get_username()
    _remember(name, "connect_account", by=name, note=sociallogin.account.provider)


def _disconnected(sender: Any, request: Any, socialaccount: Any, **told: Any) -> None:
    name = socialaccount.user.get_username()
    _remember(name, "disconnect_account", by=name, note=socialaccount.provider)


def _code_failed(sender: Any, request: Any, user: AbstractBaseUser, authenticator: Any, **told: Any) -> None:
    _remember(user.get_username(), "fail_to_sign_in", by=NOBODY, note=str(authenticator.type))


def remember_failure(account: str, client: str, method: str) -> None:
    _remember(_known(account), "fail_to_sign_in", by=NOBODY, note=f"{method}, {client}")


def remember_lock_out(account: str, client: str) -> None:
    _remember(_known(account), "lock_out", by=NOBODY, note=client)


def _known(account: str) -> str:
    return User.objects.filter(username__iexact=account).values_list("username", flat=True).first() or UNKNOWN


def _remember(account: str, action: str, *, by: str, note: str) -> None:
    History.objects.create(identifier=f"user:{account}", action=action, by=by, note=note)
