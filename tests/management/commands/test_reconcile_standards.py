"""Does a column of free text come back with candidates?"""

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


def reconciled(path: Path, **options: object) -> list[str]:
    factories.references()
    out = io.StringIO()
    call_command("reconcile_standards", path, stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_row_for_each_candidate_and_an_empty_one_for_none(tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("good,standards\nA,ITU-T X.1254\nB,=the kite standard\n", encoding="utf-8-sig")
    assert reconciled(path, column="standards") == [
        "text,standard,designation,score,accepted,reason,said",
        "ITU-T X.1254,standard:itu-t-x-1254,ITU-T X.1254,100,yes,code,ITU-T X.1254",
        "'=the kite standard,,,,,,",
    ]


def test_into_a_file_that_a_failure_leaves_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(f"n;text\n1;X.1254\n2;{'x' * 50001}\n", encoding="utf-8-sig")
    assert reconciled(path, output=output) == []
    lines = output.read_text().splitlines()
    assert lines[1].startswith("X.1254,standard:itu-t-x-1254,")
    assert capsys.readouterr().err.splitlines() == [
        "Of 1 texts the first 50000 characters are read.",
        f"2 texts, 1 of them sure, in {output}",
    ]
    path.write_text('text\n"X.1254')
    with pytest.raises(CommandError):
        reconciled(path, output=output)
    assert output.read_text().splitlines() == lines
    path.write_text("text\nX.1254")
    with pytest.raises(CommandError, match="Nothing was written"):
        reconciled(path, output=tmp_path / "nowhere" / "out.csv")


def test_from_standard_input_with_a_mark_before_its_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("text,n\nX.1254,1\n".encode("utf-8-sig"))))
    assert [line.partition(",")[0] for line in reconciled(Path("-"))] == ["text", "X.1254"]


@pytest.mark.parametrize(
    ("content", "code"), [(b"", 2), (b"other\nx", 2), (b"text\n\xff", 1), (b"\xff\xfet\0", 1), (b'text\n"x', 1)]
)
def test_what_is_no_such_table_is_refused(content: bytes, code: int, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        reconciled(path)
    assert refused.value.returncode == code
