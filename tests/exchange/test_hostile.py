"""Is a file that means harm refused, at the limit and not before, with its place and little memory?"""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.test import override_settings
from openpyxl import Workbook

from requirements import exchange
from requirements.exchange import ExchangeError, TooLarge, Unreadable
from requirements.exchange.formats.tables import workbooks

XLSX, CSV, JSON = (exchange.format_named(name) for name in ("xlsx", "csv", "json"))
SHEET = "xl/worksheets/sheet1.xml"
TRANSITIONAL = b"schemas.openxmlformats.org/"
LAYERS = "".join(f'<!ENTITY {one} "{f"&{other};" * 10}">' for one, other in zip("bcdefghij", "abcdefghi", strict=True))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{LAYERS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
# Bytes that a refusal, or a large file, may take at most.
MEMORY = 256 * 1024 * 1024


def workbook(rows: int = 1, change: Callable[[str, bytes], bytes] = lambda name, content: content) -> bytes:
    """A workbook of needs, each of its files as `change` makes it."""
    book = Workbook()
    book.active.title = "needs"
    book.active.append(["title_en"])
    for number in range(rows):
        book.active.append([f"Need {number}"])
    plain, packed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return packed.getvalue()


def in_sheet(before: bytes, put: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(before, put + before) if name == SHEET else content


def with_members(content: bytes, members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return packed.getvalue()


def read(folder: Path, content: bytes, form: exchange.Format = XLSX) -> int:
    path = folder / f"given{form.suffixes[0]}"
    path.write_bytes(content)
    return len(list(form.records([path], {})))


def refusal(folder: Path, content: bytes, form: exchange.Format = XLSX) -> ExchangeError:
    """The refusal, which comes at once: within seconds of this process, however busy the machine."""
    start = time.process_time()
    with pytest.raises(ExchangeError) as refused:
        read(folder, content, form)
    assert time.process_time() - start < 5
    assert str(refused.value).startswith("given")
    return refused.value


@pytest.mark.parametrize("prefix", [BOMB, OUTSIDE])
@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_entities_are_refused_in_every_part_of_a_workbook(prefix: str, member: str, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != member:
            return content
        return (
            prefix.encode() + content.partition(b"?>")[2] if content.startswith(b"<?xml") else prefix.encode() + content
        )

    assert isinstance(refusal(tmp_path, workbook(change=change)), Unreadable)


def test_a_workbook_is_unpacked_no_further_than_the_limits(tmp_path: Path) -> None:
    good = workbook()
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members, size = len(archive.infolist()), sum(member.file_size for member in archive.infolist())
    with override_settings(IMPORT_MEMBER_LIMIT=members, IMPORT_UNPACKED_LIMIT=size):
        assert read(tmp_path, good) == 1
    with override_settings(IMPORT_MEMBER_LIMIT=members - 1):
        assert isinstance(refusal(tmp_path, good), TooLarge)
    with override_settings(IMPORT_UNPACKED_LIMIT=size - 1):
        assert isinstance(refusal(tmp_path, good), TooLarge)
    assert isinstance(refusal(tmp_path, with_members(good, {"x.bin": bytes(40 << 20)})), TooLarge)


@pytest.mark.parametrize("name", ["inner.zip", "inner.gz", "../outside.xml", "/absolute.xml"])
def test_archives_inside_and_ways_out_are_refused(name: str, tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path, with_members(workbook(), {name: b"x"})), Unreadable)


def test_a_member_without_a_name_is_refused(tmp_path: Path) -> None:
    """A name ends where it holds NUL."""
    packed = with_members(workbook(), {"!nameless": b"x"}).replace(b"!nameless", b"\0nameless")
    assert refusal(tmp_path, packed).code == "not_an_archive"


def test_rows_columns_and_emptiness_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with override_settings(IMPORT_ROW_LIMIT=4):
        assert read(tmp_path, workbook(3)) == 3
        assert refusal(tmp_path, workbook(4)).code == "too_many_rows"
        assert read(tmp_path, b"title_en\na\nb\nc\n", CSV) == 3
        assert refusal(tmp_path, b"title_en\na\nb\nc\nd\n", CSV).code == "too_many_rows"
    monkeypatch.setattr(workbooks, "EMPTY_ROWS", 5)
    assert read(tmp_path, workbook(1, in_sheet(b"</sheetData>", b"<row/>" * 5))) == 1
    assert refusal(tmp_path, workbook(1, in_sheet(b"</sheetData>", b"<row/>" * 6))).code == "too_many_empty_rows"
    monkeypatch.setattr(workbooks, "COLUMNS", 3)
    cell = b'<row r="3"><c r="%s3" t="inlineStr"><is><t> </t></is></c></row>'
    assert refusal(tmp_path, workbook(1, in_sheet(b"</sheetData>", cell % b"D"))).code == "too_many_columns"
    assert refusal(tmp_path, workbook(1, in_sheet(b"</sheetData>", cell % b"C"))).code == "too_many_cells"


def test_a_sheet_of_a_million_empty_rows_or_one_that_claims_them_is_no_work(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_003))
    assert refusal(tmp_path, workbook(1, in_sheet(b"</sheetData>", rows))).code == "too_many_empty_rows"
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert refusal(tmp_path, workbook(1, in_sheet(b"</sheetData>", last))).code == "too_many_empty_rows"
    claim = b'<dimension ref="A1:XFD1048576"/>'
    assert read(tmp_path, workbook(1, lambda name, content: content.replace(b'<dimension ref="A1:A2"/>', claim))) == 1


def test_a_workbook_that_is_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    good = workbook(3)
    for percent in range(0, 100, 4):
        assert isinstance(refusal(tmp_path, good[: len(good) * percent // 100]), Unreadable)


@pytest.mark.parametrize(
    ("member", "before", "put", "code"),
    [
        ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 50_000, "not_a_workbook"),
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="s" sheetId="9" state="hidden"/>' * 50_000, "not_a_workbook"),
        (SHEET, b"</sheetData>", b"<a>" * 200 + b"</a>" * 200, "nested_too_deeply"),
        (SHEET, b"</sheetData>", b'<row r="%s"><c r="A1"><v>1</v></c></row>' % (b"9" * 5_000), "not_a_workbook"),
    ],
)
def test_parts_of_a_workbook_are_no_larger_than_programs_write_them(
    member: str, before: bytes, put: bytes, code: str, tmp_path: Path
) -> None:
    changed = workbook(change=lambda name, inside: inside.replace(before, put + before) if name == member else inside)
    assert refusal(tmp_path, changed).code == code


def test_what_a_workbook_formats_and_does_not_fill_costs_nothing(tmp_path: Path) -> None:
    """Programs write a last row, and cells up to the last column, where whole columns have a format."""
    cells = b'<row r="3"><c r="A3"/><c r="XFD3"/></row><row r="1048576"><c r="A1048576"/></row>'
    assert read(tmp_path, workbook(1, in_sheet(b"</sheetData>", cells))) == 1
    assert read(tmp_path, b"title_en" + b"," * 20_000 + b"\nNeed" + b"," * 20_000 + b"\n", CSV) == 1
    wide = b"title_en" + b",x" * 1_000 + b"\n"
    assert refusal(tmp_path, wide, CSV).code == "too_many_columns"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "XLS"),
        (with_members(b"", {"mimetype": b"x", "content.xml": b"<x/>"}), "ODS"),
        (with_members(b"", {"Index/Document.iwa": b"x"}), "Numbers"),
        (with_members(workbook(), {"xl/vbaProject.bin": b"x"}), "XLSM"),
        (workbook(change=lambda _name, inside: inside.replace(TRANSITIONAL, b"purl.oclc.org/ooxml/")), "Strict"),
    ],
)
def test_workbooks_of_other_kinds_are_refused_with_what_to_do(content: bytes, name: str, tmp_path: Path) -> None:
    refused = refusal(tmp_path, content)
    assert refused.code == "other_workbook"
    assert name in str(refused)
    assert "save it as a workbook (XLSX)" in str(refused)


def test_an_archive_holds_files_alone_in_ways_that_cost_what_it_says(tmp_path: Path) -> None:
    device = zipfile.ZipInfo("device.xml")
    device.external_attr = 0o020644 << 16
    for member, method in ((device, zipfile.ZIP_STORED), (zipfile.ZipInfo("packed.xml"), zipfile.ZIP_LZMA)):
        packed = io.BytesIO(workbook())
        with zipfile.ZipFile(packed, "a") as archive:
            archive.writestr(member, b"x", method)
        assert isinstance(refusal(tmp_path, packed.getvalue()), Unreadable)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("oscal", b"<catalog " + b" ".join(b'a%d="1"' % number for number in range(1_001)) + b"/>"),
        ("oscal", b"<catalog>" + b"<x/>" * 500_000 + b"</catalog>"),
        ("oscal", b"catalog: [" + b"x," * 750_000 + b"x]"),
    ],
)
def test_trees_have_no_more_elements_than_any_catalogue(name: str, content: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path, content, exchange.format_named(name)).code == "too_many_elements"


def test_comments_before_the_root_are_no_work(tmp_path: Path) -> None:
    """Forty that no declaration followed would have taken days."""
    catalogue = b"<catalog><group><control id='a'><title>A</title></control></group></catalog>"
    assert read(tmp_path, b"<!---->" * 40 + catalogue, exchange.format_named("oscal")) == 1


def test_parameters_that_name_each_other_again_and_again_are_filled_in_to_a_limit(tmp_path: Path) -> None:
    """A hundred choices of a hundred choices of a hundred would fill the memory."""
    branching = {"id": "p", "select": {"choice": ["{{ insert: param, p }}"] * 100}}
    part = {"name": "statement", "prose": "Kites fly {{ insert: param, p }}."}
    catalogue = {"controls": [{"id": "k-1", "title": "Kites", "params": [branching], "parts": [part]}]}
    (tmp_path / "given.json").write_text(json.dumps({"catalog": catalogue}))
    (found,) = exchange.format_named("oscal").records([tmp_path / "given.json"], {})
    assert 20_000 < len(found.data["statement"]["en"]) < 400_000


def test_a_cell_may_be_as_long_as_the_longest_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"title_en\n" + b"x" * 1_000_000 + b"\n", CSV) == 1
    assert refusal(tmp_path, b"title_en\n" + b"x" * 1_000_001 + b"\n", CSV).code == "not_csv"


PROGRAM = """
import re, sys
from pathlib import Path
import django
django.setup()
from requirements import exchange
form, path = exchange.format_named(sys.argv[1]), Path(sys.argv[2])
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
before = peak()
try:
    number = sum(1 for record in form.records([path], {}))
except exchange.ExchangeError as error:
    number = error.code
print(number, peak() - before)
"""


def measured(form: str, path: Path) -> tuple[str, int]:
    """How many records were read, or the code of the refusal, and the bytes that it took at most."""
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, form, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(exchange.__file__).parents[2],
        env={"DJANGO_SETTINGS_MODULE": "dpi_registry.settings", "PATH": "/usr/bin:/bin"},
    )
    number, memory = told.stdout.split()
    return number, int(memory)


HIERARCHY = b"""<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"><CORE-CONTENT><REQ-IF-CONTENT>
<SPEC-OBJECTS/><SPECIFICATIONS><SPECIFICATION IDENTIFIER="s"><CHILDREN>%s</CHILDREN></SPECIFICATION></SPECIFICATIONS>
</REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>"""
DEEP = b"<SPEC-HIERARCHY><CHILDREN>" * 100_000 + b"</CHILDREN></SPEC-HIERARCHY>" * 100_000
LINES = b"".join(b'{"kind": "need", "identifier": "ND-%09d"}\n' % number for number in range(100_000))
ROWS = b"".join(b"ND-%09d,Need,It lacks a link that works.\n" % number for number in range(100_000))


def deliverables() -> bytes:
    """As ISO publishes them: two editions of each, the older replaced by the newer, and pages of scope."""
    row = b'%d,IS,,ISO %d:%d,%s,%s,%d-01-01,1,"[01.040]",TC 1,%d,,%s,"[en, fr]",9,%s\n'
    head = b"id,deliverableType,supplementType,reference,title.en,title.fr,publicationDate,edition,icsCode,"
    kites, tails = b"Kites and tails " * 6, b"Cerfs-volants et queues " * 5
    older = (
        row % (n, n, 1990, kites, tails, 1990, 9599, b"[%d]" % (n + 40_000), b"x" * 1000) for n in range(1, 40_001)
    )
    newer = (row % (n + 40_000, n, 2020, kites, tails, 2020, 6060, b"", b"x" * 1000) for n in range(1, 40_001))
    return (
        head
        + b"ownerCommittee,currentStage,replaces,replacedBy,languages,pages.en,scope.en\n"
        + b"".join((*older, *newer))
    )


# What is attempted → format, content, and how many records are read of it or why none is.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a table of 100,000 rows": ("csv", lambda: b"identifier,title_en,statement_en\n" + ROWS, "100000"),
    "100,000 documents, a line each": ("ndjson", lambda: LINES, "100000"),
    "100,000 documents in one": (
        "json",
        lambda: b'{"version": 1, "documents": [\n' + LINES.replace(b"}\n", b"},\n")[:-2] + b"\n]}\n",
        "100000",
    ),
    "a million empty rows": (
        "xlsx",
        lambda: workbook(1, in_sheet(b"</sheetData>", b"<row/>" * 1_000_000)),
        "too_many_empty_rows",
    ),
    "a plan with a cell in the last row and column": (
        "action-plan",
        lambda: workbook(
            1,
            in_sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
        ),
        "1",
    ),
    "the deliverables of ISO, 80,000 rows": ("standards", deliverables, "40000"),
    "a catalogue of titles as long as books": (
        "standards",
        lambda: b"identifier,title\n" + b"".join(b"RFC %d,%s\n" % (number, b"x" * 900_000) for number in range(60)),
        "file_too_large",
    ),
    "a cell of 50 MB": ("csv", lambda: b"title_en\n" + b"x" * (50 << 20), "not_csv"),
    "a line of 50 MB": ("ndjson", lambda: b'{"kind": "' + b"x" * (50 << 20) + b'"}', "file_too_large"),
    "entities that unfold to 10 GB": ("reqif", f"{BOMB}<x>&j;</x>".encode, "document_type"),
    "a file of the server as an entity": ("resolution", f"{OUTSIDE}<x>&a;</x>".encode, "document_type"),
    "a workbook that unpacks to 400 MB": (
        "xlsx",
        lambda: with_members(workbook(), {"x.bin": bytes(400 << 20)}),
        "unpacked_too_large",
    ),
    "an archive in an archive": ("reqifz", lambda: with_members(workbook(), {"in.zip": b"x"}), "nested_archive"),
    "a hierarchy of 100,000 levels": ("reqif", lambda: HIERARCHY % DEEP, "nested_too_deeply"),
    "JSON of 100,000 levels": ("json", lambda: b"[" * 100_000, "not_json"),
    "a table that breaks off": ("csv", lambda: b'title_en\n"' + ROWS, "not_csv"),
    "a table in another encoding": (
        "csv",
        lambda: b"title_en\n" + "é".encode("latin-1") * (10 << 20),
        "table_not_utf8",
    ),
    "lines that end in CR alone": (
        "csv",
        lambda: (b"identifier,title_en,statement_en\n" + ROWS).replace(b"\n", b"\r"),
        "100000",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_memory_stays_bounded_whatever_the_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables and lines are read one by one; workbooks and bombs are refused before they are unpacked. Its lines are
    those of the table in `docs/exchange.md`.
    """
    form, content, expected = FILES[name]
    suffix = ".xml" if form == "resolution" else exchange.format_named(form).suffixes[0]
    path = tmp_path / f"given{suffix}"
    path.write_bytes(content())
    outcome, memory = measured(form, path)
    with capsys.disabled():
        print(f"\n| {name} | {form} | {path.stat().st_size / (1 << 20):.1f} | {outcome} | {memory >> 20} |")
    assert outcome == expected
    assert memory < MEMORY
