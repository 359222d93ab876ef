"""Which standards do names and texts mean that somebody pastes or uploads, and which of these names are kept?"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import permissions, reconciling, workflow
from requirements.admin.refusals import REFUSALS, said
from requirements.models import Standard
from requirements.reconciling import Candidate, ReconcilingError
from requirements.spreadsheets import attached, csv_lines

TEXTS, FILE_SIZE, SHOWN, NAME_LENGTH = 200, 1024 * 1024, 8, 300


class TextsForm(forms.Form):
    """Texts, one a line, or a table with a column of them."""

    texts = forms.CharField(
        label=gettext_lazy("Texts, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"})
    )
    table = forms.FileField(label=gettext_lazy("or a CSV file"), required=False)
    column = forms.CharField(
        label=gettext_lazy("Its column (the first, if none is named)"), required=False, max_length=100
    )

    def clean_table(self) -> Any:
        table = self.cleaned_data["table"]
        if table and table.size > FILE_SIZE:
            raise forms.ValidationError(_("The file is larger than %(limit)s bytes.") % {"limit": FILE_SIZE})
        return table

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["told"] = []
        try:
            brought = self._brought(data["table"], data.get("column", "")) if data.get("table") else []
            data["told"] = reconciling.lines_of([data.get("texts", ""), *brought], TEXTS)
        except ReconcilingError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data

    def _brought(self, table: Any, column: str) -> list[str]:
        """The cells of the column, each in one line."""
        with io.TextIOWrapper(table, encoding="utf-8-sig", newline="") as lines:
            return [" ".join(cell.split()) for cell in reconciling.column_of(lines, column)]


@dataclass(frozen=True)
class Row(reconciling.Found):
    """A text with the standards that it may mean, as many as fit."""

    @property
    def shown(self) -> list[Candidate]:
        return list(self.candidates[:SHOWN])

    @property
    def name(self) -> str:
        """What would be kept as another name: the text where nothing is sure, else what of it was understood."""
        return (self.candidates[0].said if self.is_sure else self.text)[:NAME_LENGTH]


class Naming(admin.ModelAdmin):
    """The page of standards where free text is reconciled, and the action that takes names of standards there."""

    actions = ("confirm_facts", "reconcile_names")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.naming_view)
        return [path("reconcile/", view, name="requirements_standard_reconcile"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Reconcile: which standards do these names mean?"))
    def reconcile_names(self, request: HttpRequest, queryset: QuerySet[Standard]) -> HttpResponse:
        standards = queryset.prefetch_related("aliases")[:TEXTS]
        names = [name for one in standards for name in (one.designation, *(alias.text for alias in one.aliases.all()))]
        return self._page(request, TextsForm({"texts": "\n".join(list(dict.fromkeys(names))[:TEXTS])}))

    def naming_view(self, request: HttpRequest) -> HttpResponseBase:
        """Candidates for each text, with `csv` as a table; with `keep` the name of that row becomes another name of the
        standard meant.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TextsForm(request.POST, request.FILES) if request.method == "POST" else TextsForm()
        if "keep" in request.POST:
            self._keep(request, request.POST["keep"])
        if "csv" in request.POST and form.is_valid():
            return _table(_found(form.cleaned_data["told"]))
        return self._page(request, form)

    def _keep(self, request: Any, number: str) -> None:
        typed = (request.POST.get(f"{field}-{number}", "") for field in ("name", "meant"))
        name, meant = (text.replace("\x00", "").strip() for text in typed)
        standard = Standard.objects.filter(Q(identifier=meant) | Q(designation__iexact=meant)).first()
        if standard is None:
            messages.error(request, _("The registry has no standard “%(name)s”.") % {"name": meant[:100]})
            return
        try:
            kept = workflow.keep_name(standard, name, by=request.user)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return
        told = {"name": name, "standard": standard.designation}
        if kept:
            messages.success(request, _("“%(name)s” is another name of %(standard)s now.") % told)
        else:
            messages.info(request, _("%(standard)s has the name “%(name)s” already.") % told)

    def _page(self, request: HttpRequest, form: TextsForm) -> HttpResponse:
        found = _found(form.cleaned_data["told"]) if form.is_bound and form.is_valid() else []
        if found:
            form = TextsForm(initial={"texts": "\n".join(one.text for one in found)})
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reconcile free text"),
            "opts": self.opts,
            "form": form,
            "found": found,
            "sure": sum(one.is_sure for one in found),
            "may_keep": permissions.can(request.user, "edit_reference"),
            "address": reverse("admin:requirements_standard_reconcile"),
        }
        return TemplateResponse(request, "admin/reconcile.html", context)


def _found(told: Sequence[str]) -> list[Row]:
    known = reconciling.standards_file()
    return [Row(text, known.reconcile(text)) for text in told]


def _table(found: Sequence[Row]) -> HttpResponseBase:
    """The whole answer, as the command writes it."""
    lines = csv_lines(reconciling.COLUMNS, [row for one in found for row in one.rows])
    return attached(HttpResponse(b"".join(lines)), "text/csv; charset=utf-8", "standards.csv")
