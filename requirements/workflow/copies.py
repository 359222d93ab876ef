"""How does a working copy change, so that nobody's work is overwritten and nothing goes unnoticed?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, checks, documents, mapping, permissions
from requirements.checks import duplicates
from requirements.choices import State, TranslationState
from requirements.documents import Document
from requirements.mapping import Record
from requirements.models import RECORDS, Entry, EntryWords, History, User
from requirements.workflow import telling
from requirements.workflow.drift import unsettle


class Conflict(Exception):
    """Somebody else changed the record since it was read; the text says so. `version` is the one it has now."""

    def __init__(self, identifier: str, version: int) -> None:
        self.identifier, self.version = identifier, version
        super().__init__(
            _("%(identifier)s was changed by somebody else while you were editing it.") % {"identifier": identifier}
        )


def lock(record: Any, *, version: int | None = None) -> None:
    """Hold the row until the end of the transaction; Conflict if it no longer is the `version` that the actor saw.

    A face calls this before it saves a form: comparing after the lock, not before, is what keeps two from both winning.
    """
    model = Entry if isinstance(record, Entry) else type(record)
    now = model.objects.select_for_update().values_list("version", flat=True).get(pk=record.pk)
    if version is not None and now != version:
        raise Conflict(record.identifier, now)


# The first change after publication, or after a rejection, makes a working copy a draft again.
FIRST_CHANGE = {State.PUBLISHED: State.DRAFT, State.REJECTED: State.DRAFT}
# The columns that the workflow keeps and nobody else writes.
COLUMNS = (
    *("state", "version", "translations", "text_digests", "source_texts", "outdated_sources", "missing", "quality"),
    *("unpublished_changes", "was_published", "review_due", "withheld"),
)


def store(entry: Entry) -> None:
    """Write the workflow's columns alone, so that an instance read earlier overwrites nothing else. One query."""
    values = {column: getattr(entry, column) for column in COLUMNS}
    Entry.objects.filter(pk=entry.pk).update(**values, changed_at=timezone.now())


def take_stock(entry: Entry, written: Document | None = None, *, states_given: bool = False) -> Document:
    """Bring the columns that worklists read in line with the texts as the database has them; not stored, but for the
    words by which others find the entry. Returns the document that was found.

    A language whose text stayed while its source changed becomes outdated; one that was typed anew is a draft, unless
    its state came with it (`states_given`: the texts are a document's, and so is `entry.translations`). Where the
    document was just `written`, nothing is read again.
    """
    document: Any = written or mapping.document_of(entry)
    if written is None and unsettle(entry, document):
        document = mapping.document_of(entry)
    digests = documents.text_digests(document)
    if digests != entry.text_digests:
        keep_words(entry, document)
    entry.translations = _translations(entry, digests, states_given=states_given)
    entry.text_digests = digests
    _keep_sources(entry, documents.source_texts(document))
    entry.missing, entry.quality = checks.missing_codes(document), checks.quality_codes(document)
    found: Document = document.model_copy(update={"translations": entry.translations})
    entry.unpublished_changes = differs_from_edition(found)
    return found


def keep_words(entry: Entry, document: Document) -> None:
    """Have the entry found by the words that it uses now, and compared with others anew. One query."""
    row = duplicates.words_of(entry.pk, document)
    EntryWords.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=("entry",), update_fields=("keys", "looked")
    )


def _translations(entry: Entry, digests: dict[str, str], *, states_given: bool) -> dict[str, str]:
    before, source = entry.text_digests, entry.source_language
    source_changed = bool(before) and before.get(source) != digests.get(source)
    return {
        language: _state(
            entry.translations.get(language, TranslationState.DRAFT.value),
            typed=before.get(language) != digest,
            source_changed=source_changed,
            given=states_given,
        )
        for language, digest in digests.items()
        if language != source
    }


def _keep_sources(entry: Entry, now: dict[str, str]) -> None:
    """An outdated translation keeps the source that it was made from, so that its translator sees what changed since;
    nothing is kept where nothing is translated.
    """
    outdated = [code for code, state in entry.translations.items() if state == TranslationState.OUTDATED]
    entry.outdated_sources = {code: entry.outdated_sources.get(code, entry.source_texts) for code in outdated}
    entry.source_texts = now if entry.translations else {}


def _state(state: str, *, typed: bool, source_changed: bool, given: bool) -> str:
    if typed:
        return state if given else TranslationState.DRAFT.value
    return TranslationState.OUTDATED.value if source_changed else state


def differs_from_edition(document: Document) -> bool:
    """Whether publishing the document now would say something that its current edition does not."""
    edition = catalogue.current_of(document.identifier)
    if edition is None:
        return True
    published = catalogue.published(documents.names(document))
    return documents.dump_public(documents.public(document, published)) != catalogue.content(edition)


@dataclass(frozen=True)
class Saved:
    """What became of a document that was saved."""

    record: Record
    outcome: Literal["new", "changed", "unchanged"]


@transaction.atomic
def save(
    document: Document, *, by: User | None, version: int | None = None, directory: mapping.Directory | None = None
) -> Saved:
    """Make the working copy say what the document says and take stock; a reference record's edition is not published
    yet.

    Conflict if `version` is given and is no longer the record's; mapping.UnknownNames if the document names what does
    not exist. State, translations and what is missing follow from the texts: `translations` of the document is taken
    for languages whose text comes with it. Nothing is written when nothing differs.
    """
    record = RECORDS[document.kind].objects.filter(identifier=document.identifier).first()
    if record is None:
        wanted = _within_rights(documents.normalized(document), {}, by)
        return Saved(_stocked(mapping.create(wanted, by=by, directory=directory), wanted), "new")
    lock(record, version=version)
    former = mapping.document_of(record)
    before: Any = documents.normalized(former)
    wanted = _within_rights(documents.normalized(document), getattr(before, "translations", {}), by)
    if before == wanted:
        return Saved(record, "unchanged")
    mapping.rewrite(record, wanted, former, directory=directory)
    return Saved(_stocked(record, wanted), "changed")


def _within_rights(document: Any, before: dict[str, str], by: User | None) -> Any:
    """The document without reviews that its bringer may not give: a translation newly called reviewed is a draft."""
    if by is None or not hasattr(document, "translations") or permissions.can(by, "confirm_translation"):
        return document
    states = {
        language: TranslationState.DRAFT.value if state == "reviewed" != before.get(language) else state
        for language, state in document.translations.items()
    }
    return document.model_copy(update={"translations": states})


def _stocked(record: Record, document: Document) -> Record:
    """The record, of which the document was just written, with the workflow's columns brought up to it."""
    record.version += 1
    if isinstance(record, Entry):
        record.state = FIRST_CHANGE.get(State(record.state), State(record.state))
        take_stock(record, document, states_given=True)
        store(record)
    else:
        record.save(update_fields=["version"])
    return record


def remember(
    records: Sequence[Any],
    action: str,
    *,
    by: User | None,
    note: str = "",
    changes: Sequence[Any] = (),
    differences: Sequence[documents.Change] = (),
    editions: dict[str, int] | None = None,
) -> None:
    """One history row for each record, or for each that has a number in `editions` if these are given. One query.

    `by` None is the registry itself: the shipped corpus, a restored backup.
    """
    told = [record for record in records if editions is None or record.identifier in editions]
    History.objects.bulk_create(
        History(
            by=by.get_username() if by else "registry",
            action=action,
            identifier=record.identifier,
            edition=editions[record.identifier] if editions else None,
            note=note,
            changes=list(changes),
            differences=[asdict(difference) for difference in differences],
        )
        for record in told
    )
    telling.tell(told, action, by=by, note=note)
