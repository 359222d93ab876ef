"""Is every model kept at the desk, every field typed there, every kind given its buttons and its history?"""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.urls import reverse

from requirements.admin import desk
from requirements.admin.buttons import Buttons
from requirements.admin.history import ReadsHistory
from requirements.admin.rights import ReadOnly
from requirements.admin.saving import LockedAdmin
from requirements.choices import Role
from requirements.models import MODELS, RECORDS, Entry, User
from tests import factories
from tests.admin import desk as sitting

# Why a model has no page of its own.
WITHOUT = {
    "Answer": "asked with the preview that it is for",
    "Imported": "on the page of its import",
    "Attempts": "counts that pass in minutes",
    "Repeatable": "lets programs ask again, for some days",
    "Allowance": "counts requests, and says nothing that anybody could read",
    "Clock": "the catalogue's own",
    "Series": "seen through its editions",
    "EditionCoverage": "part of an edition",
    "EditionLink": "part of an edition",
    "EditionText": "part of an edition",
    "EntryWords": "how an entry is found beside others",
    "Word": "follows from what was published",
    "File": "seen through its job",
    "GapPublication": "a button on the page of its run",
    "GapReview": "on the page of its result",
    "GapEvent": "on the page of its gap",
    "GapDecision": "on the page of its gap",
    "Previewed": "on the page of its job",
    "ProposalStep": "seen on the page of its proposal",
    "Remark": "said on the page of its entry",
}
# Columns that a form never shows, and who keeps them.
KEPT_ELSEWHERE = {
    "position": "the order in which rows were added, where a row says nothing else",
    "identifier": "given by the sequence of its kind; typed once for reference records",
}


def inlined() -> dict[type[Model], list[Any]]:
    found: dict[type[Model], list[Any]] = {}
    for model_admin in desk._registry.values():
        for inline in model_admin.inlines:
            found.setdefault(inline.model, []).append(inline)
    return found


def test_every_model_is_at_the_desk_or_said_not_to_be() -> None:
    models = set(apps.get_app_config("requirements").get_models())
    kept = {model.__name__ for model in models if desk.is_registered(model) or model in inlined()}
    assert kept | WITHOUT.keys() == {model.__name__ for model in models}
    assert not kept & WITHOUT.keys()


@pytest.mark.parametrize("model", RECORDS.values(), ids=lambda model: model.__name__)
def test_every_record_is_saved_under_the_lock_and_tells_its_history(model: type[Model]) -> None:
    model_admin = desk.get_model_admin(model)
    assert isinstance(model_admin, LockedAdmin)
    assert isinstance(model_admin, ReadsHistory)
    assert isinstance(model_admin, Buttons) == issubclass(model, Entry)


def typed_fields(model: type[Model]) -> set[str]:
    """What some form at the desk lets a person type of a model."""
    forms = [desk.get_model_admin(model)] if desk.is_registered(model) else []
    names: set[Any] = set()
    for form in [*forms, *inlined().get(model, [])]:
        names |= set(flatten_fieldsets(form.fieldsets or [(None, {"fields": form.fields})]))
    return names


def editable(model: type[Model]) -> set[str]:
    columns = (*model._meta.fields, *model._meta.many_to_many)
    return {x.name for x in columns if x.editable and not x.auto_created and x.name not in KEPT_ELSEWHERE}


def typed_in_rows() -> list[type[Model]]:
    """What is typed on the page of something else."""
    return [model for model, rows in inlined().items() if not all(issubclass(one, ReadOnly) for one in rows)]


@pytest.mark.parametrize("model", [*RECORDS.values(), *typed_in_rows()], ids=lambda model: model.__name__)
def test_every_editable_field_is_in_a_form(model: type[Model]) -> None:
    owners = {x.name for x in model._meta.fields if x.related_model in RECORDS.values() and not x.null}
    parents = {*owners, "entry", "scenario"}
    assert editable(model) - parents <= typed_fields(model)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RECORDS)
def test_every_record_has_a_list_a_page_and_a_history(kind: str) -> None:
    record: Any = factories.published(kind).record if kind in MODELS else RECORDS[kind].objects.first()
    client = sitting.signed_in(factories.user(Role.PUBLISHER))
    name = f"admin:requirements_{record._meta.model_name}"
    for address in (
        reverse(f"{name}_changelist"),
        reverse(f"{name}_add"),
        sitting.address(record),
        sitting.address(record, "history"),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
    if kind in MODELS:
        assert f'action="{sitting.address(record, "perform")}"' in client.get(sitting.address(record)).content.decode()


@pytest.mark.django_db
def test_every_relation_is_chosen_by_typing() -> None:
    client_admin = [desk.get_model_admin(model) for model in desk._registry if model is not User]
    for model_admin in client_admin:
        columns = (*model_admin.opts.fields, *model_admin.opts.many_to_many)
        relations = {x.name for x in columns if x.related_model and x.editable and not x.auto_created}
        if isinstance(model_admin, LockedAdmin):
            chosen = set(model_admin.get_autocomplete_fields(None))
            assert relations <= chosen | set(model_admin.readonly_fields) | {"use_case"}, model_admin
