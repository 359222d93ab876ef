"""How do staff open a dialogue, let comments be seen, and say what became of each?"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import dialogue, permissions
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.choices import CommentDisposition, CommentState
from requirements.models import Comment, CommentWindow


class WindowForm(forms.ModelForm[CommentWindow]):
    class Meta:
        model = CommentWindow
        fields = (
            "subject",
            "title",
            "question",
            "source_language",
            "audience",
            "opens_at",
            "closes_at",
            "summary",
        )

    def clean(self) -> dict[str, Any]:
        """Said beside the field, not as a rule of the database."""
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("It closes before it opens."))
        return data

    def clean_subject(self) -> str:
        try:
            dialogue.check_subject(self.cleaned_data["subject"])
        except dialogue.Undecided as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return str(self.cleaned_data["subject"])


@admin.register(CommentWindow, site=desk)
class CommentWindowAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Dialogues, open and closed; closing is a date."""

    group = "entries"
    opened_by = "moderate"
    form = WindowForm
    list_display = ("subject", "title", "audience", "opens_at", "closes_at")
    list_filter = ("audience",)
    search_fields = ("subject__exact",)
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return permissions.can(request.user, "open_dialogue")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "open_dialogue")

    def save_model(self, request: Any, obj: CommentWindow, form: Any, change: bool) -> None:
        dialogue.keep(obj, by=request.user)

    def log_addition(self, *args: Any) -> None:
        """The room wrote the history."""

    def log_change(self, *args: Any) -> None:
        """The room wrote the history."""


class FindingForm(forms.Form):
    """What becomes of one comment."""

    state = forms.ChoiceField(
        label=gettext_lazy("May it be seen?"),
        choices=[(state.value, state.label) for state in (CommentState.SHOWN, CommentState.HIDDEN)],
        widget=forms.RadioSelect,
    )
    disposition = forms.ChoiceField(label=gettext_lazy("Disposition"), choices=CommentDisposition.choices)
    response = forms.CharField(
        label=gettext_lazy("Answer of the staff, for everybody"),
        required=False,
        max_length=dialogue.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


class WaitingFilter(admin.SimpleListFilter):
    """Comments that nobody has looked at, and in closed dialogues those without a disposition."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", gettext_lazy("For staff"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(pk__in=dialogue.waiting().values("pk")) if self.value() else queryset


@admin.register(Comment, site=desk)
class CommentAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """Comments, and a page for each with what becomes of it."""

    group = "entries"
    opened_by = "moderate"
    list_display = ("at", "name", "words", "window", "state", "disposition")
    list_filter = (WaitingFilter, "state", "disposition")
    list_select_related = ("window",)
    search_fields = ("text", "name")
    sortable_by = ()
    fields = ("state", "disposition")

    @admin.display(description=gettext_lazy("comment"))
    def words(self, comment: Comment) -> str:
        return comment.text[:120]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Nobody has to read what its author has not confirmed."""
        return super().get_queryset(request).exclude(state=CommentState.UNPROVEN)

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The comment with what it answers, and the form of the finding."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = self.get_object(request, object_id)
        if comment is None:
            raise Http404
        known = {name: getattr(comment, name) for name in ("state", "disposition", "response")}
        form = FindingForm(request.POST or None, initial=known)
        if form.is_valid():
            try:
                dialogue.settle(comment, by=request.user, **form.cleaned_data)
            except dialogue.Undecided as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Done."))
                return redirect("admin:requirements_comment_changelist")
        context = {**self.admin_site.each_context(request), "title": str(comment), "opts": self.opts}
        return TemplateResponse(request, "admin/comment.html", {**context, "comment": comment, "form": form})
