"""Does every format that claims a round trip give back what it was given, whatever documents hold?"""

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requirements import catalogue, documents, exchange, workflow
from requirements.exchange import Format
from requirements.exchange.formats.records import Found
from requirements.models import Clock, Entry
from tests import factories, strategies
from tests.exchange.sources import outcomes

ROUND = [form for form in exchange.FORMATS if form.round_trip]
ENVELOPE = {"number": 3, "published_at": "2026-01-01T00:00:00Z", "standing": "in_force", "reason": ""}


def of_its_kinds(form: Format) -> st.SearchStrategy[documents.Document]:
    """Documents that the format has words for, with what publishing demands of every title."""
    return st.sampled_from(sorted(form.kinds)).flatmap(strategies.publishable)


def read_back(form: Format, bodies: list[bytes]) -> list[Any]:
    written = io.BytesIO()
    assert form.write
    assert form.write(bodies, written) == len(bodies)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"all{form.suffixes[0]}")
        path.write_bytes(written.getvalue())
        return list(form.records([path], {}))


@pytest.mark.parametrize("form", ROUND, ids=lambda form: form.name)
def test_what_is_written_reads_back_as_the_same_documents(form: Format) -> None:
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(st.lists(of_its_kinds(form), max_size=3, unique_by=lambda document: document.identifier))
    def check(given: list[Any]) -> None:
        bodies = [documents.body(document, ENVELOPE) for document in given]
        found = read_back(form, bodies)
        assert all(isinstance(record, Found) for record in found), found
        parsed = {record.data["identifier"]: documents.parse({"kind": record.kind, **record.data}) for record in found}
        wanted = {document.identifier: documents.dump_public(document) for document in given}
        for name, document in parsed.items():
            assert documents.diff(wanted[name], documents.dump_public(document)) == []
        assert parsed.keys() == wanted.keys()

    check()


def full_registry() -> None:
    """Entries of all kinds that name each other in a circle, and all reference records."""
    factories.references()
    link = {"relation": "conflicts_with"}
    coverage = [{"standard": "standard:itu-t-x-1254", "edition": "09/2020", "relation": "subset_of", "clauses": ["6"]}]
    factories.draft("requirement", "REQ-0002", coverage=coverage)
    factories.draft("requirement", "REQ-0001", title=TITLE, links=[{**link, "target": "REQ-0002"}])
    workflow.save(factories.document(identifier="REQ-0002", links=[{**link, "target": "REQ-0001"}]), by=None)
    for kind in ("use_case", "aspect", "need", "experience"):
        factories.draft(kind, provisions=["resolution:wtsa-103#instructs-tsb-director-2"], keywords=["a; b", "=1+1"])
    workflow.release(list(Entry.objects.all()), by=None)


TITLE = {"en": "=cmd|' /C calc'!A0", "ar": "المتطلب", "zh": "身份验证", "fr": "-1 + «deux»", "ru": "@Ёж", "es": "'=uno"}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ROUND, ids=lambda form: form.name)
def test_everything_published_goes_out_and_comes_in_again(form: Format, tmp_path: Path) -> None:
    """Into an empty registry, though entries name each other in a circle; and then out again, the same. Reference
    records are there before where the format has no words for them.
    """
    full_registry()
    before = contents()
    brought = sorted(name for name in before if documents.kind_of(name) in form.kinds)
    path = exported(form, tmp_path, len(brought))
    assert outcomes(exchange.preview([path], form)) == ["unchanged"] * len(brought)
    empty_registry()
    if not documents.REFERENCE_TYPES.keys() & set(form.kinds):
        factories.references()
    applied = exchange.apply(exchange.preview([path], form), by=None)
    assert sorted(applied.new) == brought
    assert catalogue.current(*catalogue.ENTRY_KINDS).count() == 0
    workflow.release(list(Entry.objects.all()), by=None)
    assert contents() == before


def empty_registry() -> None:
    """Every table as before the first record, until the test's own transaction is taken back."""
    tables = [table for table in connection.introspection.django_table_names() if table.startswith("requirements_")]
    tables.remove(Clock._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {', '.join(tables)} CASCADE; SET CONSTRAINTS ALL DEFERRED"
        )


def exported(form: Format, folder: Path, expected: int) -> Path:
    path = folder / f"all{form.suffixes[0]}"
    with path.open("wb") as stream:
        number = exchange.export(catalogue.in_force().order_by("identifier"), form, stream)
    assert number == expected
    return path


def contents() -> dict[str, Any]:
    return {edition.identifier: catalogue.content(edition) for edition in catalogue.current()}


def test_json_is_one_value() -> None:
    written = io.BytesIO()
    form = exchange.format_named("json")
    assert form.write
    form.write([documents.body(factories.document(), ENVELOPE)], written)
    value = json.loads(written.getvalue())
    assert (value["version"], len(value["documents"])) == (1, 1)
