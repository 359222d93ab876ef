"""How does a curator keep resolutions, the provisions that ask for the registry, and what is done about them?"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from requirements import exchange, mandates, workflow
from requirements.admin.lists import Listed
from requirements.admin.parts import PartFormSet
from requirements.admin.reference import ReferenceAdmin, ReferencePart, ToConfirmFilter, fieldsets, title
from requirements.admin.rights import ReferenceRights
from requirements.admin.saving import LockedAdmin
from requirements.admin.site import desk
from requirements.documents import Problem
from requirements.models import Action, Citation, Evidence, OfficialText, ProgressReport, Provision, Resolution


class ProvisionFormSet(PartFormSet):
    """A provision that exists keeps its identifier: it is cited from outside."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and "identifier" in form.fields:
            form.fields["identifier"].disabled = True


class ProvisionInline(ReferencePart):
    """Provisions are added and ordered here; their texts have a page of their own."""

    model = Provision
    formset = ProvisionFormSet
    classes = ()
    can_delete = False
    show_change_link = True
    fields = (("position", "identifier", "part", "label", "operative"),)


class CitationInline(ReferencePart):
    model = Citation
    fk_name = "resolution"
    fields = (("position", "target", "provision"), ("occasion", "former_occasion"))


class OfficialTextInline(ReferencePart):
    """Texts are brought in by an import; here they are corrected, confirmed, and shown or not."""

    model = OfficialText
    fields = (
        ("language", "label", "status"),
        ("reference", "proponents", "file"),
        "doubts",
        "corrected",
        "raw",
        ("confirmed_by", "shown"),
    )
    readonly_fields = ("language", "label", "file", "raw", "doubts")

    @admin.display(description=_("to be looked at"))
    def doubts(self, text: OfficialText) -> str:
        """What the reading of the text, as it is now, is not sure of: a line each."""
        reading = mandates.reading_of(text.corrected or text.raw, text.resolution.identifier)
        if reading is None:
            return gettext("The text says nothing of this resolution.")
        told = (
            Problem(f"resolution.{doubt.code}", (), {"place": doubt.line, "text": doubt.text})
            for doubt in reading.doubts
        )
        return "\n".join(exchange.sentence(problem) for problem in told) or "–"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Resolution, site=desk)
class ResolutionAdmin(ReferenceAdmin):
    """Resolutions and basic texts."""

    group = "standards"
    list_display = ("identifier", "designation", title, "status", "confidence")
    list_filter = ("status", ToConfirmFilter)
    search_fields = ("identifier", "titles", "designation")
    fieldsets = fieldsets(("body", "assembly", "number", "designation"), ("place_year", "lineage", "status"))
    inlines = (ProvisionInline, CitationInline, OfficialTextInline)


@admin.register(Provision, site=desk)
class ProvisionAdmin(ReferenceRights, Listed, LockedAdmin):
    """The texts of a provision; a change of them is a change of the resolution, and is published with it."""

    group = "standards"
    change_form_template = "admin/part_form.html"
    list_display = ("identifier", "part", "label", "operative")
    list_filter = ("resolution", "operative")
    list_display_links = ("identifier",)
    title_field = "paraphrase"
    search_fields = ("identifier", "titles")
    readonly_fields = ("identifier", "resolution")
    fieldsets = (
        (None, {"fields": ("identifier", "resolution", ("position", "part", "label", "operative"))}),
        (_("Texts"), {"fields": ("paraphrase", "addressee", "collaboration", "text_status", "no_action")}),
        (_("Who is meant"), {"fields": ("addressees", "collaborators")}),
    )

    def record_of(self, obj: Provision) -> Resolution:
        return obj.resolution

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def settle(self, request: Any, obj: Provision, *, created: bool, changes: Sequence[str]) -> None:
        workflow.publish_reference(obj.resolution, by=request.user, changes=["provisions"])

    def response_post_save_change(self, request: HttpRequest, obj: Provision) -> HttpResponse:
        return redirect("admin:requirements_resolution_change", obj.resolution_id)


class EvidenceInline(ReferencePart):
    model = Evidence
    classes = ()
    fields = (("position", "evidence_kind"), "title", "query", ("run", "url"))


class ProgressReportInline(ReferencePart):
    model = ProgressReport
    fields = (("position", "period", "reported_on"), ("meeting", "document"), "text", "counts")


@admin.register(Action, site=desk)
class ActionAdmin(ReferenceAdmin):
    """What is done about provisions, with its evidence and the reports on it."""

    group = "standards"
    list_display = ("number", title, "resolution", "state", "due_on", "next_report_on")
    list_display_links = ("number", title)
    list_filter = ("resolution", "state", "action_kind", ToConfirmFilter)
    list_select_related = ("resolution",)
    search_fields = ("identifier", "titles", "number")
    fieldsets = fieldsets(
        ("number", "resolution"),
        "provisions",
        "lead",
        "cooperation",
        "report_to",
        ("action_kind", "starts_on", "due_on", "next_report_on"),
        "state",
        "statement",
    )
    inlines = (EvidenceInline, ProgressReportInline)
