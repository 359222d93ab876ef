"""Can a curator set entries beside standards in the grid, and look again at what has moved?"""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requirements import catalogue, documents, workflow
from requirements.choices import Role
from requirements.models import Coverage, Entry
from tests import factories
from tests.admin import desk as sitting

pytestmark = pytest.mark.django_db
GRID = "/admin/requirements/coverage/grid/"
X1254 = "standard:itu-t-x-1254"


@pytest.fixture
def publisher() -> Client:
    return sitting.signed_in(factories.user(Role.PUBLISHER))


def rows() -> list[tuple[str, str | None, str, bool]]:
    found = Coverage.objects.order_by("entry__identifier", "position")
    return list(found.values_list("entry__identifier", "standard__identifier", "relation", "confirmed"))


def test_the_grid_is_filled_without_a_script_and_keeps_what_was_chosen(publisher: Client) -> None:
    factories.published("requirement", "REQ-0001", statement={"en": "An assurance framework is required."})
    factories.published("aspect", "SA-0001")
    address = f"{GRID}?standard={X1254}"
    typed = sitting.typed_in(publisher.get(address), "grid_form")
    assert {name for name in typed if "|" in name} == {
        *("REQ-0001|", f"REQ-0001|{X1254}", "SA-0001|", f"SA-0001|{X1254}")
    }
    typed |= {f"REQ-0001|{X1254}": ["subset_of"], "SA-0001|": ["no_relationship"]}
    publisher.post(address, typed)
    assert rows() == [("REQ-0001", X1254, "subset_of", True), ("SA-0001", None, "no_relationship", True)]
    again = sitting.typed_in(publisher.get(address), "grid_form")
    assert (again[f"REQ-0001|{X1254}"], again["SA-0001|"]) == (["subset_of"], ["no_relationship"])
    publisher.post(address, again)
    again |= {f"REQ-0001|{X1254}": [""], "SA-0001|": [""], "REQ\x00|": ["equal_to"], "REQ-0001|\x00": ["equal_to"]}
    publisher.post(address, again)
    assert rows() == []


def test_standards_are_suggested_and_never_applied(publisher: Client) -> None:
    factories.published(statement={"en": "An entity authentication assurance framework is required."})
    factories.published(identifier="REQ-0002", statement={"en": "The system is required to answer as X.1254 says."})
    page = publisher.get(GRID).content.decode()
    told = re.findall(rf'<a href="\?standard={X1254}">Entity authentication assurance framework</a>', page)
    assert len(told) == 2
    assert rows() == []


def test_the_grid_narrows_to_a_block_to_words_and_to_what_is_not_assessed(publisher: Client) -> None:
    factories.published("requirement", "REQ-0001", title={"en": "Wallet opens"})
    factories.published("requirement", "REQ-0002", building_blocks=["block:payments"])
    workflow.assess(Entry.objects.get(identifier="REQ-0002"), {}, by=factories.user(Role.EDITOR), none_found=True)

    def shown(query: str) -> list[str]:
        typed = sitting.typed_in(publisher.get(f"{GRID}?{query}"), "grid_form")
        return sorted(name.rstrip("|") for name in typed if name.endswith("|"))

    assert shown("") == ["REQ-0001", "REQ-0002"]
    assert shown("block=block:payments") == ["REQ-0002"]
    assert shown("q=wallet") == ["REQ-0001"]
    assert shown("q=req-0002") == ["REQ-0002"]
    assert shown("left=1") == ["REQ-0001"]


def test_what_has_moved_is_shown_and_confirmed_in_one_click(publisher: Client) -> None:
    entry = factories.published()
    workflow.assess(entry, {X1254: "equal_to"}, by=factories.user(Role.REVIEWER))
    requirement: Any = Entry.objects.get().record
    requirement.statement = {"en": "The system is required to answer at once."}
    requirement.save()
    workflow.perform(Entry.objects.get(), "edit", by=factories.user(Role.EDITOR))
    data = {"kind": "standard", "identifier": X1254, **factories.REFERENCES[X1254]}
    newer = documents.parse({**data, "editions": [{"label": "05/2027"}, {"label": "09/2020", "year": 2020}]})
    workflow.release([workflow.save(newer, by=None).record], by=None)
    listed = publisher.get(reverse("admin:requirements_coverage_changelist")).content.decode()
    row = Coverage.objects.get()
    page = reverse("admin:requirements_coverage_change", args=[row.pk])
    assert page in listed
    content = publisher.get(page).content.decode()
    assert "<ins>" in content
    assert "at once" in content
    assert "05/2027" in content
    answer = publisher.post(reverse("admin:requirements_coverage_confirm", args=[row.pk]))
    assert answer.headers["Location"] == reverse("admin:requirements_coverage_changelist")
    row.refresh_from_db()
    assert (row.confirmed, row.assessor) == (True, "publisher")
    assert "No text differs." in publisher.get(page).content.decode()


def test_who_may_not_assess_sees_and_cannot(publisher: Client) -> None:
    factories.published()
    workflow.assess(Entry.objects.get(), {X1254: "equal_to"}, by=factories.user(Role.EDITOR))
    row = Coverage.objects.get()
    translator = sitting.signed_in(factories.user(Role.TRANSLATOR))
    assert "<select name=" not in translator.get(f"{GRID}?standard={X1254}").content.decode().partition("grid_form")[2]
    translator.post(GRID, {f"REQ-0001|{X1254}": ""})
    assert translator.post(reverse("admin:requirements_coverage_confirm", args=[row.pk])).status_code == 403
    assert rows() == [("REQ-0001", X1254, "equal_to", False)]
    contributor = sitting.signed_in(factories.user(Role.CONTRIBUTOR))
    assert contributor.get(GRID).status_code == 403
    assert contributor.get(reverse("admin:requirements_coverage_change", args=[row.pk])).status_code in (302, 403)


def test_a_cell_says_what_its_assessment_rests_on(publisher: Client) -> None:
    factories.published("requirement", "REQ-0001")
    factories.published("aspect", "SA-0001")
    address = f"{GRID}?standard={X1254}"
    typed = sitting.typed_in(publisher.get(address), "grid_form")
    typed |= {f"REQ-0001|{X1254}": ["intersects_with"], "open": [f"REQ-0001|{X1254}"]}
    opened = publisher.post(address, typed).headers["Location"]
    assert opened.endswith("#cell")
    cell = sitting.typed_in(publisher.get(opened), "cell_form")
    assert (cell["relation"], cell["edition"]) == (["intersects_with"], ["09/2020"])
    cell |= {"clauses": ["6.2\n Annex  A\n\n6.2"], "rationale": ["Levels, not wallets."], "uncovered": ["Wallets."]}
    saved = publisher.post(opened, cell | {"confidence": ["high"], "_next": ["1"]})
    assert "SA-0001" in saved.headers["Location"]
    row = Coverage.objects.get()
    assert (row.clauses, row.confidence, row.confirmed) == (["6.2", "Annex A"], "high", True)
    assert (row.rationale, row.uncovered) == ({"en": "Levels, not wallets."}, {"en": "Wallets."})
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert catalogue.document(edition)["coverage"][0]["clauses"] == ["6.2", "Annex A"]
    assert "6.2, Annex A" in publisher.get(address).content.decode()


def test_a_cell_is_refused_when_somebody_was_faster_or_when_it_says_too_much(publisher: Client) -> None:
    factories.published("requirement", "REQ-0001")
    opened = f"{GRID}?cell=REQ-0001|{X1254}"
    cell = sitting.typed_in(publisher.get(opened), "cell_form") | {"relation": ["subset_of"]}
    assert sitting.typed_in(publisher.get(opened), "cell_form")["relation"] == [""]
    too_many = publisher.post(opened, cell | {"clauses": ["\n".join(map(str, range(101)))]})
    assert "At most 100 clauses" in too_many.content.decode()
    assert rows() == []
    publisher.post(opened, cell | {"clauses": ["\n".join(map(str, range(100)))], "_save": ["1"]})
    assert rows() == [("REQ-0001", X1254, "subset_of", True)]
    assert publisher.post(opened, cell | {"relation": ["equal_to"]}).status_code == 200
    assert rows() == [("REQ-0001", X1254, "subset_of", True)]
    none = f"{GRID}?cell=REQ-0001|"
    assert set(sitting.typed_in(publisher.get(none), "cell_form")) == {
        *("csrfmiddlewaretoken", "relation", "rationale", "confidence", "version")
    }
    translator = sitting.signed_in(factories.user(Role.TRANSLATOR))
    assert "cell_form" not in translator.get(opened).content.decode()
    assert translator.post(opened, cell).status_code == 200
    assert rows() == [("REQ-0001", X1254, "subset_of", True)]
