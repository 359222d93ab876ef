"""Does every page speak the language that it says, and mark every text that does not?"""

from functools import cache

import pytest
from django.conf import settings
from django.test import Client

from requirements.languages import CODES
from tests.architecture.test_translations import messages, sources
from tests.crawl.conftest import Visits
from tests.crawl.visits import addresses, contradicts, visit

pytestmark = pytest.mark.django_db
# Where there is no catalogue yet, English stands in for the interface.
SPOKEN = [code for code in CODES if code == "en" or (settings.LOCALE_PATHS[0] / code).exists()]


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("ar", "Search the registry", True),
        ("ar", "ابحث في السجل", False),
        ("ar", "OpenID Connect Core 1.0", False),
        ("ar", "التوصية ITU-T X.1254", False),
        ("zh", "This text is not yet available", True),
        ("zh", "搜索", False),
        ("ru", "Search the registry", True),
        ("ru", "Поиск в реестре", False),
        ("en", "ابحث في السجل", True),
        ("en", "Search the registry", False),
        ("fr", "Поиск в реестре", True),
        ("es", "搜索登记册", True),
    ],
)
def test_a_script_contradicts_a_language(language: str, text: str, wrong: bool) -> None:
    assert contradicts(language, text) is wrong


@cache
def waiting() -> set[str]:
    """Strings of the interface, which catalogues translate: `test_translations` says which are missing."""
    return {text for source in sources() for text in messages(source)}


@pytest.mark.parametrize("language", SPOKEN)
def test_no_text_contradicts_the_language_it_is_said_to_be_in(some: Visits, language: str) -> None:
    found = {text for page in some(language) for said, text in page.texts() if contradicts(said, text)} - waiting()
    assert sorted(found) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", SPOKEN)
def test_no_text_of_any_page_contradicts_its_language(registry: None, client: Client, language: str) -> None:
    every = [address for address in addresses(client) if address.startswith(f"/{language}/")]
    found = {text for address in every for said, text in visit(client, address).texts() if contradicts(said, text)}
    found -= waiting()
    assert sorted(found) == []
