"""How do staff talk about an entry, call a colleague's attention, and settle what was said?"""

import re

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import permissions
from requirements.models import Entry, History, Remark, User

LONGEST = 5_000
# `@name`, where no letter stands before the sign: an address is no mention.
MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")


class Refused(Exception):
    """A remark that cannot be kept; the text says why."""


def of(entry: Entry) -> QuerySet[Remark]:
    """What was said about an entry, in that order."""
    return entry.remarks.select_related("by", "settled_by")


def mentioned(text: str) -> list[User]:
    """The colleagues that a text calls by `@name`, in any case; Refused if one is no colleague. One query."""
    names = {name.lower(): name for name in MENTION.findall(text)}
    colleagues = User.objects.filter(is_active=True, is_staff=True) if names else User.objects.none()
    found = {person.get_username().lower(): person for person in colleagues if person.get_username().lower() in names}
    if unknown := sorted(names[name] for name in names.keys() - found.keys()):
        raise Refused(_("Nobody at the desk is called: %(names)s.") % {"names": ", ".join(unknown)})
    return [found[name] for name in names]


@transaction.atomic
def add(entry: Entry, text: str, *, by: User) -> Remark:
    """Say something about an entry; who is mentioned finds it among what waits for them. Leaves a row of history.

    Refused if there is nothing said, too much, or somebody unknown mentioned; NotPermitted as the table says.
    """
    permissions.check(by, "remark", entry)
    text = text.strip()
    if not text:
        raise Refused(_("Nothing was said."))
    if len(text) > LONGEST:
        raise Refused(_("A remark may have %(longest)s characters.") % {"longest": LONGEST})
    called = mentioned(text)
    remark = Remark.objects.create(entry_id=entry.pk, text=text, by=by)
    remark.mentions.set(called)
    _remember(entry, "remark", by)
    return remark


@transaction.atomic
def settle(remark: Remark, *, by: User) -> None:
    """Say that a remark needs nothing more; twice is as good as once, and leaves one row of history."""
    permissions.check(by, "remark", remark.entry)
    unsettled = Remark.objects.filter(pk=remark.pk, settled_at=None)
    if unsettled.update(settled_at=timezone.now(), settled_by=by):
        _remember(remark.entry, "settle_remark", by)


def _remember(entry: Entry, action: str, by: User) -> None:
    """What was said stays with the entry; the history knows only that somebody did."""
    History.objects.create(identifier=entry.identifier, action=action, by=by.get_username())
