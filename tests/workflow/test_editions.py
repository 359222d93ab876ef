"""Is what was published frozen, complete, gapless and readable as of any moment?"""

import json
import threading
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from requirements import catalogue, documents, workflow
from requirements.choices import Role, Standing
from requirements.models import Clock, Edition, EditionLink, EditionText, Entry, History, Series
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE requirements_edition SET body = 'x'",
        "UPDATE requirements_edition SET number = 7",
        "UPDATE requirements_edition SET standing = 'withdrawn'",
        "UPDATE requirements_edition SET ended_at = now() + interval '1 day', facets = '{}'",
        "UPDATE requirements_edition SET published_at = published_at - interval '1 day'",
        "DELETE FROM requirements_edition",
        "UPDATE requirements_editionlink SET target = 'x'",
        "DELETE FROM requirements_editionlink",
        "UPDATE requirements_history SET note = 'x'",
        "DELETE FROM requirements_history",
        "UPDATE requirements_series SET identifier = 'x'",
        "DELETE FROM requirements_series",
        "UPDATE requirements_entry SET identifier = 'REQ-7777'",
        "DELETE FROM requirements_requirement",
        "DELETE FROM requirements_standard",
        "INSERT INTO requirements_clock (id, version, at) VALUES (false, 1, now())",
    ],
)
def test_the_database_refuses(change: str) -> None:
    factories.published()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db
def test_an_edition_ends_once() -> None:
    factories.published()
    edition = Edition.objects.get(identifier="REQ-0001")
    at = Clock.objects.get().at.replace(year=2100)
    Edition.objects.filter(pk=edition.pk).update(ended_at=at)
    with pytest.raises(IntegrityError, match="is frozen"):
        Edition.objects.filter(pk=edition.pk).update(ended_at=at.replace(year=2101))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"number": 3}, {"number": 1}, {"number": 2, "published_at": "1999-01-01T00:00:00Z"}, {"series_id": -1}]
)
def test_an_edition_that_does_not_follow_is_refused(wrong: dict[str, Any]) -> None:
    factories.published()
    edition = Edition.objects.get(identifier="REQ-0001")
    edition.pk, edition.number = None, 2
    for name, value in wrong.items():
        setattr(edition, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


@pytest.mark.django_db
def test_what_an_edition_holds() -> None:
    factories.references()
    french = {"en": "The system is required to answer.", "fr": "Le système doit répondre."}
    factories.published(statement=french, translations={"fr": "reviewed"}, internal_note="Secret.")
    edition = Edition.objects.get(identifier="REQ-0001")
    body = bytes(edition.body)
    document = json.loads(body)
    assert documents.canonical(document) == body
    assert document["edition"] == {
        "number": 1,
        "path": "/id/REQ-0001/editions/1",
        "published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
        "reason": "",
        "standing": "in_force",
        "successor": None,
    }
    assert b"Secret" not in body
    assert edition.published_at == Clock.objects.get().at
    assert "status:in_force" in edition.facets
    assert set(EditionLink.objects.filter(edition=edition).values_list("relation", "target")) == {
        ("building_blocks", "block:identity"),
        ("programmes", "programme:dpi"),
    }
    texts = {row.language: row for row in EditionText.objects.filter(edition=edition)}
    assert len(texts) == 6
    assert {row.title for row in texts.values()} == {"Title of REQ-0001"}
    assert "'repondr':5B" in texts["fr"].vector
    assert texts["ru"].vector == ""


@pytest.mark.django_db
def test_publishing_says_everything_that_is_missing_at_once_and_writes_nothing() -> None:
    entry = factories.draft("experience", title={}, narrative={}, programmes=[], provenance=[], consent=None)
    with pytest.raises(workflow.Incomplete) as refused:
        workflow.release([entry], by=None)
    assert [problem.code for problem in refused.value.problems["EX-0001"]] == [
        "no_title",
        "no_main_text",
        "no_programme",
        "no_provenance",
        "no_consent",
        "no_public_source",
    ]
    assert not Series.objects.filter(identifier="EX-0001").exists()
    assert Entry.objects.get().missing == [problem.code for problem in refused.value.problems["EX-0001"]]


@pytest.mark.django_db
def test_what_says_nothing_new_gets_no_new_edition() -> None:
    entry = factories.published()
    before = Clock.objects.get().version
    assert workflow.release([entry], by=None) == []
    assert Clock.objects.get().version == before


@pytest.mark.django_db
def test_a_bulk_publication_is_one_moment_and_its_members_may_name_one_another() -> None:
    second = factories.draft(identifier="REQ-0002")
    first = factories.draft(links=[{"relation": "refines", "target": "REQ-0002"}])
    editions = workflow.release([first, second], by=None)
    assert len({edition.published_at for edition in editions}) == 1
    assert catalogue.document(editions[0])["links"] == [{"relation": "refines", "target": "REQ-0002", "note": {}}]


@pytest.mark.django_db
def test_a_link_to_what_is_not_published_waits_and_is_told() -> None:
    reviewer = factories.user(Role.REVIEWER)
    second = factories.draft(identifier="REQ-0002")
    first = factories.published(links=[{"relation": "refines", "target": "REQ-0002"}])
    assert first.withheld == ["REQ-0002"]
    assert catalogue.document(catalogue.current_of("REQ-0001"))["links"] == []  # type: ignore[arg-type]
    factories.release([second])
    workflow.perform(first, "publish_links", by=reviewer)
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert [link["target"] for link in catalogue.document(edition)["links"]] == ["REQ-0002"]
    first.refresh_from_db()
    assert (first.withheld, first.unpublished_changes) == ([], False)


@pytest.mark.django_db
def test_withdrawing_and_superseding_keep_the_text_and_the_page() -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    factories.published(identifier="REQ-0002")
    entry = factories.published()
    workflow.perform(entry, "withdraw", by=administrator, note="Found wrong.")
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert (edition.number, edition.standing) == (2, Standing.WITHDRAWN)
    envelope = catalogue.document(edition)["edition"]
    assert (envelope["reason"], envelope["successor"]) == ("Found wrong.", None)
    workflow.perform(entry, "supersede", by=administrator, note="Said better.", successor="REQ-0002")
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert catalogue.document(edition)["edition"]["successor"] == "REQ-0002"
    assert list(catalogue.in_force("requirement").values_list("identifier", flat=True)) == ["REQ-0002"]


@pytest.mark.django_db
def test_the_registry_as_of_a_moment_is_what_it_was() -> None:
    entry = factories.published()
    moments = [catalogue.now().at]
    for obligation in ("recommended", "optional"):
        record: Any = entry.record
        record.obligation = obligation
        record.save()
        workflow.release([record], by=None)
        moments.append(catalogue.now().at)
    seen = [catalogue.document(catalogue.as_of(moment, "requirement").get())["obligation"] for moment in moments]
    assert seen == ["required", "recommended", "optional"]
    assert not catalogue.as_of(moments[0].replace(year=2001)).exists()
    changed = catalogue.changes(moments[0], "requirement")
    assert [edition.number for edition in changed] == [2, 3]


@pytest.mark.django_db
def test_each_publication_leaves_one_history_row() -> None:
    entry = factories.published()
    workflow.perform(entry, "withdraw", by=factories.user(Role.PUBLISHER), note="Why")
    rows = History.objects.filter(identifier="REQ-0001").order_by("pk").values_list("by", "action", "edition", "note")
    assert list(rows) == [("registry", "publish", 1, ""), ("publisher", "withdraw", None, "Why")]


@pytest.mark.django_db(transaction=True)
def test_many_who_publish_at_once_make_numbers_without_holes_and_times_without_overlap() -> None:
    entries = [factories.draft(identifier=f"REQ-{number:04}") for number in (1, 2)]
    failures: list[BaseException] = []

    def publish(times: int) -> None:
        try:
            for turn in range(times):
                with transaction.atomic():
                    locked = Entry.objects.select_for_update().get(pk=entries[turn % 2].pk)
                    record: Any = locked.record
                    record.keywords = [f"{threading.get_ident()} {turn}"]
                    record.save()
                    workflow.release([record], by=None)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(10,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for entry in entries:
        editions = list(Edition.objects.filter(identifier=entry.identifier).order_by("number"))
        assert [edition.number for edition in editions] == list(range(1, 21))
        assert all(one.ended_at == two.published_at for one, two in pairwise(editions))


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["withdraw", "supersede"])
def test_a_translation_does_not_bring_back_what_was_taken_out_of_force(way: str) -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    factories.published(identifier="REQ-0002")
    entry = factories.published()
    workflow.perform(entry, way, by=administrator, note="Why", successor="REQ-0002")
    workflow.save(factories.document(title={"en": "Title of REQ-0001", "fr": "Titre"}), by=None)
    with pytest.raises(workflow.NothingToPublish, match=r"REQ-0001 is not in force \((Withdrawn|Superseded)\)"):
        workflow.perform(entry, "publish_translation", by=administrator, language="fr")
    assert list(catalogue.in_force("requirement").values_list("identifier", flat=True)) == ["REQ-0002"]


@pytest.mark.django_db
def test_what_is_withdrawn_is_not_withdrawn_again() -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    entry = factories.published()
    workflow.perform(entry, "withdraw", by=administrator, note="Why")
    with pytest.raises(workflow.NothingToPublish):
        workflow.perform(entry, "withdraw", by=administrator, note="Why")
    assert catalogue.editions_of("REQ-0001").count() == 2
