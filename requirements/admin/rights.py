"""What may this person do on this page of the desk?

Django's admin asks `has_…_permission`; the answers are the table's, never Django's own permissions.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from requirements import catalogue, permissions
from requirements.models import Entry, Reference, Series


def may(user: Any, action: str, entry: Entry | None = None) -> bool:
    """`permissions.can`, asked once for an entry in its state: a page of Django's admin asks dozens of times."""
    answers = user.__dict__.setdefault("_answers", {})
    question = (action, entry.pk, entry.state) if entry else (action,)
    if question not in answers:
        answers[question] = permissions.can(user, action, entry)
    return answers[question]


class SeesWhatIsVisible:
    """Every list, page and chooser of the desk starts from what the person may see."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.visible(super().get_queryset(request), request.user)

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return permissions.visible(rows, user)

    def has_list(self, request: HttpRequest) -> bool:
        """Whether a list of these can have anything in it; a contributor chooses among other records in forms alone."""
        return sees_all(request) or issubclass(self.model, Entry)  # type: ignore[attr-defined]


def sees_all(request: HttpRequest) -> bool:
    """Whether the titles of all working copies are for this person."""
    return bool(permissions.roles_of(request.user) & permissions.STAFF)


def nameable(entries: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """The entries that a person may refer to: those that they see, and those that everybody may read."""
    public = Exists(Series.objects.filter(identifier=OuterRef("identifier")))
    return entries.filter(Q(pk__in=permissions.visible(entries, user).values("pk")) | public)


class EntryRights(SeesWhatIsVisible):
    """Rights on an entry, for its own page and for the pages and rows of its parts: `owner_of` says whose they are."""

    def owner_of(self, obj: Any) -> Entry | None:
        return obj

    def may(self, request: HttpRequest, action: str, obj: Any = None) -> bool:
        return may(request.user, action, self.owner_of(obj))

    def only_translates(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the form is for texts in other languages than the source, and for nothing else."""
        return obj is not None and not self.may(request, "edit", obj) and self.may(request, "translate", obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "view")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "create")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "edit", obj) or self.may(request, "translate", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ever published stays; the database would refuse it too."""
        return self.may(request, "delete", obj) and not (obj and catalogue.published([obj.identifier]))


class PartRights(EntryRights):
    """Rows below an entry are seen with it and come and go with the right to edit it.

    Who translates changes their texts alone.
    """

    @property
    def owner_path(self) -> str:
        """The lookup from a row to its entry: the first relation to one."""
        fields = self.model._meta.fields  # type: ignore[attr-defined]
        return next(x.name for x in fields if x.related_model and issubclass(x.related_model, Entry))

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        entries = permissions.visible(Entry.objects.all(), user)
        return rows.filter(**{f"{self.owner_path}__pk__in": entries.values("pk")})

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "create") if obj is None else self.may(request, "edit", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "edit", obj)


class ReferenceRights(SeesWhatIsVisible):
    """Reference records have no states: who may edit one may edit all, unless they are an editor with a scope.

    None is deleted: each save publishes.
    """

    def only_translates(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_list(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "view")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "edit_reference")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "edit_reference", obj if isinstance(obj, Reference) else None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReferencePartRights(ReferenceRights):
    """Rows below a reference record come and go with it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "edit_reference")


class ReadOnly(SeesWhatIsVisible):
    """What the registry itself wrote is read and never touched; `opened_by` is the row of the table that opens it."""

    opened_by = "view"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.can(request.user, self.opened_by) and self.has_list(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, self.opened_by)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
