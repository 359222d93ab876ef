"""Does a column of free text come back with candidates?"""

import io
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


def test_into_a_file(tmp_path: Path) -> None:
    path, output = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("text\nX.1254\n")
    assert reconciled(path, output=output) == []
    assert output.read_text().splitlines()[1].startswith("X.1254,standard:itu-t-x-1254,")


@pytest.mark.parametrize("content", [b"", b"other\nx", b"text\n\xff"])
def test_what_is_no_such_table_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        reconciled(path)
