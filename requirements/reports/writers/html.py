"""How does a report become one page that any browser reads, without anything beside it?"""

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from requirements.languages import Language
from requirements.reports import pictures
from requirements.reports.document import Bars, Document, Heading, Items, Paragraph, Table, Words

STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin-inline:auto;padding:1rem;color:#1b2733;background:#fff}
h1,h2,h3{color:#1f4e79;line-height:1.2}table{border-collapse:collapse;width:100%;font-size:.85rem}
caption,figcaption{text-align:start;font-weight:600;padding-block:.5rem}
th,td{border:1px solid #8fa3b5;padding:.25rem .5rem;text-align:start;vertical-align:top}thead th{background:#d9e2ec}
.s1{background:#e3edf5}.s2{background:#c3d9ea}.s3{background:#9cc0dc}.s4{background:#6fa3c8}
.scroll{overflow-x:auto}figure{margin-inline:0}svg{max-width:100%;height:auto}.key i{display:inline-block;width:.8em;
height:.8em;margin-inline:1em .3em}footer{margin-block-start:2rem;font-size:.85rem}
@media print{thead{display:table-header-group}tr{break-inside:avoid}.scroll{overflow:visible}}
"""


def write(document: Document, stream: IO[bytes]) -> None:
    """Write the document as a page of its own."""
    language = document.language
    page = format_html(
        '<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width"><style>{}</style></head><body><main><h1>{}</h1>{}{}{}'
        "</main><footer>{}</footer></body></html>",
        language.code,
        language.direction,
        document.title,
        mark_safe(STYLE),  # noqa: S308 - a constant
        document.title,
        _subtitle(document),
        _front(document),
        _joined(_block(block, document) for block in document.blocks),
        document.source,
    )
    stream.write(page.encode())


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _subtitle(document: Document) -> SafeString:
    return format_html("<p>{}</p>", document.subtitle) if document.subtitle else SafeString("")


def _front(document: Document) -> SafeString:
    if not document.front:
        return SafeString("")
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td>{}</td></tr>',
        ((name, _words(cell, document.language)) for name, cell in document.front),
    )
    return format_html("<table>{}</table>", rows)


def _block(block: Any, document: Document) -> SafeString:
    return BLOCKS[type(block)](block, document)


def _heading(heading: Heading, document: Document) -> SafeString:
    level = min(heading.level + 1, 6)
    return format_html("<h{}>{}</h{}>", level, heading.text, level)


def _paragraph(paragraph: Paragraph, document: Document) -> SafeString:
    return format_html("<p>{}</p>", _words(paragraph.words, document.language))


def _items(items: Items, document: Document) -> SafeString:
    entries = ((_words(entry, document.language),) for entry in items.entries)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", entries))


def _table(table: Table, document: Document) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((text,) for text in table.head))
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table>{}<thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>{}",
        table.caption or document.title,
        format_html("<caption>{}</caption>", table.caption) if table.caption else "",
        head,
        _joined(_row(table, place, document) for place in range(len(table.rows))),
        format_html('<p><a href="{}">{}</a></p>', table.source, table.source) if table.source else "",
    )


def _row(table: Table, place: int, document: Document) -> SafeString:
    row = table.rows[place]
    shades = table.shades[place] if table.shades else [0] * len(row)
    cells = (
        format_html('<td class="s{}">{}</td>', shade, _words(cell, document.language))
        if shade
        else format_html("<td>{}</td>", _words(cell, document.language))
        for cell, shade in zip(row, shades, strict=True)
    )
    return format_html("<tr>{}</tr>", _joined(cells))


def _bars(bars: Bars, document: Document) -> SafeString:
    key = format_html_join(
        "",
        '<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="{}"/></svg> {} ',
        zip(pictures.COLORS, bars.legend, strict=False),
    )
    return format_html(
        '<figure><div role="img" aria-label="{}">{}</div><p class="key">{}</p><figcaption>{}</figcaption></figure>',
        bars.alternative,
        mark_safe(pictures.svg(bars, document.language)),  # noqa: S308 - numbers and escaped labels
        key,
        bars.caption,
    )


def _words(cell: Iterable[Words], language: Language) -> SafeString:
    return _joined(_piece(piece, language) for piece in cell)


def _piece(piece: Words, language: Language) -> SafeString:
    found = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.text.split("\n")))
    if piece.strong:
        found = format_html("<strong>{}</strong>", found)
    if piece.link:
        found = format_html('<a href="{}">{}</a>', piece.link, found)
    if piece.language != language:
        found = format_html('<span lang="{}" dir="{}">{}</span>', piece.language.code, piece.language.direction, found)
    return found


BLOCKS: Mapping[type, Callable[[Any, Document], SafeString]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Bars: _bars,
}
