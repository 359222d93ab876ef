"""Which parameters does the API have besides the filters it shares with the site, and what do their values mean?

Every reader of a parameter notes what is wrong in `mistakes` and goes on, so that a client learns of all its mistakes
at once.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements.api.excerpts import Excerpt, known_fields
from requirements.api.problems import Mistakes, bad_parameters, malformed
from requirements.filters import FACETS, UNREADABLE, moment_of
from requirements.languages import BY_CODE

DEFAULT_PAGE_SIZE = 100
NUL = "\x00"

# Name → what it asks, for documentation.
HELP: dict[str, Any] = {
    "page_size": gettext_lazy("How many results a page has, at most"),
    "cursor": gettext_lazy("Where the next page begins; taken from `next`"),
    "lang": gettext_lazy("One language for every text, named by its key; another where there is none in it"),
    "fields": gettext_lazy("The fields of a document to send, separated by commas; identifier and kind always are"),
    "as_of": gettext_lazy("The moment to read the registry at"),
    "since": gettext_lazy("The moment after which editions were published; the last answer's `as_of`"),
    "kind": gettext_lazy("Kind of record"),
    "direction": gettext_lazy("Whether the record names the other (outgoing) or is named by it (inverse)"),
    "relation": gettext_lazy("How the records are related"),
    "state": gettext_lazy("State of the working copy"),
    "of": gettext_lazy("The identifier of the record to begin from: an entry, a provision, a standard, a study group"),
    "depth": gettext_lazy("How many steps away records may be"),
    "holes": gettext_lazy("Only rows without any mark"),
    "text": gettext_lazy("What somebody wrote about standards"),
    "resolution": gettext_lazy("The resolution that the provision belongs to"),
    "part": gettext_lazy("The part of the resolution that the provision stands in"),
}


# Those that may be repeated; of any other one value would be read and the rest ignored.
REPEATED = frozenset(
    {*FACETS, "area", "body", "fields", "open", "part", "relation", "resolution", "severity", "special_needs", "state"}
)


def check_characters(request: HttpRequest) -> None:
    """Refuse what PostgreSQL cannot be asked about, wherever it stands."""
    if NUL in request.path:
        raise malformed()
    if "%00" in request.META["QUERY_STRING"]:
        query = request.GET
        unreadable = [name for name, values in query.lists() if any(NUL in text for text in (name, *values))]
        refuse({name: [str(UNREADABLE)] for name in unreadable}, query)


def check_names(query: QueryDict, known: Collection[str], mistakes: Mistakes) -> None:
    """Note every parameter that is not known: one that is silently ignored answers another question than was asked."""
    for name in query:
        if name not in known:
            mistakes[name] = [unknown_parameter(known)]


def unknown_parameter(known: Collection[str]) -> str:
    if not known:
        return _("There is no such parameter; none is known here.")
    return _("There is no such parameter; known are: %(known)s.") % {"known": ", ".join(known)}


def expect(query: QueryDict, known: Collection[str]) -> None:
    """Refuse every parameter that is not known; where none has a value to be checked."""
    mistakes: Mistakes = {}
    check_names(query, known, mistakes)
    refuse(mistakes, query)


def refuse(mistakes: Mistakes, query: QueryDict) -> None:
    """Raise the Problem that names all mistakes, if there are any; a parameter that takes one value and has several is
    one.
    """
    for name, values in query.lists():
        if len(values) > 1 and name not in REPEATED:
            mistakes.setdefault(name, [_("It takes one value; %(number)s were given.") % {"number": len(values)}])
    if mistakes:
        raise bad_parameters(mistakes, query)


def page_size(query: QueryDict, mistakes: Mistakes) -> int:
    text = query.get("page_size", str(DEFAULT_PAGE_SIZE))
    if text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= settings.PAGE_SIZE_LIMIT:
        return int(text)
    mistakes["page_size"] = [_("Write a whole number from 1 to %(limit)s.") % {"limit": settings.PAGE_SIZE_LIMIT}]
    return DEFAULT_PAGE_SIZE


def one_of(name: str, known: Collection[str], query: QueryDict, mistakes: Mistakes) -> str | None:
    """The value of a parameter that takes one of the known values, or None if it is not given."""
    value = query.get(name)
    if value is None or value in known:
        return value
    mistakes[name] = [_not_one_of(value, known)]
    return None


def any_of(name: str, known: Collection[str], query: QueryDict, mistakes: Mistakes) -> list[str]:
    """The known ones among the values of a parameter that may be repeated; that there are others is a mistake."""
    values = several(name, query, mistakes)
    if bad := [value for value in values if value not in known]:
        mistakes[name] = [_not_one_of(bad[0], known)]
    return [value for value in values if value in known]


def several(name: str, query: QueryDict, mistakes: Mistakes) -> list[str]:
    """The values of a parameter that may be repeated."""
    values = query.getlist(name)
    if len(values) > settings.FILTER_VALUES_LIMIT:
        mistakes[name] = [_("At most %(limit)s values are read.") % {"limit": settings.FILTER_VALUES_LIMIT}]
    return values


def _not_one_of(value: str, known: Collection[str]) -> str:
    return _("“%(value)s” is not one of: %(known)s.") % {"value": value[:100], "known": ", ".join(known)}


def excerpt(query: QueryDict, kinds: Collection[str], mistakes: Mistakes) -> Excerpt | None:
    """What `lang` and `fields` leave of a document, or None if documents are sent as they are stored."""
    chosen = one_of("lang", BY_CODE, query, mistakes)
    named = fields(known_fields(frozenset(kinds)), query, mistakes)
    return Excerpt(chosen, named) if chosen or named else None


def fields(known: Collection[str], query: QueryDict, mistakes: Mistakes) -> frozenset[str]:
    """The fields to send; empty means all."""
    named = [name.strip() for text in query.getlist("fields") for name in text.split(",") if name.strip()]
    if bad := [name for name in named if name not in known]:
        mistakes["fields"] = [_not_one_of(bad[0], known)]
    return frozenset(named)


def moment(name: str, query: QueryDict, mistakes: Mistakes) -> datetime | None:
    """The moment that a parameter names, or None if it is not given."""
    try:
        return moment_of(query.get(name, ""))
    except ValidationError as error:
        mistakes[name] = error.messages
        return None
