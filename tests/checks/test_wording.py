"""Are obligations and vague words recognized in each of the six languages, and nothing else taken for one?"""

import time

import pytest

from requirements.checks import wording
from requirements.checks.vagueness import vague
from requirements.choices import Obligation
from requirements.languages import CODES

R, S, O, P, N = (  # noqa: E741
    Obligation.REQUIRED,
    Obligation.RECOMMENDED,
    Obligation.OPTIONAL,
    Obligation.PROHIBITED,
    Obligation.NOT_RECOMMENDED,
)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("obligation", [R, S, O, P, N])
def test_the_phrase_to_write_is_understood_as_what_it_says(language: str, obligation: Obligation) -> None:
    text = f"X {wording.phrase(obligation, language)} Y."
    assert [(one.obligation, one.loose) for one in wording.obligations(text, language)] == [(obligation, False)]


@pytest.mark.parametrize(
    ("language", "text", "obligation", "words"),
    [
        ("en", "A verifier is required to check it.", R, ["is required to"]),
        ("en", "A verifier is required to check it.", S, []),
        ("en", "A verifier must check it.", R, []),
        ("ar", "يُشترط أن تذكر الخدمة المستوى.", R, ["يُشترط أن"]),
        ("fr", "Il n’est pas recommandé de chercher.", N, ["Il n’est pas recommandé"]),
        ("zh", "要求身份服务说明等级。", R, ["要求"]),
        ("en", "İt is required to check.", R, []),
    ],
)
def test_the_words_that_oblige_have_places(language: str, text: str, obligation: Obligation, words: list[str]) -> None:
    assert [text[start:end] for start, end in wording.places(text, language, obligation)] == words


@pytest.mark.parametrize("language", CODES)
def test_informative_has_no_phrase(language: str) -> None:
    assert wording.phrase(Obligation.INFORMATIVE, language) == ""


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The service is required to answer.", [R]),
        ("en", "Systems ARE REQUIRED TO answer.", [R]),
        ("en", "The service must not answer.", [P]),
        ("en", "It should not answer, but may wait.", [N, O]),
        ("en", "It keeps data that must be kept, as is required by law.", []),
        ("en", "It is required to log a call and to report it.", [R, R]),
        ("en", "It is required to send it to the issuer and to the holder.", [R]),
        ("en", "The mayor shallowly musters mustard.", []),
        ("fr", "Il est exigé que le service réponde.", [R]),
        ("fr", "Le service ne doit pas répondre.", [P]),
        ("fr", "Il n’est pas recommandé que le service réponde.", [N]),
        ("fr", "Le service devrait répondre.", [S]),
        ("fr", "Il est exigé que A réponde et que B écoute.", [R, R]),
        ("es", "Se exige que el servicio responda.", [R]),
        ("es", "El servicio no debería responder.", [N]),
        ("es", "El servicio deberá responder.", [R]),
        ("es", "Se exige que A responda y que B escuche.", [R, R]),
        ("ru", "Требуется, чтобы служба отвечала.", [R]),
        ("ru", "Служба не должна отвечать.", [P]),
        ("ru", "Не рекомендуется, чтобы служба отвечала.", [N]),
        ("ru", "Служба может факультативно отвечать.", [O]),
        ("zh", "要求服务在每个认证响应中说明等级。", [R]),
        ("zh", "服务应记录相应的响应。", [R]),
        ("zh", "服务不应记录。", [P]),
        ("zh", "不建议服务记录。", [N]),
        ("zh", "要求服务记录，并应报告。", [R, R]),
        ("ar", "يُشترط أن تذكر الخدمة مستوى الضمان.", [R]),
        ("ar", "يجب ألا تذكر الخدمة الاسم.", [P]),
        ("ar", "لا يُوصى بأن تذكر الخدمة الاسم.", [N]),
        ("ar", "يُشترط أن تذكر الخدمة المستوى وأن ترسله.", [R, R]),
    ],
)
def test_obligations_are_found(language: str, text: str, found: list[Obligation]) -> None:
    assert [one.obligation for one in wording.obligations(text, language)] == found


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It answers quickly, where possible, in an appropriate form, etc.", 4),
        ("en", "It answers within two seconds in the form of Annex A.", 0),
        ("fr", "Il répond rapidement, si nécessaire, sous une forme appropriée.", 3),
        ("fr", "Il répond en deux secondes.", 0),
        ("es", "Responde rápidamente, si es necesario, en forma adecuada.", 3),
        ("es", "Responde en dos segundos.", 0),
        ("ru", "Она быстро отвечает, при необходимости, надлежащим образом.", 3),
        ("ru", "Она отвечает за две секунды.", 0),
        ("zh", "必要时以适当的形式快速响应。", 3),
        ("zh", "在两秒内响应。", 0),
        ("ar", "تجيب بسرعة، عند الضرورة، بشكل مناسب.", 3),
        ("ar", "تجيب في ثانيتين.", 0),
    ],
)
def test_vague_words_are_found(language: str, text: str, words: int) -> None:
    assert len(vague(text, language)) == words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It conforms to WCAG 2.2, level AA.", 1),
        ("It answers. It waits!", 2),
        ("See e.g. Annex A.", 1),
        ("说明等级。记录时间。", 2),
        ("说明等级。", 1),
        ("", 1),
    ],
)
def test_sentences_are_counted(text: str, number: int) -> None:
    assert wording.sentences(text) == number


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("pumped", ["and to ", "is ", "est ", "и ", "要", "وأن ", " ", ".", "a", "e.g. "])
def test_no_text_takes_long(language: str, pumped: str) -> None:
    """50,000 characters, more than twice what a document may hold, take a tenth of a second; on a busy machine five."""
    text = (pumped * 50_000)[:50_000]
    began = time.process_time()
    wording.obligations(text, language)
    vague(text, language)
    wording.sentences(text)
    assert time.process_time() - began < 5
