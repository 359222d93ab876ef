"""How is one field changed in many entries at once, and seen beforehand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import DateField, Field, Model, TextField
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from requirements import mapping, workflow
from requirements.admin.refusals import REFUSALS, said
from requirements.models import MODELS, Entry, TranslatedField

AT_ONCE = 100
ADD, REMOVE, REPLACE = "add", "remove", "replace"
MANNERS = (
    (ADD, gettext_lazy("Add to what is there")),
    (REMOVE, gettext_lazy("Take away")),
    (REPLACE, gettext_lazy("Replace what is there")),
)
# A text belongs to one entry; changing the language of its source is no bulk work.
LEFT_OUT = {"source_language", "identifier"}


@dataclass(frozen=True)
class Prospect:
    """What would become of one entry: its value before and after, as people read them, or why nothing can."""

    entry: Entry
    before: str
    after: str
    refusal: str

    @property
    def changes(self) -> bool:
        return not self.refusal and self.before != self.after


class BulkEdit:
    """One walk through the steps: which field, which value, what would change, done."""

    def __init__(
        self, request: Any, site: Any, entries: Sequence[Entry], back: str, versions: Mapping[int, int] | None = None
    ) -> None:
        self.request, self.site, self.entries, self.back = request, site, entries, back
        self.versions = versions or {entry.pk: entry.version for entry in entries}
        kinds = {entry.kind for entry in entries}
        self.model: type[Entry] = MODELS[kinds.pop()] if len(kinds) == 1 else Entry
        self.fields = fields_of(self.model)
        self.field = self.fields.get(request.POST.get("field", ""))

    def step(self) -> HttpResponse | None:
        """The page of the next step; None when it is done."""
        if self.field is None or not {"_preview", "_apply"} & self.request.POST.keys():
            return self.page()
        form = self._form(self.request.POST)
        if not form.is_valid():
            return self.page(form=form)
        value, manner = form.cleaned_data["value"], form.cleaned_data.get("manner", REPLACE)
        if "_apply" in self.request.POST and self._apply(value, manner):
            return None
        return self.page(form=form, prospects=[self._prospect(entry, value, manner) for entry in self._rows()])

    def page(self, **context: Any) -> HttpResponse:
        if self.field is not None:
            context.setdefault("form", self._form())
        return TemplateResponse(
            self.request,
            "admin/edit_together.html",
            {
                **self.site.each_context(self.request),
                "title": _("Change a field"),
                "opts": Entry._meta,
                "fields": [(name, capfirst(str(field.verbose_name))) for name, field in self.fields.items()],
                "field": self.field,
                "carried": [f"{key}:{version}" for key, version in self.versions.items()],
                "number": len(self.entries),
                "back": self.back,
                **context,
            },
        )

    def _form(self, typed: Any = None) -> forms.Form:
        """The input of the field as the form of an entry has it, and what to do with the value if there can be many."""
        field: Any = self.field
        kind = (
            self.model
            if self.model in self.site._registry and self.model is not Entry
            else MODELS[self.entries[0].kind]
        )
        value = self.site.get_model_admin(kind).formfield_for_dbfield(field, self.request)
        inputs = {"value": value}
        if _is_many(field):
            value.required = True
            inputs = {"manner": forms.ChoiceField(label=_("What to do"), choices=MANNERS), **inputs}
        form: forms.Form = type("BulkForm", (forms.Form,), inputs)(typed)
        return form

    def _rows(self) -> list[Any]:
        """The entries as rows of the model that has the field."""
        field: Any = self.field
        rows = self.model._default_manager.filter(pk__in=self.versions).order_by("identifier")
        return list(rows.prefetch_related(field.name) if field.many_to_many else rows)

    def _prospect(self, row: Any, value: Any, manner: str) -> Prospect:
        field: Any = self.field
        before, after = _value(row, field), _changed(_value(row, field), value, manner)
        refusal = workflow.why_not(row, "edit", self.request.user)
        return Prospect(row, _said(field, before), _said(field, after), refusal)

    def _apply(self, value: Any, manner: str) -> bool:
        """Change all that can be and would be, or nothing, each under its version with one row of history."""
        try:
            with transaction.atomic():
                changed = [row for row in self._rows() if self._change(row, value, manner)]
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(self.request, sentence)
            return False
        told = ngettext("%(number)s entry was changed.", "%(number)s entries were changed.", len(changed))
        messages.success(self.request, told % {"number": len(changed)})
        return True

    def _change(self, row: Any, value: Any, manner: str) -> bool:
        if not self._prospect(row, value, manner).changes:
            return False
        field: Any = self.field
        workflow.lock(row, version=self.versions[row.pk])
        before = mapping.document_of(row)
        after = _changed(_value(row, field), value, manner)
        if field.many_to_many:
            getattr(row, field.name).set(after)
        else:
            setattr(row, field.name, after)
            row.save(update_fields=[field.name])
        workflow.perform(row, "edit", by=self.request.user, changes=[field.name], before=before)
        return True


def fields_of(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """What may be changed in many entries of a model at once: all that is typed but is no text and no date."""
    columns = (*model._meta.fields, *model._meta.many_to_many)
    return {
        field.name: field
        for field in columns
        if field.editable
        and not field.auto_created
        and field.name not in LEFT_OUT
        and not isinstance(field, TranslatedField | TextField | DateField)
        and not getattr(field.remote_field, "parent_link", False)
    }


def _is_many(field: Any) -> bool:
    return bool(field.many_to_many) or isinstance(field, ArrayField)


def _value(row: Any, field: Any) -> Any:
    return list(getattr(row, field.name).all()) if field.many_to_many else getattr(row, field.name)


def _changed(before: Any, value: Any, manner: str) -> Any:
    if not isinstance(before, list):
        return value
    named = list(value)
    if manner == ADD:
        return [*before, *(one for one in named if one not in before)]
    return [one for one in before if one not in named] if manner == REMOVE else named


def _said(field: Any, value: Any) -> str:
    labels = dict(getattr(field, "base_field", field).flatchoices or ())
    if isinstance(value, list):
        return ", ".join(sorted(str(labels.get(one, one)) for one in value))
    return "" if value is None else str(labels.get(value, value))
