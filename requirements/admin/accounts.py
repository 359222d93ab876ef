"""Who has an account, with which roles and within which scope?"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Field, QuerySet
from django.forms import CheckboxSelectMultiple, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from requirements import permissions
from requirements.admin.fields import Chooses
from requirements.admin.history import ReadsHistory, remember
from requirements.admin.lists import Paged
from requirements.admin.site import desk
from requirements.choices import GRANTED, Role
from requirements.models import User


@admin.register(User, site=desk)
class AccountAdmin(ReadsHistory, Chooses, Paged, UserAdmin):
    """For administrators. An account is deactivated, not deleted: the history goes on naming it."""

    group = "work"
    change_form_template = "admin/account_form.html"
    list_display = ("username", "first_name", "last_name", "email", "organization", "is_active", "last_login")
    list_select_related = ("organization",)
    list_filter = ("groups", "is_active", "is_focal_point")
    filter_horizontal = ()
    autocomplete_fields = ("building_blocks", "study_groups", "organization")
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2", "groups")}),)

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "manage_users")

    has_module_permission = has_add_permission = has_view_permission = has_change_permission = _may

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts = super().get_queryset(request)
        return accounts if self._may(request) else accounts.none()

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A superuser is made on the command line, and can be none any more here; the role gives the same rights."""
        if obj is None:
            return self.add_fieldsets
        superuser = ("is_superuser",) if obj.is_superuser else ()
        return (
            (None, {"fields": ("username", "password", "is_active")}),
            (_("Person"), {"fields": (("first_name", "last_name"), "email", "language")}),
            (_("Roles"), {"fields": ("groups", *superuser)}),
            (_("Member organization"), {"fields": ("organization", "is_focal_point")}),
            (_("Scope of an editor: none is everything"), {"fields": ("building_blocks", "study_groups")}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """The history names people, so nobody takes over the name, and the past, of somebody else."""
        return (*self.readonly_fields, "username") if obj else self.readonly_fields

    def formfield_for_manytomany(self, db_field: Field, request: Any, **options: Any) -> Any:
        """Roles are ticked, under their names in the reader's language."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **options)
        field: Any = db_field.formfield(widget=CheckboxSelectMultiple, label=_("Roles"), help_text="")
        field.queryset = field.queryset.filter(name__in=GRANTED)
        field.label_from_instance = lambda group: Role(group.name).label
        return field

    def save_related(self, request: Any, form: Form, formsets: Any, change: bool) -> None:
        """Whoever has a role may come to the desk."""
        super().save_related(request, form, formsets, change)
        person: User = form.instance  # type: ignore[attr-defined]
        person.is_staff = person.is_superuser or person.groups.filter(name__in=GRANTED).exists()
        person.save(update_fields=["is_staff"])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.forget_factors_view))
        own = path("<int:pk>/forget_factors/", view, name="requirements_user_forget_factors")
        return [own, *super().get_urls()]

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> HttpResponse:
        if person := context["original"]:
            context["factors"] = [one.get_type_display() for one in Authenticator.objects.filter(user=person)]
        return super().render_change_form(request, context, *args, **options)

    @transaction.atomic
    def forget_factors_view(self, request: Any, pk: int) -> HttpResponse:
        """For somebody who has lost the telephone or the key, and whom the administrator knows."""
        if not self._may(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=pk)
        if Authenticator.objects.filter(user=person).delete()[0]:
            remember(self.history_identifier(person), "remove_second_factor", by=request.user)
            messages.success(request, gettext("The password alone opens this account until a new factor is set up."))
        return redirect("admin:requirements_user_change", pk)

    def history_identifier(self, obj: User) -> str:
        return f"user:{obj.get_username()}"

    def save_form(self, request: Any, form: Any, change: bool) -> User:
        """What the person could do before, so that the history can tell what was given and taken."""
        request.rights_before = _rights(User.objects.get(pk=form.instance.pk)) if change else {}
        return super().save_form(request, form, change)

    def log_addition(self, request: Any, obj: User, message: Any) -> None:
        remember(self.history_identifier(obj), "create", by=request.user)

    def log_change(self, request: Any, obj: User, message: Any) -> None:
        """The message lists what changed, field by field, with labels in the reader's language."""
        changed = [name for part in message for name in part.get("changed", {}).get("fields", ())]
        before, after = getattr(request, "rights_before", {}), _rights(obj)
        differing = [
            {"path": [name], "before": before[name], "after": after[name]}
            for name in before
            if before[name] != after[name]
        ]
        remember(self.history_identifier(obj), "edit", by=request.user, changes=changed, differences=differing)


def _rights(person: User) -> dict[str, Any]:
    """Everything that decides what a person may do; four queries."""
    person = User.objects.get(pk=person.pk)
    relations = (("groups", "name"), ("building_blocks", "identifier"), ("study_groups", "identifier"))
    return {
        **{flag: getattr(person, flag) for flag in ("is_active", "is_staff", "is_superuser", "is_focal_point")},
        "organization": person.organization.name if person.organization else "",
        **{name: sorted(getattr(person, name).values_list(key, flat=True)) for name, key in relations},
    }
