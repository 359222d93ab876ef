"""Does each parameter narrow a list to exactly what it says, and does nothing wrong pass in silence?"""

from typing import Any

import pytest
from django.http import QueryDict

from requirements import catalogue, filters, workflow
from requirements.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db
COVERED = [{"standard": "standard:itu-t-x-1254", "relation": "subset_of", "confirmed": True}]


@pytest.fixture(scope="module")
def entries(lasting: None) -> None:
    factories.published(
        keywords=["offline"],
        sdgs=["sdg:16"],
        action_lines=["action-line:c7-e-government"],
        coverage=COVERED,
        provisions=["resolution:wtsa-103#instructs-tsb-director-2"],
    )
    factories.published(
        identifier="REQ-0002",
        obligation="optional",
        type="security",
        building_blocks=["block:wallet"],
        programmes=["programme:iot-ssc"],
        title={"en": "A title", "fr": "Un titre"},
    )
    factories.published(
        "aspect",
        candidates=[{"study_group": "study-group:itu-t-sg17"}],
        organizations=["organization:itu-t"],
        building_blocks=["block:payments"],
    )
    factories.published("need", countries=["country:fj"], building_blocks=[])
    factories.published("need", "ND-0002", country_groups=["ldc"], building_blocks=[])
    gone = factories.published("experience", building_blocks=[])
    workflow.perform(gone, "withdraw", by=factories.user(Role.ADMINISTRATOR), note="Why")


def found(query: str) -> list[str]:
    return [edition.identifier for edition in filters.select(QueryDict(query)).editions]


EVERYTHING = ["ND-0001", "ND-0002", "REQ-0001", "REQ-0002", "SA-0001"]
ANSWERS: dict[str, list[str]] = {
    "": EVERYTHING,
    "kind=requirement": ["REQ-0001", "REQ-0002"],
    "kind=requirement&kind=aspect": ["REQ-0001", "REQ-0002", "SA-0001"],
    "programme=iot-ssc": ["REQ-0002"],
    "building_block=identity": ["REQ-0001", "REQ-0002"],
    "building_block=wallet": ["REQ-0002"],
    "building_block=block:wallet": ["REQ-0002"],
    "building_block=Wallet": ["REQ-0002"],
    "obligation=required": ["REQ-0001"],
    "type=security": ["REQ-0002"],
    "status=withdrawn": ["EX-0001"],
    "status=withdrawn&status=in_force": ["EX-0001", *EVERYTHING],
    "sdg=16": ["REQ-0001"],
    "action_line=c7-e-government": ["REQ-0001"],
    "country=fj": ["ND-0001"],
    "country=FJ": ["ND-0001"],
    "country_group=sids": ["ND-0001"],
    "country_group=ldc": ["ND-0002"],
    "study_group=itu-t-sg17": ["SA-0001"],
    "standard=itu-t-x-1254": ["REQ-0001"],
    "organization=itu-t": ["SA-0001"],
    "coverage=full": ["REQ-0001"],
    "coverage=not_assessed": ["REQ-0002", "SA-0001"],
    "provision=wtsa-103%23instructs-tsb-director-2": ["REQ-0001"],
    "keyword=offline": ["REQ-0001"],
    "language=fr": ["REQ-0002"],
    "translation=fr-partial": ["REQ-0002"],
    "translation=fr-partial&translation=en-source&kind=requirement": ["REQ-0001", "REQ-0002"],
    "published_since=2000-01-01T00:00:00Z": EVERYTHING,
    "published_since=2100-01-01T00:00:00Z": [],
    "published_until=2100-01-01T00:00:00Z": EVERYTHING,
    "published_until=2000-01-01T00:00:00Z": [],
    "as_of=2000-01-01T00:00:00Z": [],
    "as_of=2000-01-01T00:00:00%2B23:59": [],
    "published_until=2000-01-01T00:00:00-23:59": [],
    "q=citizen": [],
    "q=format": ["SA-0001"],
    "ordering=-identifier": EVERYTHING[::-1],
    "ordering=published_at": ["REQ-0001", "REQ-0002", "SA-0001", "ND-0001", "ND-0002"],
    "ordering=-published_at": ["ND-0002", "ND-0001", "SA-0001", "REQ-0002", "REQ-0001"],
    "ordering=title": ["REQ-0002", "ND-0001", "ND-0002", "REQ-0001", "SA-0001"],
    "ordering=-title": ["SA-0001", "REQ-0001", "ND-0002", "ND-0001", "REQ-0002"],
    "kind=requirement&obligation=optional": ["REQ-0002"],
    "kind=need&obligation=optional": [],
}


@pytest.mark.parametrize("query", ANSWERS)
def test_a_query_finds_exactly(query: str, entries: None) -> None:
    assert found(query) == ANSWERS[query]
    assert filters.select(QueryDict(query)).total() == catalogue.Total(len(ANSWERS[query]))


def test_every_parameter_has_an_answer_above() -> None:
    asked = {pair.partition("=")[0] for query in ANSWERS for pair in query.split("&") if pair}
    assert asked == set(filters.PARAMETERS)


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("colour=red", "colour", "There is no such parameter; known are: q, kind,"),
        ("kind=poem", "kind", "“poem” is not one of: requirement, use_case, aspect, need, experience."),
        ("building_block=nowhere", "building_block", "“nowhere” is not in the registry."),
        ("country=%00", "country", "The text holds a character"),
        ("q=%00", "q", "The text holds a character"),
        ("published_since=yesterday", "published_since", "Write a moment such as 2026-03-01T00:00:00Z."),
        ("published_since=0001-01-01T00:00:00%2B15:00", "published_since", "Write a moment"),
        ("as_of=0001-01-01T00:00:00%2B15:00", "as_of", "Write a moment"),
        ("as_of=once", "as_of", "Write a moment such as 2026-03-01T00:00:00Z."),
        ("ordering=colour", "ordering", "“colour” is not one of: identifier,"),
        ("ordering=relevance", "ordering", "“relevance” is not one of: identifier,"),
        (f"q={'x' * 301}", "q", "At most 300 characters are read."),
        ("&".join(f"keyword={number}" for number in range(101)), "keyword", "At most 100 values are read."),
    ],
)
def test_what_is_wrong_is_refused_by_name(query: str, parameter: str, sentence: str, entries: None) -> None:
    with pytest.raises(filters.Invalid) as refused:
        filters.select(QueryDict(query))
    assert list(refused.value.problems) == [parameter]
    assert refused.value.problems[parameter][0].startswith(sentence)


def test_every_problem_is_told_at_once(entries: None) -> None:
    with pytest.raises(filters.Invalid) as refused:
        filters.select(QueryDict("colour=red&kind=poem&building_block=nowhere&as_of=once&ordering=up"))
    assert set(refused.value.problems) == {"colour", "kind", "building_block", "as_of", "ordering"}


def test_at_the_limit_a_query_is_read(entries: None) -> None:
    assert found(f"q={'x' * 300}") == []
    assert found("&".join(f"keyword={number}" for number in range(100))) == []


def counts(query: str, parameter: str) -> dict[str, int]:
    return {value.value: value.count for value in filters.select(QueryDict(query)).facets()[parameter]}


def test_a_facet_counts_under_the_other_filters_and_not_its_own(entries: None) -> None:
    assert counts("kind=requirement", "kind") == {"kind:need": 2, "kind:requirement": 2, "kind:aspect": 1}
    assert counts("kind=requirement", "obligation") == {"obligation:optional": 1, "obligation:required": 1}
    assert counts("obligation=optional", "kind") == {"kind:requirement": 1}
    assert counts("q=format", "building_block") == {"block:payments": 1}
    assert counts("", "status") == {"status:in_force": 5, "status:withdrawn": 1}


def test_each_value_leaves_as_many_as_it_says(entries: None) -> None:
    """Also those that others count for: a building block's parts, a group's countries."""
    assert counts("", "building_block")["block:identity"] == 2
    assert counts("", "country_group") == {"country_group:ldc": 1, "country_group:sids": 1}
    for name, values in filters.select(QueryDict("")).facets().items():
        for value in values:
            query = QueryDict(mutable=True)
            query[name] = filters.FACETS[name].typed(value.value)
            assert filters.select(query).total().number == value.count, value


def test_a_chosen_value_stays_in_sight_even_when_nothing_has_it(entries: None) -> None:
    facets = filters.select(QueryDict("kind=need&obligation=required")).facets()["obligation"]
    assert facets == [filters.FacetValue("obligation:required", 0, chosen=True)]


def test_facets_of_the_past_are_counted_too(entries: None) -> None:
    now = catalogue.now().at.isoformat().replace("+00:00", "Z")
    past = counts(f"as_of={now}", "obligation")
    assert past == counts("", "obligation") == {"obligation:optional": 1, "obligation:required": 1}


def test_counts_follow_what_is_published_withdrawn_and_changed(entries: None) -> None:
    administrator = factories.user(Role.ADMINISTRATOR, "second")
    assert counts("", "obligation")["obligation:required"] == 1
    added = factories.published(identifier="REQ-0003")
    assert counts("", "obligation")["obligation:required"] == 2
    workflow.perform(added, "withdraw", by=administrator, note="Why")
    assert counts("", "obligation")["obligation:required"] == 1
    assert filters.select(QueryDict("status=withdrawn")).total() == catalogue.Total(2)


def test_a_list_of_one_kind_counts_that_kind_alone(entries: None) -> None:
    selection = filters.select(QueryDict(""), kinds=["need"])
    assert selection.total() == catalogue.Total(2)
    wrong: dict[str, Any] = {value.value: value.count for value in selection.facets()["kind"]}
    assert wrong == {"kind:need": 2}


def test_threads_that_count_while_another_catches_up_read_one_moment(entries: None) -> None:
    known = catalogue.bitmaps()
    before = known.counts(known.any_of(["status:in_force"]), "obligation:")
    factories.published(identifier="REQ-0003")
    assert catalogue.bitmaps() is not known
    assert known.counts(known.any_of(["status:in_force"]), "obligation:") == before
