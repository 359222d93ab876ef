"""What lets in whoever has the link out of a letter, without an account?

A key follows from the secret key and is kept nowhere, so that nobody who reads the database can open anything with it.
"""

import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac


def make(purpose: str, subject: str) -> str:
    """Forty hexadecimal digits, others for each purpose."""
    return _made(purpose, subject, settings.SECRET_KEY)


def fits(key: str, purpose: str, subject: str) -> bool:
    """Whether the key was made for this, with the present secret key or a former one; whatever may have been typed."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(_made(purpose, subject, secret).encode(), key.encode()) for secret in secrets)


def _made(purpose: str, subject: str, secret: str) -> str:
    return salted_hmac(purpose, subject, secret=secret, algorithm="sha256").hexdigest()[:40]
