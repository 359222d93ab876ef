"""Which standards of the registry does a reader's text name, line by line, and how is the answer taken away?

Nothing is written: a text is read, answered and forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from requirements import rates, reconciling
from requirements.formulas import holdable
from requirements.reconciling import COLUMNS, LONGEST_TEXT, Candidate, Found, ReconcilingError
from requirements.sign_in.attempts import address
from requirements.spreadsheets import attached, csv_lines
from requirements.views.forms import TOO_FAST, form_page, too_fast
from requirements.views.names import Name, names_of
from requirements.views.pages import page, see_other, show

# Texts of one question; candidates of one that the page shows, while the table to take away has all.
TEXTS, SHOWN = 100, 10
# Characters of an address that every browser and proxy takes; more lines are answered without one.
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Row:
    """A text, the standards that it may mean with how the page names each, and how many more there are."""

    text: str
    candidates: list[tuple[Name, Candidate]]
    more: int


@dataclass(frozen=True)
class Asked:
    """What was typed, the texts that it holds, and why they are not looked at."""

    typed: str
    texts: list[str]
    refusal: str = ""


def question(view: Callable[[HttpRequest, str], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer texts that the address holds, which anybody may keep, or those of a form, where they are too many for one.

    Who asks too often waits. No cookie is set: a form that writes nothing needs no proof of where it was sent from.
    """
    by_address, by_form = page(_counted(view)), form_page(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, language: str) -> HttpResponseBase:
        if request.method == "POST":
            return by_form(request, language)
        response = by_address(request, language)
        if response.status_code == 429:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _counted(view: Callable[[HttpRequest, str], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def counted(request: HttpRequest, language: str) -> HttpResponseBase:
        try:
            if "text" in request.GET:
                rates.take("questions", address(request), settings.FORMS_PER_MINUTE)
        except rates.Exhausted as refusal:
            return too_fast(request, TOO_FAST, refusal)
        return view(request, language)

    return counted


@question
def reconcile(request: HttpRequest, language: str) -> HttpResponseBase:
    """The form, and what each text may mean. At most four queries; one more for who asks for the first time."""
    asked = _asked(request)
    where = f"/{language}/standards/reconcile/?{urlencode({'text': asked.texts}, doseq=True)}"
    if request.method == "POST" and asked.texts and len(where) <= LONGEST_ADDRESS:
        return see_other(f"{where}#answer")
    return _shown(request, asked, language)


@question
def as_csv(request: HttpRequest, language: str) -> HttpResponseBase:
    """The whole answer as a table, the same as the command writes; what is refused is said on the page."""
    asked = _asked(request)
    if asked.refusal:
        return _shown(request, asked, language)
    lines = csv_lines(COLUMNS, [row for one in _found(asked) for row in one.rows])
    return attached(HttpResponse(b"".join(lines)), "text/csv; charset=utf-8", "standards.csv")


def _asked(request: HttpRequest) -> Asked:
    told = (request.POST if request.method == "POST" else request.GET).getlist("text")
    typed = holdable("\n".join(told))[: TEXTS * LONGEST_TEXT]
    try:
        return Asked(typed, reconciling.lines_of(told, TEXTS))
    except ReconcilingError as refusal:
        return Asked(typed, [], str(refusal))


def _found(asked: Asked) -> list[Found]:
    return reconciling.answered(reconciling.standards_file(), asked.texts) if asked.texts else []


def _shown(request: HttpRequest, asked: Asked, language: str) -> HttpResponse:
    found = _found(asked)
    names = names_of({one.standard for row in found for one in row.candidates[:SHOWN]}, language)
    context: dict[str, Any] = {
        "menu": "standard",
        "asked": asked,
        "rows": [_row(one, names) for one in found],
        "sure": sum(one.is_sure for one in found),
        "limit": TEXTS,
    }
    refused = 422 if request.method == "POST" else 400
    path = "standards/reconcile/" if request.method == "POST" or asked.refusal else None
    return show(request, "reconcile.html", context, status=refused if asked.refusal else 200, path=path)


def _row(found: Found, names: dict[str, Name]) -> Row:
    shown = [(names[one.standard], one) for one in found.candidates[:SHOWN] if one.standard in names]
    return Row(found.text, shown, len(found.candidates) - len(shown))
