"""Where did the last page of a list end, and at which moment was it read?

A cursor carries the moment of the first page, so that the list stays what it was while others publish: nothing is
skipped, repeated or changed under a harvester.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from requirements.api.answers import absolute
from requirements.api.problems import Mistakes
from requirements.catalogue import Total
from requirements.documents import stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What may change from page to page; every other parameter is part of the question that a cursor belongs to.
FREE = ("cursor", "page_size", "fields")


@dataclass(frozen=True)
class Cursor:
    """The next page begins after `keys`, in a list of `total` that is read as of `moment`."""

    moment: datetime
    keys: tuple[Any, ...]
    total: Total


def read(request: HttpRequest, mistakes: Mistakes) -> Cursor | None:
    """The cursor that the request carries, None if it asks for the first page."""
    text = request.GET.get("cursor")
    if text is None:
        return None
    try:
        moment, number, exact, *keys = _signer(request).unsign_object(text)
    except (signing.BadSignature, ValueError):
        mistakes["cursor"] = [_("Take the cursor from `next`, with the other parameters as they were.")]
        return None
    return Cursor(_moment(moment), tuple(map(_key, keys)), Total(number, exact))


def page(
    request: HttpRequest, results: Sequence[bytes], total: Total, moment: datetime, last: Sequence[Any] | None
) -> bytes:
    """The bytes of a page of a list: stored documents are joined, never parsed. `last` are the keys of its last row, if
    others follow.
    """
    following = address(request, Cursor(moment, tuple(last), total)) if last else None
    head = {"count": total.number, "count_exact": total.exact, "next": following, "as_of": stamp(moment)}
    return b'%b,"results":[%b]}' % (json.dumps(head, separators=(",", ":")).encode()[:-1], b",".join(results))


def address(request: HttpRequest, cursor: Cursor) -> str:
    """The public address of the page that begins at the cursor."""
    query = request.GET.copy()
    plain = [_microseconds(cursor.moment), cursor.total.number, cursor.total.exact, *map(_plain, cursor.keys)]
    query["cursor"] = _signer(request).sign_object(plain)
    # No longer than need be: servers and proxies take an address of some thousand characters at most.
    return absolute(f"{request.path}?{query.urlencode(safe=':,')}")


def _signer(request: HttpRequest) -> signing.Signer:
    """Signs a cursor together with the question that it belongs to."""
    question = sorted((name, value) for name, values in request.GET.lists() if name not in FREE for value in values)
    return signing.Signer(salt=f"{request.path}{question}")


def _plain(key: Any) -> Any:
    return [_microseconds(key)] if isinstance(key, datetime) else key


def _key(plain: Any) -> Any:
    return _moment(plain[0]) if isinstance(plain, list) else plain


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
