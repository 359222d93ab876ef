"""How does a Word document become the plain text of its paragraphs?

Deleted text stands before what was inserted in its place, as converters write it, so that proposals with tracked
changes are read like those whose marks were lost. Numbers that Word makes by itself are not in the text.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from requirements.exchange.archives import BROKEN
from requirements.exchange.formats.xml_files import Element, events_of
from requirements.resolution_texts import NotAResolution

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH = f"{W}p"
TEXTS = {f"{W}t": None, f"{W}delText": None, f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


def text_of(file: str, path: Path) -> str:
    """Its paragraphs, a line each; NotAResolution if it is no Word document, Unreadable if what it holds is no XML."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = archive.getinfo("word/document.xml")
            if member.file_size > settings.IMPORT_UNPACKED_LIMIT:
                raise NotAResolution("too_long", size=member.file_size, limit=settings.IMPORT_UNPACKED_LIMIT)
            with archive.open(member) as stream:
                found = events_of(file, stream, frozenset({"p"}))
                return "\n".join(line for begins, element in found if not begins for line in _lines(element))
    except BROKEN as error:
        raise NotAResolution("not_word") from error


def _lines(element: Element) -> Iterator[str]:
    """Those of a paragraph that has ended, and of the paragraphs of text boxes within it."""
    if element.tag == PARAGRAPH and next(element.iterancestors(PARAGRAPH), None) is None:
        for paragraph in element.iter(PARAGRAPH):
            yield "".join(TEXTS[piece.tag] or piece.text or "" for piece in paragraph.iter(*TEXTS))
