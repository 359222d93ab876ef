"""How does a working copy change, so that nobody's work is overwritten and nothing goes unnoticed?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from requirements.models import RECORDS, Entry, EntryWords, History, User, insert_rows, update_rows
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
# No version was seen, so that none is compared.
UNSEEN: Mapping[str, int] = {}


def store(*entries: Entry) -> None:
    """Write the workflow's columns alone, so that an instance read earlier overwrites nothing else. One query."""
    for entry in entries:
        entry.changed_at = timezone.now()
    update_rows(entries, (*COLUMNS, "changed_at"))


def take_stock(entry: Entry, *, states_given: bool = False) -> Document:
    """Bring the columns that worklists read in line with the texts as the database has them; not stored, but for the
    words by which others find the entry. Returns the document that was found.

    A language whose text stayed while its source changed becomes outdated; one that was typed anew is a draft, unless
    its state came with it (`states_given`: the texts are a document's, and so is `entry.translations`).
    """
    document: Any = mapping.document_of(entry)
    if unsettle(entry, document):
        document = mapping.document_of(entry)
    if _take_stock(entry, document, states_given=states_given):
        keep_words({entry.pk: document})
    found: Document = document.model_copy(update={"translations": entry.translations})
    entry.unpublished_changes = differs_from_edition(found)
    return found


def _take_stock(entry: Entry, document: Any, *, states_given: bool) -> bool:
    """Set the columns that follow from the document alone; whether any text is new. Nothing is stored."""
    digests = documents.text_digests(document)
    is_new = digests != entry.text_digests
    entry.translations = _translations(entry, digests, states_given=states_given)
    entry.text_digests = digests
    _keep_sources(entry, documents.source_texts(document))
    entry.missing, entry.quality = checks.missing_codes(document), checks.quality_codes(document)
    return is_new


def keep_words(said: Mapping[int, Document]) -> None:
    """Have entries, by their keys, found by the words that they use now, and compared with others anew. Two queries."""
    EntryWords.objects.filter(entry__in=said).delete()
    insert_rows([duplicates.words_of(key, document) for key, document in said.items()])


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


def _keep_states(entry: Entry, states: dict[str, str]) -> None:
    """Let the translations be as they were, though their source is another again."""
    entry.translations = states
    outdated = {code for code, state in states.items() if state == TranslationState.OUTDATED}
    entry.outdated_sources = {code: texts for code, texts in entry.outdated_sources.items() if code in outdated}


def _state(state: str, *, typed: bool, source_changed: bool, given: bool) -> str:
    if typed:
        return state if given else TranslationState.DRAFT.value
    return TranslationState.OUTDATED.value if source_changed else state


def differs_from_edition(document: Document) -> bool:
    """Whether publishing the document now would say something that its current edition does not."""
    return document.identifier in differing([document])


def differing(found: Sequence[Document]) -> set[str]:
    """The identifiers of those documents that say something which their current edition does not. Two queries, one if
    none of them was ever published.
    """
    editions = catalogue.current().filter(identifier__in=[document.identifier for document in found])
    current = {edition.identifier: edition for edition in editions}
    known = [document for document in found if document.identifier in current]
    published = catalogue.published({name for document in known for name in documents.names(document)} if known else ())
    says = {document.identifier: documents.dump_public(documents.public(document, published)) for document in known}
    same = {name for name, edition in current.items() if catalogue.content(edition) == says[name]}
    return {document.identifier for document in found} - same


@dataclass(frozen=True)
class Saved:
    """What became of a document that was saved, and what its working copy said before, in which state."""

    record: Record
    outcome: Literal["new", "changed", "unchanged"]
    former: Document | None = None
    state: str = ""


def save(document: Document, *, by: User | None) -> Saved:
    """`save_together()` for one document."""
    return save_together([document], by=by)[0]


@transaction.atomic
def save_together(
    given: Sequence[Document],
    *,
    by: User | None,
    versions: Mapping[str, int] = UNSEEN,
    directory: mapping.Directory | None = None,
    as_before: bool = False,
) -> list[Saved]:
    """Make the working copies say what the documents say, each of another record, and take stock; editions of reference
    records are not published yet.

    Conflict if a record has another version than `versions` has for it; mapping.UnknownNames if a document names what
    does not exist. State, translations and what is missing follow from the texts: `translations` of a document is taken
    for languages whose text comes with it, or entirely if all is to be `as_before`. Nothing is written where nothing
    differs. About thirty queries for each kind, however many there are.
    """
    there = _locked(given, versions)
    saving = [_Saving(document, there.get(document.identifier), by) for document in given]
    to_write = [one for one in saving if one.outcome != "unchanged"]
    for one in to_write:
        one.take_stock(as_before=as_before)
    entries = [one for one in to_write if one.is_entry]
    unpublished = differing([one.wanted for one in entries])
    for one in entries:
        one.record.unpublished_changes = one.wanted.identifier in unpublished
    written = [mapping.Written(one.record, one.wanted, one.former, one.former is None) for one in to_write]
    mapping.write_together(written, directory or mapping.Directory())
    _store([one for one in to_write if one.outcome == "changed"])
    keep_words({one.record.pk: one.wanted for one in to_write if one.has_new_words})
    return [one.saved for one in saving]


def _locked(given: Sequence[Document], versions: Mapping[str, int]) -> dict[str, tuple[Record, Document]]:
    """Identifier → record and its document, for what is there already, held to the end of the transaction."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for document in given:
        by_kind[document.kind].append(document.identifier)
    found: list[Record] = []
    for kind, names in by_kind.items():
        model = RECORDS[kind]
        rows = (Entry if issubclass(model, Entry) else model).objects.filter(identifier__in=names).order_by("pk")
        held = dict(rows.select_for_update().values_list("identifier", "version"))
        for name, now in held.items():
            if versions.get(name, now) != now:
                raise Conflict(name, now)
        found += model.objects.filter(identifier__in=held) if held else ()
    former = mapping.documents_by_identifier(found)
    return {record.identifier: (record, former[record.identifier]) for record in found}


class _Saving:
    """A document on its way into its working copy."""

    record: Any
    former: Document | None
    outcome: Literal["new", "changed", "unchanged"]

    def __init__(self, document: Document, there: tuple[Record, Document] | None, by: User | None) -> None:
        self.record, self.former = there or (mapping.begun(document, by=by), None)
        before: Any = documents.normalized(self.former) if self.former else None
        states = getattr(before, "translations", {})
        self.wanted = _within_rights(documents.normalized(document), states, by)
        self.outcome = "new" if before is None else "unchanged" if before == self.wanted else "changed"
        self.is_entry = isinstance(self.record, Entry)
        self.has_new_words = False
        self._state = self.record.state if self.former and self.is_entry else ""

    def take_stock(self, *, as_before: bool) -> None:
        """Bring the workflow's columns up to the document, which is written next, and the document's up to them."""
        self.record.version += 1
        if self.is_entry:
            entry: Any = self.record
            entry.state = FIRST_CHANGE.get(State(entry.state), State(entry.state))
            entry.translations = self.wanted.translations
            self.has_new_words = _take_stock(entry, self.wanted, states_given=True)
            if as_before:
                _keep_states(entry, self.wanted.translations)
            self.wanted = self.wanted.model_copy(update={"translations": entry.translations})

    @property
    def saved(self) -> Saved:
        return Saved(self.record, self.outcome, self.former, self._state)


def _store(changed: Sequence[_Saving]) -> None:
    """Write the workflow's columns of records that were there before; of new ones they came with the row."""
    store(*(one.record for one in changed if one.is_entry))
    for model in {type(one.record) for one in changed if not one.is_entry}:
        update_rows([one.record for one in changed if type(one.record) is model], ["version"])


def _within_rights(document: Any, before: dict[str, str], by: User | None) -> Any:
    """The document without reviews that its bringer may not give: a translation newly called reviewed is a draft."""
    if by is None or not hasattr(document, "translations") or permissions.can(by, "confirm_translation"):
        return document
    states = {
        language: TranslationState.DRAFT.value if state == "reviewed" != before.get(language) else state
        for language, state in document.translations.items()
    }
    return document.model_copy(update={"translations": states})


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
    rows = [
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
    ]
    insert_rows(rows)
    telling.tell(told, action, by=by, note=note)
