"""How does a curator keep standards, building blocks, study groups and the other things that entries refer to?

They have no workflow: what a permitted person saves is published with it.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, workflow
from requirements.admin.fields import in_reading_language
from requirements.admin.lists import Listed
from requirements.admin.parts import Rows
from requirements.admin.rights import ReferencePartRights, ReferenceRights
from requirements.admin.saving import LockedAdmin
from requirements.admin.site import desk
from requirements.models import (
    Alias,
    BuildingBlock,
    Country,
    Organization,
    Programme,
    Reference,
    Sdg,
    Standard,
    StandardEdition,
    StandardRelation,
    StudyGroup,
)


@admin.display(description=_("title"))
def title(record: Reference) -> SafeString | str:
    return in_reading_language(record.title, get_language() or "")


def fieldsets(*own: str | tuple[str, ...]) -> Any:
    """The form of a family: its own fields between the title and where the facts come from."""
    return (
        (None, {"fields": ("identifier", "title", *own, "description", "source_language", "url")}),
        (_("Where the facts come from"), {"fields": ("source", "confidence", "note")}),
    )


class ReferenceAdmin(ReferenceRights, Listed, LockedAdmin):
    """What all families have in common. The identifier is given once."""

    group = "reference"
    change_form_template = "admin/reference_form.html"
    list_display = ("identifier", title, "confidence")
    list_display_links = ("identifier",)
    sortable_by = ("identifier",)
    ordering = ("identifier",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fixed = super().get_readonly_fields(request, obj)
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
class StandardAdmin(ReferenceAdmin):
    """Standards with their editions, names and relations."""

    group = "standards"
    list_display = ("identifier", "designation", title, "formal", "confidence")
    list_filter = ("formal", "study_groups", "building_blocks", "confidence")
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
    list_filter = ("block_kind", "confidence")
    fieldsets = fieldsets("block_kind", "parent", "successor")


@admin.register(Programme, site=desk)
class ProgrammeAdmin(ReferenceAdmin):
    """Programmes of work."""

    fieldsets = fieldsets()


@admin.register(StudyGroup, site=desk)
class StudyGroupAdmin(ReferenceAdmin):
    """Study and advisory groups."""

    list_display = ("identifier", "acronym", title, "study_period", "status")
    list_filter = ("sector", "study_period", "status")
    search_fields = ("identifier", "titles", "acronym")
    fieldsets = fieldsets(("sector", "acronym", "study_period", "status"), "roles", "predecessors", "successor")


@admin.register(Organization, site=desk)
class OrganizationAdmin(ReferenceAdmin):
    """Standards bodies, agencies, initiatives."""

    list_display = ("identifier", "acronym", title, "organization_type")
    list_filter = ("organization_type", "confidence")
    search_fields = ("identifier", "titles", "acronym")
    fieldsets = fieldsets("acronym", "organization_type", "country", "successor")


@admin.register(Country, site=desk)
class CountryAdmin(ReferenceAdmin):
    """Countries under their UN names."""

    list_display = ("identifier", title, "alpha3", "itu_region")
    list_filter = ("itu_region", "un_region")
    search_fields = ("identifier", "titles", "alpha3__iexact")
    fieldsets = fieldsets(("alpha3", "m49"), ("un_region", "un_subregion", "itu_region"), "groups", "groups_as_of")


@admin.register(Sdg, site=desk)
class SdgAdmin(ReferenceAdmin):
    """Sustainable Development Goals."""

    fieldsets = fieldsets()
