"""Is nothing lost that was typed by somebody who is no longer signed in, and is it shown to nobody else?"""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from requirements.choices import Role
from requirements.models import Entry, Remark, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
NOTICE = "You had been signed out. What you typed is here again, and nothing of it is saved yet."


def browser() -> Client:
    return Client(headers={"accept-language": "en"}, enforce_csrf_checks=True)


def sign_in(client: Client, person: User) -> None:
    """As a sign-in does: the stranger's session becomes the person's, and forms of an earlier one count no more."""
    client.cookies.pop("csrftoken", None)
    client.force_login(person)


@pytest.fixture
def editor(db: None) -> User:
    return factories.user(Role.EDITOR)


@pytest.fixture
def entry(db: None) -> Entry:
    return factories.draft().record


def signed_out(client: Client, editor: User, entry: Entry) -> desk.Typed:
    """The form as it was opened by somebody whose session has ended since."""
    sign_in(client, editor)
    typed = desk.open_form(client, entry)
    del client.cookies["sessionid"]
    return {**typed, "title_en": ["Typed for an hour"]}


def test_a_form_that_is_sent_too_late_comes_back_after_the_sign_in(editor: User, entry: Entry) -> None:
    client = browser()
    address = f"{desk.address(entry)}?queue=entry%3Fworklist%3Dready"
    page = client.post(address, signed_out(client, editor, entry))
    assert parse_qs(urlsplit(page.url).query) == {"next": [address]}
    sign_in(client, editor)
    page = client.get(address)
    assert desk.messages(page) == [NOTICE]
    typed = desk.typed_in(page, "requirement_form")
    assert typed["title_en"] == ["Typed for an hour"]
    assert Entry.objects.get().title == {"en": "Title of REQ-0001"}
    assert client.post(address, {**typed, "_next": "1"}).status_code == 302
    assert Entry.objects.get().title == {"en": "Typed for an hour"}
    assert desk.open_form(client, entry)["title_en"] == ["Typed for an hour"]


def test_a_form_of_an_earlier_session_comes_back_with_a_good_token(editor: User, entry: Entry) -> None:
    client = browser()
    typed = signed_out(client, editor, entry)
    sign_in(client, editor)
    page = client.post(desk.address(entry), typed, follow=True)
    assert desk.messages(page) == [NOTICE]
    typed = desk.typed_in(page, "requirement_form")
    assert client.post(desk.address(entry), typed).status_code == 302
    assert Entry.objects.get().title == {"en": "Typed for an hour"}


def test_a_note_and_a_remark_come_back_too(editor: User, entry: Entry) -> None:
    client = browser()
    pressed = {"perform": {"transition": "submit", "note": "A long note"}, "remark": {"remark": "A thought"}}
    for button, said in pressed.items():
        typed = signed_out(client, editor, entry)
        common = {name: typed[name] for name in ("ticket", "csrfmiddlewaretoken")}
        client.post(desk.address(entry, button), {**common, **said})
        sign_in(client, editor)
        page = client.get(desk.address(entry))
        assert desk.messages(page) == [NOTICE]
        assert list(said.values())[-1] in page.content.decode()
        del client.cookies["sessionid"]
    assert not Remark.objects.exists()
    assert Entry.objects.get().state == "draft"


def test_a_translation_comes_back_too(entry: Entry) -> None:
    client, person = browser(), factories.user(Role.TRANSLATOR)
    address = f"/admin/requirements/requirement/{entry.pk}/translate/fr/"
    sign_in(client, person)
    page = client.get(address)
    typed = {**desk.typed_in(page, "translation_form"), page.context["segments"][0].name: "Un titre"}
    del client.cookies["sessionid"]
    client.post(address, typed)
    sign_in(client, person)
    page = client.get(address)
    assert (desk.messages(page), page.context["segments"][0].target) == ([NOTICE], "Un titre")


def test_another_person_is_shown_nothing_of_it(editor: User, entry: Entry) -> None:
    client = browser()
    client.post(desk.address(entry), signed_out(client, editor, entry))
    sign_in(client, factories.user(Role.EDITOR, "another"))
    assert "Typed for an hour" not in client.get(desk.address(entry)).content.decode()


@pytest.mark.parametrize("ticket", ["", "forged", "another's"])
def test_without_a_good_ticket_nothing_is_kept(editor: User, entry: Entry, ticket: str) -> None:
    client = browser()
    typed = signed_out(client, editor, entry)
    if ticket == "another's":
        other = browser()
        typed["ticket"] = signed_out(other, factories.user(Role.EDITOR, "another"), entry)["ticket"]
        sign_in(client, editor)
        assert client.post(desk.address(entry), typed).status_code == 403
    else:
        assert client.post(desk.address(entry), {**typed, "ticket": ticket}).status_code == 302
        assert "kept" not in client.session


def test_what_is_kept_has_a_limit(editor: User, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    typed = signed_out(client, editor, entry)
    sent = client.post(desk.address(entry), typed).wsgi_request.POST.urlencode()
    for longest, is_kept in ((len(sent), True), (len(sent) - 1, False)):
        client.cookies.pop("sessionid", None)
        monkeypatch.setattr("requirements.admin.kept.LONGEST", longest)
        client.post(desk.address(entry), typed)
        assert ("kept" in client.session) is is_kept
