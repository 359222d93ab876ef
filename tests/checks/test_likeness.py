"""Do entries that say the same score high and others low, within a language and across two?"""

from typing import Any

import pytest

from requirements.checks import likeness
from tests import factories

SIGN = {"title": {"en": "Signed messages"}, "statement": {"en": "The mediator is required to sign each message."}}


def said(**fields: Any) -> list[likeness.Said]:
    return likeness.said(factories.document(**fields))


def score(one: dict[str, Any], other: dict[str, Any]) -> int:
    return likeness.alike(said(**one), said(**other)).score


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (SIGN, 100, 100),
        # How strictly, in which order and under which title makes no difference of matter.
        ({**SIGN, "statement": {"en": "The mediator MUST sign each message."}}, 95, 100),
        ({**SIGN, "title": {"en": "Integrity"}}, 95, 100),
        ({**SIGN, "statement": {"en": "Each message must the mediator sign."}}, 85, 100),
        ({**SIGN, "statement": {"en": "The mediator must time-stamp each message."}}, 65, 94),
        ({"title": {"en": "Signals"}, "statement": {"en": "Lamps are required to be green."}}, 0, 40),
        ({"title": {"en": ""}, "statement": {"en": ""}}, 0, 0),
    ],
)
def test_a_score_says_how_alike(other: dict[str, Any], least: int, most: int) -> None:
    assert least <= score(SIGN, other) <= most
    assert score(SIGN, other) == score(other, SIGN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"ar": "يُشترط أن توقّع الخدمة كل رسالة."}, {"ar": "يجب أن توقع الخدمة كل رسالة"}),
        ({"zh": "要求中介对每条消息进行签名。"}, {"zh": "中介必须对每条消息进行签名。"}),
        (
            {"ru": "Требуется, чтобы посредник подписывал каждое сообщение."},
            {"ru": "Посредник должен подписывать каждое сообщение"},
        ),
        (
            {"fr": "Il est exigé que le médiateur signe chaque message."},
            {"fr": "Le mediateur doit signer chaque message"},
        ),
    ],
)
def test_each_language_is_compared_in_itself(one: dict[str, str], other: dict[str, str]) -> None:
    found = likeness.alike(said(title={}, statement=one), said(title={}, statement=other))
    assert found.languages == (next(iter(one)),) * 2
    assert likeness.is_worth_a_look(found)


def test_a_shared_translation_tells_more_than_two_sources() -> None:
    french = {"source_language": "fr", "title": {"fr": "Messages signés"}, "statement": {"fr": "Le médiateur signe."}}
    english = {
        "title": {"en": "Signatures", "fr": "Messages signés"},
        "statement": {"en": "It is.", "fr": "Le médiateur signe."},
    }
    assert likeness.alike(said(**french), said(**english)) == likeness.Likeness(100, ("fr", "fr"))


ASSURANCE = {
    "en": "The identity service is required to state the level of assurance in each authentication response.",
    "fr": "Il est exigé que le service d’identité indique le niveau d’assurance dans chaque réponse d’identité.",
    "es": "Se exige que el servicio de identidad indique el nivel de garantía en cada respuesta de autenticación.",
}
REGISTER = {
    "en": "The registry is required to keep every edition of a published document.",
    "fr": "Il est exigé que le registre conserve chaque édition d’un document publié.",
    "es": "Se exige que el registro conserve cada edición de un documento publicado.",
}


@pytest.mark.parametrize(("one", "other"), [("en", "fr"), ("en", "es"), ("fr", "es")])
def test_across_languages_a_translation_is_set_apart_from_another_matter(one: str, other: str) -> None:
    def compared(statement: str, against: str) -> likeness.Likeness:
        return likeness.alike(said(title={}, statement={one: statement}), said(title={}, statement={other: against}))

    assert likeness.is_worth_a_look(compared(REGISTER[one], REGISTER[other]))
    assert compared(REGISTER[one], REGISTER[other]).languages == (one, other)
    for this, that in ((ASSURANCE, REGISTER), (REGISTER, ASSURANCE)):
        assert compared(this[one], that[other]).score < likeness.WORTH_A_LOOK
        assert compared(this[one], that[other]).score < compared(this[one], this[other]).score


def test_keys_are_few_and_fit_their_column() -> None:
    long = said(statement={code: " ".join(f"word{n}x{n * 7919}" for n in range(900)) for code in ("en", "fr")})
    keys = likeness.keys(long)
    assert len(keys) == len(set(keys)) <= 2 * (2 * likeness.WORDS_KEPT)
    assert all(-(2**31) <= key < 2**31 for key in keys)
    assert set(likeness.keys(said(**SIGN))) & set(likeness.keys(said(**{**SIGN, "title": {"en": "Signing"}})))
