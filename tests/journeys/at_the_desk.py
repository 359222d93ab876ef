"""How does a person come to the desk, and click and type there so that their steps are counted?"""

from playwright.sync_api import Locator, Page, expect

from tests import factories


def sign_in(page: Page, name: str = "staff") -> None:
    """Through the form, as factories.user() made the account."""
    page.goto("/admin/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("#logout-form")).to_be_visible()


class Hands:
    """What a person does with mouse and keyboard; a text that is typed counts once, however long."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.keys = self.texts = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def access(self, key: str) -> None:
        """Alt with an access key; Playwright's own keyboard does not say which letter is on the key."""
        self.keys += 1
        session = self.page.context.new_cdp_session(self.page)
        pressed = {"modifiers": 1, "unmodifiedText": key, "windowsVirtualKeyCode": ord(key.upper())}
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **pressed})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
        session.detach()

    def type(self, target: Locator, text: str) -> None:
        self.texts += 1
        target.fill(text)

    def write(self, text: str) -> None:
        """Into what has the focus, instead of what is there."""
        self.texts += 1
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def __str__(self) -> str:
        return f"{self.clicks} clicks, {self.keys} keys, {self.texts} texts"
