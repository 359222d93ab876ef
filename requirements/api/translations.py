"""How far do the translations of each kind lag behind, in each language?"""

from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue, documents
from requirements.api import parameters
from requirements.api.answers import of_moment
from requirements.api.reading import Reading
from requirements.api.rows import clock
from requirements.documents import stamp
from requirements.models import Clock


class Translations(Reading):
    """Records in force by language, kind and state of their texts: the same numbers as on the site."""

    answers = "translations"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        now = clock()
        return of_moment(request, now.at, lambda: _answer(now))


def _answer(now: Clock) -> bytes:
    results = [
        {"language": language, "kind": kind, **counts}
        for language, kinds in catalogue.translation_debt(now).items()
        for kind, counts in kinds.items()
    ]
    return documents.canonical({"as_of": stamp(now.at), "results": results})
