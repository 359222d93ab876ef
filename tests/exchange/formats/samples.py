"""Which files does a test have of each format? A sample is what one import is given: path below a folder → content."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook

from requirements.exchange import Format

Sample: TypeAlias = dict[str, bytes]

FOLDER = Path(__file__).parents[2] / "samples"
# Beside those in the folder of their name; GovStack's files are told by the folders they lie in.
ELSEWHERE = {"govstack": FOLDER / "govstack", "resolution": FOLDER / "resolutions"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AKOMA = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def samples(form: Format) -> list[Sample]:
    """Each file of a format, and what has to be put together first. Never none: a format without a sample fails."""
    folder = ELSEWHERE.get(form.name, FOLDER / "exchange" / form.name)
    found = [
        {str(path.relative_to(folder)): path.read_bytes()}
        for path in sorted(folder.rglob("*"))
        if path.suffix in form.suffixes
    ]
    found += [make() for make in MADE.get(form.name, ())]
    assert found, f"{form.name} has no sample in {folder}"
    return found


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def unpacked(archive: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(member.filename, opened.read(member)) for member in opened.infolist()]


def reqifz() -> Sample:
    tool = (FOLDER / "exchange" / "reqif" / "tool.reqif").read_bytes()
    return {"tool.reqifz": packed([("tool.reqif", tool), ("picture.png", b"\x89PNG")])}


def plan() -> Sample:
    """A workbook as `reports.action_plan` writes it."""
    book, stream = Workbook(), io.BytesIO()
    actions, reports = book.active, book.create_sheet("Progress reports")
    assert actions is not None
    for row in [
        ["identifier@en", "title@en", "lead@en", "due_on@en", "state@en", "statement@en"],
        ["Item", "Action", "Lead", "Due", "State", "Progress"],
        ["action:keep", "Keep it", "tsag", "2026-12-31", "in_progress", "[fr] Commencé."],
    ]:
        actions.append(row)
    for row in [
        ["identifier@en", "period@en", "reported_on@en", "meeting@en", "document@en", "text@en"],
        ["Item", "Period", "Reported on", "Meeting", "Document", "Text"],
        ["action:keep", "2026-1", "2026-05-01", "TSAG", "TD1", "Begun."],
    ]:
        reports.append(row)
    book.save(stream)
    return {"plan.xlsx": stream.getvalue()}


def word() -> Sample:
    lines = (FOLDER / "resolutions" / "en.txt").read_text(encoding="utf-8").replace("&", "&amp;").replace("<", "&lt;")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines.split("\n"))
    xml = f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>"
    return {"resolution.docx": packed([("word/document.xml", xml.encode())])}


def akoma() -> Sample:
    lines = (FOLDER / "resolutions" / "en.txt").read_text(encoding="utf-8").replace("&", "&amp;").replace("<", "&lt;")
    body = "".join(f"<p>{line}</p>" for line in lines.split("\n"))
    return {"resolution.xml": f"<akomaNtoso xmlns='{AKOMA}'><statement>{body}</statement></akomaNtoso>".encode()}


def mapping_collection() -> Sample:
    return {"mapping.json": b'{"mapping-collection": {"uuid": "1", "metadata": {"title": "Coverage"}, "mappings": []}}'}


MADE: dict[str, tuple[Callable[[], Sample], ...]] = {
    "reqifz": (reqifz,),
    "action-plan": (plan,),
    "resolution": (word, akoma),
    "oscal-mapping": (mapping_collection,),
}
