"""How does a Word document become the plain text of its paragraphs?

Deleted text stands before what was inserted in its place, as converters write it, so that proposals with tracked
changes are read like those whose marks were lost. Numbers that Word makes by itself are not in the text.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from lxml import etree  # type: ignore[import-untyped]

from requirements.resolution_texts import NotAResolution

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = {f"{W}t": None, f"{W}delText": None, f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


def text_of(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = archive.getinfo("word/document.xml")
            if member.file_size > settings.IMPORT_UNPACKED_LIMIT:
                raise NotAResolution("too_long", size=member.file_size, limit=settings.IMPORT_UNPACKED_LIMIT)
            with archive.open(member) as stream:
                tree = parsed(stream.read(settings.IMPORT_UNPACKED_LIMIT))
    except BROKEN as error:
        raise NotAResolution("not_word") from error
    return "\n".join("".join(_texts(paragraph)) for paragraph in tree.iter(f"{W}p"))


def parsed(content: bytes) -> Any:
    """The XML tree; nothing outside the file is looked at, and no entity is unfolded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotAResolution("not_xml", error.lineno or 0) from error


def _texts(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(*TEXTS):
        yield TEXTS[element.tag] or element.text or ""
