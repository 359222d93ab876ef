"""How many clicks and keys does the day of the staff take, from the start page on?"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from requirements.choices import Role, State
from requirements.models import Entry, History
from tests import factories
from tests.admin import desk
from tests.journeys.at_the_desk import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

At = Callable[[Role], Hands]


@pytest.fixture
def at_the_desk(chromium: Browser, live_server: LiveServer) -> Iterator[At]:
    """A person of a role who is signed in and looks at the start page."""
    contexts = []

    def sit_down(role: Role) -> Hands:
        session = desk.signed_in(factories.user(role)).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(base_url=live_server.url, locale="en")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        contexts.append(context)
        page: Page = context.new_page()
        page.goto("/admin/")
        return Hands(page)

    yield sit_down
    for context in contexts:
        context.close()


def open_first(hands: Hands, worklist: str) -> None:
    """One click to the list, one key to its first entry, which has the focus."""
    hands.click(hands.page.get_by_role("link", name=worklist))
    expect(hands.page.locator("#result_list tbody th a").first).to_be_focused()
    hands.press("Enter")


def told(capsys: pytest.CaptureFixture[str], what: str, hands: Hands) -> None:
    with capsys.disabled():
        print(f"\n{what}: {hands}")


def test_translate_an_outdated_text(at_the_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        identifier = f"REQ-{number:04}"
        factories.published(identifier=identifier, title={"en": "The old title", "fr": "Le vieux titre"})
        entry = Entry.objects.get(identifier=identifier).record
        writer = desk.signed_in(factories.user(Role.EDITOR, f"writer {number}"))
        desk.save(writer, entry, desk.open_form(writer, entry), title_en="The new title")
    hands = at_the_desk(Role.TRANSLATOR)
    open_first(hands, "Outdated translations: Français")
    expect(hands.page.locator(".source-text ins").first).to_have_text("new")
    for number in (1, 2):
        expect(hands.page.locator("h1")).to_have_text(f"Translate REQ-{number:04}")
        expect(hands.page.locator("textarea[autofocus]")).to_be_focused()
        hands.write("Le nouveau titre")
        hands.press("Control+Enter")
    expect(hands.page.locator("#result_list")).to_have_count(0)
    told(capsys, "Translate two outdated texts", hands)
    assert list(Entry.objects.values_list("title__fr", flat=True)) == ["Le nouveau titre"] * 2
    assert (hands.clicks, hands.keys, hands.texts) == (1, 3, 2)


def test_review_and_return_with_a_reason(at_the_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        factories.draft(identifier=f"REQ-{number:04}")
    Entry.objects.update(state=State.SUBMITTED)
    hands = at_the_desk(Role.REVIEWER)
    open_first(hands, "Waiting for review")
    hands.type(hands.page.get_by_label("Reason or note"), "Say who answers.")
    hands.click(hands.page.get_by_role("button", name="Return"))
    expect(hands.page.locator("#desk-title")).to_contain_text("REQ-0002")
    expect(hands.page.locator(".messagelist")).to_contain_text("“Return” done. REQ-0001 is now: Returned.")
    hands.access("a")
    expect(hands.page.locator(".messagelist")).to_contain_text("“Approve” done. REQ-0002")
    told(capsys, "Return one entry with a reason, approve the next", hands)
    assert History.objects.get(action="return").note == "Say who answers."
    assert (hands.clicks, hands.keys, hands.texts) == (2, 2, 1)


def test_publish_ten_at_once(at_the_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1, 12):
        factories.draft(identifier=f"REQ-{number:04}", **({"programmes": []} if number == 11 else {}))
    Entry.objects.update(state=State.APPROVED)
    hands = at_the_desk(Role.PUBLISHER)
    hands.click(hands.page.get_by_role("link", name="Approved, waiting for publication"))
    hands.click(hands.page.get_by_label("Select all objects on this page for an action"))
    hands.click(hands.page.get_by_role("button", name="Publish what is ready"))
    expect(hands.page.locator("dd.why")).to_have_text("It is not complete yet.")
    hands.click(hands.page.get_by_role("button", name="Publish 10 entries"))
    expect(hands.page.locator(".messagelist")).to_have_text("10 entries were published.")
    told(capsys, "Publish ten at once", hands)
    assert Entry.objects.filter(state=State.PUBLISHED).count() == 10
    assert hands.clicks == 4


def test_resolve_an_edit_conflict(at_the_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    entry = factories.draft().record
    hands = at_the_desk(Role.EDITOR)
    open_first(hands, "Complete, to be submitted")
    hands.type(hands.page.get_by_role("textbox", name="Rationale, English"), "Typed for an hour.")
    other = desk.signed_in(factories.user(Role.EDITOR, "another"))
    desk.save(other, entry, desk.open_form(other, entry), title_en="A better title")
    hands.press("Control+Enter")
    conflict = hands.page.get_by_role("region", name="What has changed since you opened this page")
    expect(conflict).to_contain_text("Last change: another")
    expect(conflict).to_contain_text("taken over into the form")
    hands.press("Control+Enter")
    expect(hands.page.locator(".messagelist")).to_contain_text("was changed successfully")
    told(capsys, "Resolve an edit conflict", hands)
    entry.refresh_from_db()
    assert (entry.title["en"], entry.rationale["en"]) == ("A better title", "Typed for an hour.")
    assert (hands.clicks, hands.keys, hands.texts) == (1, 3, 1)


def test_find_an_entry_in_arabic(at_the_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    factories.draft(title={"en": "Digital wallet", "ar": "محفظة رقمية"})
    factories.draft(identifier="REQ-0002", title={"en": "Digital purse", "ar": "كيس"})
    hands = at_the_desk(Role.EDITOR)
    hands.access("f")
    hands.write("المحفظ")
    hands.press("Enter")
    hands.click(hands.page.get_by_role("link", name="REQ-0001"))
    hands.click(hands.page.get_by_label("العربية", exact=True))
    expect(hands.page.get_by_label("Title, العربية")).to_have_value("محفظة رقمية")
    told(capsys, "Find an entry in Arabic and read it beside its source", hands)
    assert (hands.clicks, hands.keys, hands.texts) == (2, 2, 1)
