"""What do the lists of published records answer?"""

from django.http import HttpRequest, HttpResponseBase

from requirements.api import cursors, questions
from requirements.api.answers import joined, send, tag, unchanged
from requirements.api.cursors import Cursor
from requirements.api.excerpts import excerpts
from requirements.api.reading import Reading


class List(Reading):
    """Published records as documents, in pages that keep together while others publish."""

    filtered = True
    parameters = questions.LIST
    answers = "documents"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = questions.read(request, self.kinds, self.parameters)
        etag = tag(question.moment, request.get_full_path())
        if response := unchanged(request, etag, question.moment):
            return response
        answer = questions.answer(question)
        following = answer.page.last and Cursor(question.moment, answer.page.last, answer.total)
        address = cursors.address(request, following) if following else None
        body = joined(excerpts(answer.page.bodies, question.excerpt), answer.total, question.moment, address)
        return send(body, etag, question.moment)
