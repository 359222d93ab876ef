"""Does a translation become outdated in the moment in which its source changes, and only then?"""

from typing import Any

import pytest

from requirements import catalogue, documents, workflow
from requirements.choices import Role
from requirements.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
BOTH = {"en": "The system is required to answer.", "fr": "Le système doit répondre."}


def typed(entry: Entry, **texts: Any) -> dict[str, str]:
    """The states after somebody typed these texts into the form."""
    record: Any = entry.record
    for field, value in texts.items():
        setattr(record, field, value)
    record.save()
    workflow.perform(entry, "edit", by=factories.user(Role.EDITOR, f"editor{entry.version}"))
    entry.refresh_from_db()
    return dict(entry.translations)


def test_a_text_typed_in_another_language_is_a_draft() -> None:
    assert typed(factories.draft(), statement=BOTH) == {"fr": "draft"}


def test_a_changed_source_makes_every_other_language_outdated() -> None:
    entry = factories.draft(statement={**BOTH, "es": "Debe responder."}, translations={"fr": "reviewed", "es": "draft"})
    assert typed(entry, statement={**BOTH, "es": "Debe responder.", "en": "It is required to ask."}) == {
        "fr": "outdated",
        "es": "outdated",
    }


def test_a_translation_typed_anew_with_its_source_is_a_draft() -> None:
    entry = factories.draft(statement=BOTH, translations={"fr": "reviewed"})
    assert typed(entry, statement={"en": "It asks.", "fr": "Il demande."}) == {"fr": "draft"}


def test_a_change_that_touches_no_text_leaves_translations_alone() -> None:
    entry = factories.draft(statement=BOTH, translations={"fr": "reviewed"})
    assert typed(entry, obligation="optional") == {"fr": "reviewed"}


def test_a_language_without_text_is_missing() -> None:
    entry = factories.draft(statement=BOTH, translations={"fr": "reviewed"})
    assert typed(entry, statement={"en": BOTH["en"]}) == {}


def test_a_document_brings_the_states_of_the_texts_it_brings() -> None:
    factories.draft(statement=BOTH, translations={"fr": "reviewed"})
    workflow.save(factories.document(statement={**BOTH, "en": "Another."}, translations={"fr": "reviewed"}), by=None)
    assert Entry.objects.get().translations == {"fr": "outdated"}
    workflow.save(
        factories.document(statement={"en": "Third.", "fr": "Troisième."}, translations={"fr": "reviewed"}), by=None
    )
    assert Entry.objects.get().translations == {"fr": "reviewed"}


def test_a_translation_is_published_alone_while_other_changes_wait() -> None:
    reviewer = factories.user(Role.REVIEWER)
    entry = factories.published()
    typed(entry, statement=BOTH, obligation="optional")
    workflow.perform(entry, "confirm_translation", by=reviewer, language="fr")
    workflow.perform(entry, "publish_translation", by=reviewer, language="fr")
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    document = catalogue.document(edition)
    assert (edition.number, document["statement"], document["obligation"]) == (2, BOTH, "required")
    assert document["translations"] == {"fr": "reviewed"}
    first = catalogue.editions_of("REQ-0001").get(number=1)
    assert edition.fingerprint == first.fingerprint
    entry.refresh_from_db()
    assert entry.unpublished_changes


def test_a_translation_of_a_text_that_is_not_published_stays_back() -> None:
    entry = factories.published()
    typed(entry, statement={"en": "It is required to ask.", "fr": "Il doit demander."})
    with pytest.raises(workflow.NothingToPublish, match="has changed"):
        workflow.perform(entry, "publish_translation", by=factories.user(Role.REVIEWER), language="fr")
    assert documents.parse(catalogue.document(catalogue.current_of("REQ-0001"))).title == {"en": "Title of REQ-0001"}  # type: ignore[arg-type]


def test_an_editor_cannot_call_a_translation_reviewed_by_bringing_it() -> None:
    document = factories.document(statement=BOTH, translations={"fr": "reviewed"})
    workflow.save(document, by=factories.user(Role.EDITOR))
    assert Entry.objects.get().translations == {"fr": "draft"}
    workflow.save(document, by=factories.user(Role.REVIEWER))
    assert Entry.objects.get().translations == {"fr": "reviewed"}
    workflow.save(document, by=factories.user(Role.EDITOR, "another"))
    assert Entry.objects.get().translations == {"fr": "reviewed"}
