"""Is a Word document laid out in the direction of its language, with heads that are repeated?"""

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from requirements.languages import LANGUAGES, Language
from requirements.reports import Document, Table, docx, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(language: Language) -> Any:
    rows = [[[words("نص", "ar")], [words("text", "en"), words("\nmore", "en", strong=True)]]]
    file = io.BytesIO()
    table = Table(head=["1", "2"], rows=rows, widths=[1, 3])
    docx.write(Document(title="Plan", language=language, blocks=[table], source="source", landscape=True), file)
    with zipfile.ZipFile(file) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_direction_is_said_of_section_paragraphs_runs_and_tables(language: Language) -> None:
    tree = written(language)
    rtl = language.direction == "rtl"
    paragraphs = list(tree.iter(f"{W}p"))
    assert [paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in paragraphs] == [rtl] * len(paragraphs)
    assert (tree.find(f".//{W}sectPr/{W}bidi") is not None) is rtl
    assert (tree.find(f".//{W}tblPr/{W}bidiVisual") is not None) is rtl
    runs = {"".join(run.itertext()): run.find(f"{W}rPr/{W}rtl") is not None for run in tree.iter(f"{W}r")}
    assert (runs["نص"], runs["text"], runs["Plan"]) == (True, False, rtl)


def test_heads_of_tables_are_repeated_and_rows_kept_together() -> None:
    head, row = written(LANGUAGES[0]).iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert row.find(f"{W}trPr/{W}cantSplit") is not None


def test_lines_of_a_cell_are_broken() -> None:
    cells = list(written(LANGUAGES[2]).iter(f"{W}tc"))
    assert len(list(cells[3].iter(f"{W}br"))) == 1
