"""What does a person find waiting on the start page of the desk?"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from requirements import dialogue, permissions, previews, proposals, worklists
from requirements.admin.actions import said_of
from requirements.choices import Verdict
from requirements.languages import LANGUAGES
from requirements.models import Duplicate, Entry, History, Letter, User
from requirements.worklists import Worklist

LATEST = 10


@dataclass(frozen=True)
class Waiting:
    """A worklist with the number of entries in it, and where it is."""

    label: str
    number: int
    address: str
    language: Any = None

    @property
    def is_exact(self) -> bool:
        return self.number < worklists.COUNTED


def day_of(user: User) -> dict[str, Any]:
    """What the start page shows. At most twelve queries, however much waits."""
    offered = worklists.offered(user)
    numbers = worklists.counts(offered, user)
    found = [_waiting(worklist, numbers) for worklist in offered]
    plain = [one for one in found if one.language is None]
    return {
        "waiting": [*plain, *_imports(user), *_duplicates(user), *_proposals(user)],
        "languages": LANGUAGES,
        "translations": _by_language(found),
        "latest": _latest(user),
    }


def _waiting(worklist: Worklist, numbers: dict[str, int]) -> Waiting:
    address = reverse("admin:requirements_entry_changelist") + f"?worklist={worklist.name}"
    return Waiting(str(worklist.label), numbers[worklist.name], address, worklist.language)


def _by_language(found: list[Waiting]) -> dict[str, list[Waiting]]:
    """The lists of one matter, one for each language in their order."""
    matters: dict[str, list[Waiting]] = {}
    for one in found:
        if one.language is not None:
            matters.setdefault(one.label, []).append(one)
    return matters


def _imports(user: User) -> list[Waiting]:
    if not permissions.can(user, "import"):
        return []
    number = previews.waiting()[: worklists.COUNTED].count()
    return [Waiting(_("Imports to be looked at"), number, reverse("admin:requirements_job_changelist") + "?waiting=1")]


def _duplicates(user: User) -> list[Waiting]:
    if not permissions.can(user, "classify"):
        return []
    pairs = worklists.pairs(Duplicate.objects.filter(verdict=Verdict.OPEN), user)
    number = pairs[: worklists.COUNTED].count()
    return [Waiting(_("May say the same"), number, reverse("admin:requirements_duplicate_changelist"))]


def _proposals(user: User) -> list[Waiting]:
    """What was proposed or said and waits, and the letters that the mail server did not take."""
    if not permissions.can(user, "handle_proposal"):
        return []
    number = proposals.waiting(user)[: worklists.COUNTED].count()
    kept_back = Letter.objects.filter(sent_at=None, attempts__gt=0)[: worklists.COUNTED].count()
    lists = (("proposal", "waiting=me"), ("letter", "sending=failed"))
    queue, letters = (f"{reverse(f'admin:requirements_{name}_changelist')}?{query}" for name, query in lists)
    said = dialogue.waiting()[: worklists.COUNTED].count()
    comments = reverse("admin:requirements_comment_changelist") + "?waiting=1"
    return [
        Waiting(_("Proposals"), number, queue),
        Waiting(_("Comments"), said, comments),
        Waiting(_("Letters that did not go out"), kept_back, letters),
    ]


def _latest(user: User) -> list[dict[str, Any]]:
    """The entries that the person changed last, so that work goes on where it was left. Two queries."""
    rows = History.objects.filter(by=user.get_username()).order_by("-at")[: LATEST * 5]
    last = {row.identifier: row for row in reversed(rows)}
    entries = permissions.visible(Entry.objects.filter(identifier__in=last), user)
    there = {entry.identifier: entry for entry in entries}
    newest = sorted((last[identifier] for identifier in there), key=lambda row: row.at, reverse=True)
    return [{"entry": there[row.identifier], "at": row.at, "what": said_of(row)} for row in newest[:LATEST]]
