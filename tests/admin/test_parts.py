"""Are the steps of a scenario edited as a part of their use case?"""

import pytest

from requirements.choices import Role
from requirements.models import Entry, History, UseCase
from tests import factories
from tests.admin import desk


def use_case() -> UseCase:
    steps = [{"name": {"en": "Ask"}, "producer": "citizen"}, {"name": {"en": "Answer"}}]
    return factories.published(
        "use_case",
        actors=[{"key": "citizen", "name": {"en": "Citizen"}}, {"key": "office", "name": {"en": "Office"}}],
        information=[{"key": "form", "name": {"en": "Form"}}],
        scenarios=[{"name": {"en": "Success"}, "steps": steps}],
    ).record


@pytest.mark.django_db
def test_a_changed_step_is_a_change_of_the_use_case() -> None:
    entry = use_case()
    (scenario,) = entry.scenarios.all()
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.open_form(client, scenario)
    typed = desk.new_row("steps", typed, name_en="Thank", service="execute", information=["form"])
    page = client.post(desk.address(scenario), {**typed, "steps-1-receiver": "office"})
    assert page.url == desk.address(entry)
    version = entry.version
    entry.refresh_from_db()
    assert (entry.version, entry.state, entry.unpublished_changes) == (version + 1, "draft", True)
    steps = [(str(step), step.position, step.receiver, step.information) for step in scenario.steps.all()]
    assert steps == [("Ask", 0, "", []), ("Answer", 1, "office", []), ("Thank", 2, "", ["form"])]
    (row,) = History.objects.filter(identifier="UC-0001", action="edit")
    assert (row.by, row.changes) == ("editor", ["scenarios"])


@pytest.mark.django_db
def test_a_scenario_is_guarded_by_the_version_of_its_use_case() -> None:
    entry = use_case()
    (scenario,) = entry.scenarios.all()
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.open_form(client, scenario)
    desk.save(client, entry, desk.open_form(client, entry), title_en="Another title")
    page = desk.save(client, scenario, typed, name_en="Typed")
    assert desk.errors(page) == ["UC-0001 was changed by somebody else while you were editing it."]
    assert [one.label for one in page.context["conflict"].changes] == ["Title › English"]
    scenario.refresh_from_db()
    assert scenario.name == {"en": "Success"}


@pytest.mark.django_db
def test_a_step_names_only_actors_of_its_use_case() -> None:
    (scenario,) = use_case().scenarios.all()
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.open_form(client, scenario)
    page = desk.save(client, scenario, typed, **{"steps-0-producer": "stranger"})
    assert "stranger" in desk.errors(page)[0]


@pytest.mark.django_db
def test_an_actor_that_a_step_names_is_not_removed() -> None:
    entry = use_case()
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.open_form(client, entry)
    page = desk.save(client, entry, typed, **{"actors-0-DELETE": "on"})
    assert desk.errors(page) == ["The use case has no actor or information “citizen”."]
    assert entry.actors.count() == 2


@pytest.mark.django_db
def test_scenarios_are_added_ordered_and_removed_with_the_use_case() -> None:
    entry = use_case()
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.new_row("scenarios", desk.open_form(client, entry), name_en="Failure", kind="failure")
    desk.save(client, entry, typed)
    assert [(str(one), one.position) for one in entry.scenarios.all()] == [("Success", 0), ("Failure", 1)]
    desk.save(client, entry, desk.open_form(client, entry), **{"scenarios-0-DELETE": "on"})
    assert [str(one) for one in entry.scenarios.all()] == ["Failure"]
    assert Entry.objects.get().missing == ["no_step"]


@pytest.mark.django_db
def test_a_translator_changes_the_texts_of_steps_alone() -> None:
    (scenario,) = use_case().scenarios.all()
    client = desk.signed_in(factories.user(Role.TRANSLATOR))
    typed = desk.open_form(client, scenario)
    assert "steps-0-service" not in typed
    forged = {"steps-0-name_en": "Forged", "steps-0-service": "delete", "steps-0-DELETE": "on"}
    page = desk.save(client, scenario, typed, **{"steps-0-name_fr": "Demander", **forged})
    assert page.status_code == 302, desk.errors(page)
    step = scenario.steps.first()
    assert (step.name, step.service) == ({"en": "Ask", "fr": "Demander"}, "execute")
    assert History.objects.filter(identifier="UC-0001", action="translate").count() == 1
