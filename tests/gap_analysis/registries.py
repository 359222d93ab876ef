"""How does a test get a small registry at random, published in one stroke?"""

from typing import Any

from hypothesis import strategies as st

from requirements import choices

REQUIREMENTS = [f"REQ-900{n}" for n in range(4)]
ASPECTS = [f"SA-900{n}" for n in range(3)]
ITEMS = [*REQUIREMENTS, *ASPECTS]
STANDARDS = [f"standard:drawn-{n}" for n in range(3)]
COUNTRIES = ["country:fj", "country:qq"]
BLOCKS = ["block:identity", "block:payments"]
GROUPS = ["study-group:itu-t-sg17", "study-group:itu-t-sg2", "study-group:itu-t-sg9"]
BODIES = ["organization:itu-t", "organization:drawn"]


def _some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


def _links(own: str) -> st.SearchStrategy[list[dict[str, str]]]:
    targets = _some([item for item in ITEMS if item != own])
    return targets.map(lambda names: [{"relation": "needs", "target": name} for name in names])


# Fingerprints are drawn as `fresh` or not, and put in when those of the documents are known.
COVERAGE = st.fixed_dictionaries(
    {
        "standard": st.sampled_from([*STANDARDS, None]),
        "edition": st.sampled_from(["1", "2", ""]),
        "relation": st.sampled_from(choices.CoverageRelation.values),
        "confirmed": st.sampled_from([True, True, True, False]),
        "fresh": st.sampled_from([True, True, True, False]),
    }
).map(lambda row: row if row["standard"] else row | {"relation": "no_relationship"})


def _item(identifier: str) -> st.SearchStrategy[dict[str, Any]]:
    common = {
        "identifier": st.just(identifier),
        "sdgs": _some(["sdg:16"]),
        "building_blocks": _some(BLOCKS),
        "links": _links(identifier),
        "coverage": st.lists(COVERAGE, max_size=3, unique_by=lambda row: (row["standard"], row["edition"])),
    }
    if identifier.startswith("SA"):
        candidates = _some(GROUPS).map(lambda names: [{"study_group": name} for name in names])
        own = {"candidates": candidates, "relevance": st.sampled_from(choices.Relevance.values)}
        return st.fixed_dictionaries({"kind": st.just("aspect"), **own, "organizations": _some(BODIES), **common})
    obligation = st.sampled_from([None, *choices.Obligation.values])
    return st.fixed_dictionaries({"kind": st.just("requirement"), "obligation": obligation, **common})


def _standard(identifier: str) -> st.SearchStrategy[dict[str, Any]]:
    others = [name for name in STANDARDS if name != identifier]
    twins = _some(others).map(lambda names: [{"relation": "twin_text", "target": name} for name in names[:1]])
    editions = st.lists(
        st.fixed_dictionaries(
            {"label": st.sampled_from(["1", "2"]), "status": st.sampled_from(choices.EditionStatus.values)}
        ),
        max_size=2,
        unique_by=lambda edition: edition["label"],
    )
    return st.fixed_dictionaries(
        {
            "kind": st.just("standard"),
            "identifier": st.just(identifier),
            "designation": st.just(identifier),
            "body": st.sampled_from([None, *BODIES]),
            "building_blocks": _some(BLOCKS),
            "study_groups": _some(GROUPS),
            "editions": editions,
            "relations": twins,
        }
    )


def _use_case(identifier: str) -> st.SearchStrategy[dict[str, Any]]:
    steps = _some(REQUIREMENTS).map(lambda names: [{"name": {"en": "Step"}, "requirements": names}])
    return st.fixed_dictionaries(
        {
            "kind": st.just("use_case"),
            "identifier": st.just(identifier),
            "scenarios": steps.map(lambda steps: [{"steps": steps}]),
            "links": _links(identifier),
        }
    )


def _need(identifier: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "kind": st.just("need"),
            "identifier": st.just(identifier),
            "countries": _some(COUNTRIES),
            "country_groups": _some(choices.CountryGroup.values),
            "links": _links(identifier),
        }
    )


def _experience(identifier: str) -> st.SearchStrategy[dict[str, Any]]:
    factor = st.fixed_dictionaries(
        {
            "polarity": st.sampled_from(choices.Polarity.values),
            "category": st.just("financing"),
            "touches": _some(ITEMS),
        }
    )
    return st.fixed_dictionaries(
        {
            "kind": st.just("experience"),
            "identifier": st.just(identifier),
            "countries": _some(COUNTRIES),
            "factors": st.lists(factor, max_size=2),
            "links": _links(identifier),
        }
    )


DOCUMENTS = st.tuples(
    *map(_item, ITEMS),
    *map(_standard, STANDARDS),
    *map(_use_case, ["UC-9000", "UC-9001"]),
    *map(_need, ["ND-9000", "ND-9001"]),
    *map(_experience, ["EX-9000", "EX-9001"]),
).map(list)
