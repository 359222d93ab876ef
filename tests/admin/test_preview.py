"""Do staff see the page that publishing now would make, in each language, and nobody else?"""

from urllib.parse import unquote

import pytest
from django.test import Client

from requirements import workflow
from requirements.choices import Role
from requirements.languages import LANGUAGES
from requirements.models import Edition
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def test_a_draft_is_seen_as_readers_will_see_it_in_every_language() -> None:
    entry = factories.draft(title={"en": "A draft", "ar": "مسودة"}, internal_note="Between us")
    client = desk.signed_in(factories.user(Role.TRANSLATOR))
    editions = Edition.objects.count()
    for language in LANGUAGES:
        page = client.get(f"/{language.code}/preview/REQ-0001/")
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert f'<html lang="{language.code}" dir="{language.direction}">' in page.content.decode()
        assert ("مسودة" if language.code == "ar" else "A draft") in page.content.decode()
        assert "Between us" not in page.content.decode()
    english = client.get("/en/preview/REQ-0001/").content.decode()
    assert "They do not see it yet." in english
    assert 'href="/fr/preview/REQ-0001/"' in english
    assert 'href="/ar/preview/REQ-0001/"' in client.get(desk.address(entry.record)).content.decode()
    assert Edition.objects.count() == editions


def test_an_entry_that_was_published_is_seen_as_its_next_edition() -> None:
    factories.published(title={"en": "As published"})
    workflow.save(factories.document(title={"en": "As changed"}), by=None)
    page = desk.signed_in(factories.user(Role.EDITOR)).get("/en/preview/REQ-0001/").content.decode()
    assert "As changed" in page
    assert "Edition 2" in page
    public = Client().get("/en/requirements/REQ-0001/").content.decode()
    assert "As published" in public
    assert "As changed" not in public


@pytest.mark.parametrize("identifier", ["REQ-0001", "REQ-0002", "block:identity", "user:x"])
def test_strangers_learn_nothing(identifier: str) -> None:
    factories.draft()
    page = Client().get(f"/en/preview/{identifier}/")
    assert (page.status_code, unquote(page.url)) == (302, f"/admin/login/?next=/en/preview/{identifier}/")
    person = factories.user(Role.CONTRIBUTOR)
    assert desk.signed_in(person).get(f"/en/preview/{identifier}/").status_code == 404
