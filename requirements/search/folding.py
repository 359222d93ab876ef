"""How are words compared outside the database? As `fold()` does it there: without accents, marks and articles."""

import re
import unicodedata

# Letters that readers use for one another, the Arabic article, and the stroke that only lengthens a word.
SAME_LETTER = {"ё": "е", "ى": "ي", "ة": "ه"}
ARTICLE = re.compile(r"\b[وفبك]?(?:ال|لل)(?=[\u0621-\u064a]{3})")
TATWEEL = "\u0640"


def folded(word: str) -> str:
    """A word as search compares it."""
    return shadow(word)[0].strip()


def shadow(text: str) -> tuple[str, list[int]]:
    """A copy folded as `fold()` folds, with the place in the text of each of its characters."""
    pieces = [folded_letter(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return ARTICLE.sub(lambda article: " " * len(article[0]), "".join(pieces)), places


def folded_letter(character: str) -> str:
    """What stands for a character in the copy: nothing for a mark, a blank for a sign, its plain form for a letter."""
    if unicodedata.combining(character) or character == TATWEEL:
        return ""
    if not character.isalnum():
        return " "
    base = unicodedata.normalize("NFKD", character.lower())[:1]
    plain = base if base.isascii() else SAME_LETTER.get(character.lower(), character.lower()[:1])
    return f" {plain} " if "\u3400" <= character <= "\u9fff" else plain
