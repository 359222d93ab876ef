"""Are an organization's own accounts let in by OpenID Connect, as nobody in particular, and no one else's with them?"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import Group
from django.test import Client

from dpi_registry import settings as configured
from requirements.choices import Role
from requirements.models import History, User
from tests import factories
from tests.sign_in.organization import CLIENT, SECRET, Organization, open_for_business

pytestmark = pytest.mark.django_db
LOGIN, LEAVE = "/accounts/login/", "/accounts/oidc/organization/login/"
BACK = f"{LEAVE}callback/"


@pytest.fixture
def organization(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organization]:
    """One that the registry is told of by the environment, as in production."""
    with open_for_business() as found:
        for name, value in {"OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET, "OIDC_NAME": "The Union"}.items():
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = configured.organization(found.address)
        yield found


def leave(client: Client, process: str = "login") -> str:
    answer = client.post(f"{LEAVE}?process={process}")
    assert answer.status_code == 302
    return answer.headers["Location"]


def come_in(client: Client, organization: Organization) -> Any:
    return client.get(BACK, organization.agree(leave(client)))


def rows(name: str) -> list[tuple[str, str, str]]:
    return list(History.objects.filter(identifier=f"user:{name}").order_by("pk").values_list("action", "by", "note"))


def test_the_page_offers_it_by_one_button_and_asks_the_provider_with_a_challenge(organization: Organization) -> None:
    client = Client()
    page = client.get(LOGIN).content.decode()
    assert f'action="{LEAVE}?process=login"' in page
    assert "Log in with The Union" in page
    asked = urlsplit(leave(client))
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{organization.address}/authorize"
    told = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert told.pop("state")
    assert len(told.pop("code_challenge")) == 43
    assert set(told.pop("scope").split()) == {"openid", "profile", "email"}
    assert told == {
        "client_id": CLIENT,
        "code_challenge_method": "S256",
        "redirect_uri": f"http://testserver{BACK}",
        "response_type": "code",
    }


def test_nothing_is_offered_where_there_is_none() -> None:
    assert "Log in with" not in Client().get(LOGIN).content.decode()
    assert Client().post(LEAVE).status_code == 404


def test_who_comes_first_gets_an_account_without_roles_and_later_the_same_one(organization: Organization) -> None:
    answer = come_in(Client(), organization)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    person = User.objects.get()
    assert (person.username, person.email) == ("amina", "amina@union.example")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (False, False, False)
    assert rows("amina") == [("create", "amina", ""), ("sign_in", "amina", "organization")]
    User.objects.update(is_staff=True)
    person.groups.add(Group.objects.get(name=Role.EDITOR))
    organization.person["preferred_username"] = "renamed"
    client = Client()
    assert come_in(client, organization).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert (User.objects.count(), SocialToken.objects.count()) == (1, 0)


def test_where_one_was_going_is_remembered(organization: Organization) -> None:
    come_in(Client(), organization)
    User.objects.update(is_staff=True)
    client = Client()
    page = client.get(LOGIN, {"next": "/admin/devices/"}).content.decode()
    sent_to = client.post(f"{LEAVE}?process=login&next=/admin/devices/").headers["Location"]
    assert "next=%2Fadmin%2Fdevices%2F" in page
    assert client.get(BACK, organization.agree(sent_to)).headers["Location"] == "/admin/devices/"


def test_a_name_or_address_that_is_taken_gives_nobody_elses_account(organization: Organization) -> None:
    editor = factories.user(Role.EDITOR)
    organization.person = {"sub": "43", "preferred_username": "Editor", "email": "other@organization.example"}
    come_in(Client(), organization)
    assert not SocialAccount.objects.filter(user=editor).exists()
    assert User.objects.exclude(pk=editor.pk).get().username.lower() != "editor"
    User.objects.filter(pk=editor.pk).update(email="editor@x.example")
    organization.person = {"sub": "44", "email": "editor@x.example", "email_verified": True}
    client = Client()
    come_in(client, organization)
    assert client.get("/admin/").status_code == 302
    assert not SocialAccount.objects.filter(user=editor).exists()


def test_whoever_left_is_not_let_in(organization: Organization) -> None:
    come_in(Client(), organization)
    User.objects.update(is_active=False)
    client = Client()
    assert come_in(client, organization).headers["Location"] == "/accounts/inactive/"
    assert client.get("/admin/").status_code == 302


def refused(client: Client, brought: dict[str, str]) -> bool:
    page = client.get(BACK, brought)
    told = page.status_code in {200, 401} and "Not logged in" in page.content.decode()
    return told and "_auth_user_id" not in client.session and not User.objects.exists()


def test_what_is_forged_lets_nobody_in(organization: Organization) -> None:
    client = Client()
    brought = organization.agree(leave(client))
    assert refused(Client(), brought), "the state is another browser's"
    assert refused(client, {**brought, "state": "guessed"})
    assert refused(client, {**organization.agree(leave(client)), "code": "guessed"})
    organization.audience = "another client"
    assert refused(client, organization.agree(leave(client)))
    organization.audience, organization.issuer = CLIENT, "https://elsewhere.example"
    assert refused(client, organization.agree(leave(client)))
    organization.issuer = organization.address
    denied = {"error": "access_denied", "state": organization.agree(leave(client))["state"]}
    assert client.get(BACK, denied).headers["Location"] == "/accounts/3rdparty/login/cancelled/"
    assert client.get("/accounts/3rdparty/login/cancelled/").status_code == 200
    assert come_in(client, organization).headers["Location"] == "/"


def test_a_provider_that_is_away_is_told_and_no_failure_of_ours(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured.organization("http://127.0.0.1:9")
    page = Client().post(LEAVE)
    assert page.status_code == 503
    assert "The organization does not answer." in page.content.decode()
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_staff_join_their_own_account_after_proving_who_they_are(organization: Organization) -> None:
    editor = factories.user(Role.EDITOR)
    client = Client()
    client.post(LOGIN, {"login": "editor", "password": factories.PASSWORD})
    page = client.get("/accounts/3rdparty/").content.decode()
    assert f'action="{LEAVE}?process=connect"' in page
    answer = client.get(BACK, organization.agree(leave(client, "connect")))
    assert answer.headers["Location"] == "/accounts/reauthenticate/"
    assert not SocialAccount.objects.exists()
    answer = client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    assert answer.headers["Location"] == "/accounts/3rdparty/"
    assert SocialAccount.objects.get().user == editor
    assert rows("editor")[-1] == ("connect_account", "editor", "organization")
    assert come_in(Client(), organization).headers["Location"] == "/admin/"
    client.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert rows("editor")[-1] == ("disconnect_account", "editor", "organization")
    assert not SocialAccount.objects.exists()
