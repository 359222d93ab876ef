"""Does axe find nothing to complain about on the pages of the desk, in three languages, light, dark and narrow?"""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from requirements import exchange, jobs, remarks, workflow
from requirements.choices import Role
from requirements.models import Entry, User
from tests import factories
from tests.admin import desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pages(person: User) -> dict[str, str]:
    """One of each sort, with all that can be on it."""
    factories.published(title={"en": "The old title", "fr": "Le vieux titre", "ar": "عنوان"}, keywords=["one"])
    entry = Entry.objects.get().record
    client = desk.signed_in(person)
    desk.save(client, entry, desk.open_form(client, entry), title_en="The new title")
    workflow.perform(entry, "submit", by=person)
    workflow.perform(entry, "recall", by=person)
    remarks.add(entry, f"Look, @{person.username}.", by=person)
    one = f"/admin/requirements/requirement/{entry.pk}"
    return {
        "start": "/admin/",
        "list": "/admin/requirements/entry/?worklist=ready",
        "form": f"{one}/change/?queue=entry%3Fworklist%3Dready&lang=all",
        "new entry": "/admin/requirements/usecase/add/",
        "translation": f"{one}/translate/fr/?queue=entry%3Fworklist%3Doutdated-fr",
        "differences": f"{one}/differences/",
        "history": f"{one}/history/",
        "devices": "/admin/devices/",
        "preview": "/{language}/preview/REQ-0001/",
        **pages_of_an_import(person),
    }


def pages_of_an_import(person: User) -> dict[str, str]:
    """A plan, what was written of it, and a job that waits."""
    changed = {"kind": "requirement", "identifier": "REQ-0001", "title": {"en": "Changed"}, "programmes": []}
    file = exchange.store("changes.ndjson", json.dumps(changed).encode())
    told = {"format": "ndjson"}
    with override_settings(TASKS=AT_ONCE):
        seen = jobs.enqueue("preview", by=person, file=file, parameters=told)
        done = jobs.enqueue("apply", by=person, file=file, parameters={**told, "preview": seen.pk})
    waiting = jobs.enqueue("preview", by=person, file=file, parameters=told)
    return {
        "upload": "/admin/requirements/job/add/",
        "plan": f"/admin/requirements/job/{seen.pk}/change/?outcome=changed",
        "waiting job": f"/admin/requirements/job/{waiting.pk}/change/",
        "import": f"/admin/requirements/import/{done.result['import']}/change/",
    }


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark"), ("ar", "light")])
def test_no_page_of_the_desk_has_a_violation(
    language: str, scheme: str, chromium: Browser, live_server: LiveServer
) -> None:
    person = factories.user(Role.ADMINISTRATOR)
    session = desk.signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=live_server.url, locale=language, color_scheme=scheme, viewport=DESK)  # type: ignore[arg-type]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    found = {}
    for name, address in pages(person).items():
        page.goto(address.format(language=language))
        assert page.locator("html").get_attribute("lang") == language
        # What axe itself would like to do comes after.
        assert refused == []
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            found[name, violation["id"]] = nodes
        refused.clear()
        page.set_viewport_size(PHONE)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
            found[name, "wider than a telephone"] = [f"{width} pixels"]
        page.set_viewport_size(DESK)
    context.close()
    assert found == {}
