"""How do templates say days, numbers, choices and addresses in the reader's language?"""

import datetime
from typing import Any

from django import template
from django.db.models import Choices
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from requirements import choices

register = template.Library()


@register.filter
def day(value: Any) -> SafeString | str:
    """`12 May 2026` with the machine's form beside it, from a date, a moment or either as JSON has it."""
    moment = (parse_datetime(value) or parse_date(value)) if isinstance(value, str) else value
    if moment is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', f"{moment:%Y-%m-%d}", date_format(moment))


@register.filter
def number(value: int) -> str:
    """With the separators of the language."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def said(value: Any) -> Any:
    """The label of a choice, the day of a date; everything else says itself."""
    if isinstance(value, Choices):
        return value.label
    return day(value) if isinstance(value, datetime.date) else value


@register.filter
def label(value: str, enumeration: str) -> str:
    """The label of a stored value: `{{ "required"|label:"Obligation" }}`; an unknown value says itself."""
    return str(dict(getattr(choices, enumeration).choices).get(value, value))


@register.filter
def level(relation: Any) -> str:
    """The level of coverage that a relation to a standard gives."""
    return str(choices.COVERAGE_LEVELS.get(relation, ""))


@register.filter
def get(record: dict[str, Any], field: str) -> Any:
    """A field whose name is known to the section only."""
    return record.get(field)


@register.filter
def web(address: str) -> SafeString | str:
    """A link if the address is one of the web, plain text otherwise: nothing else may become a link."""
    if not address.lower().startswith(("https://", "http://")):
        return address
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', address, address)


@register.filter
def named(key: str, parts: Any) -> Any:
    """The name of the part of a use case that has this key."""
    return next((part["name"] for part in parts or [] if part.get("key") == key), "")


@register.filter
def separated(values: list[Any]) -> list[tuple[Any, str]]:
    """Each value with what follows it in a list: a comma of the language, nothing after the last."""
    # Translators: between the items of a list.
    comma = _(", ")
    return [(value, comma) for value in values[:-1]] + [(value, "") for value in values[-1:]]
