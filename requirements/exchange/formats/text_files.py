"""How is a text of unknown origin read line by line, whatever its size and however its lines end?"""

import itertools
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.records import Place


def numbered(file: str, path: Path) -> Iterator[tuple[int, str]]:
    """(number, line with its end as `\\n`) of a text in UTF-8, its byte order mark dropped.

    Unreadable with the line that is in no UTF-8; TooLarge for a line that is longer than what may be read at once.
    """
    limit = settings.IMPORT_UNPACKED_LIMIT
    with path.open(encoding="utf-8-sig") as stream:
        for number in itertools.count(1):
            try:
                line = stream.readline(limit + 1)
            except UnicodeDecodeError as error:
                raise not_utf8(file, path) from error
            if len(line) > limit:
                raise TooLarge("file_too_large", Place(file, number), size=path.stat().st_size, limit=limit)
            if not line:
                return
            yield number, line


def not_utf8(file: str, path: Path, code: str = "not_utf8") -> Unreadable:
    """The refusal with the place of the first byte that is wrong; its code may be one that says more."""
    number = 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                return Unreadable(code, Place(file, number), byte=error.start + 1)
    return Unreadable(code, Place(file, number), byte=0)
