"""Which working copies do staff mean by the beginnings of words?"""

from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, Model, QuerySet

from requirements.documents import MAIN_TEXT
from requirements.models import MODELS, Entry

M = TypeVar("M", bound=Model)


class TitlesQuery(SearchQuery):
    """The beginnings of words of a title in any language, as staff type them."""

    SEARCH_TYPES = {"titles": "titles_query"}

    def __init__(self, typed: str) -> None:
        super().__init__(typed, search_type="titles")


def titled(records: QuerySet[M], typed: str, field: str = "title") -> QuerySet[M]:
    """The records whose title, or another text, has in some language a word that begins with each word typed; entries
    by index.
    """
    titles = Func(F(field), function="titles_vector", output_field=SearchVectorField())
    return records.alias(titles=titles).filter(titles=TitlesQuery(typed))


def worded(entries: QuerySet[Entry], typed: str) -> QuerySet[Entry]:
    """The entries whose title, or whose main text, has a word that begins with each word typed; by index."""
    says = [titled(model.objects.order_by(), typed, MAIN_TEXT[kind]).values("pk") for kind, model in MODELS.items()]
    return entries.filter(pk__in=titled(Entry.objects.order_by(), typed).values("pk").union(*says))
