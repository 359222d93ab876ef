"""How does a letter get to its reader although the mail server may be away?

A letter is a row from the moment it is owed. The worker sends what is due, one at a time, and a letter that did not go
out is due again later, each time after twice as long; whoever looks at the desk sees what waits and why. A worker that
dies between sending and writing that down sends once more: better twice than never.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from requirements import dialogue, following, membership, permissions, proposals
from requirements.models import History, Letter, User

logger = logging.getLogger(__name__)

# Minutes until the second attempt; then twice as long each time, and never longer than LONGEST.
FIRST_PAUSE, LONGEST = 1, 6 * 60
# After so many attempts, about six days, only a person has a letter sent again.
ATTEMPTS = 32

WRITTEN: dict[str, Callable[[Letter], str]] = {
    "proposal_confirm": proposals.letter,
    "proposal_step": proposals.letter,
    "comment_confirm": dialogue.letter,
    "comment_disposed": dialogue.letter,
    "invitation": membership.letter,
    "following_confirm": following.letter,
    "digest": following.letter,
    "event_reminder": following.letter,
}
# What stands in the head of a letter besides.
HEADERS: dict[str, Callable[[Letter], dict[str, str]]] = {
    "digest": following.headers,
    "event_reminder": following.headers,
}


def deliver(*, at_most: int = 100) -> int:
    """Send what is due, what somebody waits for before the news of many others, the oldest first; how many letters went
    out. Two queries where nothing is due.
    """
    went_out = 0
    for due in (_due().exclude(kind__in=HEADERS), _due().filter(kind__in=HEADERS)):
        turns = min(at_most, due.count())
        went_out += sum(_deliver_one(due) is True for _turn in range(turns))
        at_most -= turns
    return went_out


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(sent_at=None, due_at__lte=timezone.now(), attempts__lt=ATTEMPTS).order_by(
        "due_at", "pk"
    )


@transaction.atomic
def _deliver_one(due: QuerySet[Letter]) -> bool | None:
    """Whether the letter went out; None if another worker has it or there is none."""
    letter = due.select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    letter.attempts += 1
    try:
        _message(letter).send()
    except Exception as error:  # noqa: BLE001 whatever keeps one letter must not keep the others
        logger.warning("Letter %s did not go out: %s", letter.pk, error)
        letter.error = str(error)[:1000]
        letter.due_at = timezone.now() + _pause(letter.attempts)
    else:
        letter.sent_at, letter.error = timezone.now(), ""
    letter.save()
    return letter.sent_at is not None


def _pause(attempts: int) -> timedelta:
    return timedelta(minutes=min(LONGEST, FIRST_PAUSE * 2 ** min(attempts - 1, 16)))


def _message(letter: Letter) -> EmailMessage:
    with translation.override(letter.language):
        subject, _line, text = WRITTEN[letter.kind](letter).strip().partition("\n")
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": letter.language}
    headers |= HEADERS[letter.kind](letter) if letter.kind in HEADERS else {}
    return EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[letter.to], headers=headers)


@transaction.atomic
def send_again(letter: Letter, *, by: User) -> None:
    """Have a letter that did not go out tried at once; one that went out stays as it is."""
    permissions.check(by, "handle_proposal")
    waiting = Letter.objects.filter(pk=letter.pk, sent_at=None)
    if waiting.update(due_at=timezone.now(), attempts=0):
        History.objects.create(identifier=letter.about, action="send_again", by=by.get_username())
