"""What stands ahead of a temporary document of ITU: number, source, title, purpose, abstract, contact?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from requirements.languages import BY_CODE
from requirements.models import GapAnalysis
from requirements.reports.document import Block, Cell, Document, numbered, words
from requirements.reports.telling import Telling, shown


@dataclass(frozen=True)
class Occasion:
    """For which meeting a report is handed in, under which number, and who answers for it. What is empty is filled in
    later, by hand.
    """

    number: str = ""
    meeting: str = ""
    contact: str = ""


def front(occasion: Occasion, language: str, *, title: str, abstract: Cell) -> list[tuple[str, Cell]]:
    """The rows of the table at the head, in the active language."""

    def plain(text: object) -> Cell:
        return [words(text, language)]

    return [
        (_("Number"), plain(occasion.number or "…")),
        (_("Meeting"), plain(occasion.meeting or "…")),
        (_("Source"), plain(_("Director, Telecommunication Standardization Bureau"))),
        (_("Title"), plain(title)),
        (_("Purpose"), plain(_("Information and discussion"))),
        (_("Contact"), plain(occasion.contact or _("Telecommunication Standardization Bureau (TSB)"))),
        (_("Abstract"), abstract),
    ]


def handed_in(
    run: GapAnalysis,
    telling: Telling,
    occasion: Occasion,
    blocks: Iterable[Block],
    *,
    title: str,
    abstract: Cell,
    page: str,
) -> Document:
    """What is handed in about a run, in the active language; `page` is where the public reads the same."""
    return Document(
        title=title,
        language=BY_CODE[telling.language],
        blocks=numbered(blocks),
        front=front(occasion, telling.language, title=title, abstract=abstract),
        source=f"{_('DPI Registry')}, {shown(page, telling.language)}",
        moment=run.as_of,
    )
