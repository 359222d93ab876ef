"""How many wrong passwords or codes may one address send, for one account and for all, before it must wait?

Counts are rows of the database, so neither a restart nor another process begins anew, and each attempt is counted
before it is looked at, so that many at once are not all let through. Other addresses are never kept out.
"""

import ipaddress

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# reliability.md 3.5: five for an account, fifty in all, in ten minutes from the first.
FOR_AN_ACCOUNT, FOR_ALL, MINUTES = 5, 50, 10
TAKE = """
    INSERT INTO requirements_attempts AS kept (key, ends_at, number)
    VALUES (%s, clock_timestamp() + %s * interval '1 minute', 1)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN kept.ends_at <= clock_timestamp() THEN 1 ELSE kept.number + 1 END,
        ends_at = CASE WHEN kept.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE kept.ends_at END
    RETURNING number
"""
GIVE_BACK = "UPDATE requirements_attempts SET number = greatest(number - 1, 0) WHERE key = %s"
FORGET = "DELETE FROM requirements_attempts WHERE key = %s OR ends_at <= clock_timestamp()"
# One client on IPv6 has this much to choose its address from.
OWN_NETWORK = 64


class LockedOut(Exception):
    """There were too many wrong attempts; `is_new` if this is the first that is refused."""

    def __init__(self, *, is_new: bool) -> None:
        self.is_new = is_new
        super().__init__(f"locked out for {MINUTES} minutes")


def address(request: HttpRequest) -> str:
    """Where a request comes from: the connection's other end, or what the last of our own proxies saw.

    What a client writes into `X-Forwarded-For` itself stands further left and is not looked at.
    """
    proxies = settings.NUM_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    seen = forwarded[-min(proxies, len(forwarded))] if proxies and forwarded else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 an address that is none; a socket in the file system has no other


def take(account: str, client: str) -> None:
    """Count an attempt from an address for an account as wrong until it has proved right; LockedOut if one too many."""
    counts = [_take(key) for key in _keys(account, client)]
    over = [number - limit for number, limit in zip(counts, (FOR_AN_ACCOUNT, FOR_ALL), strict=True)]
    if max(over) > 0:
        raise LockedOut(is_new=max(over) == 1)


def forgive(account: str, client: str) -> None:
    """The attempt was right: the account's count begins anew, that of the address loses this one alone.

    Else whoever has an account could clear the way for guessing others.
    """
    own, all_accounts = _keys(account, client)
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [all_accounts])
        cursor.execute(FORGET, [own])


def _take(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [key, MINUTES])
        number: int = cursor.fetchone()[0]
        return number


def _keys(account: str, client: str) -> tuple[str, str]:
    network = _network(client)
    return _digest("account", account.casefold()[:200], network), _digest("address", network)


def _network(client: str) -> str:
    found = ipaddress.ip_address(client)
    return str(ipaddress.ip_network((found, OWN_NETWORK), strict=False)) if found.version == 6 else client


def _digest(*words: str) -> str:
    return salted_hmac("sign_in.attempts", "|".join(words), algorithm="sha256").hexdigest()
