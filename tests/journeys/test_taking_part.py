"""Can a ministry take part with a phone, in Arabic and without JavaScript, and staff answer it?"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from requirements import dialogue, documents, following, membership, post, proposals, workflow
from requirements.following import Subject
from requirements.models import Comment, CommentWindow, Entry, Follower, Following, Programme, Proposal
from tests import factories
from tests.journeys.test_accessibility import RULES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def phone(chromium: Browser, live_server) -> Iterator[BrowserContext]:
    """A phone that runs no script."""
    with override_settings(BASE_URL=live_server.url):
        context = chromium.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)
        yield context
        context.close()


def letter() -> str:
    """The text of the one letter that went out since the last look."""
    post.deliver()
    (message,) = mail.outbox
    mail.outbox.clear()
    return str(message.body)


def link(text: str, pattern: str) -> str:
    return re.findall(rf"http://\S+{pattern}", text)[0]


def press(page: Page) -> None:
    page.locator("form[method=post] button[type=submit]").first.click()


def test_a_proposal_begun_on_a_phone_in_arabic_is_published(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/ar/contribute/")
    page.get_by_role("link", name=re.compile("requirement|متطلب")).first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.fill("#title", "رقم مرجعي قصير")
    press(page)
    assert page.locator("[role=alert] a").count() == 2
    assert page.input_value("#title") == "رقم مرجعي قصير"
    page.fill("#statement", "يلزم أن تعطي الخدمة رقماً مرجعياً.")
    page.check("#obligation_0")
    press(page)
    own = page.locator(".keep a").get_attribute("href")
    page.close()

    # Another day, by the private link alone.
    page = phone.new_page()
    page.goto(f"{own}2/")
    page.check("input[value='block:identity']")
    press(page)
    page.fill("#name", "سارة")
    page.select_option("#category", "member_state")
    page.fill("#email", "sara@example.org")
    press(page)
    assert Entry.objects.filter(proposed=True).count() == 0
    page.goto(link(letter(), "/confirm/[0-9a-f]+/"))
    press(page)
    entry = Entry.objects.get(proposed=True)
    assert entry.source_language == "ar"

    reviewer, publisher = factories.user("reviewer"), factories.user("publisher")
    letter()
    workflow.perform(entry, "return", by=reviewer, note="كم رقماً؟")
    page.goto(link(letter(), "/[0-9a-f]{40}/"))
    page.locator("main a[href$='/1/']").click()
    page.fill("#statement", "يلزم أن تعطي الخدمة رقماً مرجعياً من ثمانية أرقام.")
    press(page)
    press(page)
    assert "كم رقماً؟" in page.content()
    page.fill("#answer", "ثمانية.")
    press(page)
    entry.refresh_from_db()
    assert entry.state == "submitted"
    workflow.perform(entry, "approve", by=reviewer)
    entry.record.programmes.set(Programme.objects.filter(identifier="programme:dpi"))
    workflow.perform(Entry.objects.get(pk=entry.pk), "publish", by=publisher)
    page.goto(f"/ar/proposals/{Proposal.objects.get().reference}/")
    page.get_by_role("link", name="رقم مرجعي قصير").click()
    assert page.url.endswith(f"/ar/requirements/{entry.identifier}/")
    assert "ثمانية أرقام" in page.content()


def test_a_form_filled_in_without_a_connection_goes_on_on_the_phone(phone: BrowserContext, tmp_path: Path) -> None:
    page = phone.new_page()
    page.goto("/ar/contribute/need/")
    page.locator("aside a[href$='/form/']").click()
    with page.expect_download() as download:
        page.locator("main a[href$='form.txt']").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    text = text.replace("[title]", "[title]\n\nوصلات بطيئة (2G)").replace("[ ] Fiji", "[x] Fiji")
    filled = tmp_path / "form.txt"
    filled.write_text(text, encoding="utf-8")
    page.set_input_files("#file", filled)
    press(page)
    assert page.locator("[role=alert] a").count() == 5
    page.locator("[role=alert] a").first.click()
    assert page.input_value("#title") == "وصلات بطيئة (2G)"
    assert page.locator("#statement_error").count() == 1


def test_a_refused_proposal_says_why(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/en/contribute/correction/?of=block:identity")
    page.fill("#wrong", "The title.")
    press(page)
    page.fill("#name", "Ana")
    page.select_option("#category", "other")
    page.fill("#email", "ana@example.org")
    press(page)
    page.goto(link(letter(), "/confirm/[0-9a-f]+/"))
    press(page)
    proposal = Proposal.objects.get()
    letter()
    proposals.decide(proposal, "reject", by=factories.user("reviewer"), note="It is the official name.")
    assert "It is the official name." in letter()
    page.goto("/en/contribute/")
    page.fill("#number", proposal.reference.lower())
    page.get_by_role("button", name="Look").click()
    assert "It is the official name." in page.content()


def test_a_dialogue_from_its_opening_to_the_table(phone: BrowserContext) -> None:
    factories.published()
    editor, now = factories.user("editor"), timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    window = CommentWindow(subject="REQ-0001", title={"en": "What of it?"}, question={"en": "Does it hold?"}, **times)
    dialogue.keep(window, by=factories.user("publisher"))
    page = phone.new_page()
    page.goto("/en/dialogues/")
    page.get_by_role("link", name="What of it?").click()
    page.fill("#name", "Ana")
    page.fill("#email", "ana@example.org")
    page.fill("#text", "It does not.")
    press(page)
    page.goto(link(letter(), "/confirm/[0-9]+/[0-9a-f]+/"))
    press(page)
    comment = Comment.objects.get()
    dialogue.settle(comment, state="shown", disposition="in_part", response="See edition 2.", by=editor)
    dialogue.close(window, by=factories.user("reviewer"))
    page.goto(f"/en/dialogues/{window.pk}/")
    assert page.locator("textarea").count() == 0
    page.get_by_role("link", name="Table of dispositions").click()
    cells = page.locator("tbody td").all_inner_texts()
    assert cells == ["1", "", "Ana", "", "", "It does not.", "Accepted in part", "See edition 2."]


def test_a_word_of_the_glossary_opens_its_definition_without_script(phone: BrowserContext) -> None:
    term = {"kind": "term", "identifier": "term:reply", "title": {"en": "short reply"}, "source": "Here"}
    told = documents.parse({**term, "description": {"en": "A reply of one line.", "ar": "رد من سطر واحد."}})
    workflow.release([workflow.save(told, by=None).record], by=None)
    factories.published(statement={"en": "A service is required to give short replies."})
    page = phone.new_page()
    page.goto("/ar/requirements/REQ-0001/")
    definition = page.get_by_text("رد من سطر واحد.")
    assert not definition.is_visible()
    page.get_by_role("button", name="short replies").click()
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()


def test_the_pages_of_taking_part_pass_axe(chromium: Browser, live_server) -> None:
    """In both directions, wide and narrow, light and dark; errors too."""
    factories.published("experience", "EX-0001")
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    window = CommentWindow(subject="EX-0001", title={"en": "What of it?"}, **times)
    dialogue.keep(window, by=factories.user("publisher"))
    paths = ("contribute/", "contribute/experience/", "dialogues/", f"dialogues/{window.pk}/", "events/dialogue-1/")
    for language, width, scheme in (("en", 1280, "light"), ("ar", 390, "dark")):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        for path in paths:
            page.goto(f"/{language}/{path}")
            if path == "contribute/experience/":
                press(page)
                assert page.locator("[role=alert]").count() == 1
            check(page, path)
        context.close()


def sign_in(context: BrowserContext, language: str, name: str) -> Page:
    page = context.new_page()
    page.goto(f"/{language}/members/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("#main form button[type=submit], #content form button[type=submit]").first.click()
    return page


def test_a_colleague_is_invited_shares_an_experience_and_follows_a_filter(
    chromium: Browser, phone: BrowserContext, live_server
) -> None:
    factories.user("focal_point", "fatou", email="fatou@example.org")
    desk = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = sign_in(desk, "en", "fatou")
    page.get_by_role("link", name="People of the organization").click()
    page.fill("#email", "sara@example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    assert page.get_by_text("sara@example.org", exact=True).count() == 1
    invitation = link(letter(), "/members/invitations/[0-9]+/[0-9a-f]+/").replace("/en/", "/ar/")

    page = phone.new_page()
    page.goto(invitation)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.fill("#name", "سارة")
    page.fill("#username", "sara")
    page.fill("#password", factories.PASSWORD)
    press(page)
    assert "/accounts/login/" in page.url
    page = sign_in(phone, "ar", "sara")
    assert page.url.endswith("/ar/members/")

    page.locator("main a[href$='/contribute/experience/']").click()
    page.fill("#title", "هوية للقرى البعيدة")
    page.fill("#narrative", "بدأنا بقريتين.")
    page.select_option("#country", "country:fj")
    page.select_option("#stage", index=1)
    press(page)
    press(page)
    assert page.locator("#email").count() == 0
    page.locator("[name=consent]").first.check()
    press(page)
    assert Proposal.objects.get().state == "received"
    letter()
    page.goto("/ar/members/")
    assert page.get_by_role("link", name="هوية للقرى البعيدة").count() == 1
    assert page.evaluate(SIDEWAYS) <= 0

    page.goto("/ar/search/?building_block=identity")
    page.locator("a[href*='follow/']").first.click()
    page.check("[name=rhythm][value=daily]")
    press(page)
    assert page.url.endswith("/ar/members/#followed")
    factories.published(identifier="REQ-0007", title={"en": "Seven", "ar": "سبعة"})
    Following.objects.update(due_at=timezone.now())
    following.make_digests()
    digest = letter()
    assert "سبعة" in digest
    page.goto(link(digest, "/following/[0-9]+/[0-9a-f]+/"))
    page.locator("button[value=all]").click()
    assert not Follower.objects.exists()
    desk.close()


def test_the_pages_of_members_and_followers_pass_axe(chromium: Browser, live_server) -> None:
    """In both directions, wide and narrow, light and dark; errors too."""
    fatou = factories.user("focal_point", "fatou", email="fatou@example.org")
    invitation = membership.invite(fatou.organization, "sara@example.org", by=fatou, language="en")
    factories.user("member", "mia", email="mia@example.org")
    proposals.keep(proposals.begin("need", language="en", by=fatou), {"title": "A link that works"}, language="en")
    one = following.ask(Subject(identifier="block:identity"), rhythm="daily", language="en", by=fatou)
    factories.user(None, "nobody", email="nobody@example.org")
    own = f"following/{one.follower.pk}/{following.key_of(one.follower)}/"
    account = f"members/invitations/{invitation.pk}/{membership.key_of(invitation)}/"
    for language, width, scheme in (("en", 1280, "light"), ("ar", 390, "dark")):
        options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
        context = chromium.new_context(base_url=live_server.url, **options)
        page = context.new_page()
        pages = [f"/{language}/{path}" for path in ("follow/?of=block:identity", own, account)]
        for path in pages:
            page.goto(path)
            if path != pages[1]:
                press(page)
            check(page, path)
        page = sign_in(context, language, "fatou")
        for path in ("members/", "members/people/"):
            page.goto(f"/{language}/{path}")
            check(page, path)
        page.locator("button[name=invite]").click()
        check(page, "an invitation to nobody")
        context.close()


def check(page: Page, path: str) -> None:
    violations = Axe().run(page, options=RULES).response["violations"]
    found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert (path, found, page.evaluate(SIDEWAYS) <= 0) == (path, [], True)
