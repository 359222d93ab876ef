"""How are the registry's own documents written one a line, for programs that read them one by one?

They are read as any JSON is: what a file holds tells which of both it is.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import IO

from django.utils.translation import gettext_lazy

from requirements.exchange.formats import json


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """One document a line, as it is stored: a body holds no line break. How many there were."""
    number = 0
    for body in bodies:
        stream.write(body + b"\n")
        number += 1
    return number


FORMAT = replace(
    json.FORMAT,
    name="ndjson",
    label=gettext_lazy("Documents of the registry, one a line (NDJSON)"),
    suffixes=(".ndjson", ".jsonl", ".json"),
    write=write,
    media_type="application/x-ndjson",
)
