"""What is asked of readers, what did they say, and what became of it?"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from requirements import dialogue, proposals, reports
from requirements.choices import Audience
from requirements.formulas import holdable
from requirements.languages import BY_CODE
from requirements.models import Comment, CommentWindow
from requirements.reports import Words, words
from requirements.spreadsheets import XLSX, attached, workbook
from requirements.views.forms import form_page, show_form
from requirements.views.pages import show
from requirements.views.texts import Shown, shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 100
# Answers deeper than this stand no further in: a phone is narrow.
DEEPEST = 3
# Shares of the columns of the table in the width of its page.
WIDTHS = (6, 7, 10, 12, 9, 26, 11, 19)


@form_page
def windows(request: HttpRequest, language: str) -> HttpResponseBase:
    """The dialogues that this reader may follow, open ones first. One query, two for who is signed in."""
    found = list(dialogue.readable(request.user)[:SHOWN])
    opened = [_row(one, language) for one in found if dialogue.is_open(one)]
    closed = [_row(one, language) for one in found if not dialogue.is_open(one)]
    return show_form(request, "dialogues.html", {"menu": "dialogue", "opened": opened, "closed": closed})


def _row(window: CommentWindow, language: str) -> dict[str, Any]:
    source = window.source_language
    return {
        "window": window,
        "title": shown(window.title, language, source),
        "question": shown(window.question, language, source),
        "summary": shown(window.summary, language, source),
        "subject": _subject(window.subject, language),
        "is_open": dialogue.is_open(window),
        "is_for_members": window.audience == Audience.MEMBERS,
    }


def _subject(subject: str, language: str) -> str:
    """Where readers find what the dialogue is about."""
    if subject.startswith("GAP-"):
        return f"/{language}/gaps/{subject}/"
    return f"/{language}/gaps/runs/{subject}/" if dialogue.RUN.fullmatch(subject) else f"/id/{subject}"


def _readable(request: HttpRequest, number: int) -> CommentWindow:
    """404 for what this reader may not read, as if it did not exist."""
    found = dialogue.readable(request.user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@form_page
def window(request: HttpRequest, language: str, *, window: int) -> HttpResponseBase:
    """What is asked, all that was said as threads, and a form to say something while it is open."""
    found = _readable(request, window)
    answered = _answered(request, found)
    form = _form(request)
    if request.method == "POST":
        if form.is_trapped:
            return redirect(f"/{language}/dialogues/{found.pk}/")
        if form.is_valid():
            return _say(request, language, found, answered, form)
    return _page(request, language, found, answered, form)


def _answered(request: HttpRequest, found: CommentWindow) -> Comment | None:
    """The comment that the form answers, if one that can be seen is named."""
    named = request.GET.get("to", "")
    seen = {str(comment.pk): comment for comment, _depth in dialogue.threads(found)} if named else {}
    return seen.get(named)


def _form(request: HttpRequest) -> proposals.CommentForm:
    form = proposals.CommentForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated:
        for name in ("name", "organization", "email"):
            del form.fields[name]
    return form


def _say(
    request: HttpRequest, language: str, found: CommentWindow, answered: Comment | None, form: Any
) -> HttpResponseBase:
    person: Any = request.user if request.user.is_authenticated else None
    told = {name: form.cleaned_data[name] for name in form.fields if name != "website"}
    if person:
        told |= {"name": person.get_full_name() or person.get_username(), "email": person.email}
    try:
        dialogue.say(found, answered, by=person, language=language, **told)
    except (dialogue.Closed, dialogue.TooMany) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, language, found, answered, form)
    sentence = _("It is shown once the staff have read it.")
    if not person:
        sentence = _("A letter is on its way to you: confirm your address, then the staff see your comment.")
    return show(request, "error.html", {"title": _("Thank you"), "sentence": sentence})


def _page(
    request: HttpRequest, language: str, found: CommentWindow, answered: Comment | None, form: Any
) -> HttpResponse:
    comments = [(comment, min(depth, DEEPEST), _said(comment, language)) for comment, depth in dialogue.threads(found)]
    context = {"menu": "dialogue", **_row(found, language), "comments": comments, "answered": answered, "form": form}
    return show_form(request, "dialogue.html", context, status=422 if form.errors else 200)


def _said(comment: Comment, language: str) -> Shown:
    """In the language in which its author used the site."""
    return Shown(comment.text, BY_CODE[comment.language], foreign=comment.language != language)


@form_page
def confirm(request: HttpRequest, language: str, *, window: int, comment: int, key: str) -> HttpResponseBase:
    found = dialogue.find(comment, key)
    if found is None or found.window_id != window:
        raise Http404
    if request.method == "POST":
        dialogue.confirm(found)
        sentence = _("It is shown once the staff have read it.")
        return show(request, "error.html", {"title": _("Thank you"), "sentence": sentence})
    return show_form(request, "confirm.html", {"menu": "dialogue", "comment": found})


def _rows(found: CommentWindow, language: str) -> Iterator[list[Words]]:
    """What was said and what became of it, a comment in a row, the names of the columns first."""
    columns = (_("Number"), _("Answers"), _("Name"), _("Organization"), _("Place"), _("Comment"), _("Disposition"))
    yield [words(column, language) for column in (*columns, _("Answer of the staff"))]
    numbers: dict[int, str] = {}
    for comment, _depth in dialogue.threads(found):
        numbers[comment.pk] = str(len(numbers) + 1)
        told = (comment.name, comment.organization, comment.place, comment.text)
        yield [
            words(numbers[comment.pk], language),
            words(numbers.get(comment.answers_id or 0, ""), language),
            *(words(text, comment.language) for text in told),
            words(comment.get_disposition_display(), language),
            words(comment.response, comment.language),
        ]


@form_page
def table(request: HttpRequest, language: str, *, window: int) -> HttpResponseBase:
    """The table of dispositions."""
    found = _readable(request, window)
    columns, *rows = _rows(found, language)
    context = {"menu": "dialogue", **_row(found, language), "columns": columns}
    context["rows"] = [list(zip(columns, row, strict=True)) for row in rows]
    return show(request, "dispositions.html", context)


@form_page
def as_xlsx(request: HttpRequest, language: str, *, window: int) -> HttpResponseBase:
    found = _readable(request, window)
    rows = ([cell.text for cell in row] for row in _rows(found, language))
    return attached(HttpResponse(workbook(rows)), XLSX, f"dialogue-{found.pk}.xlsx")


@form_page
def as_docx(request: HttpRequest, language: str, *, window: int) -> HttpResponseBase:
    found, file = _readable(request, window), io.BytesIO()
    reports.docx.write(_document(found, language), file)
    return attached(HttpResponse(file.getvalue()), DOCX, f"dialogue-{found.pk}.docx")


def _cell(said: Words) -> list[Words]:
    return [replace(said, text=holdable(said.text))]


def _document(found: CommentWindow, language: str) -> reports.Document:
    """The summary, and the table below it."""
    said = _row(found, language)
    columns, *rows = _rows(found, language)
    about = said["summary"] or said["question"]
    table = reports.Table(
        [column.text for column in columns], [[_cell(words) for words in row] for row in rows], WIDTHS
    )
    return reports.Document(
        title=holdable(said["title"].text),
        subtitle=_("Table of dispositions"),
        language=BY_CODE[language],
        blocks=[reports.Paragraph([words(holdable(about.text), about.language.code)]), table],
        source=f"{_('DPI Registry')}, {settings.BASE_URL}/{language}/dialogues/{found.pk}/",
        landscape=True,
    )


@form_page
def as_atom(request: HttpRequest, language: str, *, window: int) -> HttpResponseBase:
    """What was said, the latest first, to be followed in any reader."""
    found = _readable(request, window)
    address = f"{settings.BASE_URL}/{language}/dialogues/{found.pk}/"
    feed = Atom1Feed(holdable(_row(found, language)["title"].text), address, "", language=language)
    for comment, _depth in sorted(dialogue.threads(found), key=lambda one: one[0].pk, reverse=True)[:SHOWN]:
        feed.add_item(
            holdable(comment.name),
            f"{address}#c{comment.pk}",
            holdable(comment.text),
            updateddate=comment.at,
            unique_id=f"{address}#c{comment.pk}",
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
