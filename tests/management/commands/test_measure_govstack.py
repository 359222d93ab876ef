"""Does the measurement tell a reader that finds what is marked from one that does not?"""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requirements.exchange.formats.govstack import measuring

SAMPLES = Path(__file__).parents[2] / "samples" / "govstack"


def test_the_samples_are_read_as_they_are_marked() -> None:
    out = io.StringIO()
    call_command("measure_govstack", SAMPLES, stdout=out)
    *rows, total = out.getvalue().splitlines()
    assert all(len(set(row.split()[:4])) == 1 for row in rows)
    assert total.endswith("recall 100.0%, precision 100.0%, levels 100.0%")


@pytest.mark.parametrize(
    ("marks", "found", "measured"),
    [
        (["required", "optional"], ["required", "optional"], (2, 2, 2, 2)),
        (["required", "optional"], ["required", "required"], (2, 2, 2, 1)),
        (["required", "optional"], ["optional"], (2, 1, 1, 1)),
        (["required"], ["required", "optional"], (1, 2, 1, 1)),
    ],
)
def test_what_is_counted(marks: list[str], found: list[str], measured: tuple[int, ...]) -> None:
    row = measuring._measured("6.md", marks, found)
    assert (row.marked, row.read, row.borne_out, row.levels_right) == measured


def test_nothing_read_is_below_the_aims(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "bb-template", tmp_path / "bb-template")
    with pytest.raises(CommandError, match="No marked requirement"):
        call_command("measure_govstack", tmp_path, stdout=io.StringIO())
