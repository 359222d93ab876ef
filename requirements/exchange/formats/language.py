"""In which language is a source written that does not say so?"""

import re
from collections.abc import Iterable

from requirements.languages import CODES, DEFAULT

# Letters that one language of the registry alone has here, and the commonest small words of some others as well.
SCRIPTS = (("ru", "[\u0400-\u04ff]"), ("ar", "[\u0600-\u06ff]"), ("zh", "[\u3400-\u9fff]"))
SMALL_WORDS = (
    ("en", r"\b(?:the|of|and|to|for|with|is|are|that|by)\b"),
    ("fr", r"\b(?:les|des|du|une|pour|dans|est|sont|aux|et)\b"),
    ("es", r"\b(?:los|las|del|una|para|el|con|por|es|y)\b"),
    ("de", r"\b(?:der|die|das|und|für|mit|ist|werden|von|den)\b"),
    ("it", r"\b(?:il|gli|della|che|per|sono|delle|nel|di|è)\b"),
    ("pt", r"\b(?:os|dos|das|uma|para|com|não|são|ao|do)\b"),
    ("nl", r"\b(?:het|een|van|voor|met|zijn|worden|niet|bij|op)\b"),
)
# As much of a source as tells its language.
TELLING = 20_000


def language_of(text: str) -> str:
    """The language of a text of some length by its letters, else by its small words; English where nothing tells."""
    for code, letters in SCRIPTS:
        if len(re.findall(letters, text)) * 5 > len(text):
            return code
    counted = {code: len(re.findall(words, text.lower())) for code, words in SMALL_WORDS}
    return max(counted, key=lambda code: counted[code])


def official_language(texts: Iterable[str]) -> str:
    """The language of a source by its first texts, if it is one of the registry's: others are held as if in English."""
    told = ""
    for text in texts:
        told = f"{told} {text}"
        if len(told) > TELLING:
            break
    found = language_of(told[:TELLING])
    return found if found in CODES else DEFAULT
