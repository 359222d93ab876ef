"""By which key is the same requirement known again, whatever its number and place?"""

import hashlib
import re

SLUG_LENGTH = 60
KEY_LENGTH = 200


def key(*names: str) -> str:
    """`govstack:payments:functional:…`, short enough to be stored."""
    joined = ":".join(["govstack", *names])
    return joined if len(joined) <= KEY_LENGTH else f"{joined[: KEY_LENGTH - 17]}-{fingerprint(joined)}"


def slug(text: str) -> str:
    """Short, and still different for texts that differ only behind the cut."""
    found = re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
    return found if len(found) <= SLUG_LENGTH else f"{found[:SLUG_LENGTH].strip('-')}-{fingerprint(text)[:8]}"


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits that depend on letters and digits alone, in any case."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text.casefold())).encode()).hexdigest()[:16]
