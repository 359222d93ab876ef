"""What do the letters to followers say, and by which link do they end?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template import loader
from django.utils.formats import date_format

from requirements import catalogue
from requirements.following.digests import LISTED
from requirements.following.followers import DAYS, key_of
from requirements.following.subjects import described
from requirements.languages import first_of
from requirements.models import EditionText, Follower, Following, Letter

# Parameters in which anything can be typed: no stranger has us write their words to an address that nobody confirmed.
TYPED = ("q", "keyword")


def letter(owed: Letter) -> str:
    """The text of a letter to a follower in the active language, its first line the subject."""
    context = {"own": _own_page(owed), "days": DAYS, **CONTEXTS[owed.kind](owed)}
    return loader.render_to_string(f"letters/{owed.kind}.txt", context)


def headers(owed: Letter) -> dict[str, str]:
    """What lets a mail program end the digests at the press of one button (RFC 8058)."""
    return {"List-Unsubscribe": f"<{_own_page(owed)}end/>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _own_page(owed: Letter) -> str:
    follower = Follower.objects.get(pk=_follower(owed))
    return f"{_site(owed)}/{follower.pk}/{key_of(follower)}/"


def _follower(owed: Letter) -> int:
    return int(owed.about.partition(":")[2])


def _site(owed: Letter) -> str:
    return f"{settings.BASE_URL}/{owed.language}/following"


def _to_confirm(owed: Letter) -> dict[str, Any]:
    following = Following.objects.get(pk=owed.parameters["following"])
    return {
        "what": described(following, owed.language, leave_out=TYPED),
        "confirm": f"{_site(owed)}/confirm/{following.pk}/{key_of(following)}/",
        "following": following,
    }


def _digest(owed: Letter) -> dict[str, Any]:
    return {"sections": _sections(owed)}


def _sections(owed: Letter) -> list[dict[str, Any]]:
    """What is still followed, with its news. One query, and one for each that is followed."""
    news = dict(owed.parameters["news"])
    keys = {key for found in news.values() for key in found}
    texts = EditionText.objects.filter(edition__in=keys, language=owed.language).select_related("edition")
    rows = {text.edition_id: text for text in texts.defer("edition__body")}
    return [
        {
            "what": described(one, owed.language),
            "rows": [_line(rows[key]) for key in news[one.pk][:LISTED] if key in rows],
            "is_more": len(news[one.pk]) > LISTED,
            "all": f"{settings.BASE_URL}/{owed.language}/search/?ordering=-published_at&{one.query}".rstrip("&"),
        }
        for one in Following.objects.filter(pk__in=news, follower=_follower(owed))
    ]


def _line(text: EditionText) -> dict[str, Any]:
    edition = text.edition
    address = f"{settings.BASE_URL}/id/{edition.identifier}"
    return {"edition": edition, "title": text.title, "address": address}


def _reminder(owed: Letter) -> dict[str, Any]:
    """What was published last of the event."""
    edition = catalogue.in_force("event").get(identifier=owed.parameters["event"])
    data = catalogue.content(edition)
    return {
        **{name: _said(data[name], owed.language, data["source_language"]) for name in ("title", "venue")},
        "starts": date_format(datetime.fromisoformat(data["starts_at"]), "DATETIME_FORMAT"),
        "time_zone": data["time_zone"],
        "registration": data["registration"],
        "address": f"{settings.BASE_URL}/id/{edition.identifier}",
    }


def _said(texts: dict[str, str], language: str, source: str) -> str:
    code = first_of(texts, language, source)
    return " ".join(texts[code].split()) if code else ""


CONTEXTS: dict[str, Callable[[Letter], dict[str, Any]]] = {
    "following_confirm": _to_confirm,
    "digest": _digest,
    "event_reminder": _reminder,
}
