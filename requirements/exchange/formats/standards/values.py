"""How is a value of a catalogue looked up that may be missing, or be something else than its shape says?"""

from typing import Any


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, or the one that stands there alone."""
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


def words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
