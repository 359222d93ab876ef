"""What can be followed, and what is it called in words?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, filters
from requirements.filters import FACETS
from requirements.languages import BY_CODE
from requirements.models import Following

LONGEST_QUERY = 1_000


class NotFollowed(Exception):
    """What was asked for cannot be followed, or not now; the text says why."""


@dataclass(frozen=True)
class Subject:
    """What is followed: a record, or the entries that a query string asks for; with neither, all entries."""

    identifier: str = ""
    query: str = ""


def subject_of(params: QueryDict) -> Subject:
    """What an address of the site names: `of` a record or a provision, else a search, without its order and its dates.

    NotFollowed if there is no such record; filters.Invalid if the search asks for what does not exist.
    """
    named = params.get("of", "").strip()
    if "#" in named:
        provision = QueryDict(mutable=True)
        provision["provision"] = named.partition(":")[2]
        return subject_of(provision)
    if named:
        if not catalogue.published([named]):
            raise NotFollowed(_("%(identifier)s is not in the registry.") % {"identifier": named[:100]})
        return Subject(identifier=named)
    return Subject(query=_canonical(params))


def _canonical(params: QueryDict) -> str:
    """The same for every way in which the same can be asked."""
    filters.select(params, ignore=("page",))
    kept = QueryDict(mutable=True)
    for name in sorted(FACETS.keys() & params.keys()):
        kept.setlist(name, sorted({value.strip() for value in params.getlist(name) if value.strip()}))
    if words := params.get("q", "").strip():
        kept["q"] = words
    query = kept.urlencode()
    if len(query) > LONGEST_QUERY:
        raise NotFollowed(_("So many filters at once cannot be followed by mail."))
    return query


def described(subject: Subject | Following, language: str, *, leave_out: Collection[str] = ()) -> str:
    """What is followed, in words of the active language, without some parameters. At most one query."""
    if subject.identifier:
        title = catalogue.titles([subject.identifier], language).get(subject.identifier, "")
        return f"{subject.identifier}: {title}" if title else subject.identifier
    asked = {name: values for name, values in QueryDict(subject.query).lists() if name not in leave_out}
    named = {_facet(name, value) for name in asked if _is_named(name) for value in asked[name]}
    titles = catalogue.titles(named, language) if named else {}
    said = [
        f"{filters.PARAMETERS[name]}: {', '.join(_called(name, value, titles) for value in asked[name])}"
        for name in asked
    ]
    return "; ".join(said) or (_("A search") if subject.query else _("All entries"))


def _is_named(parameter: str) -> bool:
    return parameter in FACETS and FACETS[parameter].is_name


def _facet(parameter: str, value: str) -> str:
    return FACETS[parameter].facet(value)


def _called(parameter: str, value: str, titles: dict[str, str]) -> str:
    if _is_named(parameter):
        return titles.get(_facet(parameter, value), value)
    if parameter == "language" and value in BY_CODE:
        return BY_CODE[value].name
    return filters.labeled(parameter, value)
