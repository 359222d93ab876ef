"""Does every kind have everything a kind must have? A new kind that forgets something is told what."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

import requirements
from requirements import checks, choices, documents, languages
from requirements.models import MODELS, RECORDS, TranslatedField
from tests import factories

KINDS = [*choices.EntryKind.values, *choices.ReferenceKind.values]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_document_model_collection_and_schema(kind: str) -> None:
    assert documents.TYPES[kind].model_fields["kind"].default == kind
    assert RECORDS[kind]._meta.verbose_name
    assert kind in documents.COLLECTIONS
    assert documents.schema(kind)["properties"]["kind"]["const"] == kind


@pytest.mark.parametrize("kind", choices.EntryKind.values)
def test_each_kind_of_entry_has_prefix_demands_sequence_and_factory(kind: str) -> None:
    assert kind in MODELS
    assert documents.kind_of(f"{documents.PREFIXES[kind]}-0001") == kind
    assert kind in checks.DEMANDS
    assert documents.MAIN_TEXT[kind] in documents.TYPES[kind].model_fields
    assert checks.missing(factories.document(kind)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", choices.EntryKind.values)
def test_public_ids_begin_after_the_corpus_and_move_past_what_is_brought(kind: str) -> None:
    prefix = documents.PREFIXES[kind]
    first = MODELS[kind].objects.create()
    MODELS[kind].objects.create(identifier=f"{prefix}-2000")
    MODELS[kind].objects.create(identifier=f"{prefix}-0007")
    number = int(first.identifier.partition("-")[2])
    assert number >= 1001
    assert MODELS[kind].objects.create().identifier == f"{prefix}-2001"


def test_kinds_are_known_in_one_place() -> None:
    assert list(documents.TYPES) == [*MODELS, *(kind for kind in documents.TYPES if kind not in MODELS)]
    assert set(documents.TYPES) == set(RECORDS) == set(KINDS) == set(documents.COLLECTIONS)


def test_every_code_of_a_missing_thing_has_a_sentence() -> None:
    bare = {
        kind: documents.parse({"kind": kind, "identifier": f"{prefix}-0001"})
        for kind, prefix in documents.PREFIXES.items()
    }
    codes = {problem.code for document in bare.values() for problem in checks.missing(document)}
    assert codes <= set(checks.SENTENCES)


@pytest.mark.django_db
def test_every_translated_text_is_of_the_domain_that_knows_the_languages() -> None:
    columns = {
        (model._meta.db_table, field.column)
        for model in _models()
        for field in model._meta.local_fields
        if isinstance(field, TranslatedField)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE domain_name = 'texts'")
        assert set(cursor.fetchall()) == columns
        for language in languages.CODES:
            cursor.execute("SELECT jsonb_build_object(%s::text, 'x'::text)::texts", [language])


def test_every_model_says_what_one_row_is() -> None:
    silent = [model.__name__ for model in _models() if "row" not in (model.__doc__ or "") and model.__name__ != "User"]
    assert silent == []


def _models() -> list[type[Model]]:
    return list(apps.get_app_config("requirements").get_models())


def test_both_maps_name_every_room() -> None:
    parts = {path.stem for path in Path(requirements.__file__).parent.iterdir() if not path.name.startswith("__")}
    rooms = parts - {"apps", "data", "migrations", "urls"}
    drawn = (settings.BASE_DIR / "docs" / "architecture.md").read_text()
    table = {name for row in re.findall(r"^\| (`.+?) \|", drawn, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert rooms - set(re.findall(r"\w+", requirements.__doc__)) == set()
    assert rooms - table == set()


def test_the_drawn_workflow_is_the_one_in_force() -> None:
    call_command("draw_workflow", "--check", stderr=StringIO())


def test_the_printed_permissions_are_those_in_force() -> None:
    call_command("draw_permissions", "--check", stderr=StringIO())


@pytest.mark.django_db
def test_an_id_far_ahead_does_not_use_up_those_between() -> None:
    MODELS["need"].objects.create(identifier="ND-999999999")
    assert int(MODELS["need"].objects.create().identifier.partition("-")[2]) < 1_000_000
