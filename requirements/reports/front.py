"""What stands ahead of a temporary document of ITU: number, source, title, purpose, abstract, contact?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from requirements.reports.document import Cell, words


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
