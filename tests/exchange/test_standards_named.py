"""Is a standard that a file calls by its name found if it can be no other, and left to a person if it can?"""

from typing import Any

import pytest

from requirements import documents, exchange, workflow
from requirements.models import Coverage
from tests import factories
from tests.exchange.sources import found, imported, outcomes, plan

KITES = "standard:kite-1 (KITE 1), standard:kite-2 (KITE 2)"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def references() -> None:
    factories.references()
    for number in (1, 2):
        data = {"kind": "standard", "identifier": f"standard:kite-{number}", "designation": f"KITE {number}"}
        record = workflow.save(
            documents.parse({**data, "title": {"en": "A title"}, "aliases": [{"text": "Kites"}]}), by=None
        )
        workflow.release([record.record], by=None)


def covered(*names: Any) -> Any:
    return found(coverage=[{"standard": name, "relation": "subset_of"} for name in names])


def said(planned: Any) -> list[str]:
    return [exchange.sentence(problem) for record in planned.records for problem in record.problems]


def test_a_name_is_taken_for_what_it_surely_means_and_that_is_said() -> None:
    planned = plan(covered("Rec. ITU-T X.1254 (2020)", "standard:kite-1"))
    assert outcomes(planned) == ["new"]
    assert said(planned) == ["“Rec. ITU-T X.1254 (2020)” is taken for standard:itu-t-x-1254 (ITU-T X.1254)."]
    assert planned.records[0].is_doubtful
    imported(covered("Rec. ITU-T X.1254 (2020)"))
    assert Coverage.objects.get().standard.identifier == "standard:itu-t-x-1254"
    assert outcomes(plan(covered("X.1254"))) == ["unchanged"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("kites", f"“kites” may mean another standard; write the identifier: {KITES}."),
        ("our own", "coverage, 1, standard: “our own” names nothing that is in the registry."),
        (7, "coverage, 1, standard: “7” is not valid here (string_type)."),
    ],
)
def test_what_may_be_another_or_is_none_is_refused(name: Any, sentence: str) -> None:
    planned = plan(covered(name))
    assert (outcomes(planned), said(planned)) == (["rejected"], [sentence])


@pytest.mark.parametrize("coverage", ["X.1254", ["X.1254"], [None], {}])
def test_what_is_no_coverage_is_refused_as_ever(coverage: Any) -> None:
    assert outcomes(plan(found(coverage=coverage))) == ["rejected"]
