"""Does who asks for everything at once get everything: as documents, as a table, as a workbook?"""

import csv
import io
import json
import resource
from pathlib import Path
from typing import Any

import pytest

from requirements import catalogue, documents, exchange, search, workflow
from requirements.api import exports
from requirements.documents import TYPES
from requirements.exchange.formats.tables import xlsx
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
NDJSON, CSV = "application/x-ndjson", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(api: Reader, **params: Any) -> list[bytes]:
    content = api.response("export.ndjson", **params).getvalue()
    assert content == b"" or content.endswith(b"\n")
    return content.splitlines()


@pytest.fixture
def entries() -> None:
    for kind in catalogue.ENTRY_KINDS:
        factories.published(kind)


def test_an_export_is_every_record_in_force(api: Reader, entries: None) -> None:
    stored = [bytes(body) for (body,) in catalogue.in_force().order_by("identifier").values_list("body")]
    assert exported(api) == stored
    assert {json.loads(line)["kind"] for line in stored} == set(TYPES)


def test_an_export_takes_the_filters_of_lists(api: Reader, entries: None) -> None:
    def names(**params: str) -> list[str]:
        return [json.loads(line)["identifier"] for line in exported(api, **params)]

    assert names(kind="requirement") == ["REQ-0001"]
    assert names(kind="standard") == ["standard:itu-t-x-1254"]
    assert names(programme="dpi", ordering="-identifier") == ["UC-0001", "SA-0001", "REQ-0001", "ND-0001", "EX-0001"]
    assert names(kind="requirement", obligation="optional") == []
    assert names(q="ministry") == ["EX-0001"]
    assert names(as_of="2001-01-01") == []


def test_an_export_is_cut_down(api: Reader, entries: None) -> None:
    (line,) = exported(api, kind="requirement", fields="obligation")
    assert json.loads(line) == {"identifier": "REQ-0001", "kind": "requirement", "obligation": "required"}


@pytest.mark.parametrize("window", [1, 2, 3, 500])
def test_windows_join_without_a_seam(window: int, api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exported(api)
    monkeypatch.setattr(exports, "WINDOW", window)
    assert exported(api) == whole


def test_an_export_is_of_the_moment_at_which_it_began(
    api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = exported(api)
    monkeypatch.setattr(exports, "WINDOW", 2)
    stream = iter(api.response("export.ndjson").streaming_content)
    lines = []
    for number, chunk in enumerate(stream):
        lines += chunk.splitlines()
        factories.published(identifier=f"REQ-{number + 2:04}")
        workflow.release([workflow.save(factories.document(rationale={"en": str(number)}), by=None).record], by=None)
    assert lines == whole


@pytest.mark.parametrize("form", ["ndjson", "csv", "xlsx"])
def test_an_export_that_could_not_be_complete_is_refused(
    form: str, api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 1)
    factories.published(identifier="REQ-0002")
    problem = api.problem(f"export.{form}", 400, q="title")
    assert problem["errors"] == [
        {
            "parameter": "q",
            "value": "title",
            "reason": "More than 1 records match; an export must be complete: narrow it.",
        }
    ]


def test_an_export_has_no_pages(api: Reader) -> None:
    problem = api.problem("export.ndjson", 400, page_size=1, cursor="x")
    assert [error["parameter"] for error in problem["errors"]] == ["cursor", "page_size"]
    assert problem["errors"][1]["reason"].startswith("There is no such parameter; known are: q, kind, ")


def cells(api: Reader, **params: Any) -> list[dict[str, str]]:
    """The rows of a table; cells that say nothing are left out."""
    text = api.response("export.csv", **params).getvalue().decode("utf-8-sig")
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_a_table_has_the_fields_that_are_asked_for(api: Reader) -> None:
    factories.published(title={"en": "=1+1", "fr": "Un\ntitre"})
    factories.published(identifier="REQ-0002", obligation="optional", links=[])
    content = api.response("export.csv", kind="requirement", fields="title,obligation").getvalue().decode()
    assert content == (
        "\ufeffrow,of,identifier,title_ar,title_zh,title_en,title_fr,title_ru,title_es,obligation\r\n"
        'requirement,,REQ-0001,,,\'=1+1,"Un\ntitre",,,required\r\n'
        "requirement,,REQ-0002,,,Title of REQ-0002,,,,optional\r\n"
    )
    assert cells(api, kind="requirement", fields="title", lang="fr", ordering="-identifier") == [
        {"row": "requirement", "identifier": "REQ-0002", "title_en": "Title of REQ-0002"},
        {"row": "requirement", "identifier": "REQ-0001", "title_fr": "Un\ntitre"},
    ]


def test_a_table_has_the_columns_of_the_kinds_that_are_asked_for(api: Reader, entries: None) -> None:
    def headings(**params: Any) -> list[str]:
        return next(csv.reader(io.StringIO(api.response("export.csv", **params).getvalue().decode("utf-8-sig"))))

    needs, every = headings(kind="need"), headings()
    assert {"row", "of", "identifier", "statement_en", "urgency", "target", "edition"} <= set(needs) < set(every)
    assert not {"obligation", "internal_note", "contact", "designation", ""} & set(needs)
    assert len(every) == len(set(every))
    assert headings(kind="need", as_of="2001-01-01") == needs


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_away_can_be_brought_back(form: str, api: Reader, entries: None, tmp_path: Path) -> None:
    factories.published("use_case", "UC-0002", title={"en": "=1+1", "ar": "عنوان"}, keywords=["a; b", "c"])
    (tmp_path / f"all.{form}").write_bytes(api.response(f"export.{form}").getvalue())
    read = list(exchange.format_named(form).records([tmp_path / f"all.{form}"], {}))
    assert {record.data["identifier"] for record in read} == {json.loads(line)["identifier"] for line in exported(api)}
    for record in read:
        published = documents.parse(catalogue.content(catalogue.current_of(record.data["identifier"])))
        assert documents.diff(published, documents.parse({"kind": record.kind, **record.data})) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_take_the_filters_of_lists(form: str, api: Reader, entries: None, tmp_path: Path) -> None:
    factories.published(identifier="REQ-0002", obligation="optional", building_blocks=["block:payments"])
    for params in ({"obligation": "optional"}, {"building_block": "identity"}, {"q": "ministry"}, {"kind": "sdg"}):
        (tmp_path / f"some.{form}").write_bytes(api.response(f"export.{form}", **params).getvalue())
        read = exchange.format_named(form).records([tmp_path / f"some.{form}"], {})
        listed = [json.loads(line)["identifier"] for line in exported(api, **params)]
        assert [record.data["identifier"] for record in read] == listed != []


@pytest.mark.parametrize("window", [1, 2, 500])
def test_windows_of_a_table_join_without_a_seam(
    window: int, api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = api.response("export.csv").getvalue()
    monkeypatch.setattr(exports, "WINDOW", window)
    assert api.response("export.csv").getvalue() == whole


def test_a_workbook_holds_no_more_records_than_a_client_waits_for(api: Reader, entries: None, settings: Any) -> None:
    number = api.get("entries/")["count"]
    params = {"kind": list(catalogue.ENTRY_KINDS)}
    settings.WORKBOOK_RECORD_LIMIT = number
    assert api.response("export.xlsx", **params).getvalue().startswith(b"PK")
    settings.WORKBOOK_RECORD_LIMIT = number - 1
    detail = api.problem("export.xlsx", 400, **params)["detail"]
    assert detail == f"A workbook holds at most {number - 1} records: narrow it, or take export.csv."
    assert cells(api, **params)


def test_no_text_is_cut_off_in_a_workbook(api: Reader) -> None:
    factories.published()
    factories.published(identifier="REQ-0002", rationale={"en": "x" * 19_000})
    assert api.response("export.xlsx", kind="requirement").getvalue().startswith(b"PK")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "CELL", 18_999)
        assert api.problem("export.xlsx", 400, kind="requirement")["detail"].startswith("REQ-0002: A text of 19000")


@pytest.mark.parametrize(("form", "media_type"), [("ndjson", NDJSON), ("csv", CSV), ("xlsx", XLSX)])
def test_an_export_is_a_file(form: str, media_type: str, api: Reader) -> None:
    response = api.response(f"export.{form}")
    assert response.getvalue()
    headers = response.headers
    assert headers["Content-Type"] == media_type
    assert headers["Content-Disposition"] == f'attachment; filename="export.{form}"'
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["As-Of"] == catalogue.now().at.isoformat().replace("+00:00", "Z")


def test_an_export_needs_no_more_memory_for_more_records(api: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 documents of some 100 kB each would be 200 MB; windows of ten are one."""
    record = factories.published(rationale={"en": "x" * 19_000, "fr": "y" * 19_000, "es": "z" * 19_000})
    monkeypatch.setattr(exports, "WINDOW", 10)
    page = exports.Pages.after

    def many(self, keys, size):
        found = page(self, (), size)
        number = int(keys[0]) + 1 if keys else 1
        return exports.Page(found.bodies * 10, (number,) if number < 200 else None)

    monkeypatch.setattr(exports.Pages, "after", many)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sent = sum(len(chunk) for chunk in api.response("export.ndjson", kind="requirement").streaming_content)
    assert sent > 100_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert record.identifier == "REQ-0001"
