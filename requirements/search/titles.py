"""Which working copies do staff mean by the beginnings of words of a title?"""

from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, Model, QuerySet

M = TypeVar("M", bound=Model)


class TitlesQuery(SearchQuery):
    """The beginnings of words of a title in any language, as staff type them."""

    SEARCH_TYPES = {"titles": "titles_query"}

    def __init__(self, typed: str) -> None:
        super().__init__(typed, search_type="titles")


def titled(records: QuerySet[M], typed: str, title: str = "title") -> QuerySet[M]:
    """The records whose title has a word in some language that begins with each word typed; entries by index."""
    titles = Func(F(title), function="titles_vector", output_field=SearchVectorField())
    return records.alias(titles=titles).filter(titles=TitlesQuery(typed))
