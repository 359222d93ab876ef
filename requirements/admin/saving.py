"""How does a form become a change that overwrites nobody's work and leaves one row in the history?

Django's admin saves a form and its inlines in one transaction. Before them comes the workflow's lock, which compares
the version that the person saw; after them the room's own call, which takes stock and remembers. What a room refuses
rolls everything back, and the form is shown again with all that was typed.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from requirements import documents, workflow
from requirements.admin import conflicts, kept
from requirements.admin.fields import DeskFields
from requirements.admin.history import ReadsHistory
from requirements.admin.refusals import REFUSALS, said
from requirements.documents import COLLECTIONS
from requirements.languages import BY_CODE, DEFAULT, LANGUAGES


class SignedOut(Exception):
    """The form was sent by somebody who was no longer signed in; the text says that nothing is saved."""


class LockedAdmin(ReadsHistory, DeskFields, admin.ModelAdmin):
    """A page that changes one record, or a part of it, whole or not at all.

    A subclass says in `settle` which room's call follows the saved form, and in `record_of` whose version guards it.
    """

    change_form_template = "admin/locked_form.html"

    def record_of(self, obj: Any) -> Any:
        """The entry or reference record that a change of `obj` changes."""
        return obj

    def history_identifier(self, obj: Any) -> str:
        return self.record_of(obj).identifier

    @abstractmethod
    def settle(self, request: HttpRequest, obj: Any, *, created: bool, changes: Sequence[str]) -> None:
        """Have the record's room take stock of what was saved, and remember it."""

    def changeform_view(self, request: Any, object_id: str | None = None, *args: Any, **options: Any) -> HttpResponse:
        """Django's view; refused after the form was valid, it runs once more with the reasons as errors of the form.

        What was typed before a new sign-in comes back in the same way, with nothing saved.
        """
        if (typed := kept.kept(request)) is not None:
            return self._as_typed(request, typed, object_id, *args, **options)
        try:
            return super().changeform_view(request, object_id, *args, **options)
        except REFUSALS as refusal:
            if request.method != "POST":
                raise
            request.refusal = refusal
            if isinstance(refusal, workflow.Conflict) and object_id:
                request.conflict = self._meet(request, object_id)
            return super().changeform_view(request, object_id, *args, **options)

    def _as_typed(
        self, request: Any, typed: QueryDict, object_id: str | None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        kept.tell(request)
        beside = {name: typed[name] for name in ("note", "remark") if name in typed}
        if not beside:
            # Asked for later, the files would bring the body along, which is empty.
            request.FILES  # noqa: B018
            request.method, request.POST = "POST", typed
            request.refusal = SignedOut(_("Not saved yet: look at it and save."))
        return super().changeform_view(request, object_id, form_url, {**beside, **(extra_context or {})})

    def _meet(self, request: HttpRequest, object_id: str) -> conflicts.Conflict:
        obj = self.get_object(request, unquote(object_id))
        record = self.record_of(obj)
        return conflicts.meet(request, record, whole=record is obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """An address fills in nothing: what it says is neither a text in languages nor the key of a record."""
        return {}

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **options: Any) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **options)
        if obj is not None:
            form.source = self.record_of(obj).source_language
            form.translating = self.only_translates(request, obj)  # type: ignore[attr-defined]
        form.refusals = said(request.refusal) if hasattr(request, "refusal") else ()
        return form

    def save_form(self, request: Any, form: ModelForm, change: bool) -> Any:
        obj = super().save_form(request, form, change)
        if change:
            record = self.record_of(obj)
            workflow.lock(record, version=conflicts.seen_version(request))
            request.before = conflicts.stored(record)[1]
        return obj

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Sequence[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = [*form.changed_data, *(formset.prefix for formset in formsets if formset.has_changed())]
        if changes or not change:
            self.settle(request, form.instance, created=not change, changes=changes)

    def beside(self, request: HttpRequest, record: Any, document: documents.Document) -> dict[str, Any]:
        """What the page shows besides its form, from the record and its document as they are stored now."""
        return {}

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> HttpResponse:
        context["show_save_and_add_another"] = False
        if context["original"] is None or self.has_change_permission(request, context["original"]):
            asked = "all" if request.method == "POST" else request.GET.get("lang", "")
            source = getattr(context["adminform"].form, "source", DEFAULT)
            context["tabs"] = [language for language in LANGUAGES if language.code != source]
            context.update(shown_language=asked if asked in {*BY_CODE, "all"} else "")
        if context["original"] is not None:
            record, document = conflicts.stored(self.record_of(context["original"]))
            carried = conflicts.carried(record, document)
            context["conflict"] = getattr(request, "conflict", None)
            if request.method == "POST" and not context["conflict"]:
                carried = {name: request.POST.get(name, "") for name in carried}
            context.update({"subtitle": str(record), "record": record, "record_opts": record._meta, **carried})
            if document is None:
                messages.error(request, _("What is stored here is no document any more. Correct it and save."))
            else:
                context.update(collection=COLLECTIONS[document.kind], **self.beside(request, record, document))
        return super().render_change_form(request, context, *args, **options)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The rooms write the history, so Django's own log stays empty."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """As above."""
