"""Does a curator get from the names of standards in texts to assessments, and is nothing assessed by itself?"""

from typing import Any

import pytest
from django.test import Client

from requirements.choices import Role
from requirements.models import Coverage, Entry
from tests import factories
from tests.admin import desk

X1254 = "standard:itu-t-x-1254"
LABEL = "Find standards that the texts name"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    factories.published(
        statement={"en": "The system is required to follow ITU-T X.1254.", "fr": "Y.9"}, keywords=["X.1254"]
    )
    assessment = {"standard": X1254, "relation": "subset_of", "rationale": {"en": "It names levels."}}
    factories.published("aspect", coverage=[assessment], description={"en": "Kites\nand X.1254"})
    factories.published("need", statement={"en": "X.1254"})


def chosen(client: Client, kind: str) -> Any:
    every = [str(pk) for pk in Entry.objects.values_list("pk", flat=True)]
    data = {"action": "named_standards", "_selected_action": every, "index": "0"}
    return client.post(f"/admin/requirements/{kind}/", data)


def test_each_entry_is_led_to_the_cell_of_what_its_texts_name(django_assert_max_num_queries: Any) -> None:
    client = desk.signed_in(factories.user(Role.REVIEWER))
    with django_assert_max_num_queries(30):
        page = chosen(client, "entry")
    found = [
        (row.entry.identifier, [(one.candidate.designation, one.candidate.score, one.relation) for one in row.mentions])
        for row in page.context["rows"]
    ]
    assert found == [("REQ-0001", [("ITU-T X.1254", 100, "")]), ("SA-0001", [("ITU-T X.1254", 100, "Subset of")])]
    (address,) = [one.address for row in page.context["rows"][:1] for one in row.mentions]
    grid = client.get(address.partition("#")[0])
    assert grid.context["place"].name == f"REQ-0001|{X1254}"
    assert [row.entry.identifier for row in grid.context["rows"]] == ["REQ-0001"]
    assert Coverage.objects.count() == 1


def test_who_may_not_assess_is_not_offered_it_nor_anybody_where_nothing_is_assessed() -> None:
    translator, reviewer = (desk.signed_in(factories.user(role)) for role in (Role.TRANSLATOR, Role.REVIEWER))
    assert LABEL not in translator.get("/admin/requirements/requirement/").content.decode()
    assert LABEL in reviewer.get("/admin/requirements/requirement/").content.decode()
    assert LABEL not in reviewer.get("/admin/requirements/need/").content.decode()
    assert "X.1254" not in chosen(translator, "requirement").content.decode()
