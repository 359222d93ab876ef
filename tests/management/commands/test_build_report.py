"""Does the command write the report that it is asked for, and say what is wrong otherwise?"""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requirements import gap_analysis
from tests.gap_analysis.test_figures import registry

pytestmark = pytest.mark.django_db


def test_the_report_on_the_last_run_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No run is published"):
        call_command("build_report", "needs")
    run = registry()
    gap_analysis.publish(run, by=None)
    file = tmp_path / "report.html"
    call_command(
        "build_report", "tsag-gaps", "--language", "es", "--medium", "html", "--output", file, "--number", "TD1"
    )
    page = file.read_text()
    assert '<html lang="es" dir="ltr">' in page
    assert "<td>TD1</td>" in page


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    run = registry()
    with pytest.raises(CommandError, match="There is no run 1999-1"):
        call_command("build_report", "needs", "--run", "1999-1")
    with pytest.raises(CommandError, match="No such file"):
        call_command("build_report", "needs", "--run", run.number, "--output", tmp_path / "no" / "file")
