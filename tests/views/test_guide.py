"""Does the guide lead a newcomer through the registry, with links that hold and drawings that need no words?"""

import re

import pytest
from django.test import Client

from requirements.views.addresses import ChapterConverter
from requirements.views.guide import CHAPTERS
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_chapters_follow_each_other_and_their_links_hold(client: Client) -> None:
    factories.published("use_case", "UC-0001")
    assert ChapterConverter.regex == "|".join(CHAPTERS)
    assert 'href="guide/"' in client.get("/ru/").content.decode()
    start = client.get("/ru/guide/").content.decode()
    assert re.findall(r'<h2><a href="(\w+)/"', start) == list(CHAPTERS)
    names = [*CHAPTERS, ""]
    led = set()
    for name, following in zip(CHAPTERS, names[1:], strict=True):
        body = client.get(f"/ru/guide/{name}/").content.decode().partition("<main")[2].partition("</main>")[0]
        assert f'href="/ru/guide/{following}{"/" if following else ""}"' in body
        assert re.findall(r"<svg[^>]* aria-hidden=\"true\">[^<]", body) == []
        led |= set(re.findall(r'href="(/ru/[^"#]*)"', body))
    # What the corpus brings and this test does not.
    shipped = {
        "/ru/glossary/digital-public-infrastructure/",
        "/ru/glossary/itu-t-recommendation/",
        "/ru/mandates/wtsa-44/",
    }
    assert {address for address in led - shipped if client.get(address).status_code != 200} == set()
    assert client.get("/ru/guide/nothing/").status_code == 404
