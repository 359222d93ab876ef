"""What does a reader see of the Action Plan: the table, as a file, what changed since a meeting, and as a feed?"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, mandates, reports
from requirements.choices import Addressee
from requirements.filters import Invalid
from requirements.mandates import Row
from requirements.reports import action_plan
from requirements.spreadsheets import XLSX, attached
from requirements.views import addresses
from requirements.views.downloads import NEWS, Feed
from requirements.views.mandates import Action, action_of
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.texts import shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Where no meeting is named and none was reported to.
LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Asked:
    """What the query string asks for."""

    day: date | None
    addressees: list[str]
    resolutions: list[str]
    query: str

    @property
    def moment(self) -> datetime | None:
        """The end of the day."""
        return datetime.combine(self.day, time.max, UTC) if self.day else None

    def rows(self) -> list[Row]:
        return mandates.plan(self.moment, resolutions=self.resolutions, addressees=self.addressees)


def _read(request: HttpRequest) -> Asked:
    """Invalid names every parameter and value that means nothing."""
    query = request.GET
    problems = {
        name: [_("This parameter is unknown.")] for name in query if name not in ("addressee", "resolution", "as_of")
    }
    addressees = [one for one in query.getlist("addressee") if one]
    if unknown := set(addressees) - set(Addressee.values):
        problems["addressee"] = [_("“%(value)s” is no addressee.") % {"value": min(unknown)[:100]}]
    resolutions = [_with_family(one) for one in query.getlist("resolution") if one]
    if unknown := set(resolutions) - catalogue.published(resolutions):
        problems["resolution"] = [_("“%(value)s” is not in the registry.") % {"value": min(unknown)[:100]}]
    day = _day(query.get("as_of", ""), "as_of", problems)
    if problems:
        raise Invalid(problems)
    return Asked(day, addressees, resolutions, query.urlencode())


def _with_family(name: str) -> str:
    return name if name.startswith("resolution:") else f"resolution:{name.lower()}"


def _day(text: str, name: str, problems: dict[str, list[str]]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems[name] = [_("Write a day such as 2026-03-01.")]
        return None


def asked(view: Callable[[HttpRequest, str, Asked], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the plan; what it is asked for wrongly is refused with reasons."""

    @page
    def answer(request: HttpRequest, language: str) -> HttpResponseBase:
        return view(request, language, _read(request))

    return answer


@dataclass(frozen=True)
class Shown:
    """A row of the page: the action, and the names of its provisions."""

    action: Action
    provisions: list[Name]


@asked
def plan(request: HttpRequest, language: str, asked: Asked) -> HttpResponseBase:
    rows = asked.rows()
    today = timezone.localdate()
    every = rows if not asked.addressees else mandates.plan(asked.moment, resolutions=asked.resolutions)
    context = {
        "menu": "resolution",
        "rows": _shown(rows, language, asked.moment),
        "asked": asked,
        "addressees": mandates.known_addressees(every),
        "overdue": sum(mandates.is_overdue(row.action, today) for row in rows),
        "today": today,
    }
    return show(request, "action_plan.html", context)


def _shown(rows: list[Row], language: str, moment: datetime | None = None) -> list[Shown]:
    named = {name for row in rows for name in (row.action["identifier"], *row.action["provisions"])}
    names = names_of(named, language)
    counter = mandates.Counter(moment)
    return [
        Shown(
            action_of(row.action, names[row.action["identifier"]], counter, language),
            [names[name] for name in row.action["provisions"] if name in names],
        )
        for row in rows
    ]


@asked
def as_xlsx(request: HttpRequest, language: str, asked: Asked) -> HttpResponseBase:
    file = io.BytesIO()
    action_plan.write_workbook(asked.rows(), language, asked.day or timezone.localdate(), file)
    return attached(HttpResponse(file.getvalue()), XLSX, f"action-plan-{language}.xlsx")


@asked
def as_docx(request: HttpRequest, language: str, asked: Asked) -> HttpResponseBase:
    file = io.BytesIO()
    document = action_plan.document(asked.rows(), language, asked.day or timezone.localdate())
    reports.docx.write(document, file)
    return attached(HttpResponse(file.getvalue()), DOCX, f"action-plan-{language}.docx")


@page
def changes(request: HttpRequest, language: str) -> HttpResponseBase:
    """What says something new since a day; the day of the last meeting that was reported to, if none is given."""
    problems: dict[str, list[str]] = {}
    since = _day(request.GET.get("since", ""), "since", problems)
    if problems:
        raise Invalid(problems)
    rows = mandates.plan()
    since = since or _last_meeting(rows) or timezone.localdate() - LOOKED_BACK
    found = mandates.changed_since(datetime.combine(since, time.max, UTC))
    told = _shown([one.row for one in found], language)
    context = {
        "menu": "resolution",
        "since": since,
        "changes": [(one, row, _reports(one, language)) for one, row in zip(found, told, strict=True)],
    }
    return show(request, "action_plan_changes.html", context)


def _last_meeting(rows: list[Row]) -> date | None:
    days = [report["reported_on"] for row in rows for report in row.action["reports"] if report["reported_on"]]
    return date.fromisoformat(max(days)) if days else None


def _reports(changed: mandates.Changed, language: str) -> list[dict[str, Any]]:
    source = changed.row.action["source_language"]
    return [{**report, "text": shown(report["text"], language, source)} for report in changed.reports]


@page
def as_atom(request: HttpRequest, language: str) -> HttpResponseBase:
    """The editions of actions published last."""
    feed = Feed(
        title=_("DPI Registry: Action Plan"),
        link=f"{settings.BASE_URL}/{language}/action-plan/",
        description="",
        language=language,
        author_name=_("DPI Registry"),
        feed_url=f"{settings.BASE_URL}{request.get_full_path()}",
        changed=catalogue.now().at,
    )
    for edition in catalogue.current("action").order_by("-published_at", "-identifier")[:NEWS]:
        data = catalogue.document(edition)
        text = shown(data["statement"], language, data["source_language"])
        name = name_of(edition, data, language)
        feed.add_item(
            title=f"{name.short.text}: {name.title.text}",
            link=settings.BASE_URL + addresses.page(edition.identifier, language),
            description=text.text,
            unique_id=addresses.permanent(edition.identifier, edition.number),
            updateddate=edition.published_at,
            language=name.title.language.code,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
