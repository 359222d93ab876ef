"""How many records of a list would each value of each filter leave?"""

from django.http import HttpRequest, HttpResponseBase

from requirements import documents
from requirements.api import questions
from requirements.api.answers import of_moment
from requirements.api.kept import Kept
from requirements.api.questions import Question
from requirements.api.reading import Reading
from requirements.documents import stamp
from requirements.filters import FACETS, FacetValue

# An answer has some ten kilobytes, and the questions of a day are alike.
KEPT = Kept(limit=16_000_000)


class Facets(Reading):
    """For each filter its values, the most frequent first, with the number of records under all other filters.

    Numbers are exact unless the facet says otherwise: then there are more than these.
    """

    filtered = True
    answers = "facets"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = questions.read(request, self.kinds, self.parameters)
        return of_moment(request, question.moment, lambda: _kept(question))


def _kept(question: Question) -> bytes:
    return KEPT.of(question.asked, question.now, lambda: _answer(question))


def _answer(question: Question) -> bytes:
    selection = question.pages.selection
    total = selection.total(question.now)
    found = selection.facets(question.now)
    return documents.canonical(
        {
            "count": total.number,
            "count_exact": total.exact,
            "as_of": stamp(question.moment),
            "facets": {name: _told(name, values) for name, values in found.items()},
        }
    )


def _told(name: str, values: list[FacetValue]) -> dict[str, object]:
    """The values as the filter takes them."""
    facet = FACETS[name]
    return {
        "exact": all(value.exact for value in values),
        "values": [{"value": facet.typed(value.value), "count": value.count} for value in values],
    }
