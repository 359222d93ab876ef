"""Is a curator warned of what reads badly or is missing, with words and place, and of nothing else?"""

from typing import Any

import pytest
from django.utils import translation

from requirements import checks
from requirements.choices import EntryKind
from requirements.documents import PREFIXES, parse
from requirements.exchange import corpus
from tests import factories

GOOD: dict[str, Any] = {
    "statement": {"en": "The system is required to answer.", "fr": "Il est exigé que le système réponde."},
    "obligation": "required",
    "rationale": {"en": "Because."},
    "acceptance_criteria": {"en": "It answers within a second."},
    "verification_method": "test",
    "links": [{"relation": "needs", "target": "REQ-0002"}],
}
TWICE = "“is required to”, “is required to”"


def warned(kind: str = "requirement", **fields: Any) -> list[str]:
    with translation.override("en"):
        return [checks.sentence(problem) for problem in checks.quality(factories.document(kind, **fields))]


def test_a_good_requirement_gets_no_warning() -> None:
    assert warned(**GOOD) == []


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        (
            {"statement": {"en": "It is required to log and is required to report."}},
            [f"statement, en: The statement obliges more than once ({TWICE}): make a requirement of each."],
        ),
        (
            {"statement": {"fr": "Il est recommandé que le système réponde."}},
            ["statement, fr: “il est recommandé que” does not say “Required”, which is chosen as obligation."],
        ),
        (
            {"statement": {"en": "The system must answer."}},
            ["statement, en: Write “is required to” instead of “must”."],
        ),
        (
            {"statement": {"en": "The system answers. It waits."}},
            [
                "statement, en: The statement has several sentences; explanations go into the rationale.",
                "statement, en: The statement does not say how strictly it is meant: write “is required to”.",
            ],
        ),
        (
            {"acceptance_criteria": {"en": "It answers quickly, if possible."}},
            ["acceptance_criteria, en: Nobody can verify: quickly, if possible. Give a number, a list or a condition."],
        ),
        ({"acceptance_criteria": {}}, ["acceptance criteria: Say how one sees that the requirement is met."]),
        ({"verification_method": "none_defined"}, ["verification method: Choose how the requirement is verified."]),
        ({"rationale": {}}, ["rationale: Say why the requirement is there."]),
        ({"links": []}, ["links: The entry is linked to no other entry."]),
        ({"provenance": []}, ["provenance: Say where the matter is taken from."]),
        (
            {"coverage": [{"standard": "standard:itu-t-x-1254", "relation": "intersects_with"}]},
            [
                "coverage, 1, uncovered: Say what stays uncovered.",
                "coverage, 1: Say who assessed the coverage, and when.",
            ],
        ),
        ({"obligation": None}, []),
        ({"obligation": "informative", "statement": {"en": "The system answers."}, "acceptance_criteria": {}}, []),
    ],
)
def test_each_thing_is_warned_of_by_itself(changed: dict[str, Any], sentences: list[str]) -> None:
    expected = [sentence.replace("acceptance_criteria", "acceptance criteria") for sentence in sentences]
    assert warned(**GOOD | changed) == expected


@pytest.mark.parametrize("kind", EntryKind.values)
def test_every_kind_is_warned_by_codes_that_are_known(kind: str) -> None:
    bare = parse({"kind": kind, "identifier": f"{PREFIXES[kind]}-0001"})
    codes = checks.quality_codes(bare)
    assert {"no_link", "no_provenance"} <= set(codes) <= set(checks.WARNINGS[kind])
    assert set(checks.WARNINGS[kind]) <= set(checks.SENTENCES)
    assert "no_provenance" not in {problem.code for problem in checks.warnings_of(bare)}


def test_a_step_or_a_factor_that_names_an_entry_is_a_link() -> None:
    step = {"name": {"en": "Ask"}, "requirements": ["REQ-0001"]}
    assert warned("use_case", scenarios=[{"steps": [step]}]) == []
    factor = {"polarity": "barrier", "category": "financing", "touches": ["REQ-0001"]}
    assert warned("experience", factors=[factor], lessons=[{"text": {"en": "Begin small."}}]) == []
    assert len(warned("experience")) == 3


def test_reference_records_are_not_looked_at() -> None:
    assert checks.quality(parse({"kind": "block", "identifier": "block:identity"})) == []


def test_what_ships_gives_no_cause_for_a_warning() -> None:
    shipped = {document.identifier: checks.quality_codes(document) for document in corpus.read(corpus.SHIPPED)}
    assert {identifier: codes for identifier, codes in shipped.items() if codes} == {}
