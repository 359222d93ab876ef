"""Are events listed, narrowed, counted and put into a calendar that any program reads?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from requirements import documents, workflow
from requirements.models import Country, Event
from tests import factories

pytestmark = pytest.mark.django_db


def published(slug: str, **fields: Any) -> None:
    when = {"starts_at": "2027-10-31T09:00", "ends_at": "2027-10-31T12:00", "time_zone": "Europe/Zurich"}
    data = {"kind": "event", "identifier": f"event:{slug}", "title": {"en": f"Event {slug}"}, **when, **fields}
    workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)


def test_a_calendar_is_read_back_as_it_was_announced() -> None:
    published(
        "training",
        event_type="training",
        series="Basics",
        event_status="cancelled",
        description={"en": "A, b; c"},
        country="country:fj",
        captioned=["fr"],
        interpreted=["fr"],
    )
    published("workshop", event_type="workshop", venue={"fr": "Genève"})
    answer = Client().get("/fr/events.ics?event_type=training&event_type=workshop")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    feed = icalendar.Calendar.from_ical(answer.content)
    found = {str(event["uid"]).partition("@")[0]: event for event in feed.walk("VEVENT")}
    assert found.keys() == {"event:training", "event:workshop"}
    training = found["event:training"]
    assert training.decoded("dtstart").astimezone(UTC) == datetime(2027, 10, 31, 8, tzinfo=UTC)
    assert training.decoded("dtend") - training.decoded("dtstart") == timedelta(hours=3)
    assert (str(training["status"]), str(training["description"])) == ("CANCELLED", "A, b; c")
    assert training.alarms.times[0].trigger.astimezone(UTC) == datetime(2027, 10, 30, 7, tzinfo=UTC)
    assert str(found["event:workshop"]["location"]) == "Genève"
    assert [str(zone["tzid"]) for zone in feed.walk("VTIMEZONE")] == ["Europe/Zurich"]
    series = icalendar.Calendar.from_ical(Client().get("/en/events.ics?series=Basics").content)
    assert len(series.walk("VEVENT")) == 1
    assert Client().get("/en/events.ics?colour=red").status_code == 400
    assert Client().get("/en/events.ics?remind=3").status_code == 400
    one = icalendar.Calendar.from_ical(Client().get("/en/events.ics?event=workshop&remind=7").content)
    assert [component.alarms.times[0].trigger.day for component in one.walk("VEVENT")] == [24]
    never = icalendar.Calendar.from_ical(Client().get("/en/events.ics?captioned=fr&remind=0").content)
    assert [str(event["uid"]).partition("@")[0] for event in never.walk("VEVENT")] == ["event:training"]
    assert never.walk("VALARM") == []
    page = Client().get("/en/events/training/").content.decode()
    assert 'href="/en/events.ics?event=training"' in page
    assert 'href="/en/events/?series=Basics"' in page
    found = Client().get("/en/events/?spoken=fr&country=fj").content.decode()
    assert ("Event training" in found, "Event workshop" in found) == (True, False)
    assert '<option value="fj" selected' in found
    assert Client().get("/en/events/?event_type=party").status_code == 400


def test_participants_are_summed_by_region_and_group(django_assert_num_queries: Any) -> None:
    for region, country in (("Asia & Pacific", "country:fj"), ("Asia & Pacific", "country:la")):
        record = Country.objects.get(identifier=country)
        record.itu_region = region
        record.save()
        workflow.release([record], by=None)
    held = {"starts_at": "2026-01-10T09:00", "ends_at": "2026-01-10T12:00", "event_status": "held"}
    published("one", **held, participation=[{"country": "country:fj", "number": 1200}])
    both = [{"country": "country:fj", "number": 5}, {"country": "country:la", "number": 7}]
    published("two", **held, participation=both)
    page = Client().get("/en/events/").content.decode()
    for name, number in (("Asia &amp; Pacific", "1,212"), ("Small island developing States", "1,205")):
        assert f'<li><span>{name}</span><span class="num">{number}</span></li>' in page
    with django_assert_num_queries(4):
        Client().get("/en/events/")
    assert page.index("First dialogue") < page.index("Event two")


def test_what_an_event_raised_is_on_its_page_and_in_the_api() -> None:
    factories.published("need", "ND-0001")
    outcome = {"text": {"en": "A link is missing."}, "entries": ["ND-0001"]}
    published("talk", outcomes=[outcome], papers=[{"name": {"en": "Slides"}, "url": "https://example.org/s"}])
    page = Client().get("/en/events/talk/").content.decode()
    assert "A link is missing." in page
    assert "/en/needs/ND-0001/" in page
    assert "October 31, 2027" in page or "31 October 2027" in page
    record = Client().get("/api/v1/events/talk/").json()
    assert record["outcomes"][0]["entries"] == ["ND-0001"]
    assert "/en/events/talk/" in Client().get("/en/needs/ND-0001/").content.decode()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_at": "2027-10-31T08:59"}, "ends_too_early"),
        ({"starts_at": "2027-02-30T08:00"}, "no_moment"),
        ({"starts_at": "tomorrow"}, "string_pattern_mismatch"),
        ({"time_zone": "Atlantis/Capital"}, "no_time_zone"),
    ],
)
def test_a_time_that_cannot_be_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(documents.Refused) as refused:
        published("bad", **fields)
    assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Event.objects.create(identifier="event:bad", starts_at="2027-10-31T09:00", ends_at="2027-10-31T08:00")
