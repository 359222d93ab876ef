"""How is the Action Plan handed in at a meeting: as a Word document in ITU's layout, or as a workbook?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from requirements.choices import EvidenceKind, Part
from requirements.formulas import guarded
from requirements.languages import BY_CODE
from requirements.mandates.columns import COLUMNS, MARKED, in_language
from requirements.mandates.evidence import Counted
from requirements.mandates.plan import Row, is_overdue
from requirements.reports.document import Cell, Document, Table, Words, sentence, words

# The columns of the Word document, with their share of the width: item, text, who acts, with whom, report to, status …
PRINTED = {
    "number": 0.9,
    "text": 3,
    "title": 2.4,
    "lead": 1.5,
    "cooperation": 1.5,
    "report_to": 1.5,
    "state": 1.1,
    "statement": 2.6,
    "evidence": 1.6,
}
REPORTS = ("identifier", "period", "reported_on", "meeting", "document", "text")


def told(row: Row, language: str, today: date) -> dict[str, str]:
    """Column → cell of an action in a language."""
    with override(language):
        action = {
            **row.action,
            "provision": "\n".join(provision_name(one) for one in row.provisions),
            "text": "\n".join(in_language(one["paraphrase"], language) for one in row.provisions),
            "told_evidence": "\n".join(evidence_name(one, language) for one in row.evidence),
        }
        return {column.key: column.told(action, language) for column in COLUMNS}


def provision_name(provision: Mapping[str, Any]) -> str:
    """`instructs Director of the Telecommunication Standardization Bureau 2`, in the active language."""
    whom = in_language(provision["addressee"], get_language() or "")
    return " ".join(filter(None, [str(Part(provision["part"]).label), MARKED.sub(r"\2", whom), provision["label"]]))


def evidence_name(evidence: Counted, language: str) -> str:
    """`Requirements: 412`, in the active language."""
    title = in_language(evidence.title, language) or str(evidence.kind.label)
    if evidence.number is None:
        return title
    return _("%(title)s: %(number)s") % {"title": title, "number": evidence.number}


def document(rows: Sequence[Row], language: str, today: date, *, subtitle: str = "") -> Document:
    """The plan as a report: one table, a row for each action."""
    columns = [column for column in COLUMNS if column.key in PRINTED]
    with override(language):
        body = []
        for row in rows:
            cells = told(row, language, today)
            if is_overdue(row.action, today):
                cells["state"] = _("%(state)s (overdue)") % {"state": cells["state"]}
            told_cells = {key: _cell(text, language) for key, text in cells.items()}
            told_cells["evidence"] = _evidence(row.evidence, language)
            body.append([told_cells[column.key] for column in columns])
        table = Table(
            head=[str(column.heading) for column in columns],
            rows=body,
            widths=[PRINTED[column.key] for column in columns],
        )
        return Document(
            title=_("Action Plan: digital public infrastructure and smart communities"),
            subtitle=subtitle or _("As of %(day)s") % {"day": today.isoformat()},
            language=BY_CODE[language],
            blocks=[table],
            source=f"{_('DPI Registry')}, {settings.BASE_URL}",
            landscape=True,
        )


def _evidence(evidence: Sequence[Counted], language: str) -> Cell:
    """A line for each piece of evidence; a number keeps its address in the API."""
    pieces: list[Words] = []
    for one in evidence:
        (title,) = _cell(in_language(one.title, language) or str(one.kind.label), language)
        pieces += [words("\n", language)] if pieces else []
        if one.number is None:
            pieces.append(title)
        else:
            number = words(one.number, language, figure=_figure(one))
            pieces += sentence(_("%(title)s: %(number)s"), language, title=title, number=number)
    return pieces


def _figure(evidence: Counted) -> str:
    """Where the API says how many."""
    if evidence.kind is EvidenceKind.GAP_ANALYSIS:
        return f"/api/v1/gap-analyses/{evidence.run}/#/open"
    return f"/api/v1/entries/?{evidence.query}#/count"


def _cell(text: str, language: str) -> Cell:
    """A text of another language without its mark, since the run itself says so."""
    found = MARKED.match(text)
    return [words(found[2], found[1])] if found and found[1] in BY_CODE else [words(text, language)]


def write_workbook(rows: Sequence[Row], language: str, today: date, stream: IO[bytes]) -> None:
    """The plan as a workbook that can be imported again: a hidden row of keys above the headings."""
    book = Workbook()
    sheet: Any = book.active
    with override(language):
        sheet.title = _("Action Plan")[:31]
        _write_sheet(
            sheet,
            [f"{column.key}@{language}" for column in COLUMNS],
            [str(c.heading) for c in COLUMNS],
            [list(told(row, language, today).values()) for row in rows],
        )
        progress: Any = book.create_sheet(_("Progress reports")[:31])
        headings = [_("Item"), _("Period"), _("Reported on"), _("Meeting"), _("Document"), _("Text")]
        _write_sheet(progress, [f"{key}@{language}" for key in REPORTS], headings, list(_reports(rows, language)))
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for made in (sheet, progress):
        made.sheet_view.rightToLeft = BY_CODE[language].direction == "rtl"
    book.save(stream)


def _reports(rows: Sequence[Row], language: str) -> Any:
    for row in rows:
        for report in row.action["reports"]:
            yield [
                row.action["identifier"],
                report["period"],
                report["reported_on"] or "",
                report["meeting"],
                report["document"],
                in_language(report["text"], language),
            ]


def _write_sheet(sheet: Any, keys: Sequence[str], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.append(keys)
    sheet.append(headings)
    for row in rows:
        sheet.append([guarded(cell) for cell in row])
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "C3"
    sheet.print_title_rows = "2:2"
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D9E2EC")
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
