"""How is a record cited: in a sentence, in BibTeX, RIS and CSL-JSON?"""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.names import name_of
from requirements.views.pages import by_identifier, page


@dataclass(frozen=True)
class Citation:
    """What every style says of an edition; `title` is in the language `language`."""

    author: str
    title: str
    language: str
    identifier: str
    number: int
    day: datetime.date
    address: str

    @property
    def key(self) -> str:
        return re.sub("[^A-Za-z0-9]+", "-", f"{self.identifier}-{self.number}")


def citation(edition: Edition, language: str) -> Citation:
    """Always of one edition: what is cited must not change."""
    title = name_of(edition, catalogue.document(edition), language).title
    return Citation(
        author=_("DPI Registry"),
        title=title.text or edition.identifier,
        language=title.language.code,
        identifier=edition.identifier,
        number=edition.number,
        day=edition.published_at.date(),
        address=addresses.permanent(edition.identifier, edition.number),
    )


def text(cited: Citation) -> str:
    sentence = _("%(author)s. %(title)s. %(identifier)s, edition %(number)s, %(day)s. %(address)s")
    return sentence % {**vars(cited), "day": cited.day.isoformat()} + "\n"


# What TeX takes for a command.
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}$&#_%"
}


def bibtex(cited: Citation) -> str:
    """The doubled braces keep capitals as they are."""
    fields = {
        "author": f"{{{_tex(cited.author)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "year": str(cited.day.year),
        "month": str(cited.day.month),
        "day": str(cited.day.day),
        "number": _tex(cited.identifier),
        "edition": str(cited.number),
        "language": cited.language,
        "url": cited.address,
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.key}{lines}\n}}\n"


def _tex(words: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in _line(words))


def ris(cited: Citation) -> str:
    fields = [
        ("TY", "GEN"),
        ("AU", cited.author),
        ("TI", cited.title),
        ("PY", str(cited.day.year)),
        ("DA", f"{cited.day:%Y/%m/%d}"),
        ("M1", cited.identifier),
        ("ET", str(cited.number)),
        ("LA", cited.language),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields)


def _line(words: str) -> str:
    """A value of a line-based format is one line."""
    return " ".join(words.split())


def csl(cited: Citation) -> str:
    item = {
        "id": cited.key,
        "type": "standard",
        "author": [{"literal": cited.author}],
        "title": cited.title,
        "language": cited.language,
        "number": cited.identifier,
        "edition": str(cited.number),
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "URL": cited.address,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


# Ending of the address → media type and how it is written.
STYLES: dict[str, tuple[str, Callable[[Citation], str]]] = {
    "txt": ("text/plain", text),
    "bib": ("application/x-bibtex", bibtex),
    "ris": ("application/x-research-info-systems", ris),
    "json": ("application/vnd.citationstyles.csl+json", csl),
}


@page
@by_identifier
def cite(
    request: HttpRequest, language: str, identifier: str, style: str, number: int | None = None
) -> HttpResponseBase:
    """The citation of an edition, the latest if none is named. One query."""
    editions = catalogue.editions_of(identifier)
    edition = (editions.filter(number=number) if number else editions).first()
    if edition is None or style not in STYLES:
        raise Http404
    media_type, write = STYLES[style]
    response = HttpResponse(write(citation(edition, language)), content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{identifier.replace(":", "-")}.{style}"'
    return response
