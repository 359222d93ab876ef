"""How does a curator find, write, review and publish entries?"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from requirements import documents, permissions, workflow, worklists
from requirements.admin import parts
from requirements.admin.buttons import Buttons
from requirements.admin.comparing import Compares
from requirements.admin.fields import in_reading_language
from requirements.admin.history import remember
from requirements.admin.lists import (
    LinksFilter,
    ListedByPublicId,
    MissingFilter,
    TranslationFilter,
    WorklistFilter,
    label_of,
)
from requirements.admin.panel import Panel
from requirements.admin.quality import QualityFilter
from requirements.admin.queues import QueueList, page_of, queue_of
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import EntryRights, ReadOnly
from requirements.admin.saving import LockedAdmin
from requirements.admin.selections import Selections, Together
from requirements.admin.site import desk
from requirements.admin.talks import Talks
from requirements.admin.translating import Translating
from requirements.models import Aspect, Entry, Experience, Need, Requirement, UseCase

FILTERS = (
    WorklistFilter,
    "state",
    "unpublished_changes",
    "programmes",
    "building_blocks",
    MissingFilter,
    QualityFilter,
    TranslationFilter,
    LinksFilter,
)


@admin.display(description=gettext_lazy("title"))
def title(entry: Entry) -> SafeString | str:
    return in_reading_language(entry.title, get_language() or "", otherwise=_("(no title)"))


@admin.display(description=gettext_lazy("changed"), ordering="changed_at")
def changed_on(entry: Entry) -> str:
    return f"{entry.changed_at:%Y-%m-%d}"


def fieldsets(*own: str | tuple[str, ...]) -> Any:
    """The form of a kind: its own fields between the title and what every entry has."""
    classification = ("programmes", "building_blocks", "sdgs", "action_lines", "provisions", "keywords")
    return (
        (None, {"fields": ("title", *own, "source_language")}),
        (gettext_lazy("Classification"), {"fields": classification}),
        (gettext_lazy("For staff"), {"fields": ("owner", "internal_note", "contact"), "classes": ("collapse",)}),
    )


class WorkedThrough(Selections, ListedByPublicId):
    """A list of entries that is worked through one by one; from a worklist it has its name."""

    # The pages of its rows take the list along by themselves.
    preserve_filters = False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[QueueList]:
        return QueueList

    def title_of_list(self, request: HttpRequest) -> str:
        worklist = worklists.WORKLISTS.get(request.GET.get("worklist", ""))
        return label_of(worklist) if worklist else capfirst(self.opts.verbose_name_plural)  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": self.title_of_list(request), **(extra_context or {})})


class EntryAdmin(EntryRights, WorkedThrough, Buttons, Compares, Talks, Translating, LockedAdmin):
    """What the five kinds have in common: the list, the form, the panel above it and the buttons."""

    group = "entries"
    change_form_template = "admin/entry_form.html"
    list_filter = FILTERS
    list_display = ("identifier", title, "state", "unpublished_changes", changed_on)
    list_display_links = ("identifier",)
    sortable_by = ("identifier", changed_on)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        entry = super().save_form(request, form, change)
        if not change:
            entry.created_by = request.user
            entry.proposed = not permissions.roles_of(entry.created_by) & permissions.EDITORS
        return entry

    def settle(self, request: Any, obj: Entry, *, created: bool, changes: Sequence[str]) -> None:
        name = "create" if created else "edit" if permissions.can(request.user, "edit", obj) else "translate"
        workflow.perform(obj, name, by=request.user, changes=changes, before=getattr(request, "before", None))

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "_submit" in request.POST:
            workflow.perform(form.instance, "submit", by=request.user)

    def beside(self, request: Any, record: Any, document: documents.Document) -> dict[str, Any]:
        panel = Panel(record, document, request.user)
        queue = queue_of(request, self.admin_site, record)
        return {
            "panel": panel,
            "current": panel.current,
            "queue": queue,
            "perform": page_of(record, page="perform"),
            "remark_address": page_of(record, page="remark"),
        }

    def response_post_save_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        """To the next entry of the list that the page was opened from, or back to that list."""
        queue = queue_of(request, self.admin_site, obj)
        if queue is None:
            return super().response_post_save_change(request, obj)
        return redirect(queue.next_address if {"_next", "_submit"} & request.POST.keys() else queue.address)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        """Django would forget the list when the page comes again."""
        response = super().response_change(request, obj)
        queue = queue_of(request, self.admin_site, obj) if "_continue" in request.POST else None
        return redirect(page_of(obj, queue.name)) if queue else response

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> HttpResponse:
        entry = context["original"]
        context["may_submit"] = entry is None or permissions.can(request.user, "edit", entry)
        return super().render_change_form(request, context, *args, **options)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return redirect(f"admin:{self._address('changelist')}")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """Parts go with their entry: whoever may delete it needs no right of their own to each."""
        listed, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def delete_model(self, request: Any, obj: Entry) -> None:
        workflow.lock(obj)
        obj.delete()
        remember(obj.identifier, "delete", by=request.user)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """`delete_model` wrote the history."""


@admin.register(Requirement, site=desk)
class RequirementAdmin(EntryAdmin):
    """Requirements."""

    list_display = ("identifier", title, "obligation", "state", "unpublished_changes", changed_on)
    list_filter = ("obligation", *FILTERS)
    fieldsets = fieldsets(
        "statement",
        ("obligation", "obligation_original", "type"),
        "rationale",
        "verification_method",
        "acceptance_criteria",
        "developing_country_note",
    )
    inlines = (parts.ProvenanceInline, parts.LinkInline, parts.CoverageInline)


@admin.register(UseCase, site=desk)
class UseCaseAdmin(EntryAdmin):
    """Use cases; the steps of each scenario have a page of their own."""

    list_filter = ("sector", *FILTERS)
    fieldsets = fieldsets(
        "short_description",
        "sector",
        "narrative",
        "preconditions",
        "trigger",
        "results",
        "low_connectivity_variant",
    )
    inlines = (
        parts.ScenarioInline,
        parts.ActorInline,
        parts.InformationInline,
        parts.IndicatorInline,
        parts.ProvenanceInline,
        parts.LinkInline,
    )


@admin.register(Aspect, site=desk)
class AspectAdmin(EntryAdmin):
    """Standardization aspects."""

    list_filter = ("area", *FILTERS)
    fieldsets = fieldsets("description", ("area", "relevance"), "relevance_reason", "organizations")
    inlines = (parts.CandidateInline, parts.ProvenanceInline, parts.LinkInline, parts.CoverageInline)


@admin.register(Need, site=desk)
class NeedAdmin(EntryAdmin):
    """Needs."""

    list_filter = ("urgency", *FILTERS)
    fieldsets = fieldsets("statement", "urgency", "countries", "country_groups")
    inlines = (parts.ProvenanceInline, parts.LinkInline)


@admin.register(Experience, site=desk)
class ExperienceAdmin(EntryAdmin):
    """Experiences."""

    list_filter = ("experience_kind", *FILTERS)
    fieldsets = fieldsets(
        "narrative",
        ("experience_kind", "stage"),
        "countries",
        ("started_on", "ended_on"),
        "results",
        "consent",
    )
    inlines = (parts.FactorInline, parts.LessonInline, parts.ProvenanceInline, parts.LinkInline)


@admin.register(Entry, site=desk)
class AllEntriesAdmin(ReadOnly, Together, WorkedThrough, admin.ModelAdmin):
    """All kinds in one list, for worklists and choosers; a row leads to the page of its own kind."""

    group = "entries"
    list_display = ("identifier", "kind", title, "state", "unpublished_changes", changed_on)
    list_display_links = ("identifier",)
    list_filter = ("kind", *FILTERS)
    sortable_by = ("identifier", changed_on)
    fields = ("identifier",)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            return super().change_view(request, object_id, *args, **options)
        return redirect(page_of(entry))
