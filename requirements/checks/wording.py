"""By which words does a statement oblige, in each of the six languages?

The phrases are ITU-T's (author's guide for drafting Recommendations, "conventions") and what its translators write for
them; words that other bodies use for the same (RFC 2119, ISO/IEC Directives) are understood and marked as loose.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from requirements.choices import Obligation

REQUIRED, RECOMMENDED, OPTIONAL = Obligation.REQUIRED, Obligation.RECOMMENDED, Obligation.OPTIONAL
PROHIBITED, NOT_RECOMMENDED = Obligation.PROHIBITED, Obligation.NOT_RECOMMENDED


@dataclass(frozen=True)
class Wording:
    """How one obligation is said: the phrase to write, others as good, and loose words for it (regular expressions)."""

    phrase: str
    others: str = ""
    loose: str = ""


# Negations stand first: “must not” is no “must”.
WORDINGS: dict[str, dict[Obligation, Wording]] = {
    "en": {
        NOT_RECOMMENDED: Wording("is not recommended", "are not recommended", "should not"),
        PROHIBITED: Wording("is prohibited from", "are prohibited from|(?:is|are) prohibited", "(?:shall|must) not"),
        REQUIRED: Wording("is required to", "are required to|(?<!as )(?:is|are) required", "shall|must"),
        RECOMMENDED: Wording("is recommended to", "are recommended to|(?:is|are) recommended", "should"),
        OPTIONAL: Wording("can optionally", "(?:is|are) optional", "may"),
    },
    "fr": {
        NOT_RECOMMENDED: Wording(
            "il n'est pas recommandé", "n'est pas recommandée?|il est recommandé de ne pas", "ne devrai(?:t|ent) pas"
        ),
        PROHIBITED: Wording("il est interdit", "(?:est|sont) interdite?s?", "ne doi(?:t|vent) pas"),
        REQUIRED: Wording(
            "il est exigé que",
            "il est (?:exigé|obligatoire|requis)|doi(?:t|vent) obligatoirement|(?:est|sont) tenue?s? de",
            "doi(?:t|vent)",
        ),
        RECOMMENDED: Wording("il est recommandé que", "(?:est|sont) recommandée?s?", "devrai(?:t|ent)"),
        OPTIONAL: Wording(
            "peut, à titre facultatif,",
            "peu(?:t|vent),? (?:à titre (?:facultatif|optionnel|d'option)|en option|facultativement|optionnellement)",
        ),
    },
    "es": {
        NOT_RECOMMENDED: Wording("no se recomienda que", "no se recomienda|se recomienda no", "no debería(?:n)?"),
        PROHIBITED: Wording("se prohíbe que", "se prohíbe|(?:está|queda)n? prohibid[oa]s?", "no deb(?:e|erá)n?"),
        REQUIRED: Wording(
            "se exige que", "se (?:exige|requiere)|es obligatorio|deben? obligatoriamente", "deb(?:e|erá)n?"
        ),
        RECOMMENDED: Wording("se recomienda que", "se recomienda|es recomendable", "deberían?"),
        OPTIONAL: Wording(
            "puede opcionalmente",
            "pueden?,? (?:opcionalmente|facultativamente|a título (?:facultativo|opcional)|de manera opcional)",
        ),
    },
    "ru": {
        NOT_RECOMMENDED: Wording("не рекомендуется, чтобы", "не рекомендуется", "не следует"),
        PROHIBITED: Wording("запрещается, чтобы", "запрещ(?:ается|ено)|не допускается", "не долж(?:ен|на|но|ны)"),
        REQUIRED: Wording("требуется, чтобы", "требуется|обязан[аоы]?", "долж(?:ен|на|но|ны)|необходимо"),
        RECOMMENDED: Wording("рекомендуется, чтобы", "рекомендуется", "следует"),
        OPTIONAL: Wording(
            "может факультативно",
            "мо(?:жет|гут),? (?:факультативно|по выбору)|факультативно мо(?:жет|гут)",
        ),
    },
    "zh": {
        NOT_RECOMMENDED: Wording("不建议", "不推荐", "不宜"),
        PROHIBITED: Wording("禁止", "严禁|不得", "不应"),
        REQUIRED: Wording("要求", "必须", "(?<![相响对供反适效顺])应(?![用答力急])|须"),
        RECOMMENDED: Wording("建议", "推荐", "(?<![适便])宜"),
        OPTIONAL: Wording("可选择性地", "可以?(?:选择性地|选择地|选择|任选|酌情)|可选地"),
    },
    "ar": {
        NOT_RECOMMENDED: Wording("لا يوصى", "يوصى ب?ألا", "لا ينبغي|ينبغي ألا"),
        PROHIBITED: Wording("يحظر", "يمنع|لا يجوز|يشترط ألا", "يجب ألا"),
        REQUIRED: Wording("يشترط أن", "يشترط|يلزم|يتعين|يطلب", "يجب"),
        RECOMMENDED: Wording("يوصى بأن", "يوصى", "ينبغي"),
        OPTIONAL: Wording("يمكن اختياريا", "اختياريا"),
    },
}
# What joins a second duty to the first without repeating its phrase.
JOINED = {
    "en": (
        r"and (?:also )?to (?!(?:the|an?|each|every|all|any|its|their|his|her|one|other|another|those|which|whom)\b)\w+"
    ),
    "fr": r"et (?:de (?!(?:la|l'|leurs?|ses?|son|sa|ce|cette|ces|chaque|tout|toute|tous)\b)\w+er\b|qu(?:e\b|'il))",
    "es": r"y (?:de )?que(?! se\b)",
    "ru": r"и чтобы",
    "zh": r"[,，;；]\s*(?:并且?|同时|且)(?:要求|应当?|必须|须|建议)",
    "ar": r"وأن",
}
# A duty of something else that is only described: “data that must be kept”.
DESCRIBED = {
    "en": r"(?<!that )(?<!which )(?<!who )(?<!whose )(?<!what )",
    "fr": r"(?<!qui )(?<!dont )",
    "es": r"(?<!que )",
    "ru": r"(?<!которые )(?<!который )(?<!которая )(?<!которое )",
}
ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
SENTENCE_END = re.compile(r"(?<!\w\.\w)(?<!\b\w)[.!?;؛؟](?=\s+\S)|[。！？；](?=\s*\S)")


@dataclass(frozen=True)
class Found:
    """A phrase of obligation in a text, as it is written there."""

    words: str
    obligation: Obligation
    loose: bool


def plain(text: str) -> str:
    """The text as the tables above are written: small letters, one apostrophe, no Arabic vowel signs."""
    return ARABIC_MARKS.sub("", unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("ʼ", "'"))


def obligations(text: str, language: str) -> list[Found]:
    """The phrases of obligation in a text, in their order; a joined second duty counts as one more of the first."""
    folded = plain(text)
    found = [
        Found(match[0].strip(), Obligation(kind.removesuffix("_loose")), kind.endswith("_loose"))
        for match in _phrases(language).finditer(folded)
        if (kind := match.lastgroup)
    ]
    joined = re.search(bounded(JOINED[language], language), folded) if len(found) == 1 else None
    return [*found, Found(joined[0], found[0].obligation, loose=False)] if joined else found


def places(text: str, language: str, obligation: Obligation) -> list[tuple[int, int]]:
    """Where in a text its own words say an obligation: (start, end); nothing where a letter changes its length."""
    folded = plain(text)
    kept = [place for place, letter in enumerate(text) if not ARABIC_MARKS.match(letter)]
    if len(kept) != len(folded):
        return []
    ends = [*kept, len(text)]
    found = (match for match in _phrases(language).finditer(folded) if match.lastgroup == obligation)
    return [(kept[match.start()], ends[match.end()]) for match in found]


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """One expression with a group for each obligation and tier; the better wording of two is tried first."""
    groups = [group for key, wording in WORDINGS[language].items() for group in _groups(key, wording)]
    return re.compile(DESCRIBED.get(language, "") + bounded("|".join(groups), language))


def _groups(key: Obligation, wording: Wording) -> Iterator[str]:
    yield f"(?P<{key}>{'|'.join(filter(None, (re.escape(wording.phrase), wording.others)))})"
    if wording.loose:
        yield f"(?P<{key}_loose>{wording.loose})"


def bounded(expression: str, language: str) -> str:
    """Whole words only, where words are set apart."""
    return f"(?:{expression})" if language == "zh" else rf"(?<!\w)(?:{expression})(?!\w)"


def phrase(obligation: Obligation, language: str) -> str:
    """What to write for an obligation; nothing for one that has no phrase, such as informative."""
    wording = WORDINGS[language].get(obligation)
    return wording.phrase if wording else ""


def without_obligations(text: str, language: str) -> str:
    """What a statement says apart from how strictly: “must” and “is required to” are no difference of matter."""
    return _phrases(language).sub(" ", plain(text))


def sentences(text: str) -> int:
    """How many sentences a text has; abbreviations and numbers with a dot do not end one."""
    return 1 + len(SENTENCE_END.findall(text.strip()))
