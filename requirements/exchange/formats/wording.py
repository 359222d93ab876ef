"""What does the wording of a requirement tell where its source does not: a title, and how binding it is?"""

import re

from requirements.choices import Obligation

TITLE_LENGTH = 120
# The first that is found; the words of RFC 2119 and ISO/IEC Directives, in English.
VERBS = (
    (Obligation.PROHIBITED, re.compile(r"\b(?:must|shall)\s+not\b", re.IGNORECASE)),
    (Obligation.REQUIRED, re.compile(r"\b(?:must|shall)\b", re.IGNORECASE)),
    (Obligation.NOT_RECOMMENDED, re.compile(r"\bshould\s+not\b", re.IGNORECASE)),
    (Obligation.RECOMMENDED, re.compile(r"\bshould\b", re.IGNORECASE)),
    (Obligation.OPTIONAL, re.compile(r"\bmay\b", re.IGNORECASE)),
)
# What tools write into a field of its own.
WORDS = (
    (Obligation.PROHIBITED, r"(?:must|shall) not|prohibited|forbidden"),
    (Obligation.NOT_RECOMMENDED, r"should not|not recommended"),
    (
        Obligation.REQUIRED,
        r"must(?: have)?|shall|required|mandatory|essential|pflicht|obligatoire|obligatorio|обязательно|إلزامي|必须",
    ),
    (
        Obligation.RECOMMENDED,
        r"should(?: have)?|recommended|desirable|wunsch|recommandée?|recomendado|рекомендуется|موصى به|推荐|建议",
    ),
    (
        Obligation.OPTIONAL,
        r"may|could(?: have)?|optional|nice to have|facultatif|optionnel|opcional|необязательно|اختياري|可选",
    ),
    (Obligation.INFORMATIVE, r"information|informative|info|note"),
)


def titled(text: str) -> str:
    """The first words of a text, up to the end of its first sentence or line if that is near."""
    first = re.split(r"\n|(?<=[.!?。])\s", text.strip(), maxsplit=1)[0].strip().removesuffix(".")
    return shortened(" ".join(first.split()), TITLE_LENGTH)


def shortened(text: str, longest: int) -> str:
    """The text, or as many of its words as fit."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def binding(statement: str) -> tuple[str, str]:
    """(obligation, the word that says so) of a statement; empty where no verb tells."""
    for obligation, verb in VERBS:
        if found := verb.search(statement):
            return obligation.value, " ".join(found[0].split())
    return "", ""


def obligation_of(word: str) -> str:
    """The obligation that a word of a source means; empty if it means none."""
    said = " ".join(word.lower().split())
    return next((obligation.value for obligation, words in WORDS if re.fullmatch(words, said)), "")
