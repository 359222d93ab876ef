"""What is offered to a person who types into a field that names another record?"""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from requirements import catalogue, search
from requirements.admin.rights import nameable, sees_all
from requirements.models import EditionText, Entry

PREFIXED = 100


class ChooserView(AutocompleteJsonView):
    """Staff choose among all records; a contributor among what is public and what is their own.

    Whoever may not see all working copies finds and is told the entries of others by what was published of them.
    """

    def get_queryset(self) -> QuerySet[Any]:
        if sees_all(self.request):
            return super().get_queryset()
        offered = self.model_admin.model.objects.order_by(*self.model_admin.get_ordering(self.request) or ["pk"])
        if not issubclass(offered.model, Entry):
            return self.model_admin.get_search_results(self.request, offered, self.term)[0]
        nameables = nameable(offered, self.request.user)
        if not self.term:
            return nameables
        own = offered.filter(created_by=self.request.user)
        found = self.model_admin.get_search_results(self.request, own, self.term)[0]
        return nameables.filter(Q(pk__in=found.values("pk")) | Q(identifier__in=_public(self.term)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        records = context["object_list"]
        discreet = issubclass(records.model, Entry) and not sees_all(self.request)
        others = [x.identifier for x in records if x.created_by_id != self.request.user.pk] if discreet else []
        self.published = dict.fromkeys(others, "") | catalogue.titles(others, get_language() or "")
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        shown = super().serialize_result(obj, to_field_name)
        title = self.published.get(getattr(obj, "identifier", ""))
        return shown if title is None else {**shown, "text": f"{obj.identifier} {title}".strip()}


def _public(typed: str) -> list[str]:
    """The identifiers of published entries that are called so, or have words that begin with what was typed."""
    current = catalogue.current(*catalogue.ENTRY_KINDS)
    named = current.filter(identifier__startswith=typed.strip().upper())
    begun = EditionText.objects.filter(vector=search.TitlesQuery(typed), edition__in=current)
    found = current.filter(pk__in=begun.values("edition")[:PREFIXED])
    return [*named.values_list("identifier", flat=True)[:PREFIXED], *found.values_list("identifier", flat=True)]
