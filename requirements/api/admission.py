"""Who asks, and have they asked too often lately?

Programs that sign in are counted by account, all others by address. The address is the one that the connection comes
from, unless proxies of our own stand in front: what a client writes into a header itself is never believed.
"""

import ipaddress
import math
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from rest_framework.throttling import BaseThrottle

from requirements import rates, tokens
from requirements.api.problems import Problem

SENTENCES = {
    "requests": gettext_lazy("At most %(limit)s requests a minute are answered; come back in %(seconds)s seconds."),
    "searches": gettext_lazy("At most %(limit)s searches a minute are answered; come back in %(seconds)s seconds."),
    "exports": gettext_lazy("At most %(limit)s exports a minute are answered; come back in %(seconds)s seconds."),
}
# A household or an office has so much of the addresses of IPv6, and can change within it at will.
IPV6_PREFIX = 64


def admit(request: HttpRequest, costs: Iterable[str]) -> tokens.Token | None:
    """The token that the request carries, None if it has none; the request is counted as each of `costs`.

    Problem 401 if the token is worth nothing, 429 if there were too many. Mostly without a query.
    """
    try:
        token = tokens.bearer(request)
    except tokens.Refused as error:
        _count("requests", "requests", _of_address(request))
        raise unauthorized(str(error)) from error
    client = f"account {token.user_id}" if token else _of_address(request)
    for cost in costs:
        rate = "token_requests" if token and cost == "requests" else cost
        _count(cost, rate, client)
    return token


def _count(cost: str, rate: str, client: str) -> None:
    try:
        rates.take(rate, client, settings.API_RATES[rate])
    except rates.Exhausted as error:
        seconds = max(1, math.ceil(error.seconds))
        detail = SENTENCES[cost] % {"limit": error.limit, "seconds": seconds}
        raise Problem(429, detail, headers={"Retry-After": str(seconds)}) from error


def unauthorized(detail: str) -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": tokens.SCHEME})


def _of_address(request: HttpRequest) -> str:
    return _network(BaseThrottle().get_ident(request) or "")


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    """What is counted as one client; a Unix socket has no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
