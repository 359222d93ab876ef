"""How does the prose of a control read as plain text, its parameters filled in?"""

import re
from collections.abc import Mapping

from requirements.exchange.formats.oscal.values import Data, objects, strings, text

# `{{ insert: param, ac-1_prm_1 }}`, in older releases `{{ ac-1_prm_1 }}`.
INSERTION = re.compile(r"\{\{\s*(?:insert:\s*param,\s*)?([\w.-]+)\s*\}\}")
# A choice may name another parameter, which may name another; longer chains are circles.
LONGEST_CHAIN = 4
# Links that lead to another place of the catalogue lead nowhere here; of others the address is kept.
LINK = re.compile(r"(?<!\\)\[([^\[\]\n]*)\]\(([^()\s]*)\)")
ESCAPED = re.compile(r"\\([\[\]\\*_`<>\"'#|~-])")
BULLET = re.compile(r"^([ \t]*)[*+] (?=\S)", re.MULTILINE)
# Markdown numbers an ordered list by itself, so that converters write `1.` before each item.
ALL_FIRST = re.compile(r"^1\. .*(?:\n1\. .*)+", re.MULTILINE)
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# Blanks that tools leave around what they have inserted.
LOOSE = re.compile(
    r"(?<=[(\[]) +(?=[^\s)\]])|(?<=[^\s(\[]) +(?=[)\],.;:]+(?:\s|$))|(?<=\S) +(?= \S)|^ (?=\S)", re.MULTILINE
)

Params = Mapping[str, Data]


def filled(prose: str, params: Params) -> str:
    """The prose with what NIST prints for each parameter: `[Assignment: frequency]`."""
    return LOOSE.sub("", _inserted(prose, params, 0)).strip()


def _linked(found: re.Match[str]) -> str:
    said, address = found[1].strip(), found[2]
    return said if address.startswith("#") or address == said else f"{said} ({address})".strip()


def _inserted(prose: str, params: Params, chain: int) -> str:
    return INSERTION.sub(lambda found: _in_words(found[1], params, chain), _plain(prose))


def _plain(markdown: str) -> str:
    lists = ALL_FIRST.sub(_numbered, BULLET.sub(r"\1- ", EMPTY_LINES.sub("\n\n", markdown)))
    return ESCAPED.sub(r"\1", LINK.sub(_linked, lists))


def _numbered(found: re.Match[str]) -> str:
    items = found[0].split("\n")
    return "\n".join(f"{number}{item.removeprefix('1')}" for number, item in enumerate(items, start=1))


def _in_words(name: str, params: Params, chain: int) -> str:
    param = params.get(name, {})
    if values := [value for value in strings(param, "values") if value]:
        return ", ".join(values)
    selection = param.get("select")
    if isinstance(selection, dict) and chain < LONGEST_CHAIN:
        many = " (one or more)" if text(selection, "how-many").replace(" ", "-") == "one-or-more" else ""
        choices = (_inserted(choice, params, chain + 1).strip() for choice in strings(selection, "choice"))
        return f"[Selection{many}: {'; '.join(choices)}{_limits(param, params, chain + 1)}]"
    if chain == LONGEST_CHAIN:
        return f"[Assignment: {name}]"
    label = _inserted(text(param, "label"), params, chain + 1)
    return f"[Assignment: {label or name}{_limits(param, params, chain + 1)}]"


def _limits(param: Data, params: Params, chain: int) -> str:
    """What a baseline allows for a parameter, which it tells as constraints: ` (at least every 3 years)`."""
    told = [_inserted(text(one, "description"), params, chain) for one in objects(param, "constraints")]
    return f" ({'; '.join(filter(None, told))})" if any(told) else ""
