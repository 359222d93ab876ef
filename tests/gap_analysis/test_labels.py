"""Are gaps of the shipped corpus proposed to the study group that a person who read mandate and text would name?

The labels were made from the texts alone, before any proposal was looked at.
"""

import csv
from pathlib import Path

import pytest

from requirements import gap_analysis
from requirements.exchange import corpus

SAMPLES = Path(__file__).parents[1] / "samples"
# The second pass was made anew, of other gaps, by somebody who had not seen the proposals.
PASSES = ("gap_labels.csv", "gap_labels_second.csv")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_right_study_group_is_among_the_first_three(capsys: pytest.CaptureFixture[str]) -> None:
    corpus.load(corpus.read(corpus.SHIPPED))
    run = gap_analysis.analyse({}, by="ana")
    seen: set[str] = set()
    for name in PASSES:
        labels = {
            row["identifier"]: f"study-group:itu-t-{row['study_group']}"
            for row in csv.DictReader((SAMPLES / name).read_text().splitlines())
        }
        proposals = dict(run.results.filter(identifier__in=labels).values_list("identifier", "proposals"))
        ranks = {
            identifier: [group["study_group"] for group in proposals[identifier].get("groups", [])][:3]
            for identifier in labels
        }
        missed = {identifier: found for identifier, found in ranks.items() if labels[identifier] not in found}
        first = sum(found[:1] == [labels[identifier]] for identifier, found in ranks.items())
        with capsys.disabled():
            print(f"\n{name}: of {len(labels)}, {len(labels) - len(missed)} at rank 3 or better, {first} first")
            print(f"not: {missed}")
        assert len(labels) >= 30
        assert not seen & set(labels)
        assert len(labels) - len(missed) >= 0.8 * len(labels)
        seen |= set(labels)
