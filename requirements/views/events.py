"""Which dialogues, workshops and trainings come, which were held, and how many took part from where?"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, choices
from requirements.filters import Invalid
from requirements.languages import LANGUAGES
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.labels import label
from requirements.views.names import name_of, names_of
from requirements.views.pages import page, show
from requirements.views.texts import Data, identifiers, in_language, shown

# Events that a page or a calendar goes through: the latest by their start.
MOST, PAST_SHOWN = 1_000, 50
STATUSES = {
    choices.EventStatus.PLANNED: "TENTATIVE",
    choices.EventStatus.POSTPONED: "TENTATIVE",
    choices.EventStatus.CANCELLED: "CANCELLED",
}
# Days before the start on which a calendar may remind of it; "0" for never.
REMINDERS = ("0", "1", "7", "14")
REMINDED = "1"


@dataclass(frozen=True)
class Event:
    """An event as it was published."""

    edition: Edition
    data: Data

    def at(self, edge: str) -> datetime:
        """The moment of its start or its end."""
        return datetime.fromisoformat(self.data[edge]).replace(tzinfo=ZoneInfo(self.data["time_zone"]))

    @property
    def is_past(self) -> bool:
        return self.at("ends_at") < timezone.now()


# Parameter → whether an event is as a value of it asks.
FILTERS: dict[str, Callable[[Data, str], bool]] = {
    "event_type": lambda data, value: data["event_type"] == value,
    "spoken": lambda data, value: value in (*data["spoken"], *data["interpreted"]),
    "country": lambda data, value: data["country"] == f"country:{value.lower()}",
    "captioned": lambda data, value: value in data["captioned"],
    "series": lambda data, value: data["series"] == value,
    "provision": lambda data, value: value in identifiers(data),
    "event": lambda data, value: data["identifier"] == f"event:{value.lower()}",
    # How a calendar tells of them, not which.
    "remind": lambda data, value: True,
}
CODES = [language.code for language in LANGUAGES]
KNOWN: dict[str, Sequence[str]] = {
    "event_type": choices.EventType.values,
    "spoken": CODES,
    "captioned": CODES,
    "remind": REMINDERS,
}


@page
def events(request: HttpRequest, language: str) -> HttpResponseBase:
    """What comes and what was, narrowed by the query string. Three queries."""
    found = _asked(request.GET)
    past = [event for event in reversed(found) if event.is_past]
    countries = {one["country"] for event in past for one in event.data["participation"]}
    named = {name for event in found for name in identifiers(event.data)} | countries
    names = names_of(named, language)
    query = request.GET.urlencode()
    context = {
        "menu": "event",
        "coming": [_row(event, language, names) for event in found if not event.is_past],
        "past": [_row(event, language, names) for event in past[:PAST_SHOWN]],
        "totals": _totals(past),
        "types": choices.EventType.choices,
        "asked": request.GET,
        "languages": LANGUAGES,
        "countries": _countries_of(found, names),
        "reminders": _reminders(),
        "series": sorted({event.data["series"] for event in found if event.data["series"]}),
        "calendar": f"/{language}/events.ics{'?' if query else ''}{query}",
    }
    return show(request, "events.html", context)


def coming(language: str) -> list[dict[str, Any]]:
    """The events that come, the next first. Two queries."""
    found = [event for event in _asked(QueryDict()) if not event.is_past]
    names = names_of({name for event in found for name in identifiers(event.data)}, language)
    return [_row(event, language, names) for event in found]


def _asked(query: QueryDict) -> list[Event]:
    """The events in force that a query string asks for, by their start; Invalid where it asks for what is not."""
    asked = {name: [value for value in query.getlist(name) if value] for name in query}
    problems = {name: [_("There is no such parameter.")] for name in asked if name not in FILTERS}
    for name, known in KNOWN.items():
        if bad := [value for value in asked.get(name, []) if value not in known]:
            said = _("“%(value)s” is not one of: %(known)s.")
            problems[name] = [said % {"value": bad[0][:100], "known": ", ".join(known)}]
    if problems:
        raise Invalid(problems)
    editions = catalogue.in_force("event").order_by("-published_at")[:MOST]
    found = [Event(edition, catalogue.document(edition)) for edition in editions]
    return sorted((event for event in found if _meets(event.data, asked)), key=_start)


def _countries_of(events: Iterable[Event], names: Any) -> list[tuple[str, Any]]:
    """(code, name) of the countries in which these events are."""
    held = {event.data["country"] for event in events if event.data["country"] in names}
    return [(addresses.name_of(country), names[country]) for country in sorted(held)]


def _reminders() -> list[tuple[str, str]]:
    said = (_("none"), _("on the day before"), _("a week before"), _("two weeks before"))
    return list(zip(REMINDERS, said, strict=True))


def _start(event: Event) -> tuple[datetime, str]:
    return event.at("starts_at"), event.edition.identifier


def _meets(data: Data, asked: dict[str, list[str]]) -> bool:
    """Any value of each parameter."""
    return all(any(FILTERS[name](data, value) for value in values) for name, values in asked.items() if values)


def _row(event: Event, language: str, names: Any) -> dict[str, Any]:
    return {
        "name": name_of(event.edition, event.data, language),
        "record": in_language(event.data, language, names),
        "starts": event.at("starts_at"),
        "languages": [known for known in LANGUAGES if known.code in event.data["spoken"]],
    }


def _totals(events: Iterable[Event]) -> list[tuple[str, list[tuple[str, int]]]]:
    """(heading, (region or group, participants)…) of all events together, the most first. One query."""
    counted: Counter[str] = Counter()
    for event in events:
        for one in event.data["participation"]:
            counted[one["country"]] += one["number"]
    records = {edition.identifier: catalogue.document(edition) for edition in _countries(counted)}
    regions: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for country, number in counted.items():
        data = records.get(country, {"groups": [], "itu_region": ""})
        regions[str(data["itu_region"] or _("Region not recorded"))] += number
        groups.update({str(choices.CountryGroup(group).label): number for group in data["groups"]})
    headings = ((label("itu_region"), regions), (label("groups"), groups))
    return [(heading, counter.most_common()) for heading, counter in headings if counter]


def _countries(identifiers: Iterable[str]) -> Iterable[Edition]:
    return catalogue.current("country").filter(identifier__in=list(identifiers))


@page
def calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    """The same events for a calendar that follows them (RFC 5545), each with a reminder, a day before or as asked."""
    found = _asked(request.GET)
    remind = request.GET.get("remind") or REMINDED
    feed = icalendar.Calendar()
    feed.add("prodid", "-//DPI Registry//Events//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", f"{_('DPI Registry')}: {_('Events')}")
    for event in found:
        feed.add_component(_component(event, language, timedelta(days=int(remind))))
    feed.add_missing_timezones()
    return HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")


def _component(event: Event, language: str, before: timedelta) -> icalendar.Event:
    data, edition = event.data, event.edition
    source = data["source_language"]
    said = {field: shown(data[field], language, source).text for field in ("title", "description", "venue")}
    made = icalendar.Event()
    made.add("uid", f"{edition.identifier}@{settings.BASE_URL.partition('//')[2]}")
    made.add("dtstamp", edition.published_at)
    made.add("sequence", edition.number)
    made.add("dtstart", event.at("starts_at"))
    made.add("dtend", event.at("ends_at"))
    made.add("summary", said["title"])
    made.add("description", said["description"])
    made.add("location", said["venue"])
    made.add("url", f"{settings.BASE_URL}{addresses.page(edition.identifier, language)}")
    made.add("status", STATUSES.get(data["event_status"], "CONFIRMED"))
    made.add("categories", [str(choices.EventType(data["event_type"]).label), *filter(None, [data["series"]])])
    if before:
        made.add_component(_reminder(said["title"], before))
    return made


def _reminder(title: str, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", title)
    return alarm
