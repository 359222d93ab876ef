"""Does a country get what its choice comes to: by obligation, free standards first, the nearest experience first?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requirements import documents, gap_analysis, pathway, workflow
from requirements.choices import GapState, Obligation
from requirements.pathway import Choice
from tests import factories
from tests.gap_analysis.test_comparison import assessed
from tests.gap_analysis.test_decisions import covered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry() -> None:
    """Two requirements of identity, one of payments; experiences of the country, of its group, of another."""
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001", obligation="optional"))
    factories.published("requirement", "REQ-0002", **covered("REQ-0002"))
    factories.published("requirement", "REQ-0003", building_blocks=["block:payments"])
    laos_like = {"kind": "country", "identifier": "country:zz", "title": {"en": "Z"}, "alpha3": "ZZZ", "m49": "999"}
    workflow.release([workflow.save(documents.parse({**laos_like, "groups": ["ldc"]}), by=None).record], by=None)
    for number, country in enumerate(("country:fj", "country:la", "country:zz"), start=1):
        factories.published("experience", f"EX-000{number}", countries=[country], building_blocks=["block:identity"])
    gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)


def test_requirements_come_by_obligation_with_their_states() -> None:
    found = pathway.profile(Choice(blocks=["block:identity"]))
    assert [(word, [item.identifier for item in items]) for word, items in found.by_obligation] == [
        (Obligation.REQUIRED, ["REQ-0002"]),
        (Obligation.OPTIONAL, ["REQ-0001"]),
    ]
    assert [item.state for item in found.items] == [GapState.COVERED, GapState.GAP]
    assert [item.identifier for item in found.gaps] == ["REQ-0001"]
    assert [(record["identifier"], names) for record, names in found.standards] == [
        ("standard:itu-t-x-1254", ["REQ-0002"])
    ]
    assert found.is_whole


def test_a_use_case_brings_what_its_steps_need() -> None:
    step = {"name": {"en": "Pay"}, "requirements": ["REQ-0003"]}
    factories.published("use_case", "UC-0001", scenarios=[{"name": {"en": "Main"}, "steps": [step]}])
    found = pathway.profile(Choice(use_cases=["UC-0001"]))
    assert [item.identifier for item in found.items] == ["REQ-0003"]
    assert [item.state for item in found.items] == [GapState.NOT_ASSESSED]


def test_the_experience_of_the_country_and_of_its_like_comes_first() -> None:
    found = pathway.profile(Choice(country="country:la", blocks=["block:identity"]))
    assert [(one.record["identifier"], one.nearness) for one in found.experiences] == [
        ("EX-0002", 0),
        ("EX-0003", 1),
        ("EX-0001", 3),
    ]
    anywhere = pathway.profile(Choice(blocks=["block:identity"]))
    assert [(one.record["identifier"], one.nearness) for one in anywhere.experiences] == [
        ("EX-0001", 3),
        ("EX-0002", 3),
        ("EX-0003", 3),
    ]


def test_more_requirements_take_no_more_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            pathway.profile(Choice(country="country:la", blocks=["block:identity"]))
        return len(found)

    once = queries()
    factories.published("requirement", "REQ-0004", **covered("REQ-0004"))
    assert queries() == once
    monkeypatch.setattr(pathway, "MOST", 2)
    found = pathway.profile(Choice(blocks=["block:identity"]))
    assert (len(found.items), found.is_whole) == (2, False)
