"""Who has an account, with which roles and within which scope?"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from requirements import permissions
from requirements.admin.fields import Chooses
from requirements.admin.history import ReadsHistory, remember
from requirements.admin.lists import Paged
from requirements.admin.site import desk
from requirements.choices import Role
from requirements.models import User

ROLES = [role for role in Role.values if role not in (Role.ANONYMOUS, Role.MEMBER)]


@admin.register(User, site=desk)
class AccountAdmin(ReadsHistory, Chooses, Paged, UserAdmin):
    """For administrators. An account is deactivated, not deleted: the history goes on naming it."""

    group = "work"
    list_display = ("username", "first_name", "last_name", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_staff")
    filter_horizontal = ()
    autocomplete_fields = ("building_blocks", "study_groups")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": (("first_name", "last_name"), "email", "language")}),
        (_("Roles"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Scope of an editor: none is everything"), {"fields": ("building_blocks", "study_groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "manage_users")

    has_module_permission = has_add_permission = has_view_permission = has_change_permission = _may

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts = super().get_queryset(request)
        return accounts if self._may(request) else accounts.none()

    def formfield_for_manytomany(self, db_field: Field, request: Any, **options: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **options)
        if db_field.name == "groups":
            field.queryset = field.queryset.filter(name__in=ROLES)
        return field

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
    """Everything that decides what a person may do; three queries."""
    person = User.objects.get(pk=person.pk)
    relations = (("groups", "name"), ("building_blocks", "identifier"), ("study_groups", "identifier"))
    return {
        **{flag: getattr(person, flag) for flag in ("is_active", "is_staff", "is_superuser")},
        **{name: sorted(getattr(person, name).values_list(key, flat=True)) for name, key in relations},
    }
