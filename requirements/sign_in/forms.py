"""How often may one guess the code of a second factor?"""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms

from requirements.sign_in import attempts
from requirements.sign_in.remembering import remember_lock_out


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
