"""How does a curator keep standards, building blocks, study groups and the other things that entries refer to?

They have no workflow: what a permitted person saves is published with it.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, workflow
from requirements.admin.fields import in_reading_language
from requirements.admin.lists import Listed
from requirements.admin.naming import Naming
from requirements.admin.parts import Rows
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import ReferencePartRights, ReferenceRights
from requirements.admin.saving import LockedAdmin
from requirements.admin.site import desk
from requirements.choices import FactConfidence
from requirements.models import (
    ActionLine,
    Alias,
    BuildingBlock,
    Country,
    Event,
    Organization,
    Outcome,
    Paper,
    Participation,
    Programme,
    Reference,
    Sdg,
    Standard,
    StandardEdition,
    StandardRelation,
    StudyGroup,
    Term,
)

CONFIRMED = ("confirmed_by", "confirmed_on")


class ToConfirmFilter(admin.SimpleListFilter):
    """Records with facts that nobody has looked up in their source yet."""

    title = _("facts")
    parameter_name = "facts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("to_confirm", _("To be confirmed")), ("confirmed", _("Confirmed by a person"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "to_confirm":
            return queryset.filter(Q(confidence=FactConfidence.RECALLED) | ~Q(to_confirm=[]))
        return queryset.filter(confirmed_on__isnull=False) if self.value() == "confirmed" else queryset


@admin.display(description=_("title"))
def title(record: Reference) -> SafeString | str:
    return in_reading_language(record.title, get_language() or "")


def fieldsets(*own: str | tuple[str, ...]) -> Any:
    """The form of a family: its own fields between the title and where the facts come from."""
    return (
        (None, {"fields": ("identifier", "title", *own, "description", "source_language", "url")}),
        (_("Where the facts come from"), {"fields": ("source", "confidence", "to_confirm", *CONFIRMED, "note")}),
    )


class ReferenceAdmin(ReferenceRights, Listed, LockedAdmin):
    """What all families have in common. The identifier is given once."""

    group = "reference"
    change_form_template = "admin/reference_form.html"
    list_display = ("identifier", title, "confidence")
    list_display_links = ("identifier",)
    list_filter: Any = (ToConfirmFilter,)
    sortable_by = ("identifier",)
    ordering = ("identifier",)
    actions = ("confirm_facts",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Records are confirmed by the dozen, and nothing else is done to them so."""
        found = admin.ModelAdmin.get_actions(self, request) if self.has_change_permission(request) else {}
        return {name: known for name, known in found.items() if name in self.actions}

    @admin.action(description=_("Confirm: I have looked these facts up in their sources"))
    def confirm_facts(self, request: Any, queryset: QuerySet[Any]) -> None:
        try:
            published = workflow.confirm_facts(list(queryset), by=request.user)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return
        names = ", ".join(edition.identifier for edition in published)
        messages.success(request, gettext("Confirmed: %(names)s.") % {"names": names or "–"})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fixed = (*super().get_readonly_fields(request, obj), *CONFIRMED)
        return fixed if obj is None or "identifier" in fixed else (*fixed, "identifier")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"identifier": f"{self.model.kind}:"}

    def settle(self, request: Any, obj: Reference, *, created: bool, changes: Sequence[str]) -> None:
        workflow.publish_reference(obj, by=request.user, changes=changes)

    def beside(self, request: HttpRequest, record: Reference, document: Any) -> dict[str, Any]:
        return {"current": catalogue.editions_of(record.identifier).defer("body", "facets").first()}


class ReferencePart(ReferencePartRights, Rows, admin.StackedInline):
    """Rows below a reference record."""

    def owner_of(self, obj: Any) -> Any:
        return obj


class EditionInline(ReferencePart):
    model = StandardEdition
    classes = ()
    fields = (("position", "label", "year", "approved_on"), ("status", "status_original"), "url")


class AliasInline(ReferencePart):
    model = Alias
    fields = (("position", "text"),)


class RelationInline(ReferencePart):
    model = StandardRelation
    fk_name = "standard"
    fields = (("relation", "target"),)


@admin.register(Standard, site=desk)
class StandardAdmin(Naming, ReferenceAdmin):
    """Standards with their editions, names and relations."""

    group = "standards"
    change_list_template = "admin/standards.html"
    list_display = ("identifier", "designation", title, "formal", "confidence")
    list_filter = ("formal", "study_groups", "building_blocks", ToConfirmFilter)
    search_fields = ("identifier", "titles", "designation", "aliases__text")
    fieldsets = fieldsets(
        "designation",
        ("body", "deliverable_type", "formal", "free_of_charge"),
        "study_groups",
        "building_blocks",
        "topics",
        "successor",
    )
    inlines = (EditionInline, AliasInline, RelationInline)


@admin.register(BuildingBlock, site=desk)
class BuildingBlockAdmin(ReferenceAdmin):
    """Building blocks, layers of DPI and domains of smart communities."""

    list_display = ("identifier", title, "block_kind", "confidence")
    list_filter = ("block_kind", ToConfirmFilter)
    fieldsets = fieldsets("block_kind", "parent", "successor")


@admin.register(Programme, site=desk)
class ProgrammeAdmin(ReferenceAdmin):
    """Programmes of work."""

    fieldsets = fieldsets()


@admin.register(StudyGroup, site=desk)
class StudyGroupAdmin(ReferenceAdmin):
    """Study and advisory groups."""

    list_display = ("identifier", "acronym", title, "study_period", "status")
    list_filter = ("sector", "study_period", "status", ToConfirmFilter)
    search_fields = ("identifier", "titles", "acronym")
    fieldsets = fieldsets(("sector", "acronym", "study_period", "status"), "roles", "predecessors", "successor")


@admin.register(Organization, site=desk)
class OrganizationAdmin(ReferenceAdmin):
    """Standards bodies, agencies, initiatives."""

    list_display = ("identifier", "acronym", title, "organization_type")
    list_filter = ("organization_type", ToConfirmFilter)
    search_fields = ("identifier", "titles", "acronym")
    fieldsets = fieldsets("acronym", "organization_type", "country", "successor")


@admin.register(Country, site=desk)
class CountryAdmin(ReferenceAdmin):
    """Countries under their UN names."""

    list_display = ("identifier", title, "alpha3", "itu_region")
    list_filter = ("itu_region", "un_region", ToConfirmFilter)
    search_fields = ("identifier", "titles", "alpha3__iexact")
    fieldsets = fieldsets(("alpha3", "m49"), ("un_region", "un_subregion", "itu_region"), "groups", "groups_as_of")


@admin.register(Sdg, site=desk)
class SdgAdmin(ReferenceAdmin):
    """Sustainable Development Goals."""

    fieldsets = fieldsets()


@admin.register(ActionLine, site=desk)
class ActionLineAdmin(ReferenceAdmin):
    """Action lines of the World Summit on the Information Society."""

    fieldsets = fieldsets()


class PaperInline(ReferencePart):
    model = Paper
    fields = (("position", "url"), "name")


class OutcomeInline(ReferencePart):
    model = Outcome
    fields = ("position", "text", "entries", "actions", "provisions")


class ParticipationInline(ReferencePart):
    model = Participation
    fields = (("position", "country", "number"),)


@admin.register(Event, site=desk)
class EventAdmin(ReferenceAdmin):
    """Dialogues, workshops and trainings with what came of them."""

    group = "standards"
    list_display = ("identifier", title, "starts_at", "event_type", "event_status")
    list_filter = ("event_status", "event_type", "mode", ToConfirmFilter)
    ordering = ("-starts_at", "identifier")
    fieldsets = fieldsets(
        ("event_type", "event_status", "mode"),
        ("starts_at", "ends_at", "time_zone"),
        "venue",
        ("country", "host"),
        "partners",
        "spoken",
        "interpreted",
        "captioned",
        ("registration", "fellowships", "series"),
        "agenda",
        "provisions",
    )
    inlines = (PaperInline, OutcomeInline, ParticipationInline)


@admin.register(Term, site=desk)
class TermAdmin(ReferenceAdmin):
    """The glossary."""

    fieldsets = fieldsets("defined_in", "see_also")
