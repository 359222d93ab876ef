"""Which organizations take part, who acts for them, and who is told what by mail?"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from requirements import following, membership, permissions
from requirements.admin.history import ReadsHistory, remember
from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.models import Follower, Following, Invitation, MemberOrganization, User


class InvitationForm(forms.Form):
    """Whom an administrator asks to be a focal point."""

    email = forms.EmailField(label=_("Mail address"))


class Opened(ReadOnly):
    """Rows that only who manages organizations reads."""

    opened_by = "manage_organizations"


class PeopleInline(Opened, admin.TabularInline):
    """Who acts for the organization; an account is changed on its own page."""

    model = User
    fields = readonly_fields = ("username", "first_name", "last_name", "email", "is_focal_point", "is_active")
    verbose_name_plural = _("people")
    show_change_link = True
    extra = 0

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows


class InvitationInline(Opened, admin.TabularInline):
    """Who was asked and has not answered yet."""

    model = Invitation
    fields = readonly_fields = ("email", "is_focal_point", "invited_by", "invited_at")
    extra = 0


@admin.register(MemberOrganization, site=desk)
class MemberOrganizationAdmin(ReadsHistory, Paged, admin.ModelAdmin):
    """For administrators. An organization is never deleted: proposals and the history go on naming it."""

    group = "work"
    change_form_template = "admin/member_form.html"
    list_display = ("name", "category", "country", "is_active")
    list_filter = ("category", "is_active")
    list_select_related = ("country",)
    search_fields = ("name",)
    sortable_by = ("name",)
    fields = ("name", "category", "country", "is_active")
    autocomplete_fields = ("country",)
    inlines = (PeopleInline, InvitationInline)

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "manage_organizations")

    has_module_permission = has_add_permission = has_view_permission = has_change_permission = _may

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[MemberOrganization]:
        found = super().get_queryset(request)
        return found if self._may(request) else found.none()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.invite_view))
        return [path("<int:pk>/invite/", view, name="requirements_memberorganization_invite"), *super().get_urls()]

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> HttpResponse:
        context["invitation"] = InvitationForm(auto_id="invite_%s")
        return super().render_change_form(request, context, *args, **options)

    def invite_view(self, request: Any, pk: int) -> HttpResponse:
        """Ask somebody to be a focal point of the organization, in the language of who asks."""
        if not self._may(request):
            raise PermissionDenied
        organization, form = get_object_or_404(MemberOrganization, pk=pk), InvitationForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["email"])))
            return redirect("admin:requirements_memberorganization_change", pk)
        told = {"language": get_language(), "is_focal_point": True, "by": request.user}
        try:
            membership.invite(organization, form.cleaned_data["email"], **told)
        except membership.NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("The invitation is on its way."))
        return redirect("admin:requirements_memberorganization_change", pk)

    def history_identifier(self, obj: MemberOrganization) -> str:
        return membership.history_of(obj)

    def log_addition(self, request: Any, obj: MemberOrganization, message: Any) -> None:
        remember(self.history_identifier(obj), "create", by=request.user)

    def log_change(self, request: Any, obj: MemberOrganization, message: Any) -> None:
        changed = [name for part in message for name in part.get("changed", {}).get("fields", ())]
        remember(self.history_identifier(obj), "edit", by=request.user, changes=changed)


class FollowingInline(Opened, admin.TabularInline):
    """What a follower is told of."""

    model = Following
    fields = readonly_fields = ("identifier", "query", "rhythm", "confirmed_at", "due_at", "told_until")
    extra = 0


@admin.register(Follower, site=desk)
class FollowerAdmin(Opened, Paged, admin.ModelAdmin):
    """Whom digests go to. An administrator ends them for somebody who asks for it in another way."""

    group = "work"
    list_display = ("email", "language", "user")
    list_filter = ("language",)
    list_select_related = ("user",)
    search_fields = ("email__iexact", "user__username__iexact")
    sortable_by = ()
    fields = ("email", "language", "user")
    inlines = (FollowingInline,)
    actions = ("end",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = admin.ModelAdmin.get_actions(self, request)
        return {name: known for name, known in found.items() if name == "end"}

    @admin.action(description=_("End all that they follow, and delete the address"))
    def end(self, request: Any, queryset: QuerySet[Follower]) -> None:
        """The history says that it was done, not to whom."""
        for follower in queryset[:100]:
            remember(following.about_of(follower), "end_following", by=request.user)
            following.end_all(follower)
        messages.success(request, gettext("Done."))
