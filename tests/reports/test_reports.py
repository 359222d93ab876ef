"""Is every report there in every medium and language, the same each time, and is each of its numbers in the API?"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import typst
from django.test import Client
from django.utils import translation

from requirements import documents, gap_analysis, reports, workflow
from requirements.languages import CODES
from requirements.models import GapAnalysis
from requirements.reports.document import Bars, Document, Heading, Table, Words
from requirements.reports.telling import points
from requirements.reports.writers import pdf
from tests import factories
from tests.gap_analysis.test_figures import registry

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def run(lasting: None) -> GapAnalysis:
    made = registry()
    gap_analysis.publish(made, by=None)
    return made


def rendered(document: Document, medium: str) -> bytes:
    stream = BytesIO()
    reports.render(document, medium, stream)
    return stream.getvalue()


def body_of(file: bytes) -> str:
    return ZipFile(BytesIO(file)).read("word/document.xml").decode()


def missing(fonts: Any) -> bool:
    return not set(fonts) & set(typst.Fonts().families())


def test_every_report_is_written_in_every_medium_and_language(run: GapAnalysis) -> None:
    begins = {"docx": b"PK", "pdf": b"%PDF-1.7", "html": b"<!doctype html>"}
    assert set(begins) == set(reports.WRITERS)
    for name in reports.REPORTS:
        for language in CODES:
            document = reports.build(name, run, language)
            for medium, beginning in begins.items():
                try:
                    assert rendered(document, medium).startswith(beginning), (name, language, medium)
                except reports.FontMissing:
                    assert medium == "pdf"
                    assert missing(pdf.FONTS[language])


@pytest.mark.parametrize("name", reports.REPORTS)
def test_the_same_run_gives_the_same_bytes(run: GapAnalysis, name: str) -> None:
    for medium in reports.WRITERS:
        once, again = (rendered(reports.build(name, run, "fr"), medium) for _time in range(2))
        assert once == again, medium


def figures(document: Document) -> Iterator[Words]:
    return (piece for piece in pdf.pieces(document) if piece.figure)


def look_up(document: Document, client: Client) -> int:
    """Ask the API for every number of the document; how many there are."""
    answers: dict[str, Any] = {}
    found = list(figures(document))
    for piece in found:
        address, _sign, pointer = piece.figure.partition("#")
        if address not in answers:
            answers[address] = json.loads(b"".join(client.get(address)))
        value = answers[address]
        for step in pointer.split("/")[1:]:
            value = value[int(step) if isinstance(value, list) else step]
        with translation.override(document.language.code):
            assert piece.text in {str(value), points(value)}, piece.figure
    return len(found)


@pytest.mark.parametrize("name", ["tsag-gaps", "needs"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_number_is_found_again_in_the_api(run: GapAnalysis, client: Client, name: str, language: str) -> None:
    assert look_up(reports.build(name, run, language), client) >= 7


def test_every_number_of_the_mandates_is_found_again_in_the_api(run: GapAnalysis, client: Client) -> None:
    evidence = [{"evidence_kind": "gap_analysis"}, {"evidence_kind": "entries", "query": "kind=aspect"}]
    action = "action:wtsa-103-01"
    data = {"kind": "action", "identifier": action, **factories.REFERENCES[action], "evidence": evidence}
    workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)
    later = gap_analysis.analyse({}, by="ana")
    for language in ("en", "ar"):
        assert look_up(reports.build("mandates", later, language), client) == 3


def test_no_number_of_the_report_to_tsag_is_without_an_address(run: GapAnalysis) -> None:
    document = reports.build("tsag-gaps", run, "en")
    bare = [piece.text for piece in pdf.pieces(document) if piece.text.isdecimal() and not piece.figure]
    # The areas of the matrix are called by numbers.
    assert bare == ["1", "2"]


def test_chapters_and_captions_are_counted(run: GapAnalysis) -> None:
    document = reports.build("tsag-gaps", run, "en")
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings[:7] == [
        "1 Summary",
        "2 Scope",
        "3 Method",
        "4 Findings",
        "4.1 How much is covered",
        "4.2 Where the gaps are",
        "4.3 What matters most",
    ]
    assert headings[-2:] == ["Annex: entries and assessments", "Annex: where each figure is"]
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert captions[:2] == ["Table 1: States", "Table 2: Factors and their weights"]
    (drawing,) = [block for block in document.blocks if isinstance(block, Bars)]
    assert drawing.caption == "Figure 1: What the scores of the first ten are made of"
    assert drawing.alternative == "REQ-0001: 47.4; REQ-0002: 7.5"


def test_the_head_is_that_of_a_temporary_document(run: GapAnalysis) -> None:
    occasion = reports.Occasion("TSAG-TD123", "Geneva, 1 to 5 February 2027", "ana@example.org")
    told = {name: cell[0].text for name, cell in reports.build("tsag-gaps", run, "en", occasion).front}
    assert list(told) == ["Number", "Meeting", "Source", "Title", "Purpose", "Contact", "Abstract"]
    assert (told["Number"], told["Contact"]) == ("TSAG-TD123", "ana@example.org")


def test_the_annex_cites_every_entry_with_its_assessments(run: GapAnalysis) -> None:
    document = reports.build("tsag-gaps", run, "en")
    annex = [block for block in document.blocks if isinstance(block, Table)][-2]
    cited = {row[0][0].text: row[3][0].text for row in annex.rows}
    assert set(cited) == {f"{one}, edition 1" for one in ("REQ-0001", "REQ-0002", "REQ-0003", "SA-0001")}
    assert cited["REQ-0003, edition 1"] == "ITU-T X.1254 (09/2020): Covered"


def test_word_reads_arabic_from_the_right(run: GapAnalysis) -> None:
    document = reports.build("tsag-gaps", run, "ar")
    body = body_of(rendered(document, "docx"))
    tables = sum(isinstance(block, Table) for block in document.blocks)
    assert body.count("<w:bidiVisual/>") == tables + 1
    assert body.count("<w:tblHeader/>") == tables
    assert "<w:bidi/>" in body
    assert 'descr="REQ-0001: 47' in body
    english = body_of(rendered(reports.build("tsag-gaps", run, "en"), "docx"))
    assert ("<w:bidiVisual/>" in english, "<w:bidi/>" in english) == (False, False)


def test_the_pdf_says_that_it_is_accessible(run: GapAnalysis) -> None:
    file = rendered(reports.build("tsag-gaps", run, "es"), "pdf")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    assert b"/Lang(es)" in file
    assert b"/MarkInfo" in file


def test_a_missing_font_is_named(run: GapAnalysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONTS", {"ar": ("Nobody’s Naskh",)})
    document = reports.build("needs", run, "ar")
    sentence = "“ar” needs one of these fonts on the server: Nobody’s Naskh"
    with translation.override("en"), pytest.raises(reports.FontMissing, match=sentence):
        pdf.write(document, BytesIO())


def test_html_escapes_what_records_say() -> None:
    language = reports.words("", "en").language
    blocks = [
        reports.Heading("<b>"),
        reports.Paragraph([reports.words("<script>", "fr", link="https://a.example/?a&b")]),
    ]
    page = rendered(Document("T", language, blocks), "html").decode()
    assert "<h2>&lt;b&gt;</h2>" in page
    assert '<p><span lang="fr" dir="ltr"><a href="https://a.example/?a&amp;b">&lt;script&gt;</a></span></p>' in page
