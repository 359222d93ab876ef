"""Which formats are there? The one list: a new format is a module beside this one and a line here."""

from requirements.exchange.errors import ExchangeError
from requirements.exchange.formats import (
    action_plan,
    doorstop,
    govstack,
    json,
    ndjson,
    oscal,
    reqif,
    resolution,
    standards,
    strictdoc,
)
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.tables import csv, xlsx

# What each must provide is said in `format`.
FORMATS: tuple[Format, ...] = (
    csv.FORMAT,
    xlsx.FORMAT,
    govstack.FORMAT,
    json.FORMAT,
    ndjson.FORMAT,
    oscal.FORMAT,
    oscal.MAPPINGS,
    reqif.FORMAT,
    reqif.PACKED,
    doorstop.FORMAT,
    strictdoc.FORMAT,
    standards.FORMAT,
    resolution.FORMAT,
    action_plan.FORMAT,
)


def format_named(name: str) -> Format:
    """The format of that name; ExchangeError that lists those there are."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise ExchangeError("unknown_format", name=name, known=", ".join(known.name for known in FORMATS))
