"""Which standards does a program mean by a free text?"""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import documents, reconciling
from requirements.api import parameters
from requirements.api.answers import of_moment
from requirements.api.problems import Mistakes
from requirements.api.reading import Reading
from requirements.api.rows import clock
from requirements.documents import stamp
from requirements.models import Clock
from requirements.reconciling import LONGEST_TEXT


class Reconciliation(Reading):
    """The standards that a free text may mean, each with a score and a reason; nothing if it names none."""

    parameters = ("text",)
    answers = "candidates"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        text = request.GET.get("text", "").strip()
        if not text or len(text) > LONGEST_TEXT or "\x00" in text:
            mistakes["text"] = [_("Write a text of up to %(longest)s characters.") % {"longest": LONGEST_TEXT}]
        parameters.refuse(mistakes, request.GET)
        now = clock()
        return of_moment(request, now.at, lambda: _answer(text, now))


def _answer(text: str, now: Clock) -> bytes:
    results = [
        {
            "standard": one.standard,
            "designation": one.designation,
            "score": one.score,
            "accepted": one.is_accepted,
            "reason": one.reason.value,
            "said": one.said,
        }
        for one in reconciling.reconcile(text, now)
    ]
    return documents.canonical({"text": text, "as_of": stamp(now.at), "results": results})
