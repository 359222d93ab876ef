"""Which lines, headings and words does the markdown of GitBook yield?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements.exchange.formats.govstack.blocks import Heading, Hint, Item, Paragraph, Table, flat
from requirements.exchange.formats.govstack.headings import numbered_title, sections, title_of
from requirements.exchange.formats.govstack.html_blocks import parse_html
from requirements.exchange.formats.govstack.markdown import parse


def test_blocks_keep_their_lines() -> None:
    text = "---\ndescription: x\n---\n\n# Title\r\n\r\nText\n\n* one\n  * two\n\n| a |\n| - |\n| b |\n"

    blocks = parse(text)

    assert [(type(block), block.line) for block in blocks] == [(Heading, 5), (Paragraph, 7), (Item, 9), (Table, 12)]
    assert [row.line for row in blocks[3].rows] == [12, 14]


def test_a_heading_loses_its_markup() -> None:
    (heading,) = parse('### **6.1 Catalog** Management&#x20; <a href="#_h" id="_h"></a>')

    assert heading == Heading("6.1 Catalog Management", 1, 3, "_h")


def test_prose_loses_its_markup() -> None:
    (paragraph,) = parse("**Bold** and \\_plain\\_ [link](a (1).md), `code`,<br>a\u200bb&nbsp;c \\\nd ![image](b.png)")

    assert paragraph.text == "Bold and _plain_ link, code,\nab c\nd"
    assert paragraph.lead == "Bold"


def test_a_box_of_gitbook_is_one_block() -> None:
    blocks = parse('{% hint style="info" %}\nNote\n{% endhint %}\n\nText')

    assert blocks == (Hint((Paragraph("Note", 2),), 2), Paragraph("Text", 5))


def test_html_tables_on_one_line() -> None:
    cell = "<p><strong>b</strong> c</p><ul><li>d<br></li></ul>"

    (table,) = parse_html(f"<table><thead><tr><th>A</th></tr></thead><tr><td>{cell}</td></tr></table>", 7)

    assert [row.header for row in table.rows] == [True, False]
    assert table.rows[1].cells == ((Paragraph("b c", 7, "b"), Item((Paragraph("d", 7),), 7)),)


@pytest.mark.parametrize(
    "source", ["<table><tr><td>a", "<![x[", "</td></table>a", "<table><td>a<table><td>b", "<p>a</b>"]
)
def test_broken_html_is_read_as_far_as_it_goes(source: str) -> None:
    assert [
        flat(cell)
        for block in parse_html(source, 1)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ] in (
        [],
        ["a"],
        ["a", "b"],
    )


@pytest.mark.parametrize(
    ("heading", "title", "numbered"),
    [
        ("6.1 Sending", "Sending", "6.1 Sending"),
        ("6.1. Sending", "Sending", "6.1 Sending"),
        ("#1 Sending (REQUIRED IMMUTABLE OBSERVABLE) (previously 5.18)", "Sending", "1 Sending"),
        ("Top 25 languages (OPTIONAL):", "Top 25 languages", "Top 25 languages"),
    ],
)
def test_title(heading: str, title: str, numbered: str) -> None:
    assert (title_of(heading), numbered_title(heading)) == (title, numbered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# 5 C\n## 5.1 A\n## 5.1.1 B\n## 5.2 D",
            [("5", ()), ("5.1", ("5",)), ("5.1.1", ("5", "5.1")), ("5.2", ("5",))],
        ),
        (
            "# 5 C\n## 5.1 A\n## Extra E\n### 5.1 B",
            [("5", ()), ("5.1", ("5",)), ("Extra", ("5",)), ("5.1", ("5", "Extra"))],
        ),
        (
            "# 6 C\n### 6.2 A\n#### DRS-1 B\n\n**6.3 D**",
            [("6", ()), ("6.2", ("6",)), ("DRS-1", ("6", "6.2")), ("6.3", ("6",))],
        ),
        ("# 5 C\n### 6.1.2 A", [("5", ()), ("6.1.2", ("5",))]),
    ],
)
def test_numbers_decide_which_heading_contains_which(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = [
        (section.heading.text.split()[0], tuple(above.text.split()[0] for above in section.above))
        for section in sections(parse(text))
    ]

    assert found == expected


@given(st.text(alphabet='#*|-`<>[]()\\!&;: \n\t\0\ufeffaR1.%{}tdrbp="', max_size=200))
def test_every_text_has_blocks(text: str) -> None:
    assert all(block.line >= 1 for block in parse(text))
