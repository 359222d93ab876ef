"""What does the wording of a requirement tell where its source does not: a title, and how binding it is?"""

import re

from requirements.choices import Obligation, VerificationMethod

TITLE_LENGTH = 120
METHODS = frozenset(VerificationMethod.values)
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
    (Obligation.PROHIBITED, r"(?:must|shall) not|prohibited|forbidden|darf nicht|dürfen nicht"),
    (Obligation.NOT_RECOMMENDED, r"should not|not recommended|sollten? nicht"),
    (
        Obligation.REQUIRED,
        (
            r"must(?: have)?|shall|required|mandatory|essential|pflicht|muss|müssen"
            r"|obligatoire|obligatorio|обязательно|إلزامي|必须"
        ),
    ),
    (
        Obligation.RECOMMENDED,
        (
            r"should(?: have)?|recommended|desirable|wunsch|sollten?"
            r"|recommandée?|recomendado|рекомендуется|موصى به|推荐|建议"
        ),
    ),
    (
        Obligation.OPTIONAL,
        (
            r"may|could(?: have)?|optional|nice to have|kann|können"
            r"|facultatif|optionnel|opcional|необязательно|اختياري|可选"
        ),
    ),
    (Obligation.INFORMATIVE, r"information|informative|info|note"),
)


def titled(text: str) -> str:
    """The first words of a text, up to the end of its first sentence or line if that is near."""
    return shortened(" ".join(first_sentence(text).removesuffix(".").split()), TITLE_LENGTH)


def first_sentence(text: str) -> str:
    """Up to the end of the first sentence or line."""
    return re.split(r"\n|(?<=[.!?。])\s", text.strip(), maxsplit=1)[0].strip()


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


def binding_of(said: str, statement: str) -> tuple[str, str]:
    """(obligation, the word that says so) as a field of its own says, unless that means none: then as the statement."""
    obligation = obligation_of(said)
    return (obligation, said) if obligation else binding(statement)


def method_of(words: str) -> str:
    """The first method of verification that is named; empty if none is known."""
    said = (word.strip().lower() for word in re.split("[,;/\n]", words))
    return next((word for word in said if word in METHODS), "")


def obligation_of(word: str) -> str:
    """The obligation that a word of a source means; empty if it means none."""
    said = " ".join(re.split(r"[\s_]+", word.strip().lower()))
    return next((obligation.value for obligation, words in WORDS if re.fullmatch(words, said)), "")
