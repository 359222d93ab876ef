"""Does a PDF hold what PDF/UA-1 demands, in every language: tags, order, alternatives, fonts, titles?

A structural check by a reader that knows nothing of the writer; typst checks its own structure against PDF/UA-1 as
well, and refuses to write what breaks it.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import ContentStream

from requirements import gap_analysis, reports
from requirements.languages import CODES
from requirements.reports.writers import pdf
from tests.gap_analysis.test_figures import registry

# Operators that leave something on the page: text, lines, fills, pictures, shadings.
PAINTING = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh"}


def elements(node: Any) -> Iterator[Any]:
    """Every structure element beneath, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def problems(file: bytes, language: str) -> Iterator[str]:
    reader = PdfReader(BytesIO(file))
    root: Any = reader.trailer["/Root"]
    yield from _of_document(reader, root, language)
    yield from _of_structure(list(elements(root["/StructTreeRoot"]["/K"])))
    for number, page in enumerate(reader.pages, 1):
        yield from (f"page {number}: {problem}" for problem in _of_page(page, reader))


def _of_document(reader: PdfReader, root: Any, language: str) -> Iterator[str]:
    xmp = root["/Metadata"].get_data().decode()
    said = {
        "not marked as tagged": root["/MarkInfo"]["/Marked"],
        "another language": root["/Lang"] == language,
        "no title": reader.metadata and reader.metadata.title and "<dc:title>" in xmp,
        "the title is not shown": root["/ViewerPreferences"]["/DisplayDocTitle"],
        "does not claim PDF/UA-1": "<pdfuaid:part>1</pdfuaid:part>" in xmp,
    }
    yield from (problem for problem, holds in said.items() if not holds)


def _of_structure(found: list[Any]) -> Iterator[str]:
    levels = [int(str(one["/S"])[2:]) for one in found if str(one["/S"])[1:] in {"H1", "H2", "H3", "H4"}]
    if levels[0] != 1 or any(deeper > level + 1 for level, deeper in pairwise(levels)):
        yield f"headings out of order: {levels}"
    for one in found:
        if one["/S"] == "/Figure" and not one.get("/Alt"):
            yield "a figure without an alternative"
        if one["/S"] == "/TH" and not _scope(one.get("/A")):
            yield "a head of no scope"
        if one["/S"] == "/Table" and not any(cell["/S"] == "/TH" for cell in elements(one.get("/K", []))):
            yield "a table without heads"


def _scope(attributes: Any) -> bool:
    given = attributes.get_object() if hasattr(attributes, "get_object") else attributes
    return any("/Scope" in one.get_object() for one in (given if isinstance(given, list) else [given]) if one)


def _of_page(page: Any, reader: PdfReader) -> Iterator[str]:
    marks = [annotation.get_object() for annotation in page.get("/Annots", [])]
    if marks and page.get("/Tabs") != "/S":
        yield "not walked through in the order of the structure"
    for mark in marks:
        if "/StructParent" not in mark or (mark["/Subtype"] == "/Link" and not mark.get("/Contents")):
            yield "a link that says nothing, or stands outside the structure"
    for font in page["/Resources"].get("/Font", {}).values():
        yield from _of_font(font.get_object())
    yield from _unmarked(ContentStream(page["/Contents"], reader))


def _of_font(font: Any) -> Iterator[str]:
    described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    if not any(str(key).startswith("/FontFile") for key in described["/FontDescriptor"]):
        yield f"{font['/BaseFont']} is not embedded"
    if "/ToUnicode" not in font:
        yield f"{font['/BaseFont']} can't be read out"


def _unmarked(content: ContentStream) -> Iterator[str]:
    depth = 0
    for _operands, operator in content.operations:
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        if operator in PAINTING and not depth:
            yield "something is painted outside the structure"


@pytest.mark.django_db
@pytest.mark.parametrize("name", reports.REPORTS)
def test_every_pdf_is_accessible(name: str) -> None:
    run = registry()
    gap_analysis.publish(run, by=None)
    for language in CODES:
        file = BytesIO()
        try:
            reports.render(reports.build(name, run, language), "pdf", file)
        except reports.FontMissing:
            assert not set(pdf.FONTS[language]) & set(typst.Fonts().families())
            continue
        assert list(problems(file.getvalue(), language)) == [], language
