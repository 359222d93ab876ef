"""How do documents get in and out of the registry?

In two steps: `preview()` makes a plan and writes nothing, `apply()` carries it out as a whole; `undo()` takes it back
as long as nothing depends on it. Every format is in
`FORMATS`; each turns files into records that look like documents, and some turn editions into files.
"""

from collections.abc import Iterable
from typing import IO

from django.db.models import QuerySet

from requirements import catalogue
from requirements.exchange.applying import OPERATOR as OPERATOR
from requirements.exchange.applying import Applied as Applied
from requirements.exchange.applying import apply as apply
from requirements.exchange.errors import Busy as Busy
from requirements.exchange.errors import ExchangeError as ExchangeError
from requirements.exchange.errors import NotUndone as NotUndone
from requirements.exchange.errors import Outdated as Outdated
from requirements.exchange.errors import TooLarge as TooLarge
from requirements.exchange.errors import Unreadable as Unreadable
from requirements.exchange.errors import Unwritable as Unwritable
from requirements.exchange.errors import place_in_words as place_in_words
from requirements.exchange.formats.format import Format as Format
from requirements.exchange.formats.known import FORMATS as FORMATS
from requirements.exchange.formats.known import format_named as format_named
from requirements.exchange.formats.records import Question as Question
from requirements.exchange.formats.tables.csv import csv_lines as csv_lines
from requirements.exchange.formats.tables.reading import FORMULA as FORMULA
from requirements.exchange.formats.tables.workbooks import cells as cells
from requirements.exchange.formats.tables.workbooks import held as held
from requirements.exchange.news import News as News
from requirements.exchange.news import editions_news as editions_news
from requirements.exchange.plan import Outcome as Outcome
from requirements.exchange.plan import Plan as Plan
from requirements.exchange.plan import PlannedRecord as PlannedRecord
from requirements.exchange.planning import Progress as Progress
from requirements.exchange.planning import preview as preview
from requirements.exchange.planning import questions as questions
from requirements.exchange.planning import unheard as unheard
from requirements.exchange.problems import sentence as sentence
from requirements.exchange.template import write_template as write_template
from requirements.exchange.undoing import TOLD as TOLD
from requirements.exchange.undoing import Obstacle as Obstacle
from requirements.exchange.undoing import obstacles as obstacles
from requirements.exchange.undoing import undo as undo
from requirements.exchange.uploads import store as store
from requirements.models import Edition


def export(editions: QuerySet[Edition], form: Format, stream: IO[bytes]) -> int:
    """Write editions to a stream in constant memory and return how many; ExchangeError if the format is only read."""
    return write(catalogue.send(editions), form, stream)


def write(bodies: Iterable[bytes], form: Format, stream: IO[bytes]) -> int:
    """`export()` of bodies of editions."""
    if form.write is None:
        known = ", ".join(known.name for known in FORMATS if known.write)
        raise ExchangeError("not_written", known=known)
    return form.write(bodies, stream)
