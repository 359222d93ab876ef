"""How does a curator set entries beside standards, and look again at assessments whose texts have moved?

The grid has a choice in each cell and one button; it is worked through by keyboard and needs no script. Standards that
speak of the same words are suggested, and nothing is chosen by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requirements import catalogue, documents, mapping, permissions, reconciling, search, workflow
from requirements.admin import cells, differences
from requirements.admin.cells import KINDS, GroundsForm, Place
from requirements.admin.differences import Shown
from requirements.admin.lists import Paged
from requirements.admin.named import named_in
from requirements.admin.queues import page_of
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import SeesWhatIsVisible
from requirements.admin.site import desk
from requirements.choices import CoverageRelation
from requirements.documents import Change
from requirements.models import BuildingBlock, Coverage, Edition, Entry, Standard

ON_A_PAGE, SUGGESTED, COLUMNS = 15, 3, 8
# Words of a text that a suggestion is looked for by.
WORDS = 20
RELATIONS = [("", "—"), *CoverageRelation.choices]


@dataclass(frozen=True)
class Cell:
    """One choice of the grid; `name` is that of its input."""

    name: str
    standard: Standard | None
    relation: str
    confirmed: bool
    clauses: Sequence[str]


@dataclass(frozen=True)
class Row:
    """An entry with its cells, and standards that may speak of the same."""

    entry: Entry
    address: str
    may: bool
    cells: Sequence[Cell]
    suggested: Sequence[tuple[str, str]]


class ToConfirm(admin.SimpleListFilter):
    """What waits to be confirmed, unless all is asked for."""

    title = gettext_lazy("confirmed")
    parameter_name = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", gettext_lazy("All"))]

    def choices(self, changelist: Any) -> Any:
        """Django's “All” is what waits."""
        first, *others = super().choices(changelist)
        yield {**first, "display": _("To be confirmed")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Coverage]) -> QuerySet[Coverage]:
        return queryset if self.value() else queryset.filter(confirmed=False)


@admin.register(Coverage, site=desk)
class AssessmentAdmin(SeesWhatIsVisible, Paged, admin.ModelAdmin):
    """Assessments that wait to be confirmed, with what has changed since they were made; the grid to make them in."""

    group = "gaps"
    change_list_template = "admin/assessments.html"
    list_display = ("identifier", "standard", "edition", "relation", "confirmed", "assessed_on", "assessor")
    list_display_links = ("identifier",)
    list_select_related = ("entry", "standard")
    list_filter = (ToConfirm, "relation")
    search_fields = ("entry__identifier__exact", "standard__identifier__exact")
    ordering = ("entry__identifier", "position")
    sortable_by = ()
    fields = ("standard", "edition", "relation")

    @admin.display(description=gettext_lazy("entry"))
    def identifier(self, row: Coverage) -> str:
        return row.entry.identifier

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.roles_of(request.user) & permissions.STAFF)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("grid/", wrap(self.grid_view), name="requirements_coverage_grid"),
            path("<int:pk>/confirm/", wrap(require_POST(self.confirm_view)), name="requirements_coverage_confirm"),
            *super().get_urls(),
        ]

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """One assessment, and what either text said when it was made."""
        row = self._there(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Does this still hold?"),
            "row": row,
            "address": page_of(row.entry),
            "of_entry": moved(row.entry.record, row.entry_fingerprint),
            "of_standard": moved(row.standard, row.standard_fingerprint) if row.standard else [],
            "may": permissions.can(request.user, "assess", row.entry),
            "waiting": self.visible(Coverage.objects.filter(confirmed=False), request.user)[:1000].count(),
        }
        return TemplateResponse(request, "admin/assessment.html", context)

    def confirm_view(self, request: Any, pk: int) -> HttpResponse:
        """Confirm and go on to the next that waits; refused, stay and say why."""
        row = self._there(request, str(pk))
        if not permissions.can(request.user, "assess", row.entry):
            raise PermissionDenied
        try:
            workflow.confirm(row, by=request.user)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return redirect("admin:requirements_coverage_change", pk)
        messages.success(request, _("%(identifier)s: confirmed.") % {"identifier": row.entry.identifier})
        return redirect(self._next(request, row))

    def _next(self, request: Any, row: Coverage) -> str:
        waiting = self.visible(Coverage.objects.filter(confirmed=False), request.user)
        following = waiting.order_by("entry__identifier", "position").filter(
            entry__identifier__gte=row.entry.identifier
        )
        first = following.first() or waiting.order_by("entry__identifier", "position").first()
        if first is None:
            return reverse("admin:requirements_coverage_changelist")
        return reverse("admin:requirements_coverage_change", args=[first.pk])

    def grid_view(self, request: Any) -> HttpResponse:
        """Entries down, standards across; saving takes every entry by itself, so that one refusal stops no other.
        Beneath it the cell that was opened, with what its assessment rests on.
        """
        if not self.has_module_permission(request):
            raise PermissionDenied
        place = cells.place_of(request.GET.get("cell", ""), request.user)
        form = GroundsForm(place, *([request.POST] if "relation" in request.POST else [])) if place else None
        if request.method == "POST" and "relation" not in request.POST:
            self._assess(request)
            return redirect(_at(request, request.POST.get("open", "")))
        entries = self._entries(request)
        page = Paginator(entries.order_by("identifier"), ON_A_PAGE).get_page(request.GET.get("page"))
        if request.method == "POST" and place and form and form.is_valid() and self._ground(request, place, form):
            return redirect(_at(request, _beneath(place, page) if "_next" in request.POST else ""))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Entries and standards"),
            **_grid(request, page),
            "place": place,
            "form": form if place and permissions.can(request.user, "assess", place.entry) else None,
            "closed": _at(request, ""),
        }
        return TemplateResponse(request, "admin/assessment_grid.html", context)

    def _entries(self, request: Any) -> QuerySet[Entry]:
        found = permissions.visible(Entry.objects.filter(kind__in=KINDS), request.user)
        if block := request.GET.get("block", ""):
            found = found.filter(building_blocks__identifier=block)
        if typed := request.GET.get("q", "").replace("\x00", "").strip():
            begins = typed.upper().startswith(("REQ-", "SA-"))
            found = found.filter(identifier__startswith=typed.upper()) if begins else search.worded(found, typed)
        return found.filter(coverage=None) if request.GET.get("left") else found

    def _assess(self, request: Any) -> None:
        """What was chosen, entry by entry; a field without a standard says that none was found. No record has a NUL."""
        chosen: dict[str, dict[str, str]] = {}
        for name, value in request.POST.items():
            identifier, sign, standard = name.partition("|")
            if sign and "\x00" not in name and value in ("", *CoverageRelation.values):
                chosen.setdefault(identifier, {})[standard] = value
        entries = permissions.visible(Entry.objects.filter(identifier__in=chosen, kind__in=KINDS), request.user)
        done = [entry.identifier for entry in entries if self._take(request, entry, chosen[entry.identifier])]
        if done:
            messages.success(request, _("Assessed: %(names)s.") % {"names": ", ".join(done)})

    def _take(self, request: Any, entry: Entry, judged: dict[str, str]) -> bool:
        """Whether anything was to be kept for the entry, and was."""
        none = judged.pop("", None)
        given = {row.standard.identifier if row.standard else "": row.relation for row in _rows(entry)}
        news = {name: relation for name, relation in judged.items() if relation != given.get(name, "")}
        none_found = None if none is None or bool(none) == ("" in given) else bool(none)
        if not news and none_found is None:
            return False
        try:
            workflow.assess(entry, news, by=request.user, none_found=none_found)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, f"{entry.identifier}: {sentence}")
            return False
        return True

    def _ground(self, request: Any, place: Place, form: GroundsForm) -> bool:
        """Whether what was said of the cell was kept; the form says why not."""
        standard = place.standard.identifier if place.standard else None
        try:
            workflow.ground(
                place.entry, standard, form.grounds(), by=request.user, version=form.cleaned_data["version"]
            )
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                form.add_error(None, sentence)
            return False
        messages.success(request, _("Assessed: %(names)s.") % {"names": place.entry.identifier})
        return True

    def _there(self, request: HttpRequest, object_id: str) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row


def moved(record: Any, mark: str) -> list[Shown]:
    """How the normative fields of a record differ now from the text that was assessed; none if that was never published
    or nothing differs.
    """
    now: Any = mapping.document_of(record)
    if documents.fingerprint(now) == mark:
        return []
    edition = Edition.objects.filter(identifier=record.identifier, fingerprint=mark).order_by("-number").first()
    before = catalogue.content(edition) if edition else {}
    normative = {field.name for field in documents.fields(type(now)) if field.normative}
    changes = [change for change in documents.diff(before, documents.dump(now)) if _counts(change, normative, now)]
    return differences.shown(changes, now.kind)


def _counts(change: Change, normative: set[str], document: Any) -> bool:
    languages = set(change.path) & set(document.title)
    return change.path[0] in normative and languages <= {document.source_language}


def _at(request: Any, cell: str) -> str:
    """The address of this page of the grid with a cell opened, or none."""
    query = request.GET.copy()
    query.pop("cell", None)
    if cell:
        query["cell"] = cell
    return f"{request.path}?{query.urlencode()}{'#cell' if cell else '#grid_form'}"


def _grid(request: Any, page: Any) -> dict[str, Any]:
    """The rows of a page beneath the standards asked for, and what was asked, for the links to other pages."""
    standards = _columns(request)
    query = request.GET.copy()
    for name in ("page", "cell"):
        query.pop(name, None)
    return {
        "page": page,
        "standards": standards,
        "rows": [_row(entry, standards, request) for entry in page],
        "relations": RELATIONS,
        "blocks": BuildingBlock.objects.order_by("identifier"),
        "chosen": request.GET,
        "query": query.urlencode(),
        "more": len(standards) < COLUMNS,
    }


def _beneath(place: Place, page: Any) -> str:
    """The cell of the next entry of the page beside the same standard; none after the last."""
    names = [entry.identifier for entry in page]
    following = names[names.index(place.entry.identifier) + 1 :] if place.entry.identifier in names else []
    return f"{following[0]}|{place.name.partition('|')[2]}" if following else ""


def _columns(request: Any) -> list[Standard]:
    """The standards asked for, as many as fit."""
    asked = [name for name in request.GET.getlist("standard") if name][:COLUMNS]
    return list(Standard.objects.filter(identifier__in=asked).order_by("designation"))


def _rows(entry: Entry) -> QuerySet[Coverage]:
    return Coverage.objects.filter(entry=entry).select_related("standard").order_by("position", "pk")


def _row(entry: Entry, standards: Sequence[Standard], request: Any) -> Row:
    given = {row.standard_id: row for row in reversed(_rows(entry))}
    cells = [
        Cell(
            name=f"{entry.identifier}|{standard.identifier if standard else ''}",
            standard=standard,
            relation=row.relation if row else "",
            confirmed=row is None or row.confirmed,
            clauses=row.clauses if row else (),
        )
        for standard in (None, *standards)
        for row in [given.get(standard.pk if standard else None)]
    ]
    may = permissions.can(request.user, "assess", entry)
    return Row(entry, page_of(entry), may, cells, _suggested(entry, {standard.identifier for standard in standards}))


def _suggested(entry: Entry, known: set[str]) -> list[tuple[str, str]]:
    """(identifier, title) of published standards that the entry's texts name, then of those whose titles and scopes say
    the words of its main text.
    """
    record: Any = entry.record
    named = [one.standard for one in named_in(record, reconciling.standards_file()) if one.is_accepted]
    document: Any = mapping.document_of(record)
    source = entry.source_language
    text = getattr(document, documents.MAIN_TEXT[document.kind]).get(source, "")
    words = " ".join(f"{document.title.get(source, '')} {text}".split()[:WORDS])
    found = search.nearby(catalogue.in_force("standard"), words, source).exclude(identifier__in=known)[:SUGGESTED]
    order = dict.fromkeys([*named, *(edition.identifier for edition in found)])
    meant = [name for name in order if name not in known][:SUGGESTED]
    titles = catalogue.titles(meant, get_language() or "en")
    return [(name, titles[name]) for name in meant if name in titles]
