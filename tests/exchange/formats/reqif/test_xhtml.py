"""How does XHTML of requirements tools read as text?"""

import pytest
from lxml import etree

from requirements.exchange.formats.reqif.xhtml import text_of

TABLE = (
    "<table><caption>Fees</caption><thead><tr><th>Age</th><th><p>Fee</p></th></tr></thead>"
    "<tbody><tr><td><p>below</p><p>six</p></td><td/></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div>One<p>Two  \n three</p>Four</div>", "One\nTwo three\nFour"),
        ("<ul><li><p>One</p><p>more</p></li><li>Two<ol><li>a</li><li/><li>b</li></ol></li></ul>",
         "• One\nmore\n• Two\n1. a\n3. b"),
        (TABLE, "Fees\nAge | Fee\nbelow six |"),
        ("10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>, the 2<sup>nd</sup>", "10⁶ m² of CO₂, the 2nd"),
        ("<a href='https://a.org/x'>There</a>, <a href='#y'>here</a>.", "There (https://a.org/x), here."),
        ("<a href='https://example.org'>https://example.org</a>", "https://example.org"),
        ("Map <object data='f/map.ole' type='a/b'><object data='f/map.png' type='image/png'/></object> end",
         "Map [map.png] end"),
        ("<object data='f/map.png'>A map<br/>of it</object>", "A map of it"),
        ("<img src='data:image/png;base64,AA' type='image/png'/><img src='a.png' alt='A'/>", "[image/png]A"),
        ("<pre>if x:\n    y()\n</pre>", "if x:\ny()"),
        ("<dl><dt>Word</dt><dd>Meaning</dd></dl><span>a<br/>b</span>c", "Word\nMeaning\na\nbc"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_reads_as_lines(markup: str, text: str) -> None:
    assert text_of(etree.fromstring(f"<v>{markup}</v>"), exactly=False) == text


@pytest.mark.parametrize("nest", ["div", "span", "li", "table/tr/td"])
def test_what_is_nested_as_deeply_as_files_may_be_is_read(nest: str) -> None:
    names = nest.split("/") * (200 // (nest.count("/") + 1))
    opened, closed = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
    assert text_of(etree.fromstring(f"<v>{opened}deep{closed}</v>"), exactly=False).endswith("deep")
