"""What do the forms of signing in say and count that allauth's own do not?"""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from requirements.sign_in import attempts
from requirements.sign_in.remembering import remember_lock_out


class LoginForm(account_forms.LoginForm):
    """Name and password; a link that is mailed is offered only where mail is sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not settings.EMAIL_HOST:
            self.fields["password"].help_text = _("Forgotten? An administrator of the registry gives you a new one.")


class CountsCodes:
    """Counts wrong codes as wrong passwords are counted, but apart from them."""

    user: Any

    def clean_code(self) -> str:
        account, client = f"code of {self.user.pk}", attempts.address(context.request)
        try:
            attempts.take(account, client)
        except attempts.LockedOut as locked:
            if locked.is_new:
                remember_lock_out(self.user.get_username(), client)
            raise get_adapter().validation_error("incorrect_code") from locked
        code: str = super().clean_code()  # type: ignore[misc]
        attempts.forgive(account, client)
        return code


class AuthenticateForm(CountsCodes, forms.AuthenticateForm):
    """The code after the password."""


class ReauthenticateForm(CountsCodes, forms.ReauthenticateForm):
    """The code before something that only the person themselves may do."""
