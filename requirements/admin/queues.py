"""From which list did a person open this page, and which entry of it comes next?

The address of a page carries the list along, and so do its forms, as `queue`: the name of the model and the query of
its list. What comes next is the next by identifier, so that it does not depend on what has left the list meanwhile.
"""

import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from requirements.admin.rights import may
from requirements.models import KINDS, MODELS, Entry
from requirements.worklists import WORKLISTS

PARAMETER = "queue"
MODELS_OF_ENTRIES: list[type[Entry]] = [Entry, *KINDS]
BY_MODEL = {model._meta.model_name: model for model in MODELS_OF_ENTRIES}


def page_of(entry: Entry, queue: str = "", page: str = "change") -> str:
    """The page of an entry's own kind, opened from a list if one is given.

    From a worklist of one language it is that of the translation.
    """
    worklist = WORKLISTS.get(QueryDict(queue.partition("?")[2]).get("worklist", ""))
    arguments: list[Any] = [entry.pk]
    if page == "change" and worklist and worklist.language:
        page, arguments = "translate", [entry.pk, worklist.language.code]
    address = reverse(f"admin:requirements_{MODELS[entry.kind]._meta.model_name}_{page}", args=arguments)
    return f"{address}?{urlencode({PARAMETER: queue})}" if queue else address


def translation_of(entry: Entry, language: str) -> str:
    return reverse(f"admin:requirements_{MODELS[entry.kind]._meta.model_name}_translate", args=[entry.pk, language])


class QueueList(ChangeList):
    """A list whose rows lead to the page of their own kind, and take the list along."""

    def url_for_result(self, result: Any) -> str:
        return page_of(result, f"{self.opts.model_name}?{self.get_query_string(remove=['p', 'o']).removeprefix('?')}")


class Queue:
    """The entries of a list as a person works through them."""

    def __init__(self, request: HttpRequest, model_admin: Any, query: str, entry: Entry) -> None:
        self.name = f"{model_admin.opts.model_name}?{query}"
        self.entry = entry
        self._model_admin = model_admin
        self._asked = copy.copy(request)
        self._asked.GET = QueryDict(query)

    @cached_property
    def _list(self) -> ChangeList:
        return self._model_admin.get_changelist_instance(self._asked)

    @property
    def address(self) -> str:
        model = self._model_admin.opts.model_name
        return reverse(f"admin:requirements_{model}_changelist") + f"?{self._asked.GET.urlencode()}"

    @property
    def title(self) -> str:
        return str(self._model_admin.title_of_list(self._asked))

    @property
    def count(self) -> int:
        return self._list.result_count

    @property
    def counted_all(self) -> bool:
        return self._list.paginator.counted_all

    @property
    def holds(self) -> bool:
        """Whether the entry is still in the list."""
        return self._list.queryset.filter(pk=self.entry.pk).exists()

    @cached_property
    def following(self) -> Entry | None:
        """The next entry, or the first of those before it."""
        others = self._list.queryset.order_by("identifier").exclude(pk=self.entry.pk)
        return others.filter(identifier__gt=self.entry.identifier).first() or others.first()

    @property
    def next_address(self) -> str:
        """The page of the next entry; the list, which is empty then, if there is none."""
        return page_of(self.following, self.name) if self.following else self.address


def queue_of(request: Any, site: Any, entry: Entry) -> Queue | None:
    """The list that the page of an entry was opened from; None if it was from none, or the address is nonsense."""
    name, _mark, query = (request.POST.get(PARAMETER) or request.GET.get(PARAMETER) or "").partition("?")
    model = BY_MODEL.get(name)
    if model is None or not may(request.user, "view"):
        return None
    queue = Queue(request, site.get_model_admin(model), query, entry)
    try:
        queue.count  # noqa: B018
    except (IncorrectLookupParameters, SuspiciousOperation):
        return None
    return queue
