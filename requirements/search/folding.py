"""How are words compared outside the database? As `fold()` does it there: without accents, marks and articles."""

import re
import unicodedata
from functools import partial

# Letters that readers use for one another, the Arabic article, and the stroke that only lengthens a word.
SAME_LETTER = {"ё": "е", "ى": "ي", "ة": "ه"}
ARTICLE = re.compile(r"\b[وفبك]?(?:ال|لل)(?=[\u0621-\u064a]{3})")
# What `light_arabic()` takes away before the stemmer: a second article or an "and", pronouns, and endings.
BEGINNING = re.compile(r"\b(?:(?:ال|و)(?=[\u0621-\u064a]{4})|و?ه[وي]\b)")
ENDING = re.compile(r"(?<=[\u0621-\u064a]{3})(?:يات|يين|يون|ات|ين|ون|ان|يه|ها|هم|ه|ي)(?![\u0621-\u064a])")
HAN = re.compile("[\u3400-\u9fff]")
TATWEEL = "\u0640"
# Language → the endings that `prepared()` replaces before the stemmer, and by what.
ENDINGS = {
    "en": ((re.compile(r"ifications?\b"), "ify"),),
    "fr": ((re.compile(r"ifications?\b"), "ifier"),),
    "es": (
        (re.compile(r"ific(?:aciones|acion|ador[ae]?s?|ad[oa]s?|ar)\b"), "ific"),
        (re.compile(r"(?<=[cs])ion\b"), "ión"),
    ),
}


def folded(word: str) -> str:
    """A word as search compares it."""
    return shadow(word)[0].strip()


def shadow(text: str) -> tuple[str, list[int]]:
    """A copy folded as `fold()` folds, with the place in the text of each of its characters."""
    pieces = [folded_letter(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return ARTICLE.sub(lambda article: " " * len(article[0]), "".join(pieces)), places


def prepared(copy: str, language: str) -> str:
    """A folded copy as the parser of the language gets it from `prepared()`, blanks for what is taken away."""
    for ending, plain in ENDINGS.get(language, ()):
        copy = ending.sub(partial(_shortened, plain), copy)
    return _light(copy) if language == "ar" else copy


def _shortened(plain: str, ending: re.Match[str]) -> str:
    """As long as it was, so that places stay."""
    return plain.ljust(len(ending[0]))


def _light(copy: str) -> str:
    return ENDING.sub(lambda end: " " * len(end[0]), BEGINNING.sub(lambda start: " " * len(start[0]), copy))


def folded_letter(character: str) -> str:
    """What stands for a character in the copy: nothing for a mark, a blank for a sign, its plain form for a letter."""
    if unicodedata.combining(character) or character == TATWEEL:
        return ""
    if not character.isalnum():
        return " "
    base = unicodedata.normalize("NFKD", character.lower())[:1]
    plain = base if base.isascii() else SAME_LETTER.get(character.lower(), character.lower()[:1])
    return f" {plain} " if HAN.match(character) else plain
