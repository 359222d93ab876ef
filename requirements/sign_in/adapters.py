"""What does allauth ask the registry: who may sign up, where does one go, how are secrets kept, who is locked out?"""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from requirements.models import User
from requirements.sign_in import attempts
from requirements.sign_in.remembering import remember_failure, remember_lock_out


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators and by who was invited; passwords are tried as often as `attempts` allows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return attempts.address(request)

    def get_login_redirect_url(self, request: Any) -> str:
        if request.user.is_staff:
            return reverse("admin:index")
        return f"/{get_language()}/members/" if request.user.organization_id else "/"

    get_signup_redirect_url = get_login_redirect_url

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth would count in the memory of one process; `authenticate` counts in the database."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        account, client = str(credentials.get("username", "")), self.get_client_ip(request)
        try:
            attempts.take(account, client)
        except attempts.LockedOut as locked:
            if locked.is_new:
                remember_lock_out(account, client)
            raise self.validation_error("too_many_login_attempts") from locked
        user = super().authenticate(request, **credentials)
        if user:
            attempts.forgive(account, client)
        else:
            remember_failure(account, client, "password")
        return user


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are stored encrypted with the secret key: a stolen backup is of no use without it."""

    def get_totp_issuer(self) -> str:
        return "DPI registry"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = (hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


class OrganizationAdapter(DefaultSocialAccountAdapter):
    """An organization's own accounts: who has one there gets one here, without roles."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        User.objects.filter(pk=user.pk).update(is_staff=False, is_superuser=False)
        return user
