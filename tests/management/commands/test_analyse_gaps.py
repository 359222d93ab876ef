"""Does the command make the run that it is asked for, and say what is wrong otherwise?"""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from requirements import gap_analysis
from requirements.models import GapAnalysis
from tests import factories

pytestmark = pytest.mark.django_db


def told(*words: str) -> list[str]:
    out = StringIO()
    call_command("analyse_gaps", *words, stdout=out)
    return out.getvalue().splitlines()


def test_a_run_is_made_told_and_published() -> None:
    factories.published("requirement", "REQ-0001")
    factories.published("requirement", "REQ-0002", building_blocks=["block:payments"])
    lines = told("--scope", "building_block=payments", "--publish")
    run = GapAnalysis.objects.get()
    assert lines[0] == f"Run {run.number}, as of {run.as_of.isoformat()}, method 1.2, {run.sha256}"
    assert lines[1:9] == [
        *("not_applicable: 0", "to_be_confirmed: 0", "contested: 0", "covered: 0", "partly_covered: 0"),
        *("in_progress: 0", "gap: 0", "not_assessed: 1"),
    ]
    assert lines[9] == "obligation at 80 %: nobody new among the first ten"
    assert len(lines) == 9 + 2 * len(gap_analysis.FACTORS)
    assert gap_analysis.latest() == run


def test_weights_and_a_moment_are_taken() -> None:
    factories.published("requirement", "REQ-0001")
    shifted = {**gap_analysis.WEIGHTS, "obligation": 35, "use_cases": 15}
    told("--weights", *(f"{name}={number}" for name, number in shifted.items()))
    run = GapAnalysis.objects.get()
    assert (run.weights, run.weights_version) == (shifted, None)
    told("--as-of", run.as_of.isoformat())
    again = GapAnalysis.objects.first()
    assert again is not None
    assert (again.as_of, again.weights_version, again.counts) == (run.as_of, 0, run.counts)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--scope", "building_block=nowhere"], "nowhere"),
        (["--scope", "nothing"], "write name=value"),
        (["--weights", "obligation=much"], "points are a whole number"),
        (["--weights", "obligation=100"], "a hundred in all"),
        (["--as-of", "yesterday"], "write a moment"),
        (["--as-of", "1999-01-01"], "Nothing was published by then"),
    ],
)
def test_what_is_wrong_is_said(words: list[Any], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        told(*words)
    assert not GapAnalysis.objects.exists()
