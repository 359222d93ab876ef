"""What do the lists of published records answer?"""

from django.http import HttpRequest, HttpResponseBase

from requirements.api import cursors, questions
from requirements.api.answers import of_moment
from requirements.api.excerpts import excerpts
from requirements.api.questions import Question
from requirements.api.reading import Reading


class List(Reading):
    """Published records as documents, in pages that keep together while others publish."""

    filtered = True
    parameters = questions.LIST
    answers = "documents"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = questions.read(request, self.kinds, self.parameters)
        return of_moment(request, question.moment, lambda: _page(request, question))


def _page(request: HttpRequest, question: Question) -> bytes:
    answer = questions.answer(question)
    results = excerpts(answer.page.bodies, question.excerpt)
    return cursors.page(request, results, answer.total, question.moment, answer.page.last)
