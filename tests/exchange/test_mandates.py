"""Do texts of resolutions and Action Plans come in through the room of exchange, with a preview and all or nothing?"""

import datetime
import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from requirements import exchange, mandates
from requirements.exchange import Outcome
from requirements.exchange.formats import action_plan as plans
from requirements.exchange.formats import resolution as texts
from requirements.languages import CODES
from requirements.models import Resolution
from requirements.reports import action_plan
from tests import factories
from tests.mandates.test_plan import write
from tests.resolution_texts.samples import FOLDER, REFUSED, sample

DAY = datetime.date(2026, 6, 1)


@pytest.mark.django_db
def test_a_text_brings_a_resolution_with_provisions_and_doubts() -> None:
    plan = exchange.preview([FOLDER / "fused-en.txt"], texts.FORMAT)
    (record,) = plan.records
    assert (record.outcome, record.identifier) == (Outcome.NEW, "resolution:pp-902")
    assert plan.summary == "1 new, 0 changed, 0 unchanged, 0 conflicting, 0 rejected, 8 provisions"
    told = [exchange.sentence(problem) for problem in record.problems]
    assert any("fused-en.txt:9: this heading stands inside a paragraph" in sentence for sentence in told)
    assert not Resolution.objects.filter(identifier="resolution:pp-902").exists()
    exchange.apply(plan, by=None)
    resolution = Resolution.objects.get(identifier="resolution:pp-902")
    assert resolution.provisions.count() == 8
    kept = resolution.official_texts.get()
    assert (kept.language, kept.shown, kept.raw) == ("en", False, sample("fused-en").strip())
    again = exchange.preview([FOLDER / "fused-en.txt"], texts.FORMAT)
    assert again.counts[Outcome.UNCHANGED] == 1


@pytest.mark.django_db
def test_a_text_of_a_known_resolution_leaves_what_people_wrote(tmp_path: Path) -> None:
    factories.references()
    file = tmp_path / "103.txt"
    file.write_text(sample("fr").replace("900", "103"))
    exchange.apply(exchange.preview([file], texts.FORMAT), by=None)
    resolution = Resolution.objects.get(identifier="resolution:wtsa-103")
    assert [str(one.paraphrase) for one in resolution.provisions.all()] == [
        "Instruction 1.",
        "Instruction 2.",
        "Instruction 3.",
    ]
    assert resolution.title["fr"] == "Garder en bon état les ponts de papier"
    assert resolution.source_language == "en"
    assert resolution.official_texts.get().label == "New Delhi, 2024"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [text for text in REFUSED if len(text) < 10**6 and text[:2] != "PK"],
    ids=lambda text: f"{REFUSED[text]}-{len(text)}",
)
def test_what_is_no_resolution_is_rejected_with_a_sentence(text: str, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text)
    (record,) = exchange.preview([file], texts.FORMAT).records
    assert record.outcome is Outcome.REJECTED
    assert [problem.code for problem in record.problems] == [f"resolution.{REFUSED[text]}"]
    assert "resolution." not in exchange.sentence(record.problems[0])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("text.txt", b"\xff\xfe", "not_utf8"),
        ("text.docx", b"PK", "not_word"),
        ("text.xml", b"<a/>", "not_akoma"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_rejected(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (record,) = texts.read([tmp_path / name])
    assert record.reason == code  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["text.xml", "text.docx"])
@pytest.mark.parametrize(
    ("content", "code"), [("<a>", "not_xml"), ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document_type")]
)
def test_xml_that_is_broken_or_has_a_document_type_is_refused(
    name: str, content: str, code: str, tmp_path: Path
) -> None:
    if name == "text.docx":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("word/document.xml", content)
    else:
        (tmp_path / name).write_text(content)
    with pytest.raises(exchange.Unreadable) as refused:
        list(texts.read([tmp_path / name]))
    assert (refused.value.code, refused.value.place.file) == (code, name)


def test_a_word_document_is_read_with_its_changes(tmp_path: Path) -> None:
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{line}</w:t></w:r></w:p>"
        for line in sample("proposal-fr").replace("\t", "</w:t><w:tab/><w:t>").split("\n")
    )
    body = body.replace("2014Kigali, 2022", "</w:t><w:delText>2014</w:delText><w:t>Kigali, 2022")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = tmp_path / "proposal.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>")
    (record,) = texts.read([file])
    assert record.data["identifier"] == "resolution:wtdc-901"  # type: ignore[union-attr]
    assert len(record.data["provisions"]) == 5  # type: ignore[union-attr]


def exported(language: str, tmp_path: Path) -> Path:
    file = tmp_path / f"plan-{language}.xlsx"
    with file.open("wb") as stream:
        action_plan.write_workbook(mandates.plan(), language, DAY, stream)
    return file


@pytest.mark.django_db
def test_the_plan_comes_back_unchanged_in_every_language(tmp_path: Path) -> None:
    factories.references()
    write(
        statement={"en": "=Kept.", "fr": "Tenu."},
        cooperation=["tsag", "study_groups_t"],
        due_on="2026-12-31",
        reports=[{"period": "2026-1", "reported_on": "2026-05-01", "meeting": "TSAG", "text": {"en": "Begun."}}],
    )
    for language in CODES:
        file = exported(language, tmp_path)
        assert len(list(load_workbook(file).worksheets[0].iter_rows(min_row=3))) == len(mandates.plan()) == 1
        plan = exchange.preview([file], plans.FORMAT)
        assert plan.summary == "0 new, 0 changed, 1 unchanged, 0 conflicting, 0 rejected", language


@pytest.mark.django_db
def test_what_was_changed_in_the_workbook_comes_in(tmp_path: Path) -> None:
    factories.references()
    book = load_workbook(exported("fr", tmp_path))
    sheet: Any = book.worksheets[0]
    keys = [cell.value.partition("@")[0] for cell in sheet[1]]
    sheet.cell(3, keys.index("statement") + 1).value = "Fait."
    sheet.cell(3, keys.index("due_on") + 1).value = "2026-12-31"
    sheet.cell(3, keys.index("lead") + 1).value = "tsag"
    book.save(tmp_path / "changed.xlsx")
    exchange.apply(exchange.preview([tmp_path / "changed.xlsx"], plans.FORMAT), by=None)
    (row,) = mandates.plan()
    assert (row.action["statement"], row.action["due_on"], row.action["lead"]) == (
        {"fr": "Fait."},
        "2026-12-31",
        ["tsag"],
    )
    assert row.action["title"] == {"en": "Keep the registry"}


@pytest.mark.django_db
def test_a_cell_that_its_column_cannot_take_is_rejected(tmp_path: Path) -> None:
    factories.references()
    book = load_workbook(exported("en", tmp_path))
    sheet: Any = book.worksheets[0]
    keys = [cell.value.partition("@")[0] for cell in sheet[1]]
    sheet.cell(3, keys.index("state") + 1).value = "Nearly there"
    book.save(tmp_path / "bad.xlsx")
    (record,) = exchange.preview([tmp_path / "bad.xlsx"], plans.FORMAT).records
    assert exchange.sentence(record.problems[0]) == "“Nearly there” can't stand in the column “state”."
    sheet.cell(3, keys.index("state") + 1).value = '="Comp"&"leted"'
    book.save(tmp_path / "computed.xlsx")
    (record,) = exchange.preview([tmp_path / "computed.xlsx"], plans.FORMAT).records
    assert exchange.sentence(record.problems[0]) == "“=” can't stand in the column “state”."


def test_broken_workbooks_are_refused(tmp_path: Path) -> None:
    lots = random.Random(7)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    for number in range(20):
        content = bytearray(whole.getvalue())
        for _cut in range(number):
            content[lots.randrange(len(content))] = lots.randrange(256)
        file = tmp_path / "broken.xlsx"
        file.write_bytes(bytes(content))
        try:
            found = list(plans.read([file]))
        except exchange.Unreadable:
            continue
        assert [one.reason for one in found] == ["no_plan"]  # type: ignore[union-attr]
