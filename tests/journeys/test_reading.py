"""Can anyone find an entry from the home page: in their language, without script, on a phone, with filters?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from requirements.languages import CODES
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

TITLES = {
    "ar": "التحقق من الهوية دون اتصال",
    "zh": "离线身份核验",
    "en": "Offline verification of identity",
    "fr": "Vérification de l’identité hors ligne",
    "ru": "Проверка личности без подключения",
    "es": "Verificación de la identidad sin conexión",
}
STATEMENTS = {
    "ar": "يُشترط أن يعمل النظام دون اتصال.",
    "zh": "系统必须能够离线工作。",
    "en": "The system is required to work offline.",
    "fr": "Il est exigé que le système fonctionne hors ligne.",
    "ru": "Требуется, чтобы система работала без подключения.",
    "es": "Se requiere que el sistema funcione sin conexión.",
}
# What a reader would type, which is not how the title is written.
TYPED = {
    "ar": "الهوية",
    "zh": "身份",
    "en": "identities",
    "fr": "verifications",
    "ru": "проверки",
    "es": "identidades",
}


@pytest.fixture
def registry() -> None:
    states = dict.fromkeys(TITLES.keys() - {"en"}, "reviewed")
    factories.published(title=TITLES, statement=STATEMENTS, translations=states)
    factories.published(identifier="REQ-0002", building_blocks=["block:payments"], obligation="optional")
    factories.published("need", building_blocks=["block:payments"])


@pytest.fixture
def plain(registry: None, chromium: Browser, live_server) -> Iterator[Page]:
    """A telephone without JavaScript."""
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("language", CODES)
def test_an_entry_is_found_from_the_home_page(plain: Page, language: str) -> None:
    plain.goto(f"/{language}/")
    plain.locator("input[name=q]").fill(TYPED[language])
    plain.locator(".find button").click()
    plain.get_by_role("link", name=TITLES[language]).click()
    expect(plain.locator("h1")).to_have_text(TITLES[language])
    expect(plain.locator(".stmt")).to_have_text(STATEMENTS[language])
    assert plain.url.endswith(f"/{language}/requirements/REQ-0001/")


def test_the_language_switch_keeps_the_place(plain: Page) -> None:
    plain.goto("/en/search/?q=identity&kind=requirement")
    plain.get_by_role("link", name="العربية").click()
    assert plain.url.endswith("/ar/search/?q=identity&kind=requirement")
    assert plain.locator("html").get_attribute("dir") == "rtl"
    plain.get_by_role("link", name=TITLES["ar"]).click()
    for language, name in (("zh", "中文"), ("fr", "Français"), ("ru", "Русский"), ("es", "Español")):
        plain.locator(".langs").get_by_role("link", name=name).click()
        expect(plain.locator("h1")).to_have_text(TITLES[language])


def test_filters_become_chips_that_can_be_taken_off(plain: Page) -> None:
    plain.goto("/en/search/")
    plain.get_by_text("Filters: 0 applied").click()
    plain.get_by_label("Payments").check()
    plain.get_by_role("button", name="Apply filters").click()
    expect(plain.locator("#res")).to_have_text("2 entries, showing 1 to 2")
    expect(plain.get_by_text("Filters: 1 applied")).to_be_visible()
    plain.get_by_text("Filters: 1 applied").click()
    plain.get_by_label("Need").check()
    plain.get_by_role("button", name="Apply filters").click()
    expect(plain.locator(".hits .id")).to_have_text(["ND-0001"])
    plain.get_by_role("link", name="Remove filter Kind: Need").click()
    expect(plain.locator("#res")).to_have_text("2 entries, showing 1 to 2")
    plain.get_by_role("link", name="Clear all").click()
    expect(plain.locator("#res")).to_have_text("3 entries, showing 1 to 3")


def test_a_phone_never_scrolls_sideways_and_the_menu_opens(plain: Page) -> None:
    plain.goto("/en/")
    plain.get_by_text("Menu", exact=True).click()
    plain.locator(".menu").get_by_role("link", name="Standards").click()
    expect(plain.locator("h1")).to_have_text("Standards")


def test_two_entries_are_chosen_and_stand_side_by_side(plain: Page) -> None:
    plain.goto("/en/search/?kind=requirement")
    plain.get_by_label("Compare REQ-0001").check()
    plain.get_by_label("Compare REQ-0002").check()
    plain.get_by_role("button", name="Compare the chosen entries").click()
    expect(plain.locator(".beside thead .id")).to_have_text(["REQ-0001", "REQ-0002"])


def test_everything_is_reached_with_the_keyboard_alone(registry: None, chromium: Browser, live_server) -> None:
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("identity")
    page.keyboard.press("Enter")
    expect(page.locator("#res")).to_have_text("1 entry found")
    target = page.get_by_role("link", name=TITLES["en"])
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("link => link === document.activeElement"):
            break
    expect(target).to_be_focused()
    assert target.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLES["en"])
    context.close()
