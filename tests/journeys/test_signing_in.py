"""Can everybody sign in: with a keyboard, in three scripts, with a passkey, and with a reader's software?"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from requirements.choices import Role
from tests import factories
from tests.journeys.at_the_desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The pages that a person meets; those behind the sign-in come after it.
BEFORE = ("login/", "password/reset/", "signup/")
BEHIND = ("2fa/", "password/change/", "reauthenticate/", "logout/", "2fa/webauthn/add/", "2fa/totp/activate/")
PICTURES = os.environ.get("PICTURES")


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    if PICTURES:
        name = f"{page.evaluate('document.documentElement.lang')}-{address.strip('/').replace('/', '-')}.png"
        page.screenshot(path=Path(PICTURES) / name, full_page=True)
    found = Axe().run(page).response["violations"]
    return [f"{address}: {one['id']} {one['nodes'][0]['html']}" for one in found]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark"), ("ar", "light")])
def test_pages_of_signing_in_are_accessible_and_run_no_foreign_script(
    chromium: Browser, live_server, language: str, scheme: str
) -> None:
    factories.user(Role.EDITOR, "staff")
    context = chromium.new_context(
        base_url=live_server.url,
        locale=language,
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": 1280, "height": 800},
    )
    page = context.new_page()
    found = [one for path in BEFORE for one in violations(page, f"/accounts/{path}")]
    sign_in(page)
    found += violations(page, "/admin/devices/")
    page.goto("/accounts/2fa/totp/activate/")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[name=password]").press("Enter")
    found += [one for path in BEHIND for one in violations(page, f"/accounts/{path}")]
    context.close()
    assert found == []


def test_a_passkey_is_added_and_lets_its_person_in(chromium: Browser, live_server) -> None:
    """With Chromium's virtual authenticator; over http passkeys work under the name localhost alone."""
    factories.user(Role.EDITOR, "staff")
    address = live_server.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=address, locale="en")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    authenticator = context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("[name=name]").fill("My laptop")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.get_by_text("My laptop").or_(page.locator("h1"))).not_to_have_count(0)
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    page.goto("/admin/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#logout-form")).to_be_visible()
    context.close()
    assert complaints == []
