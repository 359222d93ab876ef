"""Are the words of the glossary explained where they stand, in the reader's language, once, and nowhere else?"""

from typing import Any

import pytest
from django.test import Client

from requirements import documents, workflow
from requirements.languages import BY_CODE
from requirements.views.terms import explain
from requirements.views.texts import shown
from tests import factories

pytestmark = pytest.mark.django_db
TITLES: dict[str, dict[str, str]] = {
    "digital-identity": {
        "en": "digital identity (DID)",
        "fr": "identité numérique",
        "es": "identidad digital",
        "ru": "цифровая идентичность",
        "ar": "الهوية الرقمية",
        "zh": "数字身份",
    },
    "identity": {"en": "identity", "fr": "identité", "es": "identidad", "ru": "идентичность", "ar": "الهوية"},
    "thing": {"en": "thing"},
}
# Language → a text, and the words of it that are explained.
TEXTS = {
    "en": ("A thing: Digital identities and identity; did DID? Digital. Identity.", ["Digital identities", "identity"]),
    "fr": ("L’identité numérique, les identités numériques et l’identité", ["identité numérique", "identité"]),
    "es": ("Las identidades digitales", ["identidades digitales"]),
    "ru": ("Для цифровой идентичности", ["цифровой идентичности"]),
    "ar": ("تحتاج والهوية الرقمية", ["والهوية الرقمية"]),
    "zh": ("需要数字身份。", ["数字身份"]),
}


@pytest.fixture(autouse=True)
def terms() -> None:
    records = [
        workflow.save(
            documents.parse(
                {
                    "kind": "term",
                    "identifier": f"term:{name}",
                    "title": titles,
                    "description": {language: f"Definition of {title} <b>" for language, title in titles.items()},
                    "source": "Here",
                }
            ),
            by=None,
        ).record
        for name, titles in TITLES.items()
    ]
    workflow.release(records, by=None)


def marked(text: str, language: str) -> list[str]:
    record: dict[str, Any] = {"narrative": shown({language: text}, language, language)}
    explain(record, ["narrative", "results"], language)
    return [text[start:end] for start, end, _term in record["narrative"].places]


@pytest.mark.parametrize("language", BY_CODE)
def test_inflected_words_are_found_in_each_language(language: str) -> None:
    text, expected = TEXTS[language]
    assert marked(text, language) == expected


def test_letters_count_as_they_are_written_and_everyday_words_do_not() -> None:
    assert marked("She did it; a DID.", "en") == ["DID"]
    assert marked("A thing.", "en") == []


def test_an_entry_explains_its_words_once(client: Client) -> None:
    factories.published(
        identifier="REQ-0001",
        title={"en": "Identity"},
        statement={"en": "A <b>digital identity</b> is required to be an identity."},
        rationale={"en": "Digital identities differ."},
    )
    page = client.get("/fr/requirements/REQ-0001/").content.decode()
    button = '<button type="button" class="term" popovertarget="t-{}">{}</button>'
    assert "A &lt;b&gt;<button" in page
    for name, word in (("digital-identity", "digital identity"), ("identity", "identity")):
        assert page.count(button.format(name, word)) == 1
        assert page.count(f'popover class="said-term" id="t-{name}"') == 1
        assert f'href="/fr/glossary/{name}/"' in page
    assert page.count("popovertarget") == 2
    assert "<strong>identité numérique</strong>: Definition of identité numérique &lt;b&gt;" in page
    assert "popovertarget" not in client.get("/fr/glossary/identity/").content.decode()
