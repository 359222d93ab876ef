"""How is YAML of unknown origin read?

Every scalar is a string, so that `no` stays a word and 1.10 a level. An alias is refused: a few of them can stand for
more than memory holds.
"""

from typing import Any

import yaml
from yaml.tokens import (
    AliasToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
)

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.records import Place
from requirements.exchange.formats.xml_files import DEEPEST

# The parser is written in C where the library was built with it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Several times those of the largest catalogue; each costs microseconds.
TOKENS = 1_500_000
OPENING = (BlockMappingStartToken, BlockSequenceStartToken, FlowMappingStartToken, FlowSequenceStartToken)
CLOSING = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)


def load(file: str, text: str) -> Any:
    """The data of a document; Unreadable with the line where it is none, or means harm."""
    try:
        _check(file, text)
        return yaml.load(text, LOADER)  # noqa: S506 it makes nothing but lists, dictionaries and strings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, mark.line + 1 if mark else 0)
        raise Unreadable("not_yaml", place, error=getattr(error, "problem", None) or "?") from error


def decoded(file: str, content: bytes) -> str:
    """The text of a file in UTF-8, its byte order mark dropped."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("not_utf8", Place(file, line), byte=error.start + 1) from error


def _check(file: str, text: str) -> None:
    depth = 0
    for number, token in enumerate(yaml.scan(text, LOADER), start=1):
        depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
        line = token.start_mark.line + 1
        if number > TOKENS:
            raise TooLarge("too_many_elements", Place(file, line), limit=TOKENS)
        if isinstance(token, AliasToken):
            raise Unreadable("alias", Place(file, line))
        if depth > DEEPEST:
            raise Unreadable("nested_too_deeply", Place(file, line), limit=DEEPEST)
