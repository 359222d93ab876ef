"""Is an entry found by the words that readers type, however they type them?"""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requirements import catalogue, search
from tests import factories

TEXTS = {
    "en": "Digital identities of citizens are checked offline.",
    "fr": "Les identités numériques des élèves sont vérifiées hors ligne.",
    "es": "Las identidades digitales se comprueban sin conexión.",
    "ru": "Цифровые требования к платёжной системе проверяются.",
    "ar": "يجب التحقق من الهوية الرقمية والمتطلبات.",
    "zh": "数字身份系统必须支持离线支付。",
}


@pytest.fixture
def entry(db: None) -> None:
    factories.published(title={"en": "Offline check", "fr": "Vérification hors ligne"}, statement=TEXTS)


def found(text: str, language: str = "en") -> list[str]:
    return [edition.identifier for edition in search.find(catalogue.in_force("requirement"), text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "digital identity",
        "the digital identity",
        "IDENTITIES",
        "identité",
        "identite numerique",
        "élève",
        "eleves",
        "identidad",
        "conexion",
        "цифровая",
        "платежная",
        "требование",
        "الهوية",
        "متطلبات",
        "数字",
        "身份",
        "离线支付",
        '"digital identities"',
        "ＤＩＧＩＴＡＬ",
        "bicycle OR citizens",
        "citizens -bicycle",
        "l'identité",
    ],
)
def test_found(text: str, entry: None) -> None:
    assert found(text) == ["REQ-0001"]


@pytest.mark.parametrize("text", ["bicycle", "字数", '"identities digital"', "citizens -offline", "份数字", ""])
def test_not_found(text: str, entry: None) -> None:
    assert found(text) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "same"),
    [
        ("ar", "خدمة خدمات الخدمات والخدمات"),
        ("ar", "هوية هويات الهوية بالهوية"),
        ("ar", "رقمي رقمية الرقمية"),
        ("ar", "مواطن المواطنين مواطنون للمواطنين"),
        ("ar", "هو هي وهو"),
        ("en", "verify verifies verifying verified verification verifications verifier"),
        ("fr", "vérifier vérification vérifications"),
        ("es", "verificar verificación verificaciones verificador verificadores"),
        ("es", "autenticación autenticaciones"),
        ("es", "extensión extensiones"),
    ],
)
def test_words_with_other_endings_are_the_same(language: str, same: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT text_vector(%s, jsonb_build_object('A', word)) FROM unnest(%s::text[]) word",
            [language, same.split()],
        )
        assert len(cursor.fetchall()) == 1


@pytest.mark.django_db
def test_what_is_excluded_is_said_in_no_language() -> None:
    factories.published(statement={"en": "A payment service.", "fr": "Un service de paiement."})
    factories.published(identifier="REQ-0002", statement={"en": "Another service."})
    assert found("service -payment") == ["REQ-0002"]
    assert found("service -paiement") == ["REQ-0002"]
    assert found("-payment") == []


@pytest.mark.django_db
def test_ones_own_language_ranks_first() -> None:
    factories.published(title={"en": "First", "fr": "Plan"})
    factories.published(identifier="REQ-0002", title={"en": "Plan"})
    assert found("plan", "en") == ["REQ-0002", "REQ-0001"]
    assert found("plan", "fr") == ["REQ-0001", "REQ-0002"]


@pytest.mark.django_db
def test_the_title_weighs_more_than_the_text() -> None:
    factories.published(statement={"en": "The wallet is required to answer."})
    factories.published(identifier="REQ-0002", title={"en": "Wallet"})
    assert found("wallet") == ["REQ-0002", "REQ-0001"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_nothing_typed_is_an_error(entry: None, text: str) -> None:
    assert found(text) in ([], ["REQ-0001"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM requirements_edition")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_nothing_typed_breaks_what_helps(entry: None, text: str) -> None:
    editions = catalogue.in_force("requirement")
    assert len(search.suggest(text, "ar")) <= 8
    search.did_you_mean(editions, text, "zh")
    list(search.nearby(editions, text, "ru"))
    assert "".join(run for run, _hit in search.highlight([("ar", text)], text)[0]) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed", "language", "hits"),
    [
        ("Une identité numérique", "identite", "fr", ["identité"]),
        ("Digital identities", "identity", "en", ["identities"]),
        ("数字身份系统", "身份", "zh", ["身份"]),
        ("Цифровые требования", "требование", "ru", ["требования"]),
        ("Un système d’identité", "identité", "fr", ["identité"]),
        ("يجب التحقق من الهوية الرقمية", "هوية", "ar", ["الهوية"]),
        ("هو نموذج للهوية", "الهوية", "ar", ["للهوية"]),
        ("الرَّقَمِيّة", "رقمية", "ar", ["الرَّقَمِيّة"]),
        ("خدمات المواطنين الرقمية", "خدمة رقمي مواطن", "ar", ["خدمات", "المواطنين", "الرقمية"]),
        ("See ITU-T X.1254 and RFC 6749", "x1254", "en", ["ITU-T X.1254"]),
        ("Its verification took days", "verifying", "en", ["verification"]),
        ("Las verificaciones se anotan", "verificación", "es", ["verificaciones"]),
        ("Wallet and consent", "wallet -consent", "en", ["Wallet"]),
        ("Nothing here", "identity", "en", []),
        ("İstanbul ﬁne ① text", "text", "en", ["text"]),
    ],
)
def test_hits_are_marked_where_they_stand(text: str, typed: str, language: str, hits: list[str]) -> None:
    (runs,) = search.highlight([(language, text)], typed)
    assert "".join(run for run, _hit in runs) == text
    assert [run for run, hit in runs if hit] == hits


@pytest.mark.django_db
def test_a_long_text_is_cut_around_its_first_hit() -> None:
    text = "word " * 200 + "identity " + "word " * 200
    (runs,) = search.highlight([("en", text)], "identity")
    shown = "".join(run for run, _hit in runs)
    assert ("identity", True) in runs
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= search.SNIPPET + 4


@pytest.mark.parametrize("sign", ["-", '"', "- ", '-"', "or ", "(", "&", "|", "!", "<->", ":*", "\\", "'", "-a", "数-"])
def test_a_text_full_of_signs_is_a_question_like_any_other(sign: str, entry: None) -> None:
    assert found((sign * 300)[:300]) in ([], ["REQ-0001"])


@pytest.mark.django_db
def test_a_word_that_grows_when_folded_is_published(entry: None) -> None:
    """One sign of this script stands for eighteen letters."""
    factories.published(identifier="REQ-0002", title={"ar": "ﷺ" * 40, "en": "A"})
    assert found("صلى", "ar") == ["REQ-0002"]
