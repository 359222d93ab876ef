"""How do facts of the registry become documents that people hand in at meetings?

A report builds a neutral `Document` (headings, paragraphs, tables, drawings); a writer makes a file of it. So each
report is written once for all media, and each medium once for all reports.
"""

from requirements.reports.document import Document as Document
from requirements.reports.document import Heading as Heading
from requirements.reports.document import Paragraph as Paragraph
from requirements.reports.document import Table as Table
from requirements.reports.document import Words as Words
from requirements.reports.document import words as words
from requirements.reports.errors import FontMissing as FontMissing
from requirements.reports.errors import ReportError as ReportError
from requirements.reports.front import Occasion as Occasion
from requirements.reports.making import REPORTS as REPORTS
from requirements.reports.making import WRITERS as WRITERS
from requirements.reports.making import build as build
from requirements.reports.making import render as render
from requirements.reports.writers import docx as docx
