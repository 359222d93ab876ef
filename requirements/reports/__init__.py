"""How do facts of the registry become documents that people hand in at meetings?

A report builds a neutral `Document` (headings, paragraphs, tables); a writer makes a file of it. So each report is
written once for all media, and each medium once for all reports.
"""

from requirements.reports.document import Document as Document
from requirements.reports.document import Heading as Heading
from requirements.reports.document import Paragraph as Paragraph
from requirements.reports.document import Table as Table
from requirements.reports.document import Words as Words
from requirements.reports.document import words as words
from requirements.reports.writers import docx as docx
