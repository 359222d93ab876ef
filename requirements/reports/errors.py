"""Why can a report not be written?"""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class ReportError(Exception):
    """A report that was asked for can't be had; the text is shown."""


class FontMissing(ReportError):
    """This machine has no font with the letters of a language."""

    def __init__(self, code: str, fonts: Sequence[str]) -> None:
        told = {"language": code, "fonts": ", ".join(fonts)}
        super().__init__(
            _("A PDF with “%(language)s” needs one of these fonts on the server: %(fonts)s. DOCX and HTML need none.")
            % told
        )
