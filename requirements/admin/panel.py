"""Above the form of an entry: where does it stand, what may be done, what is missing, what differs?"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from requirements import catalogue, checks, remarks, workflow
from requirements.admin.differences import Shown, languages, shown
from requirements.admin.duplicates import of_entry
from requirements.admin.queues import translation_of
from requirements.admin.rights import may
from requirements.choices import State, TranslationState
from requirements.documents import Document
from requirements.languages import LANGUAGES, Language
from requirements.models import Duplicate, Edition, Entry, History, Import, Imported, Remark, User

EDITIONS_SHOWN = 50
IMPORTS_SHOWN = 5
# What is pressed all day has a key.
ACCESS_KEYS = {"approve": "a", "return": "r", "publish": "p"}


@dataclass(frozen=True)
class Translation:
    """How far the entry is in one language, and what the person may do about it."""

    language: Language
    state: str
    may_confirm: bool
    may_publish: bool
    address: str


class Panel:
    """One entry in the eyes of one person; each property asks the database once, whatever the number of rows."""

    languages = LANGUAGES

    def __init__(self, entry: Entry, document: Document, user: User) -> None:
        self.entry, self.user = entry, user
        self._document = document

    def _may(self, action: str) -> bool:
        return may(self.user, action, self.entry)

    @cached_property
    def buttons(self) -> list[tuple[workflow.Available, str]]:
        """What moves the entry on, with its access key; withdrawing, which is rare and ends something, has a place of
        its own.
        """
        ways = [one for one in workflow.available(self.entry, self.user) if one.transition.name != "withdraw"]
        return [(one, ACCESS_KEYS.get(one.transition.name, "")) for one in ways]

    @cached_property
    def sent_back(self) -> History | None:
        """Who returned or rejected the entry, and why; its author may have no right to the rest of the history."""
        if self.entry.state not in (State.RETURNED, State.REJECTED):
            return None
        rows = History.objects.filter(identifier=self.entry.identifier, action__in=("return", "reject"))
        return rows.order_by("-at").first()

    @cached_property
    def missing(self) -> list[str]:
        return [checks.sentence(problem) for problem in checks.missing(self._document)]

    @cached_property
    def warnings(self) -> list[str]:
        return [checks.sentence(problem) for problem in checks.warnings_of(self._document)]

    @cached_property
    def duplicates(self) -> list[tuple[Entry, Duplicate]]:
        return of_entry(self.entry, self.user)

    @cached_property
    def editions(self) -> list[Edition]:
        return list(catalogue.editions_of(self.entry.identifier).defer("body", "facets")[:EDITIONS_SHOWN])

    @cached_property
    def current(self) -> Edition | None:
        return self.editions[0] if self.editions else None

    @cached_property
    def _changes(self) -> list[Any]:
        """What publishing now would change; nothing to compare with if it was never published."""
        if not self.current or not (self.entry.unpublished_changes or self.links_ready):
            return []
        return workflow.unpublished_differences(self.entry)

    @cached_property
    def differences(self) -> list[Shown]:
        return shown(self._changes, self.entry.kind)

    @cached_property
    def translations(self) -> list[Translation]:
        others = [language for language in LANGUAGES if language.code != self.entry.source_language]
        return [self._translation(language) for language in others]

    def _translation(self, language: Language) -> Translation:
        state = TranslationState(self.entry.translations.get(language.code, TranslationState.MISSING))
        open_ones = (TranslationState.DRAFT, TranslationState.OUTDATED)
        is_news = language.code in languages(self._changes) and state is not TranslationState.OUTDATED
        return Translation(
            language=language,
            state=str(state.label),
            may_confirm=state in open_ones and self._may("confirm_translation"),
            may_publish=is_news and self._may("publish_translation"),
            address=translation_of(self.entry, language.code),
        )

    @cached_property
    def imports(self) -> list[Import]:
        """The imports that wrote the entry and stand, the last first, for those who may look at them."""
        if not may(self.user, "import"):
            return []
        held = Imported.objects.filter(identifier=self.entry.identifier).values("of")
        return list(Import.objects.filter(pk__in=held, undone_at=None)[:IMPORTS_SHOWN])

    @cached_property
    def may_remark(self) -> bool:
        return self._may("remark")

    @cached_property
    def remarks(self) -> list[Remark]:
        return list(remarks.of(self.entry)) if self.may_remark else []

    @property
    def has_open_remarks(self) -> bool:
        return any(remark.settled_at is None for remark in self.remarks)

    @cached_property
    def links_ready(self) -> list[str]:
        """What the entry names and the current edition leaves out, though it has been published since."""
        return sorted(catalogue.published(self.entry.withheld)) if self.entry.withheld else []

    @cached_property
    def links_held(self) -> list[str]:
        return [name for name in self.entry.withheld if name not in self.links_ready]

    @cached_property
    def may_publish_links(self) -> bool:
        return self._differs_in("links") and self._may("publish_links")

    @cached_property
    def may_publish_coverage(self) -> bool:
        return self._differs_in("coverage") and self._may("publish_coverage")

    def _differs_in(self, field: str) -> bool:
        return any(change.path[0] == field for change in self._changes)

    @cached_property
    def may_revalidate(self) -> bool:
        return bool(self.entry.review_due) and self._may("revalidate")

    @cached_property
    def may_revert(self) -> bool:
        return self._may("revert")

    @cached_property
    def withdraw(self) -> workflow.Available | None:
        """Superseding starts from the same states and is for the same people."""
        ways = workflow.available(self.entry, self.user) if self.current else []
        return next((one for one in ways if one.transition.name == "withdraw"), None)
