"""How is a good file spoiled, so that a reader has to show that nothing but its own error leaves it?"""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from requirements import documents, exchange
from requirements.documents import Refused
from requirements.exchange import Format
from requirements.exchange.formats.records import Found
from tests.exchange.formats.samples import Sample, packed, unpacked

# What readers trip over: ends of things, signs that mean something, blanks, characters that nothing can show.
PIECES = st.sampled_from(
    [
        *(b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\r", b"<", b">", b"</", b"&", b"&#0;", b"]]>", b'"', b"'"),
        *(
            b"{",
            b"}",
            b"[",
            b"]",
            b":",
            b",",
            b"null",
            b"- ",
            b"*a",
            b"&a ",
            b"\xed\xa0\x80",
            b"\xe2\x80\xae",
            b"9" * 400,
        ),
    ]
)
PLACE = st.integers(min_value=0, max_value=2**31)


@st.composite
def spoiled(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with up to four pieces put in, taken out, doubled or exchanged; or cut off."""
    for _ in range(draw(st.integers(1, 4))):
        start, length = draw(PLACE) % (len(content) + 1), draw(st.sampled_from([0, 1, 2, 7, 40, 400]))
        piece = draw(PIECES | st.binary(max_size=4))
        what = draw(st.sampled_from(["put", "double", "move", "cut"]))
        cut = content[start : start + length]
        if what == "put":
            content = content[:start] + piece + content[start + length :]
        elif what == "double":
            content = content[:start] + cut * 3 + content[start:]
        elif what == "move":
            rest = content[:start] + content[start + length :]
            to = draw(PLACE) % (len(rest) + 1)
            content = rest[:to] + cut + rest[to:]
        else:
            content = content[: max(start, len(content) // 2)]
    return content


@st.composite
def spoiled_sample(draw: st.DrawFn, sample: Sample) -> Sample:
    """The sample with one of its files spoiled; of an archive mostly a file inside, since its checksum hides others."""
    name = draw(st.sampled_from(sorted(sample)))
    content = sample[name]
    if content.startswith(b"PK") and draw(st.integers(0, 3)):
        members = unpacked(content)
        chosen = draw(st.integers(0, len(members) - 1))
        members[chosen] = members[chosen][0], draw(spoiled(members[chosen][1]))
        return {**sample, name: packed(members)}
    return {**sample, name: draw(spoiled(content))}


def read(form: Format, sample: Sample) -> int:
    """How many records a sample has that fit a document; the room's own refusals alone may come on the way."""
    with TemporaryDirectory() as folder:
        for name, content in sample.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            records = list(form.records(sorted(Path(folder).iterdir()), {}))
        except exchange.ExchangeError as refusal:
            return len(str(refusal)) and 0
    return sum(fits(record) for record in records if isinstance(record, Found))


def fits(record: Found) -> bool:
    prefix = documents.PREFIXES.get(record.kind)
    try:
        documents.parse({"identifier": f"{prefix}-0001", **record.data, "kind": record.kind})
    except Refused:
        return False
    return True
