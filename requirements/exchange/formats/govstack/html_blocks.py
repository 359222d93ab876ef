"""Which blocks does a piece of HTML hold? GitBook writes tables, and lists in cells, as HTML on one line."""

from html.parser import HTMLParser

from requirements.exchange.formats.govstack.blocks import Block, Item, Prose, Row, Table

BOLD = {"strong", "b", "th"}
# Tags that end a paragraph where they open and where they close.
BREAKING = {"p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "details", "blockquote", "pre"}
# What nobody sees, and what authors struck out.
SILENT = {"script", "style", "svg", "s", "del", "strike"}


def parse_html(source: str, line: int) -> tuple[Block, ...]:
    """Paragraphs, list entries (flattened) and tables, in order; `line` is that of the first character."""
    reader = _Reader(line)
    try:
        reader.feed(source)
        reader.close()
    except AssertionError:
        # Older versions of the parser trip over `<![`; what was read so far stands.
        pass
    reader.end_paragraph()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first_line = line
        self.blocks: list[Block] = []
        self.rows: list[Row] | None = None
        self.cells: list[tuple[Block, ...]] | None = None
        self.cell: list[Block] | None = None
        self.header = False
        self.item = ""
        self.lists: list[int | None] = []
        self.silent = 0
        self.prose = Prose()

    @property
    def line(self) -> int:
        return self.first_line + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BREAKING:
            self.end_paragraph()
        if tag == "br":
            self.prose.add("\n")
        elif tag in {"ol", "ul"}:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.item = self._label()
        elif tag in {"table", "tr", "td", "th"}:
            self._open(tag)
        self.prose.bold += tag in BOLD

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.prose.bold = max(0, self.prose.bold - (tag in BOLD))
        if tag in BREAKING:
            self.end_paragraph()
        if tag == "li":
            self.item = ""
        elif tag in {"ol", "ul"} and self.lists:
            self.lists.pop()
        elif tag in {"table", "tr", "td", "th"}:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.prose.add(data.replace("\n", " "))

    def close(self) -> None:
        """Ends what the source left open."""
        super().close()
        self._end_table()

    def _open(self, tag: str) -> None:
        if tag == "table" and self.rows is None:
            self.end_paragraph()
            self.rows = []
        elif tag == "tr":
            self._end_row()
            self.cells, self.header = [], True
        elif tag in {"td", "th"}:
            self._end_cell()
            self.cell = []
            self.header = self.header and tag == "th"

    def _close(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif tag == "tr":
            self._end_row()
        else:
            self._end_cell()

    def end_paragraph(self) -> None:
        paragraph = self.prose.paragraph(self.line)
        bold, self.prose = self.prose.bold, Prose()
        self.prose.bold = bold
        if not paragraph.text:
            return
        block: Block = (
            Item((paragraph,), paragraph.line, self.item, max(1, len(self.lists))) if self.item else paragraph
        )
        (self.blocks if self.cell is None else self.cell).append(block)

    def _label(self) -> str:
        """`1.`, `2.` in an ordered list."""
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "•"
        self.lists[-1] = number + 1
        return f"{number + 1}."

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        self.end_paragraph()
        self.cells = self.cells or []
        self.cells.append(tuple(self.cell))
        self.cell, self.item, self.silent = None, "", 0
        self.lists.clear()

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells:
            self.rows = self.rows or []
            self.rows.append(Row(tuple(self.cells), self.line, self.header))
        self.cells = None

    def _end_table(self) -> None:
        self._end_row()
        if self.rows:
            self.blocks.append(Table(tuple(self.rows), self.rows[0].line))
        self.rows = None
