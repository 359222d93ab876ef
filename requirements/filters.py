"""How does a query string become a selection of editions, the same on the site and in the API?

One FilterSet names every parameter. A parameter that nobody knows and a value that nobody has are refused, each with
what would be valid: a filter that is silently ignored answers another question than was asked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import catalogue, choices, documents, search
from requirements.catalogue import Demand, Total
from requirements.catalogue.counting import count_rows
from requirements.languages import LANGUAGES
from requirements.models import Clock, Edition


class Invalid(Exception):
    """The query string asks for what does not exist; `problems` has the sentences for each parameter."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(found)}" for name, found in problems.items()))
        self.problems = problems


# NUL is the one character that PostgreSQL cannot be asked about.
UNREADABLE = gettext_lazy("The text holds a character that cannot be stored.")


class Values(forms.Field):
    """A parameter that may be repeated; any of its values will do."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: Iterable[str] = (), **options: Any) -> None:
        self.known = tuple(known)
        options.pop("field_name", None), options.pop("lookup_expr", None)
        super().__init__(**options)

    def clean(self, value: Any) -> list[str]:
        values = list(dict.fromkeys(text.strip() for text in value or [] if text.strip()))
        if len(values) > settings.FILTER_VALUES_LIMIT:
            raise forms.ValidationError(
                _("At most %(limit)s values are read.") % {"limit": settings.FILTER_VALUES_LIMIT}
            )
        if any("\x00" in text for text in values):
            raise forms.ValidationError(UNREADABLE)
        if bad := [text for text in values if self.known and text not in self.known]:
            raise forms.ValidationError(
                _("“%(value)s” is not one of: %(known)s.") % {"value": bad[0][:100], "known": ", ".join(self.known)}
            )
        return values


class FacetFilter(django_filters.Filter):
    """Editions that have any of the values as a facet. `prefix` makes a facet value of what is typed."""

    field_class = Values

    def __init__(self, prefix: str, *, known: Iterable[str] = (), is_name: bool = False, label: Any = None) -> None:
        super().__init__(label=label, known=known, required=False)
        self.prefix, self.is_name = prefix, is_name

    def facet(self, value: str) -> str:
        """The facet value that a typed value stands for; a name may be typed with its family or without."""
        typed = value.lower() if self.is_name else value
        return typed if self.is_name and typed.startswith(self.prefix) else f"{self.prefix}{typed}"

    def typed(self, facet: str) -> str:
        """How a facet value is typed: the reverse of `facet()`."""
        return facet.removeprefix(self.prefix)

    def facets(self, values: Iterable[str]) -> set[str]:
        """The facet values that the typed values stand for, those below them in a tree included."""
        named = {self.facet(value) for value in values}
        return catalogue.descendants(named) if self.prefix == "block:" else named

    def filter(self, qs: QuerySet[Edition], value: list[str]) -> QuerySet[Edition]:
        if not value:
            return qs
        if self.prefix == "kind:":
            return qs.filter(kind__in=value)
        return qs.filter(facets__overlap=sorted(self.facets(value)))


class CountryGroupFilter(FacetFilter):
    """Entries about the group itself or about any country that belongs to it."""

    def facets(self, values: Iterable[str]) -> set[str]:
        members = catalogue.in_force("country").filter(facets__overlap=[f"group:{value}" for value in values])
        return super().facets(values) | set(members.values_list("identifier", flat=True))


class MomentField(django_filters.fields.IsoDateTimeField):
    """A moment in UTC; PostgreSQL does not know every offset that can be written, nor years before 1."""

    default_error_messages = {"invalid": gettext_lazy("Write a moment such as 2026-03-01T00:00:00Z.")}

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        try:
            return moment and moment.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


def moment_of(text: str) -> datetime | None:
    """The moment that was typed; one without an offset is in UTC, a date alone is its first instant, nothing is None.

    ValidationError for anything else. A plus that was not escaped has become a blank.
    """
    found: datetime | None = MomentField(required=False).clean(text.strip().replace(" ", "+"))
    return found


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class EditionFilters(django_filters.FilterSet):
    """Every parameter that narrows a list, in the order in which the site shows them."""

    kind = FacetFilter("kind:", known=choices.EntryKind.values, label=gettext_lazy("Kind"))
    programme = FacetFilter("programme:", is_name=True, label=gettext_lazy("Programme"))
    building_block = FacetFilter("block:", is_name=True, label=gettext_lazy("Building block"))
    obligation = FacetFilter("obligation:", known=choices.Obligation.values, label=gettext_lazy("Obligation"))
    type = FacetFilter("type:", known=choices.RequirementType.values, label=gettext_lazy("Type"))
    status = FacetFilter("status:", known=choices.Standing.values, label=gettext_lazy("Status"))
    coverage = FacetFilter("coverage:", known=choices.CoverageLevel.values, label=gettext_lazy("Coverage"))
    study_group = FacetFilter("study-group:", is_name=True, label=gettext_lazy("Study group"))
    sdg = FacetFilter("sdg:", is_name=True, label=gettext_lazy("Sustainable Development Goal"))
    action_line = FacetFilter("action-line:", is_name=True, label=gettext_lazy("WSIS action line"))
    country = FacetFilter("country:", is_name=True, label=gettext_lazy("Country"))
    country_group = CountryGroupFilter(
        "country_group:", known=choices.CountryGroup.values, label=gettext_lazy("Group of countries")
    )
    standard = FacetFilter("standard:", is_name=True, label=gettext_lazy("Standard"))
    organization = FacetFilter("organization:", is_name=True, label=gettext_lazy("Organization"))
    provision = FacetFilter("resolution:", is_name=True, label=gettext_lazy("Provision"))
    keyword = FacetFilter("keyword:", label=gettext_lazy("Keyword"))
    language = FacetFilter("language:", known=[x.code for x in LANGUAGES], label=gettext_lazy("Language available"))
    translation = FacetFilter(
        "translation:",
        known=[f"{x.code}-{state}" for x in LANGUAGES for state in choices.TextState.values],
        label=gettext_lazy("Translation"),
    )
    published_since = MomentFilter("published_at", "gte", label=gettext_lazy("Published since"), required=False)
    published_until = MomentFilter("published_at", "lte", label=gettext_lazy("Published until"), required=False)

    class Meta:
        model = Edition
        fields: list[str] = []


ORDERINGS = {
    "relevance": ("-rank", "identifier"),
    "identifier": ("identifier",),
    "-identifier": ("-identifier",),
    "published_at": ("published_at", "identifier"),
    "-published_at": ("-published_at", "-identifier"),
    "title": ("sort_key", "identifier"),
    "-title": ("-sort_key", "-identifier"),
}

# Name → what it asks, for documentation and for the message about an unknown parameter.
PARAMETERS: dict[str, Any] = {
    "q": gettext_lazy("Words to search for"),
    **{name: found.label for name, found in EditionFilters.base_filters.items()},
    "as_of": gettext_lazy("The moment to read the registry at"),
    "ordering": gettext_lazy("Order"),
}
# Parameters whose values have labels of their own.
ENUMERATIONS = {
    "kind": choices.EntryKind,
    "obligation": choices.Obligation,
    "coverage": choices.CoverageLevel,
    "type": choices.RequirementType,
    "status": choices.Standing,
    "country_group": choices.CountryGroup,
}
DATES = ("published_since", "published_until")
# Matches of a search that facets are counted among.
COUNTED = 50_000
# So many of the latest matches are enough for those that are ranked, although some are of other kinds or withdrawn.
LATEST = 1_500
FACETS: dict[str, FacetFilter] = {
    name: found for name, found in EditionFilters.base_filters.items() if isinstance(found, FacetFilter)
}


def labeled(parameter: str, value: str) -> str:
    """What a value of an enumeration is called in the active language; any other value as it is."""
    return str(dict(ENUMERATIONS[parameter].choices).get(value, value)) if parameter in ENUMERATIONS else value


@dataclass(frozen=True)
class FacetValue:
    """One value that a list can be narrowed by: the facet as stored, the records it leaves (more than these, where the
    count is not exact), whether it is chosen.
    """

    value: str
    count: int
    chosen: bool
    exact: bool = True


@dataclass
class Selection:
    """What a query string asks for. Nothing is read before it is needed."""

    language: str
    text: str
    ordering: str
    moment: datetime | None
    chosen: dict[str, list[str]]
    demands: list[Demand] = field(repr=False)
    editions_of_moment: QuerySet[Edition] = field(repr=False)
    filtered: QuerySet[Edition] = field(repr=False)
    dated: bool = False

    @cached_property
    def editions(self) -> QuerySet[Edition]:
        """The editions asked for, in order; the order always ends with the identifier."""
        found = search.ranked(self._matches) if self.text else self.filtered
        if "sort_key" in ORDERINGS[self.ordering][0]:
            found = found.filter(texts__language=self.language).annotate(sort_key=F("texts__sort_key"))
        return found.order_by(*ORDERINGS[self.ordering])

    def total(self, clock: Clock | None = None) -> Total:
        """How many there are: exact, but for searches with more matches than are ranked. No query for a list of the
        present whose `clock` was just read.
        """
        if self.text:
            return Total(len(self._matches.keys), self._matches.exact)
        return catalogue.count(self.demands, clock=clock) if self._is_countable else count_rows(self.filtered)

    def facets(self, clock: Clock | None = None) -> dict[str, list[FacetValue]]:
        """For each parameter its values with counts under the other filters, the most frequent first.

        Exact, but for searches with more than COUNTED matches before any filter. No query for a list of the present
        whose `clock` was just read.
        """
        prefixes = {name: found.prefix for name, found in FACETS.items()}
        exact, among = True, None
        if self.text:
            exact, among = self._said.exact, self._said.keys
        elif self.dated:
            among = list(self.editions_of_moment.values_list("pk", flat=True))
        known = catalogue.bitmaps_at(self.moment) if self.moment else catalogue.bitmaps(clock)
        counted = catalogue.count_facets(known, self.demands, prefixes, among)
        return {name: self._values(name, counts, exact=exact) for name, counts in counted.items()}

    def _values(self, name: str, counts: dict[str, int], *, exact: bool) -> list[FacetValue]:
        chosen = {FACETS[name].facet(value) for value in self.chosen.get(name, ())}
        shown = {**dict.fromkeys(chosen, 0), **counts}
        ordered = sorted(shown.items(), key=lambda pair: (-pair[1], pair[0]))
        return [FacetValue(value, number, value in chosen, exact) for value, number in ordered]

    def correction(self) -> str | None:
        """What may have been meant, and finds something under the same filters. A few queries; for empty answers."""
        return search.did_you_mean(self.filtered, self.text, self.language) if self.text else None

    def nearby(self) -> QuerySet[Edition]:
        """What says part of it, or something like it, under the same filters, the nearest first."""
        return search.nearby(self.filtered, self.text, self.language)

    def records(self) -> QuerySet[Edition]:
        """The reference records in force that match the words, best first; none of a moment of the past."""
        if not self._is_countable:
            return Edition.objects.none()
        kinds = Demand("", frozenset(f"kind:{kind}" for kind in documents.REFERENCE_TYPES))
        in_force = Demand("status", frozenset({f"status:{choices.Standing.IN_FORCE}"}))
        keys = list(islice(catalogue.editions_meeting([kinds, in_force], self._said.keys), search.CANDIDATES))
        return search.ranked(replace(self._said, keys=keys))

    @property
    def _is_countable(self) -> bool:
        """Bitmaps hold the present, and no dates."""
        return not self.moment and not self.dated

    @cached_property
    def _said(self) -> search.Matches:
        """What matches the words before any filter, but for moments and dates."""
        if self._is_countable:
            return search.saying(self.text, self.language, COUNTED)
        return search.match(self.editions_of_moment, self.text, self.language, COUNTED)

    @cached_property
    def _matches(self) -> search.Matches:
        """What matches words and filters, as far as it is ranked: sorted out by bitmaps where these know all that says
        it, else by the database.
        """
        if not self._is_countable:
            return search.match(self.filtered, self.text, self.language, search.CANDIDATES)
        if not self.chosen and (latest := search.latest(self.text, self.language, LATEST)):
            found = self._meeting(latest)
            if not found.exact:
                return found
        found = self._meeting(self._said)
        enough = self._said.exact or not found.exact
        return found if enough else search.match(self.filtered, self.text, self.language, search.CANDIDATES)

    def _meeting(self, matches: search.Matches) -> search.Matches:
        """Those of the matches that meet the filters, as many as are ranked."""
        keys = list(islice(catalogue.editions_meeting(self.demands, matches.keys), search.CANDIDATES + 1))
        if len(keys) <= search.CANDIDATES:
            return replace(matches, keys=keys, exact=True)
        return search.with_titled(replace(matches, keys=keys[:-1], exact=False), self.filtered)


def select(
    params: QueryDict,
    kinds: Collection[str] = catalogue.ENTRY_KINDS,
    language: str = "en",
    ignore: Collection[str] = (),
) -> Selection:
    """The selection that a query string asks for; Invalid names every unknown parameter and every bad value.

    `ignore` are the face's own parameters (page, cursor). Only editions in force are meant unless `status` asks. Reads
    the database only to see whether named records exist.
    """
    problems = _unknown(params, ignore)
    moment = _moment(params, problems)
    base = catalogue.as_of(moment, *kinds) if moment else catalogue.current(*kinds)
    filterset = EditionFilters(params, base)
    # A list of standards knows no requirements, an export knows them all.
    filterset.filters["kind"].extra["known"] = tuple(kinds)
    problems |= {name: [str(error) for error in errors] for name, errors in filterset.errors.items()}
    cleaned = filterset.form.cleaned_data
    chosen = {name: cleaned[name] for name in FACETS if cleaned.get(name)}
    text = _text(params, problems)
    ordering = _ordering(params, text, problems)
    problems |= _nameless(chosen)
    if problems:
        raise Invalid(problems)
    demands = _demands(chosen, kinds)
    return Selection(
        language=language,
        text=text,
        ordering=ordering,
        moment=moment,
        chosen=chosen,
        demands=demands,
        editions_of_moment=_published_when(cleaned, base),
        filtered=filterset.qs if "status" in chosen else filterset.qs.filter(standing=choices.Standing.IN_FORCE),
        dated=any(cleaned.get(name) for name in DATES),
    )


def _published_when(cleaned: dict[str, Any], editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The editions under the filters by date alone, which are no facets."""
    for name in DATES:
        editions = EditionFilters.base_filters[name].filter(editions, cleaned.get(name))
    return editions


def _demands(chosen: dict[str, list[str]], kinds: Collection[str]) -> list[Demand]:
    """What bitmaps are asked: the chosen values, and the kinds and the standing that the list is about anyway."""
    asked = {"status": [str(choices.Standing.IN_FORCE)], **chosen}
    about = Demand("", frozenset(f"kind:{kind}" for kind in kinds))
    return [about, *(Demand(name, frozenset(FACETS[name].facets(values))) for name, values in asked.items())]


def _unknown(params: QueryDict, ignore: Collection[str]) -> dict[str, list[str]]:
    known = ", ".join([*PARAMETERS, *ignore])
    return {
        name: [_("There is no such parameter; known are: %(known)s.") % {"known": known}]
        for name in params
        if name not in PARAMETERS and name not in ignore
    }


def _moment(params: QueryDict, problems: dict[str, list[str]]) -> datetime | None:
    try:
        return moment_of(params.get("as_of", ""))
    except forms.ValidationError as error:
        problems["as_of"] = error.messages
        return None


def _text(params: QueryDict, problems: dict[str, list[str]]) -> str:
    text = params.get("q", "").strip()
    if len(text) > settings.SEARCH_TEXT_LIMIT:
        problems["q"] = [_("At most %(limit)s characters are read.") % {"limit": settings.SEARCH_TEXT_LIMIT}]
    if "\x00" in text:
        problems["q"] = [str(UNREADABLE)]
    return text


def _ordering(params: QueryDict, text: str, problems: dict[str, list[str]]) -> str:
    known = [name for name in ORDERINGS if text or name != "relevance"]
    ordering = params.get("ordering") or ("relevance" if text else "identifier")
    if ordering not in known:
        problems["ordering"] = [
            _("“%(value)s” is not one of: %(known)s.") % {"value": ordering[:100], "known": ", ".join(known)}
        ]
    return ordering


def _nameless(chosen: dict[str, list[str]]) -> dict[str, list[str]]:
    """Sentences for values that name no published record. One query if any record is named."""
    named = [(name, value) for name, values in chosen.items() if FACETS[name].is_name for value in values]
    known = catalogue.published(FACETS[name].facet(value) for name, value in named) if named else set()
    problems: dict[str, list[str]] = {}
    for name, value in named:
        if FACETS[name].facet(value) not in known:
            problems.setdefault(name, []).append(_("“%(value)s” is not in the registry.") % {"value": value[:100]})
    return problems
