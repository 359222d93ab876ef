"""Are gaps of the shipped corpus proposed to the study group that a person who read mandate and text would name?

The labels were made from the texts alone, before any proposal was looked at.
"""

import csv
from pathlib import Path

import pytest

from requirements import gap_analysis
from requirements.exchange import corpus

LABELS = Path(__file__).parents[1] / "samples" / "gap_labels.csv"


@pytest.mark.slow
@pytest.mark.django_db
def test_the_right_study_group_is_among_the_first_three(capsys: pytest.CaptureFixture[str]) -> None:
    corpus.load(corpus.read(corpus.SHIPPED))
    run = gap_analysis.analyse({}, by="ana")
    labels = {
        row["identifier"]: f"study-group:itu-t-{row['study_group']}"
        for row in csv.DictReader(LABELS.read_text().splitlines())
    }
    proposals = dict(run.results.filter(identifier__in=labels).values_list("identifier", "proposals"))
    ranks = {
        identifier: [group["study_group"] for group in proposals[identifier].get("groups", [])][:3]
        for identifier in labels
    }
    missed = {name: found for name, found in ranks.items() if labels[name] not in found}
    first = sum(found[:1] == [labels[name]] for name, found in ranks.items())
    with capsys.disabled():
        print(
            f"\n{len(labels)} labels: {len(labels) - len(missed)} among the first three, {first} first; not: {missed}"
        )
    assert len(labels) >= 30
    assert len(labels) - len(missed) >= 0.8 * len(labels)
