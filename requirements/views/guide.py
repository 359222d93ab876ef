"""Where does somebody begin who has never heard of digital public infrastructure, or of this registry?"""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from requirements.views.pages import page, show

# Name in the address → title of the chapter, and what one learns there; in the order in which they are read.
CHAPTERS = {
    "basics": (
        _("What digital public infrastructure is"),
        _("Shared systems on which services for everybody are built, and why they need standards."),
    ),
    "country": (
        _("Using the registry for your country"),
        _("From what you plan to a list of requirements, in five steps."),
    ),
    "entries": (
        _("Reading an entry"),
        _("What its words, marks and numbers say, and how to cite it."),
    ),
    "part": (
        _("Taking part"),
        _("Tell what you need or have learned, comment, and follow what becomes of it."),
    ),
}


@page
def guide(request: HttpRequest, language: str) -> HttpResponseBase:
    """The chapters, each with a sentence. One query."""
    return show(request, "guide.html", {"menu": "guide", "chapters": CHAPTERS.items()})


@page
def chapter(request: HttpRequest, language: str, *, chapter: str) -> HttpResponseBase:
    """One chapter, and the way to the next. One query."""
    names = list(CHAPTERS)
    place = names.index(chapter)
    following = names[place + 1] if place + 1 < len(names) else ""
    context = {
        "menu": "guide",
        "title": CHAPTERS[chapter][0],
        "about": CHAPTERS[chapter][1],
        "text": f"site/guide/{chapter}.html",
        "number": place + 1,
        "following": (following, CHAPTERS[following][0]) if following else None,
    }
    return show(request, "guide_chapter.html", context)
