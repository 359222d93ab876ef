"""Does a curator see at the desk what could be better, on the page of an entry and as a worklist?"""

import pytest

from requirements import workflow
from requirements.admin.quality import NAMES
from requirements.checks import WARNINGS
from requirements.choices import Role
from requirements.models import Entry
from tests import factories
from tests.admin import desk

LIST = "/admin/requirements/requirement/"


@pytest.mark.django_db
def test_warnings_stand_beside_the_form_and_make_worklists() -> None:
    entry = factories.draft(statement={"en": "The system should answer."}, obligation="required").record
    factories.draft(identifier="REQ-0002", statement={"en": "The system is required to answer."})
    client = desk.signed_in(factories.user(Role.EDITOR))
    page = client.get(desk.address(entry)).content.decode()
    assert "“should” does not say “Required”, which is chosen as obligation." in page
    assert [x.identifier for x in client.get(LIST, {"quality": "obligation_disagrees"}).context["cl"].result_list] == [
        "REQ-0001"
    ]
    desk.save(client, entry, desk.open_form(client, entry), obligation="recommended")
    assert client.get(LIST, {"quality": "obligation_disagrees"}).context["cl"].result_count == 0
    assert client.get(LIST, {"quality": "nothing"}).context["cl"].result_count == 0
    assert client.get("/admin/requirements/entry/", {"quality": "no_link"}).context["cl"].result_count == 2


def test_every_warning_has_a_name_for_lists() -> None:
    assert set(NAMES) == {code for codes in WARNINGS.values() for code in codes}


@pytest.mark.django_db
def test_new_rules_reach_entries_that_nobody_has_touched() -> None:
    factories.draft(statement={"en": "The system may answer."}, obligation="required")
    factories.published("need")
    broken = factories.draft(identifier="REQ-0009")
    broken.provenance.update(file="no digest")
    before = list(Entry.objects.order_by("pk").values("pk", "version", "changed_at", "missing", "quality"))
    Entry.objects.update(quality=None, missing=["outdated"])
    assert workflow.recheck() == 2
    after = list(Entry.objects.order_by("pk").values("pk", "version", "changed_at", "missing", "quality"))
    assert after[:2] == before[:2]
    assert after[2]["quality"] is None
    assert workflow.recheck() == 0
