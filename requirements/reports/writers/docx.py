"""How does a report become a Word document as ITU lays them out, from left to right or from right to left?

Styles and the direction of text are set where Word reads them: on the section, on each paragraph, on each run and on
tables. A run in another language than the document says so, for spelling and for its own direction.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from requirements.languages import Language
from requirements.reports import pictures
from requirements.reports.document import (
    Bars,
    Block,
    Cell,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    Words,
    address_shown,
)

# Fonts that every office program has or replaces by one of the same widths, for Latin, Arabic and Chinese letters.
FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial", "eastAsia": "SimSun"}
TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
BODY, SMALL = Pt(11), Pt(9)
BLUE = RGBColor(0x1F, 0x4E, 0x79)
SHADES = ("FFFFFF", "D9E2EC", "C3D9EA", "9CC0DC", "6FA3C8")
# What a file is dated that says of no moment: the first that an archive can hold.
MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
MARGIN = Cm(2)
PAGE = (Cm(21), Cm(29.7))


def write(document: Document, stream: IO[bytes]) -> None:
    """Write the document; the same document gives the same text, table by table."""
    file = new_document()
    _set_styles(file, document.language)
    _set_page(file, document)
    _add_heading(file, Heading(document.title, 0), document)
    if document.subtitle:
        _add_paragraph(file, Paragraph([Words(document.subtitle, document.language)]), document)
    if document.front:
        _add_front(file, document)
    for block in document.blocks:
        ADDED[type(block)](file, block, document)
    _save(file, document, stream)


def _save(file: Any, document: Document, stream: IO[bytes]) -> None:
    """As the library saves it, but with the moment of the document instead of now: the same bytes each time."""
    moment = document.moment or MOMENT
    file.core_properties.created = file.core_properties.modified = moment.replace(tzinfo=None)
    saved = BytesIO()
    file.save(saved)
    with ZipFile(saved) as made, ZipFile(stream, "w", ZIP_DEFLATED) as written:
        for name in made.namelist():
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, made.read(name))


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


def _add_front(file: Any, document: Document) -> None:
    rows: list[Sequence[Cell]] = [
        [[Words(name, document.language, strong=True)], cell] for name, cell in document.front
    ]
    made = _new_table(file, 2, document)
    made._tbl.remove(made.rows[0]._tr)
    _add_rows(made, Table(head=["", ""], rows=rows, widths=(1, 4)), document)


def _add_heading(file: Any, heading: Heading, document: Document) -> None:
    style = "Title" if heading.level == 0 else f"Heading {min(heading.level, 2)}"
    _fill(file.add_paragraph(style=style), [Words(heading.text, document.language)], document.language)


def _add_paragraph(file: Any, paragraph: Paragraph, document: Document) -> None:
    _fill(file.add_paragraph(), paragraph.words, document.language)


def _add_items(file: Any, items: Items, document: Document) -> None:
    for entry in items.entries:
        _fill(file.add_paragraph(style="List Bullet"), entry, document.language)


def _add_caption(file: Any, caption: str, document: Document) -> Any:
    made = file.add_paragraph(style="Caption")
    _fill(made, [Words(caption, document.language)], document.language)
    return made


def _add_bars(file: Any, bars: Bars, document: Document) -> None:
    """The picture, what its colors mean, its caption; what it shows is said to those who do not see it."""
    picture = file.add_picture(BytesIO(pictures.png(bars, document.language)), width=_across(document))
    picture._inline.docPr.set("descr", bars.alternative)
    picture._inline.docPr.set("title", bars.caption)
    legend = file.add_paragraph()
    if document.language.direction == "rtl":
        legend._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for color, name in zip(pictures.COLORS, bars.legend, strict=False):
        legend.add_run("\u25a0 ").font.color.rgb = RGBColor.from_string(color[1:].upper())
        _set_run(legend.add_run(f"{name}   "), Words(name, document.language), SMALL)
    _add_caption(file, bars.caption, document)


def _add_table(file: Any, table: Table, document: Document) -> None:
    language = document.language
    if table.caption:
        _add_caption(file, table.caption, document).paragraph_format.keep_with_next = True
    made = _new_table(file, len(table.head), document)
    head = made.rows[0]
    _mark(head, "w:tblHeader")
    for cell, text in zip(head.cells, table.head, strict=True):
        _fill(cell.paragraphs[0], [Words(text, language, strong=True)], language, size=SMALL)
        _shade(cell, SHADES[1])
    _add_rows(made, table, document)
    if table.source:
        source = Words(address_shown(table.source, language), language, link=table.source)
        _fill(file.add_paragraph(), [source], language, size=SMALL)


def _new_table(file: Any, columns: int, document: Document) -> Any:
    made = file.add_table(rows=1, cols=columns, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    if document.language.direction == "rtl":
        made._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    return made


def _add_rows(made: Any, table: Table, document: Document) -> None:
    """One row after another; asking a table for its cells again and again would take ever longer."""
    for place, row in enumerate(table.rows):
        added = made.add_row()
        _mark(added, "w:cantSplit")
        shades = table.shades[place] if table.shades else [0] * len(row)
        for cell, words, shade in zip(added.cells, row, shades, strict=True):
            _fill(cell.paragraphs[0], words, document.language, size=SMALL)
            if shade:
                _shade(cell, SHADES[shade])
    _set_widths(made, table, document)


def _set_widths(made: Any, table: Table, document: Document) -> None:
    shares = table.widths or [1] * len(table.head)
    widths = [int(_across(document) * share / sum(shares)) for share in shares]
    for width, column in zip(widths, made.columns, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _across(document: Document) -> int:
    return int(PAGE[1 if document.landscape else 0] - 2 * MARGIN)


def _mark(row: Any, name: str) -> None:
    """Say of a row that it is repeated on every page, or not broken between two."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any, color: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(paragraph: Any, words: Any, language: Language, *, size: Any = None) -> None:
    """Put words into a paragraph of the document's direction, each run in its own language."""
    if language.direction == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for piece in words:
        holder = _linked(paragraph, piece.link) if piece.link else paragraph._p
        for number, line in enumerate(piece.text.split("\n")):
            run = paragraph.add_run(line)
            if number:
                run._r.insert(0, OxmlElement("w:br"))
            _set_run(run, piece, size)
            holder.append(run._r)


def _linked(paragraph: Any, address: str) -> Any:
    """A part of the paragraph that leads to an address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def _set_run(run: Any, piece: Words, size: Any) -> None:
    """Size and weight twice: Word has its own for complex scripts."""
    properties = run._r.get_or_add_rPr()
    if piece.strong:
        run.font.bold = True
        properties.append(OxmlElement("w:bCs"))
    if piece.link:
        run.font.color.rgb = BLUE
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


ADDED: Mapping[type[Block], Callable[[Any, Any, Document], None]] = {
    Heading: _add_heading,
    Paragraph: _add_paragraph,
    Items: _add_items,
    Table: _add_table,
    Bars: _add_bars,
}
