"""How do lists and choosers of the desk stay quick and useful with very many rows?"""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from requirements import checks, documents, search, worklists
from requirements.choices import TranslationState
from requirements.documents import PREFIXES
from requirements.languages import LANGUAGES
from requirements.models import KINDS

COUNTED = 10_000


class BoundedPaginator(Paginator):
    """Counts no further than a person would page: what lies beyond is found by filters and search."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[:COUNTED].count()

    @property
    def counted_all(self) -> bool:
        return self.count < COUNTED


class Paged:
    """Short pages and one bounded count."""

    list_per_page = 25
    list_max_show_all = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted by the dozen."""
        return {}


class Listed(Paged):
    """Records with a title, or another text in its place: the search looks into all of its languages, row by row."""

    title_field = "title"
    search_fields: tuple[str, ...] = ("identifier", "titles")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        queryset = queryset.alias(titles=Cast(self.title_field, TextField()))
        return super().get_search_results(request, queryset, search_term)


class ListedByPublicId(Listed):
    """Entries are many: what begins like a public id is looked up as one, all else as beginnings of words of the title
    or the main text.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip().upper()
        if term.startswith(tuple(f"{prefix}-" for prefix in PREFIXES.values())):
            return queryset.filter(identifier__startswith=term), False
        return (search.worded(queryset, search_term) if term else queryset), False


class WorklistFilter(admin.SimpleListFilter):
    """What waits for the person who looks; lists of one language stand beside the others while they are looked at."""

    title = _("worklist")
    parameter_name = "worklist"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.user: Any = request.user
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        named = request.GET.get("worklist")
        offered = worklists.offered(self.user)
        return [(one.name, label_of(one)) for one in offered if one.language is None or one.name == named]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = worklists.WORKLISTS.get(self.value() or "")
        return worklists.entries(queryset, asked, self.user) if asked else queryset


def label_of(worklist: worklists.Worklist) -> str:
    return f"{worklist.label}: {worklist.language.name}" if worklist.language else str(worklist.label)


class MissingFilter(admin.SimpleListFilter):
    """Entries that lack a thing that publishing demands."""

    title = _("missing for publication")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = [KINDS[model_admin.model]] if model_admin.model in KINDS else list(PREFIXES)
        codes = dict.fromkeys(code for kind in kinds for code in _demanded(kind))
        return [("nothing", _("Nothing")), *((code, checks.SENTENCES[code]) for code in codes)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "nothing":
            return queryset.filter(missing=[])
        return queryset.filter(missing__contains=[self.value()]) if self.value() else queryset


def _demanded(kind: str) -> list[str]:
    """What an entry without anything lacks."""
    return checks.missing_codes(documents.parse({"kind": kind, "identifier": f"{PREFIXES[kind]}-0001"}))


class TranslationFilter(admin.SimpleListFilter):
    """Entries whose text in one language is behind its source, or waits to be confirmed."""

    title = _("translation")
    parameter_name = "translation"
    waiting = (TranslationState.OUTDATED, TranslationState.DRAFT)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(f"{x.code}:{state}", f"{x.name}: {state.label}") for state in self.waiting for x in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        language, _colon, state = (self.value() or "").partition(":")
        return queryset.filter(translations__contains={language: state}) if state else queryset


class LinksFilter(admin.SimpleListFilter):
    """Entries with links that were held back because their targets were not public, and now could be published."""

    title = _("links held back")
    parameter_name = "links"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("ready", _("Can now be published")), ("held", _("Any"))]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "ready":
            return worklists.entries(queryset, worklists.WORKLISTS["links"], request.user)
        return queryset.exclude(withheld=[]) if self.value() == "held" else queryset
