"""How is somebody who follows an event reminded of it by mail?

Once for each start that was announced: who moves an event has its followers reminded anew. Editions alone are looked
at, as in digests.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template import loader
from django.utils import timezone
from django.utils.formats import date_format

from requirements import catalogue, following
from requirements.choices import EventStatus
from requirements.languages import first_of
from requirements.models import Follower, Following, Letter

# A letter goes out so long before an event begins.
AHEAD = timedelta(days=2)
OFF = {EventStatus.POSTPONED, EventStatus.CANCELLED}


def remind() -> int:
    """Owe a letter to each follower of what begins soon; how many letters. One query where nobody follows an event.

    Safe to stop at any moment and to run twice at once: who is being told is held until the letter is written.
    """
    followed = Following.objects.filter(identifier__startswith="event:", confirmed_at__isnull=False).order_by()
    names = set(followed.values_list("identifier", flat=True).distinct())
    return sum(_remind_of(data) for data in _soon(names)) if names else 0


def _soon(names: set[str]) -> Iterator[dict[str, Any]]:
    now = timezone.now()
    for edition in catalogue.in_force("event").filter(identifier__in=names):
        data = catalogue.content(edition)
        if data["event_status"] not in OFF and now < _start(data) <= now + AHEAD:
            yield data


def _start(data: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(data["starts_at"]).replace(tzinfo=ZoneInfo(data["time_zone"]))


@transaction.atomic
def _remind_of(data: dict[str, Any]) -> int:
    told = {"event": data["identifier"], "starts_at": data["starts_at"]}
    following_it = Following.objects.filter(identifier=data["identifier"], confirmed_at__isnull=False)
    followers = Follower.objects.filter(pk__in=following_it.values("follower")).exclude(user__is_active=False)
    held = list(followers.order_by("pk").select_for_update(skip_locked=True, of=("self",)))
    known = set(Letter.objects.filter(kind="event_reminder", parameters=told).values_list("about", flat=True))
    owed = [
        Letter(
            kind="event_reminder",
            about=following.about_of(follower),
            to=follower.email,
            language=follower.language,
            parameters=told,
            due_at=timezone.now(),
        )
        for follower in held
        if following.about_of(follower) not in known
    ]
    return len(Letter.objects.bulk_create(owed))


def letter(owed: Letter) -> str:
    """The text of a reminder in the active language, its first line the subject: what was published last."""
    edition = catalogue.in_force("event").get(identifier=owed.parameters["event"])
    data = catalogue.content(edition)
    texts = {name: _said(data[name], owed.language, data["source_language"]) for name in ("title", "venue")}
    follower = Follower.objects.get(pk=owed.about.partition(":")[2])
    starts = datetime.fromisoformat(data["starts_at"])
    context = {
        **texts,
        "starts": date_format(starts, "DATETIME_FORMAT"),
        "time_zone": data["time_zone"],
        "registration": data["registration"],
        "address": f"{settings.BASE_URL}/id/{edition.identifier}",
        "own": f"{settings.BASE_URL}/{owed.language}/following/{follower.pk}/{following.key_of(follower)}/",
    }
    return loader.render_to_string("letters/event_reminder.txt", context)


def _said(texts: dict[str, str], language: str, source: str) -> str:
    code = first_of(texts, language, source)
    return " ".join(texts[code].split()) if code else ""
