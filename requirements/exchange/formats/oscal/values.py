"""How is a value of an OSCAL file looked up that may be missing, or be something else than OSCAL says?"""

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]


def objects(holder: Data, name: str) -> Sequence[Data]:
    """The objects of a list; anything else there is nothing that OSCAL knows."""
    found = holder.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(holder: Data, name: str) -> str:
    found = holder.get(name)
    return found.strip() if isinstance(found, str) else ""


def prop(holder: Data, name: str) -> str:
    """The value of a property, of the first that has no class if there are several."""
    found = sorted(
        (bool(text(one, "class")), text(one, "value")) for one in objects(holder, "props") if text(one, "name") == name
    )
    return found[0][1] if found else ""


def strings(holder: Data, name: str) -> list[str]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
