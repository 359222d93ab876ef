"""How is the index of web specifications read, which tells of those that browsers implement whoever publishes them?"""

import re
from collections.abc import Iterator
from typing import Any

from requirements.exchange.formats.records import Place
from requirements.exchange.formats.standards.row import Row
from requirements.exchange.formats.standards.values import objects, words

# A series may have several levels, each a specification of its own.
NUMBER = re.compile(r"(?<=[a-z])-?(\d+)(?:[.-](\d+))?/?$")
# Where these publish, a specification goes by its number, which its short name or its address ends with.
NUMBERED = {"IETF": ("RFC ", "rfc"), "ISO/IEC": ("ISO/IEC ", "iso"), "Ecma International": ("ECMA-", "ecma")}
# What others are called before the short name; who is not listed goes by the first word of its name.
NAMES = {"W3C/OGC": "W3C", "Ecma International": "ECMA", "Alliance for Open Media": "AOM"}
# Their drafts have no number yet.
WITHOUT_DRAFTS = {"IETF", "ISO/IEC"}


def rows(file: str, data: Any) -> Iterator[Row]:
    for number, one in enumerate(objects(data), start=1):
        short, body = words(one.get("shortname")), words(one.get("organization"))
        release = one.get("release") if isinstance(one.get("release"), dict) else one.get("nightly")
        release = release if isinstance(release, dict) else {}
        yield Row(
            place=Place(file, 0, short or str(number)),
            identifier=_designation(body, short, words(one.get("url"))),
            titles={"en": words(one.get("title"))},
            status="discontinued" if one.get("standing") == "discontinued" else words(release.get("status")),
            url=words(release.get("url") or one.get("url")),
            kind=words(release.get("status")),
            body=body,
            short=words(one.get("shortTitle")),
            successors=tuple(_names(one.get("obsoletedBy"))),
        )


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _designation(body: str, short: str, url: str) -> str:
    """`RFC 9110`, `ISO/IEC 18181-2`, `ECMA-262`, `W3C did-core`, `WHATWG dom`; nothing for drafts without a number."""
    if body in NUMBERED:
        prefix, begins = NUMBERED[body]
        texts = (text for text in (short, *url.rstrip("/").split("/")) if text.startswith(begins))
        found = next(filter(None, map(NUMBER.search, texts)), None)
        if found:
            return prefix + "-".join(filter(None, found.groups()))
    if body in WITHOUT_DRAFTS or not body or not short:
        return ""
    return f"{NAMES.get(body, body.partition(' ')[0])} {short}"
