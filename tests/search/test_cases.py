"""Does a reader of each language find the entry that is meant, first, whatever is typed?

A row is what is typed and what is expected first: inflected, without accents, in another language, as a phrase, with an
exclusion, as a number, misspelt. What finds nothing by itself is followed as a reader would follow it: the spelling
offered, else the nearest entry.
"""

import pytest
from django.http import QueryDict

from requirements import filters
from tests.search import corpus

CASES: dict[str, dict[str, str]] = {
    "en": {
        "digital identity": "REQ-0001",
        "verified citizen": "REQ-0001",
        "verification of citizens": "REQ-0001",
        "INTEROPERABLE platform": "REQ-0002",
        "consents": "REQ-0003",
        '"withdrawal of consent"': "REQ-0003",
        "registration birth": "UC-0001",
        "pension": "UC-0002",
        "platform -births": "REQ-0002",
        "bicycle OR pensions": "UC-0002",
        "X.1254": "REQ-0001",
        "itu-t x.1254 (2020)": "REQ-0001",
        "rfc6749": "REQ-0002",
        "req 3": "REQ-0003",
        "ISO 29115": "standard:iso-iec-29115",
        "OAuth 2.0": "standard:rfc-6749",
        "identités numériques": "REQ-0001",
        "cadastre": "SA-0001",
        "интероперабельность OR пенсионеры": "UC-0002",
        "interopreability": "REQ-0002",
        "assurence of identites": "REQ-0001",
    },
    "fr": {
        "identité numérique": "REQ-0001",
        "identite numerique": "REQ-0001",
        "vérification des citoyens": "REQ-0001",
        "plateforme interopérable": "REQ-0002",
        "l'étranger": "REQ-0003",
        '"retrait du consentement"': "REQ-0003",
        "naissance campagne": "UC-0001",
        "ECHANGES registre foncier": "SA-0001",
        "parcelle -naissance": "SA-0001",
        "Rec. UIT-T X.1254": "REQ-0001",
        "REQ-0002": "REQ-0002",
        "pensioners": "UC-0002",
        "islas": "ND-0001",
        "интероперабельность OR пенсий": "UC-0002",
        "interoperabilte": "REQ-0002",
        "consentment": "REQ-0003",
    },
    "es": {
        "identidad digital": "REQ-0001",
        "garantia": "REQ-0001",
        "verificación de ciudadanos": "REQ-0001",
        "verificaciones": "REQ-0001",
        "transferencia operadores": "REQ-0002",
        "manana": "REQ-0003",
        '"inscripción de nacimientos"': "UC-0001",
        "satelites": "ND-0001",
        "isla pequeña": "ND-0001",
        "enlace -campo": "ND-0001",
        "x1254": "REQ-0001",
        "ISO/IEC 29115:2013": "standard:iso-iec-29115",
        "parcelles": "SA-0001",
        "interoperavilidad": "REQ-0002",
        "consentimeinto": "REQ-0003",
    },
    "ru": {
        "цифровая личность": "REQ-0001",
        "проверка гражданина": "REQ-0001",
        "платежные платформы": "REQ-0002",
        "платёжная платформа": "REQ-0002",
        "рождение": "UC-0001",
        "новорожденный": "UC-0001",
        "пенсия": "UC-0002",
        '"малым островам"': "ND-0001",
        "спутниковая линия": "ND-0001",
        "карта -пенсий": "EX-0001",
        "МСЭ-Т X.1254": "REQ-0001",
        "RFC 6749": "REQ-0002",
        "consentement": "REQ-0003",
        "病历": "EX-0001",
        "совместмость": "REQ-0002",
        "регестрация": "UC-0001",
    },
    "ar": {
        "الهوية الرقمية": "REQ-0001",
        "هوية رقمية": "REQ-0001",
        "مواطن": "REQ-0001",
        "الدَّفْع": "REQ-0002",
        "منصة الدفع": "REQ-0002",
        "مشغل": "REQ-0002",
        '"تسجيل المواليد"': "UC-0001",
        "المعاش": "UC-0002",
        "الجزيرة OR الجزر": "ND-0001",
        "التغطيه": "ND-0001",
        "المنصة -الجزر": "REQ-0002",
        "X.1254": "REQ-0001",
        "ISO 29115": "standard:iso-iec-29115",
        "midwives": "UC-0001",
        "consentimiento": "REQ-0003",
        "الهوبة": "REQ-0001",
        "تسجبل المواليد": "UC-0001",
    },
    "zh": {
        "数字身份": "REQ-0001",
        "身份保证": "REQ-0001",
        "核实公民": "REQ-0001",
        "互操作": "REQ-0002",
        "支付 平台": "REQ-0002",
        '"出生登记"': "UC-0001",
        "新生儿": "UC-0001",
        "电子病历": "EX-0001",
        "药品 -支付": "EX-0001",
        "地籍": "SA-0001",
        "X.1254身份": "REQ-0001",
        "ＲＦＣ　６７４９": "REQ-0002",
        "pensions": "UC-0002",
        "спутниковые": "ND-0001",
        "数字身分": "REQ-0001",
        "电子病例": "EX-0001",
        "农村出身登记": "UC-0001",
    },
}


def first(language: str, typed: str, expected: str) -> str:
    """The first record that is shown to the reader."""
    query = QueryDict(mutable=True)
    query["q"] = typed
    selection = filters.select(query, language=language)
    if expected.startswith("standard:"):
        return next((edition.identifier for edition in selection.records()), "nothing")
    found = selection.editions
    if not selection.total().number and (corrected := selection.correction()):
        query["q"] = corrected
        found = filters.select(query, language=language).editions
    elif not selection.total().number:
        found = selection.nearby()
    return next((edition.identifier for edition in found), "nothing")


@pytest.mark.django_db
@pytest.mark.parametrize("language", CASES)
def test_the_entry_meant_comes_first(language: str) -> None:
    corpus.publish()
    shown = {typed: first(language, typed, expected) for typed, expected in CASES[language].items()}
    assert shown == CASES[language]


def test_there_are_enough_cases_of_each_language() -> None:
    assert min(map(len, CASES.values())) >= 10
    assert sum(map(len, CASES.values())) >= 60
