"""How does a reader take a whole list away: as a spreadsheet, as documents, as a feed to follow?"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from requirements import catalogue, choices, exchange, filters, search
from requirements.documents import stamp
from requirements.filters import Invalid, Selection
from requirements.models import Edition
from requirements.spreadsheets import XLSX, attached, check_fits, csv_lines, workbook
from requirements.views import addresses, kinds
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import by_identifier, page
from requirements.views.texts import Data, shown

# Documents read at once: some megabytes at most, however long the list is.
WINDOW = 500
# Entries of one ReqIF file, which is made whole: five seconds of a processor.
MOST_REQIF = 2_000
# Entries of a feed; who comes back within a day has missed none.
NEWS = 50


def download(form: Callable[[HttpRequest, Selection], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that answers with the whole list that a query string asks for; a wrong one is refused as on the page."""

    @page
    def answer(request: HttpRequest, language: str) -> HttpResponseBase:
        return form(request, filters.select(_whole(request.GET), catalogue.ENTRY_KINDS, language))

    return answer


def _whole(query: QueryDict) -> QueryDict:
    """The query string of a page asks for the same list whatever the page."""
    whole = query.copy()
    whole.pop("page", None)
    return whole


def _windows(selection: Selection) -> Iterator[list[Edition]]:
    """The editions of the list in its order. Which they are is read first; nothing is held while a client is slow."""
    keys = list(selection.editions.values_list("pk", flat=True))
    for start in range(0, len(keys), WINDOW):
        window = keys[start : start + WINDOW]
        editions = Edition.objects.in_bulk(window)
        yield [editions[key] for key in window]


def _stream(request: HttpRequest, content: Iterator[bytes], media_type: str, name: str) -> HttpResponseBase:
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(content)
    return attached(response, media_type, name)


@download
def as_json(request: HttpRequest, selection: Selection) -> HttpResponseBase:
    """The documents as they were published, in the shape of a list of the API."""
    total = selection.total()
    head = {"count": total.number, "count_exact": total.exact, "as_of": _stamp(selection.moment)}
    return _stream(request, _json_lines(head, _windows(selection)), "application/json", "dpi-registry.json")


def _stamp(moment: datetime | None) -> str:
    return stamp(moment or catalogue.now().at)


def _json_lines(head: Data, windows: Iterator[list[Edition]]) -> Iterator[bytes]:
    before = json.dumps(head).encode()[:-1] + b', "results": [\n'
    for editions in windows:
        for edition in editions:
            yield before + bytes(edition.body)
            before = b",\n"
    yield (before if before.endswith(b"[\n") else b"") + b"\n]}\n"


@download
def as_csv(request: HttpRequest, selection: Selection) -> HttpResponseBase:
    """One entry a row, in the language of the page, for people and their spreadsheets."""
    rows = _rows(_windows(selection), selection.language)
    return _stream(request, csv_lines(_columns(), rows), "text/csv; charset=utf-8", "dpi-registry.csv")


@download
def as_xlsx(request: HttpRequest, selection: Selection) -> HttpResponseBase:
    """The same rows as a workbook; 400 if there are too many for one."""
    columns = _columns()
    check_fits(selection.total().number, len(columns))
    rows = workbook([columns, *_rows(_windows(selection), selection.language)])
    return attached(HttpResponse(rows), XLSX, "dpi-registry.xlsx")


@download
def as_reqif(request: HttpRequest, selection: Selection) -> HttpResponseBase:
    """The entries of the list for tools of requirements engineering; 400 if there are too many to make at once."""
    if selection.total().number > MOST_REQIF:
        sentence = _("A ReqIF file holds at most %(limit)s entries here; narrow the list or take JSON.")
        raise Invalid({"reqif": [sentence % {"limit": MOST_REQIF}]})
    return _reqif(selection.editions, "dpi-registry")


def _reqif(editions: QuerySet[Edition], name: str) -> HttpResponseBase:
    form, file = exchange.format_named("reqif"), io.BytesIO()
    exchange.export(editions, form, file)
    return attached(HttpResponse(file.getvalue()), form.media_type, f"{name}{form.suffixes[0]}")


@page
@by_identifier
def entry_file(request: HttpRequest, language: str, identifier: str, *, medium: str) -> HttpResponseBase:
    """One entry as a list of it alone, in force or not. At most four queries."""
    found = catalogue.current(*catalogue.ENTRY_KINDS).filter(identifier=identifier)
    if not found:
        raise Http404
    if medium == "reqif":
        return _reqif(found, identifier)
    lines = csv_lines(_columns(), _window_rows(found, language))
    return attached(HttpResponse(b"".join(lines)), "text/csv; charset=utf-8", f"{identifier}.csv")


def _columns() -> list[str]:
    return [
        _("Identifier"),
        _("Kind"),
        _("Title"),
        _("Text"),
        _("Language of the text"),
        _("Obligation"),
        _("Coverage"),
        _("Programmes"),
        _("Building blocks"),
        _("Status"),
        _("Edition"),
        _("Published"),
        _("Address"),
    ]


def _rows(windows: Iterator[list[Edition]], language: str) -> Iterator[list[Any]]:
    for editions in windows:
        # Sent when the view has long returned, and with it the language of the page.
        with translation.override(language):
            rows = _window_rows(editions, language)
        yield from rows


def _window_rows(editions: Iterable[Edition], language: str) -> list[list[Any]]:
    documents = [catalogue.document(edition) for edition in editions]
    named = {name for data in documents for name in (*data["programmes"], *data["building_blocks"])}
    names = names_of(named, language)
    return [_row(edition, data, names, language) for edition, data in zip(editions, documents, strict=True)]


def _row(edition: Edition, data: Data, names: dict[str, Name], language: str) -> list[Any]:
    text = shown(data[kinds.main_text(edition.kind)], language, data["source_language"])
    name = name_of(edition, data, language)
    return [
        edition.identifier,
        str(choices.EntryKind(edition.kind).label),
        name.title.text,
        text.text,
        text.language.code,
        _label(choices.Obligation, name.obligation),
        _label(choices.CoverageLevel, name.coverage),
        _titles(data["programmes"], names),
        _titles(data["building_blocks"], names),
        str(choices.Standing(edition.standing).label),
        edition.number,
        f"{edition.published_at:%Y-%m-%d}",
        addresses.permanent(edition.identifier, edition.number),
    ]


def _label(values: Any, value: str) -> str:
    return str(values(value).label) if value in values.values else value


def _titles(identifiers: Sequence[str], names: dict[str, Name]) -> str:
    return "; ".join(names[identifier].short.text for identifier in identifiers if identifier in names)


class Feed(Atom1Feed):
    """Each entry says its own language; a feed without entries is as old as the catalogue."""

    def item_attributes(self, item: Data) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.feed["changed"])


@download
def as_atom(request: HttpRequest, selection: Selection) -> HttpResponseBase:
    """The editions published last among those of the list."""
    feed = Feed(
        title=_feed_title(selection),
        link=f"{settings.BASE_URL}/{selection.language}/search/?{_whole(request.GET).urlencode()}",
        description="",
        language=selection.language,
        author_name=_("DPI Registry"),
        feed_url=f"{settings.BASE_URL}{request.get_full_path()}",
        changed=catalogue.now().at,
    )
    newest = selection.editions.order_by("-published_at", "-identifier")[:NEWS]
    for edition in newest:
        _add(feed, edition, selection.language)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@page
@by_identifier
def of_record(request: HttpRequest, language: str, identifier: str) -> HttpResponseBase:
    """The editions of one record, the latest first. Two queries."""
    editions = list(catalogue.editions_of(identifier)[:NEWS])
    if not editions:
        raise Http404
    feed = Feed(
        title=name_of(editions[0], catalogue.document(editions[0]), language).title.text or identifier,
        link=settings.BASE_URL + addresses.page(identifier, language),
        description="",
        language=language,
        author_name=_("DPI Registry"),
        feed_url=f"{settings.BASE_URL}{request.path}",
        changed=editions[0].published_at,
    )
    for edition in editions:
        _add(feed, edition, language)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _feed_title(selection: Selection) -> str:
    return _("DPI Registry: %(text)s") % {"text": selection.text} if selection.text else _("DPI Registry")


def _add(feed: Feed, edition: Edition, language: str) -> None:
    data = catalogue.document(edition)
    title = name_of(edition, data, language).title
    text = shown(data[kinds.main_text(edition.kind)], language, data["source_language"])
    feed.add_item(
        title=title.text,
        link=settings.BASE_URL + addresses.page(edition.identifier, language),
        description=Truncator(text.text).chars(search.SNIPPET),
        unique_id=addresses.permanent(edition.identifier, edition.number),
        pubdate=edition.published_at,
        updateddate=edition.published_at,
        language=title.language.code,
    )
