"""Does a curator look through possible duplicates, two at a time, and see only what is theirs to see?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requirements import workflow
from requirements.choices import Role, Verdict
from requirements.models import Duplicate, Entry
from tests import factories
from tests.admin import desk
from tests.workflow.test_duplicates import SAME

LIST = "/admin/requirements/duplicate/"
pytestmark = pytest.mark.django_db


def three() -> list[Duplicate]:
    for number in (1, 2, 3):
        factories.draft(identifier=f"REQ-000{number}", **SAME)
    workflow.look_at_waiting()
    return list(Duplicate.objects.order_by("pk"))


def test_one_finding_leads_to_the_next_pair() -> None:
    first, second, third = three()
    client = desk.signed_in(factories.user(Role.EDITOR))
    assert "REQ-0001 – REQ-0002" in client.get(LIST).content.decode()
    page = client.get(desk.address(first)).content.decode()
    assert "100 of 100 alike" in page
    answer = client.post(desk.address(first, "classify"), {"verdict": "different"})
    assert answer.headers["Location"] == desk.address(second)
    client.post(desk.address(second, "classify"), {"verdict": "equivalent"})
    answer = client.post(desk.address(third, "classify"), {"verdict": "related"}, follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    assert desk.messages(answer)[-1] == "REQ-0002 – REQ-0003: Related."
    assert answer.context["cl"].result_count == 0
    assert client.get(LIST, {"verdict": "related"}).context["cl"].result_count == 1


def test_the_page_of_an_entry_names_what_may_say_the_same() -> None:
    three()
    entry = Entry.objects.get(identifier="REQ-0001").record
    page = desk.signed_in(factories.user(Role.REVIEWER)).get(desk.address(entry))
    assert [other.identifier for other, _pair in page.context["panel"].duplicates] == ["REQ-0002", "REQ-0003"]


def test_a_contributor_learns_nothing_of_others() -> None:
    pair = three()[0]
    person = factories.user(Role.CONTRIBUTOR)
    Entry.objects.filter(identifier="REQ-0001").update(created_by=person)
    client = desk.signed_in(person)
    assert client.get(LIST).status_code == 403
    assert client.get(desk.address(pair)).status_code == 403
    assert client.post(desk.address(pair, "classify"), {"verdict": "different"}).status_code == 403
    assert b"REQ-0002" not in client.get(desk.address(Entry.objects.get(identifier="REQ-0001").record)).content
    assert not Duplicate.objects.exclude(verdict=Verdict.OPEN).exists()


@pytest.mark.parametrize("verdict", ["", "open", "merged", "\u0000"])
def test_nonsense_is_refused(verdict: str) -> None:
    client = desk.signed_in(factories.user(Role.EDITOR))
    assert client.post(desk.address(three()[0], "classify"), {"verdict": verdict}).status_code == 400
    assert client.get(f"{LIST}?verdict=%27").context["cl"].result_count == 0
    assert client.get(f"{LIST}999/change/").status_code == 404


def test_a_refusal_is_told_on_the_page_of_the_pair() -> None:
    pair = three()[0]
    Entry.objects.update(state="in_review")
    client = desk.signed_in(factories.user(Role.EDITOR))
    page = client.post(desk.address(pair, "classify"), {"verdict": "equivalent"}, follow=True)
    assert desk.messages(page) == ["Neither REQ-0001 nor REQ-0002 can be edited now, so they cannot be linked."]


def test_the_list_takes_a_fixed_number_of_queries() -> None:
    client = desk.signed_in(factories.user(Role.EDITOR))
    counts = []
    for numbers in ((1, 2), (3, 4, 5, 6)):
        for number in numbers:
            factories.draft(identifier=f"REQ-000{number}", **SAME)
        workflow.look_at_waiting()
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
