"""Is there one way in, with password and second factor, told in the history, and can it be ended from afar?"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from requirements.admin import kept
from requirements.choices import Role
from requirements.models import History, User
from requirements.sign_in.sessions import BEGAN
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
# Of the clock that one-time codes go by.
MOMENT = 1_800_000_000


@pytest.fixture
def editor() -> User:
    return factories.user(Role.EDITOR)


def log_in(client: Client, name: str = "editor", address: str = LOGIN) -> Any:
    return client.post(address, {"login": name, "password": factories.PASSWORD})


def rows(*actions: str) -> list[Any]:
    found = History.objects.filter(identifier__startswith="user:")
    found = found.filter(action__in=actions) if actions else found
    return list(found.order_by("pk").values_list("identifier", "action", "by", "note"))


@pytest.fixture(autouse=True)
def codes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is good for half a minute: none may end between two lines of a test."""
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: MOMENT))


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, MOMENT // 30))


def test_the_desk_sends_to_the_one_way_in_and_back(editor: User) -> None:
    client = Client()
    asked = "/admin/requirements/need/?state__exact=draft"
    page = client.get(asked, follow=True)
    assert page.redirect_chain[-1][0].startswith(LOGIN)
    answer = log_in(client, address=page.redirect_chain[-1][0])
    assert (answer.status_code, answer.headers["Location"]) == (302, asked)
    assert client.post("/admin/login/", {"username": "editor", "password": factories.PASSWORD}).status_code == 302
    assert Client().post("/admin/login/", {"username": "editor", "password": factories.PASSWORD}).url.startswith(LOGIN)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_away(editor: User, target: str) -> None:
    answer = Client().post(LOGIN, {"login": "editor", "password": factories.PASSWORD, "next": target})
    assert answer.headers["Location"] == "/admin/"


def test_who_is_no_staff_is_sent_to_the_site_and_let_in_nowhere_else() -> None:
    factories.user(None, "member")
    client = Client()
    assert log_in(client, "member").headers["Location"] == "/"
    assert client.get("/admin/").status_code in {302, 403}
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_sign_in_is_in_the_history_once(editor: User) -> None:
    log_in(Client())
    assert rows() == [("user:editor", "sign_in", "editor", "password")]


def test_accounts_are_made_by_administrators_alone() -> None:
    told = {"username": "new", "password1": "a long enough secret", "password2": "a long enough secret"}
    page = Client().post("/accounts/signup/", told)
    assert page.status_code == 200
    assert not User.objects.exists()


def test_whoever_left_is_not_let_in(editor: User) -> None:
    client = Client()
    log_in(client)
    User.objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302
    assert log_in(Client()).headers["Location"] == "/accounts/inactive/"


def with_second_factor(person: User) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_a_second_factor_is_asked_for_and_its_secret_is_not_readable(editor: User) -> None:
    secret = with_second_factor(editor)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    client = Client()
    assert log_in(client).headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302
    answer = client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert answer.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert rows() == [("user:editor", "sign_in", "editor", "password, totp")]


def test_codes_are_guessed_five_times_and_no_more(editor: User) -> None:
    secret = with_second_factor(editor)
    for number in range(6):
        client = Client()
        log_in(client)
        assert client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"}).status_code == 200
    client = Client()
    log_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 200
    assert len(rows("fail_to_sign_in")) == 5
    assert rows("lock_out") == [("user:editor", "lock_out", "anonymous", "127.0.0.1")]


def test_a_second_factor_is_set_up_and_given_up_after_proving_who_one_is(
    editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    log_in(client)
    activate = "/accounts/2fa/totp/activate/"
    assert client.get(activate).headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    page = client.get(activate)
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(activate, {"code": code(secret)}).status_code == 302
    assert rows("add_second_factor") == [
        ("user:editor", "add_second_factor", "editor", "totp"),
        ("user:editor", "add_second_factor", "editor", "recovery_codes"),
    ]
    session = client.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()
    page = client.post("/accounts/2fa/totp/deactivate/")
    assert page.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.count() == 2


def test_a_changed_password_ends_other_sessions_and_is_told(editor: User) -> None:
    one, other = Client(), Client()
    log_in(one), log_in(other)
    new = "another long enough secret"
    typed = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    assert one.post("/accounts/password/change/", typed).status_code == 302
    assert other.get("/admin/").status_code == 302
    assert rows("change_password") == [("user:editor", "change_password", "editor", "")]


def test_devices_are_listed_and_ended_by_their_person_alone(editor: User) -> None:
    mine, lost = Client(headers={"user-agent": "Mine <b>"}), Client(headers={"user-agent": "A lost phone"})
    log_in(mine), log_in(lost)
    page = mine.get("/admin/devices/").content.decode()
    assert "Mine &lt;b&gt;" in page
    assert "A lost phone" in page
    session = UserSession.objects.get(user_agent="A lost phone")
    factories.user(Role.ADMINISTRATOR)
    stranger = Client()
    log_in(stranger, "administrator")
    assert stranger.post("/admin/devices/", {"session": session.pk}).status_code == 404
    assert "A lost phone" not in stranger.get("/admin/devices/").content.decode()
    assert mine.post("/admin/devices/", {"session": session.pk}).status_code == 302
    assert lost.get("/admin/").status_code == 302
    assert mine.get("/admin/").status_code == 200
    assert rows("end_session") == [("user:editor", "end_session", "editor", "")]
    assert mine.post("/admin/devices/", {"session": "x"}).status_code == 404


def move(session: Any, **by: float) -> None:
    """The session is so much older than it was."""
    row = Session.objects.get(pk=session.session_key)
    data = row.get_decoded()
    began = data[BEGAN] - timedelta(**by).total_seconds()
    row.session_data = Session.objects.encode({**data, BEGAN: began})
    row.expire_date -= timedelta(**by)
    row.save()


def left(session: Any) -> timedelta:
    return Session.objects.get(pk=session.session_key).expire_date - timezone.now()


def test_a_session_ends_after_eight_idle_hours_and_after_a_day_of_work(editor: User) -> None:
    idle, busy = Client(), Client()
    log_in(idle), log_in(busy)
    move(idle.session, hours=7, minutes=50)
    assert idle.get("/admin/").status_code == 200
    assert left(idle.session) > timedelta(hours=7, minutes=50)
    move(idle.session, hours=8)
    assert idle.get("/admin/").status_code == 302
    for _hours in range(3):
        move(busy.session, hours=7)
        assert busy.get("/admin/").status_code == 200
    assert timedelta(hours=2, minutes=50) < left(busy.session) <= timedelta(hours=3)
    move(busy.session, hours=2, minutes=50)
    assert busy.get("/admin/").status_code == 200
    move(busy.session, minutes=10)
    assert busy.get("/admin/").status_code == 302


def test_a_sign_in_begins_the_day_anew_and_sweeps_away_what_has_ended(editor: User) -> None:
    client, ended = Client(), Client()
    log_in(ended)
    move(ended.session, hours=8)
    client.post("/admin/requirements/need/add/", {"ticket": kept.ticket(editor), "title_en": "Typed"})
    move(client.session, hours=7)
    log_in(client)
    assert left(client.session) > timedelta(hours=7, minutes=50)
    assert client.session[BEGAN] > (timezone.now() - timedelta(minutes=10)).timestamp()
    assert list(Session.objects.values_list("pk", flat=True)) == [client.session.session_key]


def test_a_code_is_good_once_whichever_process_it_comes_to(editor: User) -> None:
    """What was used is remembered where all processes see it, and not in the memory of one."""
    secret = with_second_factor(editor)
    used = code(secret)
    first, second = Client(), Client()
    log_in(first), log_in(second)
    assert first.post("/accounts/2fa/authenticate/", {"code": used}).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM requirements_cache")
        assert cursor.fetchone()[0] > 0
    assert second.post("/accounts/2fa/authenticate/", {"code": used}).status_code == 200
    assert second.get("/admin/").status_code == 302


def test_a_forgotten_password_is_sent_by_mail_or_given_by_an_administrator(
    editor: User, settings: Any, mailoutbox: list[Any]
) -> None:
    User.objects.update(email="editor@x.example")
    reset = "/accounts/password/reset/"
    page = Client().get(LOGIN).content.decode()
    assert "An administrator of the registry gives you a new one." in page
    assert reset not in page
    assert "This registry sends no mail." in Client().post(reset, {"email": "editor@x.example"}).content.decode()
    assert mailoutbox == []
    settings.EMAIL_HOST, settings.BASE_URL = "mail.example", "https://registry.example"
    settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    assert reset in Client().get(LOGIN).content.decode()
    for address in ("editor@x.example", "nobody@x.example"):
        assert Client().post(reset, {"email": address}).headers["Location"] == "/accounts/password/reset/done/"
    sent = {mail.to[0]: mail.body for mail in mailoutbox}
    assert "https://testserver/accounts/password/reset/key/" in sent["editor@x.example"]
    assert "/key/" not in sent.get("nobody@x.example", "")


def test_public_pages_know_nothing_of_sessions(django_assert_num_queries: Any) -> None:
    client = Client()
    client.get("/en/about/")
    with django_assert_num_queries(1):
        page = client.get("/en/about/")
    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["login/", "password/reset/", "signup/", "inactive/"])
def test_pages_for_everybody_are_not_kept_and_run_no_foreign_script(path: str) -> None:
    page = Client().get(f"/accounts/{path}", follow=True)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_the_history_cannot_be_altered_from_the_web(editor: User) -> None:
    log_in(Client())
    with connection.cursor() as cursor:
        for statement in ("UPDATE requirements_history SET by = 'x'", "DELETE FROM requirements_history"):
            with pytest.raises(IntegrityError, match="history is not changed"), transaction.atomic():
                cursor.execute(statement)
    assert len(rows()) == 1
