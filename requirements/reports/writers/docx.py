"""How does a report become a Word document as ITU lays them out, from left to right or from right to left?

Styles and the direction of text are set where Word reads them: on the section, on each paragraph, on each run and on
tables. A run in another language than the document says so, for spelling and for its own direction.
"""

from typing import IO, Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from requirements.languages import Language
from requirements.reports.document import Document, Heading, Paragraph, Table, Words

# Fonts that every office program has or replaces by one of the same widths, for Latin, Arabic and Chinese letters.
FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial", "eastAsia": "SimSun"}
TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
BODY, SMALL = Pt(11), Pt(9)
BLUE = RGBColor(0x1F, 0x4E, 0x79)
SHADE = "D9E2EC"
MARGIN = Cm(2)
PAGE = (Cm(21), Cm(29.7))


def write(document: Document, stream: IO[bytes]) -> None:
    """Write the document; the same document gives the same text, table by table."""
    file = new_document()
    _set_styles(file, document.language)
    _set_page(file, document)
    _add_heading(file, Heading(document.title, 0), document.language)
    if document.subtitle:
        _add_paragraph(file, [Words(document.subtitle, document.language)], document.language)
    for block in document.blocks:
        if isinstance(block, Heading):
            _add_heading(file, block, document.language)
        elif isinstance(block, Paragraph):
            _add_paragraph(file, block.words, document.language)
        else:
            _add_table(file, block, document)
    file.save(stream)


def _set_styles(file: Any, language: Language) -> None:
    for name, size in (("Normal", BODY), ("Title", Pt(18)), ("Heading 1", Pt(14)), ("Heading 2", Pt(12))):
        style = file.styles[name]
        style.font.size = size
        if name != "Normal":
            style.font.color.rgb = BLUE
            style.font.bold = True
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind, font in FONTS.items():
            fonts.set(qn(f"w:{kind}"), font)
        style.element.rPr.append(_language(language))
    file.core_properties.language = TAGS[language.code]


def _set_page(file: Any, document: Document) -> None:
    section = file.sections[0]
    width, height = PAGE
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    if document.language.direction == "rtl":
        section._sectPr.append(OxmlElement("w:bidi"))
    file.core_properties.title = document.title
    file.core_properties.keywords = ", ".join(document.keywords)
    footer = section.footer.paragraphs[0]
    _fill(footer, [Words(f"{document.source}  ", document.language)], document.language, size=SMALL)
    _add_page_number(footer)


def _add_page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _add_heading(file: Any, heading: Heading, language: Language) -> None:
    style = "Title" if heading.level == 0 else f"Heading {min(heading.level, 2)}"
    _fill(file.add_paragraph(style=style), [Words(heading.text, language)], language)


def _add_paragraph(file: Any, words: Any, language: Language) -> None:
    _fill(file.add_paragraph(), words, language)


def _add_table(file: Any, table: Table, document: Document) -> None:
    language = document.language
    made = file.add_table(rows=1, cols=len(table.head), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    if language.direction == "rtl":
        made._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    head = made.rows[0]
    _mark(head, "w:tblHeader")
    for cell, text in zip(head.cells, table.head, strict=True):
        _fill(cell.paragraphs[0], [Words(text, language, strong=True)], language, size=SMALL)
        _shade(cell)
    for row in table.rows:
        added = made.add_row()
        _mark(added, "w:cantSplit")
        for cell, words in zip(added.cells, row, strict=True):
            _fill(cell.paragraphs[0], words, language, size=SMALL)
    _set_widths(made, table, document)


def _set_widths(made: Any, table: Table, document: Document) -> None:
    shares = table.widths or [1] * len(table.head)
    across = PAGE[1 if document.landscape else 0] - 2 * MARGIN
    for share, column in zip(shares, made.columns, strict=True):
        column.width = int(across * share / sum(shares))
    for row in made.rows:
        for cell, column in zip(row.cells, made.columns, strict=True):
            cell.width = column.width


def _mark(row: Any, name: str) -> None:
    """Say of a row that it is repeated on every page, or not broken between two."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(paragraph: Any, words: Any, language: Language, *, size: Any = None) -> None:
    """Put words into a paragraph of the document's direction, each run in its own language."""
    if language.direction == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for piece in words:
        for number, line in enumerate(piece.text.split("\n")):
            run = paragraph.add_run(line)
            if number:
                run._r.insert(0, OxmlElement("w:br"))
            _set_run(run, piece, size)


def _set_run(run: Any, piece: Words, size: Any) -> None:
    """Size and weight twice: Word has its own for complex scripts."""
    properties = run._r.get_or_add_rPr()
    if piece.strong:
        run.font.bold = True
        properties.append(OxmlElement("w:bCs"))
    if size:
        run.font.size = size
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(int(size.pt * 2)))
        properties.append(complex_size)
    if piece.language.direction == "rtl":
        properties.append(OxmlElement("w:rtl"))
    properties.append(_language(piece.language))


def _language(language: Language) -> Any:
    element = OxmlElement("w:lang")
    kind = {"ar": "bidi", "zh": "eastAsia"}.get(language.code, "val")
    element.set(qn(f"w:{kind}"), TAGS[language.code])
    return element
