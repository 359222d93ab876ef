"""How does a reader take a report on a run away, as Word, PDF or HTML, in the language of the page?"""

from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import rates, reports
from requirements.sign_in.attempts import address
from requirements.spreadsheets import attached
from requirements.views.forms import too_fast
from requirements.views.gaps import gap_page, published_run
from requirements.views.pages import show

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def made(request: HttpRequest, language: str, run: str, report: str, medium: str) -> HttpResponseBase:
    """The report as a file; a report takes a second of a processor, so who asks too often is asked to wait."""
    response = _made(request, language, run=run, report=report, medium=medium)
    if response.status_code in (429, 503):
        response.headers["Cache-Control"] = "no-store"
    return response


@gap_page
def _made(request: HttpRequest, language: str, *, run: str, report: str, medium: str) -> HttpResponseBase:
    found = published_run(run)
    try:
        rates.take("reports", address(request), settings.REPORTS_PER_MINUTE)
        file = BytesIO()
        reports.render(reports.build(report, found, language), medium, file)
    except rates.Exhausted as refusal:
        return too_fast(request, _("Wait a minute before you ask for another report."), refusal)
    except reports.ReportError as error:
        context = {"title": _("This report can't be made here"), "sentence": str(error)}
        return show(request, "error.html", context, status=503)
    return attached(HttpResponse(file.getvalue()), MEDIA[medium], f"{report}-{run}-{language}.{medium}")
