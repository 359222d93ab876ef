"""Which rows below an entry are edited with it, and how?"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from requirements import permissions, workflow
from requirements.admin.fields import DeskFields
from requirements.admin.lists import Paged
from requirements.admin.rights import PartRights
from requirements.admin.saving import LockedAdmin
from requirements.admin.site import desk
from requirements.models import (
    Actor,
    Candidate,
    Coverage,
    Factor,
    Indicator,
    Information,
    Lesson,
    Link,
    Provenance,
    Scenario,
    Step,
)


class PartFormSet(BaseInlineFormSet):
    """A new row goes behind the others unless it was given a place."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if not form.cleaned_data.get("position"):
            last = form._meta.model.objects.filter(**{self.fk.name: self.instance}).aggregate(last=Max("position"))
            form.instance.position = 0 if last["last"] is None else last["last"] + 1
        return super().save_new(form, commit)


class Rows(DeskFields):
    """How the rows of a part are laid out: none empty, folded away until they are wanted."""

    formset = PartFormSet
    extra = 0
    classes = ("collapse",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        if obj is not None:
            formset.form.source = self.owner_of(obj).source_language  # type: ignore[attr-defined]
            formset.form.translating = self.only_translates(request, obj)  # type: ignore[attr-defined]
        return formset


class PartInline(PartRights, Rows, admin.StackedInline):
    """The rows of one part on the page of their entry."""


class LinkInline(PartInline):
    model = Link
    fk_name = "entry"
    fields = (("relation", "target"), "note")


class ProvenanceInline(PartInline):
    model = Provenance
    classes = ()
    fields = ("source_kind", "citation", ("url", "place"), ("licence", "retrieved_on"), ("source_key", "file"))


class CoverageFormSet(PartFormSet):
    """Whoever saves a row has both texts before them: that is what the assessment is for from then on."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        return self._pinned(super().save_new(form, commit=False), commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        return self._pinned(super().save_existing(form, obj, commit=False), commit)

    def _pinned(self, row: Coverage, commit: bool) -> Coverage:
        workflow.pin(row)
        if commit:
            row.save()
        return row


class CoverageInline(PartInline):
    formset = CoverageFormSet
    model = Coverage
    fields = (
        ("standard", "edition", "relation"),
        "clauses",
        "rationale",
        "uncovered",
        ("confidence", "confirmed", "assessed_on", "assessor"),
    )


class ActorInline(PartInline):
    model = Actor
    fields = (("position", "key", "type"), "name", "description")


class InformationInline(PartInline):
    model = Information
    fields = (("position", "key", "classification"), "name", "description")


class ScenarioInline(PartInline):
    """Scenarios are added, named, ordered and removed here; their steps have a page of their own."""

    model = Scenario
    show_change_link = True
    classes = ()
    fields = (("position", "kind"), "name")


class IndicatorInline(PartInline):
    model = Indicator
    fields = (("position", "unit", "target"), "name", "description")


class CandidateInline(PartInline):
    model = Candidate
    fields = (("study_group", "question"), "basis")


class FactorInline(PartInline):
    model = Factor
    fields = (("position", "polarity", "category", "weight"), "description", "touches")


class LessonInline(PartInline):
    model = Lesson
    fields = ("position", "text")


class StepInline(PartInline):
    """The steps of a scenario; actors and information are chosen among those of its use case."""

    model = Step
    owner_path = "scenario__use_case"
    classes = ()
    fields = (
        ("position", "service"),
        "name",
        "event",
        "description",
        ("producer", "receiver"),
        "information",
        "requirements",
        "building_blocks",
    )

    def owner_of(self, obj: Any) -> Any:
        return obj and obj.use_case

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        inputs = formset.form.base_fields
        actors = [("", "—"), *_keys(obj.use_case.actors)]
        for name in {"producer", "receiver"} & inputs.keys():
            inputs[name] = forms.ChoiceField(choices=actors, required=False, label=inputs[name].label)
        if "information" in inputs:
            inputs["information"] = forms.MultipleChoiceField(
                choices=_keys(obj.use_case.information),
                required=False,
                label=inputs["information"].label,
                widget=forms.CheckboxSelectMultiple,
            )
        return formset


def _keys(parts: Any) -> list[tuple[str, str]]:
    return [(part.key, str(part) or part.key) for part in parts.all()]


@admin.register(Scenario, site=desk)
class ScenarioAdmin(PartRights, Paged, LockedAdmin):
    """A scenario with its steps; it is reached from its use case, and a change of it is a change of the use case."""

    inlines = (StepInline,)
    fields = (("position", "kind"), "name", "trigger", "precondition", "postcondition")
    change_form_template = "admin/part_form.html"

    def owner_of(self, obj: Any) -> Any:
        return obj and obj.use_case

    record_of = owner_of

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def settle(self, request: Any, obj: Scenario, *, created: bool, changes: Any) -> None:
        name = "edit" if permissions.can(request.user, "edit", obj.use_case) else "translate"
        workflow.perform(obj.use_case, name, by=request.user, changes=["scenarios"], before=request.before)

    def response_post_save_change(self, request: HttpRequest, obj: Scenario) -> HttpResponse:
        return redirect("admin:requirements_usecase_change", obj.use_case_id)
