"""Which words of a statement can nobody verify, in each of the six languages?

Subjective words, ambiguous adverbs, loopholes and open-ended lists, which ISO/IEC/IEEE 29148 (5.2.7) tells authors to
avoid.
"""

import re
from functools import cache

from requirements.checks.wording import bounded, plain

VAGUE = {
    "en": r"""
        adequate(?:ly)?|appropriate(?:ly)?|as\ appropriate|sufficient(?:ly)?|reasonabl[ey]|suitabl[ey]|properly
        |(?:if|as|when|where|wherever|whenever)\ (?:needed|necessary|possible|practicable|feasible|applicable)
        |as\ far\ as\ possible|as\ much\ as\ possible|to\ the\ extent\ possible|in\ a\ timely\ manner|timely
        |user[-\ ]friendly|eas(?:y|ily)|intuitive(?:ly)?|fast|quick(?:ly)?|rapid(?:ly)?|efficient(?:ly)?
        |effective(?:ly)?|flexib(?:le|ly)|robust(?:ly)?|seamless(?:ly)?
        |state[-\ ]of[-\ ]the[-\ ]art|modern|optimal(?:ly)?
        |significant(?:ly)?|various|etc|and\ so\ on|and/or|but\ (?:is\ )?not\ limited\ to|normally|generally
        |usually|typically|best\ practices?|minimi[sz]e|maximi[sz]e
    """,
    "fr": r"""
        adéquate?s?|approprié(?:e?s?)|suffisant(?:e?s?|ment)|suffisamment|raisonnabl(?:es?|ement)|convenabl(?:es?|ement)
        |(?:si|lorsque|quand)\ (?:nécessaire|possible)|le\ cas\ échéant|au\ besoin|s'il\ y\ a\ lieu|si\ besoin
        |(?:dans\ la\ mesure|autant\ que|le\ plus)\ (?:du\ )?possible|en\ temps\ (?:utile|voulu|opportun)
        |convivia(?:le?s?|ux)|facil(?:es?|ement)|intuiti(?:fs?|ves?|vement)|rapid(?:es?|ement)|efficac(?:es?|ement)
        |efficient(?:e?s?)|flexibles?|souples?|robustes?|modernes?|optima(?:le?s?|ux)|significati(?:fs?|ves?|vement)
        |divers(?:es)?|etc|et/ou|généralement|normalement|habituellement|bonnes\ pratiques
    """,
    "es": r"""
        adecuad(?:[oa]s?|amente)|apropiad(?:[oa]s?|amente)|suficiente(?:s|mente)?|razonable(?:s|mente)?|conveniente(?:s|mente)?
        |(?:si|cuando|según)\ (?:(?:es|sea)\ )?(?:necesario|posible|proceda)|en\ (?:la\ medida\ de\ )?lo\ posible
        |cuando\ proceda|en\ su\ caso|oportunamente|a\ su\ debido\ tiempo|fácil(?:es|mente)?|intuitiv(?:[oa]s?|amente)
        |rápid(?:[oa]s?|amente)|eficiente(?:s|mente)?|eficaz(?:mente)?|eficaces|flexibles?|robust[oa]s?|modern[oa]s?
        |óptim[oa]s?|significativ(?:[oa]s?|amente)|vari[oa]s|divers[oa]s|etc|y/o
        |generalmente|normalmente|buenas\ prácticas
    """,
    "ru": r"""
        надлежащ\w+|соответствующим\ образом|достаточно|достаточн(?:ый|ая|ое|ые|ого|ой|ым|ых)|разумн\w+|целесообразн\w+
        |(?:если|где|когда)\ (?:это\ )?(?:необходимо|возможно|применимо)|при\ необходимости|по\ возможности
        |по\ мере\ (?:необходимости|возможности)|своевременн\w+|удобн\w+|легко|интуитивн\w+|быстр\w+|эффективн\w+
        |гибк\w+|надежн\w+|надёжн\w+|современн\w+|оптимальн\w+|значительн\w+|различн\w+|и\ т\.\ ?д
        |и/или|обычно|как\ правило|передов\w+\ практик\w+
    """,
    "zh": r"""
        适当|适宜|充分|足够|合理|必要时|如有必要|如有可能|尽可能|尽量|酌情|视情况|及时|方便|易用|用户友好|直观|快速|迅速
        |高效|有效地|灵活|稳健|无缝|最先进|现代化|最佳|显著|多种|各种|等等|和/或|通常|一般而言|最佳做法
    """,
    "ar": r"""
        (?:ال)?مناسب(?:ة|ا)?|(?:ال)?ملائم(?:ة|ا)?|كاف(?:ية|يا)?|(?:ال)?معقول(?:ة)?
        |عند\ (?:الضرورة|الاقتضاء|الحاجة|الإمكان)
        |حسب\ (?:الاقتضاء|الضرورة|الحاجة)|إن\ أمكن|إذا\ أمكن|قدر\ الإمكان|في\ الوقت\ المناسب|بسهولة
        |سهل(?:ة)?|بديهي(?:ة)?
        |بسرعة|سريع(?:ة|ا)?|بكفاءة|بفعالية|فعال(?:ة)?|مرن(?:ة)?|متين(?:ة)?|حديث(?:ة)?|أمثل|مختلف
        |متنوعة|إلخ|و/أو|عادة|عموما
    """,
}


def vague(text: str, language: str) -> list[str]:
    """The words of a text that can't be verified, each once, in their order."""
    return list(dict.fromkeys(match[0] for match in _vague(language).finditer(plain(text))))


@cache
def _vague(language: str) -> re.Pattern[str]:
    return re.compile(bounded(VAGUE[language], language), re.VERBOSE)
