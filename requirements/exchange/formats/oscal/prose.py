"""How does the prose of a control read as plain text, its parameters filled in?"""

import re
from collections.abc import Mapping

from requirements.exchange.formats.oscal.values import Data, objects, strings, text

# `{{ insert: param, ac-1_prm_1 }}`, in older releases `{{ ac-1_prm_1 }}`.
INSERTION = re.compile(r"\{\{\s*(?:insert:\s*param,\s*)?([\w.-]+)\s*\}\}")
# A choice may name another parameter, which may name another; longer chains are circles.
LONGEST_CHAIN = 4
# Characters that are filled into a prose at most, ten times what a text may have: a chain may branch at each parameter.
MOST_FILLED = 200_000
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
    return LOOSE.sub("", _Filling(params).inserted(prose, 0)).strip()


class _Filling:
    """A prose while it is filled in; what comes behind MOST_FILLED is left out, since no text may be so long."""

    def __init__(self, params: Params) -> None:
        self._params, self._left = params, MOST_FILLED

    def inserted(self, prose: str, chain: int) -> str:
        return INSERTION.sub(lambda found: self._counted(found[1], chain), _plain(prose))

    def _counted(self, name: str, chain: int) -> str:
        words = self._in_words(name, chain) if self._left > 0 else ""
        self._left -= len(words)
        return words

    def _in_words(self, name: str, chain: int) -> str:
        param = self._params.get(name, {})
        if values := [value for value in strings(param, "values") if value]:
            return ", ".join(values)
        selection = param.get("select")
        if isinstance(selection, dict) and chain < LONGEST_CHAIN:
            many = " (one or more)" if text(selection, "how-many").replace(" ", "-") == "one-or-more" else ""
            choices = (self.inserted(choice, chain + 1).strip() for choice in strings(selection, "choice"))
            return f"[Selection{many}: {'; '.join(choices)}{self._limits(param, chain + 1)}]"
        if chain == LONGEST_CHAIN:
            return f"[Assignment: {name}]"
        label = self.inserted(text(param, "label"), chain + 1)
        return f"[Assignment: {label or name}{self._limits(param, chain + 1)}]"

    def _limits(self, param: Data, chain: int) -> str:
        """What a baseline allows for a parameter, which it tells as constraints: ` (at least every 3 years)`."""
        told = [self.inserted(text(one, "description"), chain) for one in objects(param, "constraints")]
        return f" ({'; '.join(filter(None, told))})" if any(told) else ""


def _linked(found: re.Match[str]) -> str:
    said, address = found[1].strip(), found[2]
    return said if address.startswith("#") or address == said else f"{said} ({address})".strip()


def _plain(markdown: str) -> str:
    lists = ALL_FIRST.sub(_numbered, BULLET.sub(r"\1- ", EMPTY_LINES.sub("\n\n", markdown)))
    return ESCAPED.sub(r"\1", LINK.sub(_linked, lists))


def _numbered(found: re.Match[str]) -> str:
    items = found[0].split("\n")
    return "\n".join(f"{number}{item.removeprefix('1')}" for number, item in enumerate(items, start=1))
