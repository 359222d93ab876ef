"""How does a curator look through entries that may say the same, two at a time?"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requirements import documents, mapping, permissions, workflow, worklists
from requirements.admin.fields import in_reading_language
from requirements.admin.lists import Paged
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.choices import Verdict
from requirements.languages import BY_CODE
from requirements.models import Duplicate, Entry, User

FINDINGS = (Verdict.EQUIVALENT, Verdict.RELATED, Verdict.DIFFERENT)
SHOWN_BESIDE_A_FORM = 5
Runs = list[tuple[str, str]]


@dataclass(frozen=True)
class Side:
    """One entry of a pair, with its title and main text as runs of what the other has too and has not."""

    entry: Entry
    address: str
    language: str
    title: Runs
    text: Runs

    @property
    def direction(self) -> str:
        return BY_CODE[self.language].direction


def of_entry(entry: Entry, user: User) -> list[tuple[Entry, Duplicate]]:
    """The other entry of each open pair that the entry is in, most alike first; none for who may not see them all."""
    if not permissions.can(user, "classify"):
        return []
    pairs = Duplicate.objects.filter(Q(first=entry) | Q(second=entry), verdict=Verdict.OPEN)
    return [
        (pair.second if pair.first_id == entry.pk else pair.first, pair)
        for pair in pairs.select_related("first", "second")[:SHOWN_BESIDE_A_FORM]
    ]


class VerdictFilter(admin.SimpleListFilter):
    """What nobody has looked at yet, unless another finding is asked for."""

    title = gettext_lazy("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(finding.value, finding.label) for finding in FINDINGS]

    def choices(self, changelist: Any) -> Any:
        """Django's “All” is what nobody has looked at."""
        first, *others = super().choices(changelist)
        yield {**first, "display": Verdict.OPEN.label}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Duplicate]) -> QuerySet[Duplicate]:
        return queryset.filter(verdict=self.value() or Verdict.OPEN)


def _named(entry: Entry) -> SafeString | str:
    return in_reading_language(entry.title, get_language() or "", otherwise=_("(no title)"))


@admin.register(Duplicate, site=desk)
class DuplicateAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Pairs with their score, the most alike first; a page for each pair, with a button for each finding."""

    group = "entries"
    list_display = ("pair", "score", "one", "other", "languages")
    list_display_links = ("pair",)
    list_filter = (VerdictFilter, "kind")
    list_select_related = ("first", "second")
    search_fields = ("first__identifier__exact", "second__identifier__exact")
    sortable_by = ()
    fields = ("first", "second")
    opened_by = "classify"

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return worklists.pairs(super().visible(rows, user), user)

    @admin.display(description=gettext_lazy("pair"))
    def pair(self, row: Duplicate) -> str:
        return str(row)

    @admin.display(description=gettext_lazy("entry"))
    def one(self, row: Duplicate) -> SafeString | str:
        return _named(row.first)

    @admin.display(description=gettext_lazy("other entry"))
    def other(self, row: Duplicate) -> SafeString | str:
        return _named(row.second)

    @admin.display(description=gettext_lazy("compared in"))
    def languages(self, row: Duplicate) -> str:
        return " – ".join(BY_CODE[code].name for code in dict.fromkeys((row.first_language, row.second_language)))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.classify_view))
        return [path("<int:pk>/classify/", view, name="requirements_duplicate_classify"), *super().get_urls()]

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The two entries side by side, and what was found about them."""
        pair = self._pair(request, object_id)
        sides = _sides(pair)
        context = {**self.admin_site.each_context(request), "title": _("Do these say the same?"), "opts": self.opts}
        context |= {"pair": pair, "sides": sides, "findings": FINDINGS}
        return TemplateResponse(request, "admin/duplicate.html", context)

    def classify_view(self, request: Any, pk: int) -> HttpResponse:
        """Keep the finding and go on to the next pair; refused, stay and say why."""
        pair = self._pair(request, str(pk))
        if request.POST.get("verdict") not in FINDINGS:
            raise BadRequest
        verdict = Verdict(request.POST["verdict"])
        try:
            workflow.classify(pair, verdict, by=request.user)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return redirect("admin:requirements_duplicate_change", pk)
        messages.success(request, _("%(pair)s: %(verdict)s.") % {"pair": pair, "verdict": verdict.label})
        return redirect(self._next(pair, request.user))

    def _next(self, pair: Duplicate, user: User) -> str:
        """The open pair that follows in the list, else the list."""
        later = Q(score__lt=pair.score) | Q(score=pair.score, pk__gt=pair.pk)
        waiting = worklists.pairs(Duplicate.objects.filter(later, verdict=Verdict.OPEN), user)
        following = waiting.values_list("pk", flat=True).first()
        if following is None:
            return reverse("admin:requirements_duplicate_changelist")
        return reverse("admin:requirements_duplicate_change", args=[following])

    def _pair(self, request: HttpRequest, object_id: str) -> Duplicate:
        if not self.has_view_permission(request):
            raise PermissionDenied
        pair = self.get_object(request, object_id)
        if pair is None:
            raise Http404
        return pair


def _sides(pair: Duplicate) -> list[Side]:
    """Both entries in the languages in which they were compared, with what differs marked where it is the same one."""
    entries = (pair.first, pair.second)
    working: Any = mapping.documents_by_identifier(entries)
    languages = (pair.first_language, pair.second_language)
    read = [_read(working[entry.identifier], language) for entry, language in zip(entries, languages, strict=True)]
    titles, texts = (_marked(*pieces, same=languages[0] == languages[1]) for pieces in zip(*read, strict=True))
    return [Side(*side) for side in zip(entries, map(_address, entries), languages, titles, texts, strict=True)]


def _read(document: Any, language: str) -> tuple[str, str]:
    return document.title.get(language, ""), getattr(document, documents.MAIN_TEXT[document.kind]).get(language, "")


def _marked(one: str, other: str, *, same: bool) -> tuple[Runs, Runs]:
    if not same:
        return [("equal", one)], [("equal", other)]
    runs = [(str(tag), text) for tag, text in documents.words(one, other)]
    return [run for run in runs if run[0] != "insert"], [run for run in runs if run[0] != "delete"]


def _address(entry: Entry) -> str:
    return reverse(f"admin:requirements_{entry.record._meta.model_name}_change", args=[entry.pk])
