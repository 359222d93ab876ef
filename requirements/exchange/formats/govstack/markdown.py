"""Which blocks does a markdown file of GitBook hold, and on which lines?"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from requirements.exchange.formats.govstack.blocks import Block, Heading, Hint, Item, Paragraph, Prose, Row, Table
from requirements.exchange.formats.govstack.html_blocks import parse_html
from requirements.exchange.formats.govstack.levels import markers, without_markers

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# GitBook's own tags stand alone on their line: `{% hint style="info" %}`.
TAG_LINE = re.compile(r"^\s*(?:[*>-]\s+)?\{%\s*(\w+).*%\}\s*$")
ANCHOR = re.compile(r"<a\b[^<>]*\bid=\"([^\"]+)\"", re.IGNORECASE)
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def parse(text: str) -> tuple[Block, ...]:
    """The blocks in order; code, figures, front matter and GitBook's tags are left out, lines counted from 1."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _blank_front_matter(lines)
    hints = _blank_tags(lines)
    tree = SyntaxTreeNode(COMMONMARK.parse("\n".join(lines)))
    return tuple(_with_their_levels(_blocks(tree.children, hints)))


def _with_their_levels(blocks: Iterable[Block]) -> Iterator[Block]:
    """A level that stands alone right below a heading is that of the heading."""
    heading: Heading | None = None
    for block in blocks:
        if heading and isinstance(block, Paragraph) and markers(block.text) and not without_markers(block.text):
            heading = replace(heading, text=f"{heading.text} {block.text}")
            continue
        if heading:
            yield heading
        heading = block if isinstance(block, Heading) else None
        if heading is None:
            yield block
    if heading:
        yield heading


def _blank_front_matter(lines: list[str]) -> None:
    if lines[0].strip() != "---":
        return
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"), 0)
    lines[: end + 1] = [""] * (end + 1)


def _blank_tags(lines: list[str]) -> set[int]:
    """Empties the lines that hold a tag of GitBook; the indexes of lines within a hint are returned."""
    hints: set[int] = set()
    inside = False
    for index, line in enumerate(lines):
        tag = TAG_LINE.match(line)
        if tag:
            inside = tag[1] == "hint" or (inside and tag[1] != "endhint")
            lines[index] = ""
        elif inside:
            hints.add(index)
    return hints


def _blocks(nodes: Sequence[SyntaxTreeNode], hints: set[int]) -> Iterator[Block]:
    for node in nodes:
        start = node.map[0] if node.map else 0
        found = tuple(BUILDERS[node.type](node, hints)) if node.type in BUILDERS else ()
        if found and start in hints:
            yield Hint(found, start + 1)
        else:
            yield from found


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _heading(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    token = _inline_token(node)
    anchor = ANCHOR.search(token.content)
    # `**5**.1**.2 Archives**`: marks that open within a word are none to markdown.
    text = _paragraph(token, _line(node)).text.replace("**", "")
    yield Heading(text, _line(node), int(node.tag[1]), anchor[1] if anchor else "")


def _prose(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    paragraph = _paragraph(_inline_token(node), _line(node))
    if paragraph.text:
        yield paragraph


def _list(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    # A list that opens in a hint is boxed as a whole, its entries not one by one.
    inner = set() if _line(node) - 1 in hints else hints
    for item in node.children:
        label = f"{item.info}." if node.type == "ordered_list" else "•"
        yield Item(tuple(map(_as_prose, _blocks(item.children, inner))), _line(item), label)


def _as_prose(block: Block) -> Block:
    """A heading in a list entry opens no section."""
    return Paragraph(block.text, block.line, lead=block.text) if isinstance(block, Heading) else block


def _quote(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    return _blocks(node.children, hints)


def _html(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    yield from parse_html(node.content, _line(node))


def _table(node: SyntaxTreeNode, hints: set[int]) -> Iterator[Block]:
    rows = tuple(
        Row(tuple(_cell(cell, _line(row)) for cell in row.children), _line(row), part.type == "thead")
        for part in node.children
        for row in part.children
    )
    yield Table(rows, _line(node))


BUILDERS: dict[str, Callable[[SyntaxTreeNode, set[int]], Iterator[Block]]] = {
    "heading": _heading,
    "paragraph": _prose,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "html_block": _html,
    "table": _table,
}


def _cell(node: SyntaxTreeNode, line: int) -> tuple[Block, ...]:
    """A cell may hold paragraphs and lists in HTML beside markdown: it is written as HTML throughout and read again."""
    return parse_html("".join(map(_as_html, _inline_token(node).children or [])), line)


def _as_html(token: Token) -> str:
    if token.type == "html_inline":
        return token.content
    if token.type in {"strong_open", "strong_close", "s_open", "s_close"}:
        return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return html.escape(token.content) if token.type in {"text", "code_inline"} else ""


def _inline_token(node: SyntaxTreeNode) -> Token:
    for child in node.children:
        if child.type == "inline" and child.token:
            return child.token
    return Token("inline", "", 0, children=[])


def _paragraph(token: Token, line: int) -> Paragraph:
    prose = Prose()
    for child in token.children or []:
        _collect(child, prose)
    kinds = {child.type for child in token.children or [] if child.type != "text" or child.content.strip()}
    return prose.paragraph(line, code=kinds == {"code_inline"})


def _collect(token: Token, prose: Prose) -> None:
    if token.type in {"text", "code_inline"}:
        prose.add(token.content, code=token.type == "code_inline")
    elif token.type == "softbreak":
        prose.add(" ")
    elif token.type == "hardbreak" or LINE_BREAK.fullmatch(token.content):
        prose.add("\n")
    elif token.type in {"strong_open", "strong_close"}:
        prose.bold += token.nesting
    elif token.type in {"s_open", "s_close"}:
        prose.struck += token.nesting
