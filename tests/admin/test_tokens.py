"""Does a person make and revoke tokens at the desk, and see each once?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from requirements.choices import Role
from requirements.models import History, Token, User
from tests import factories

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:requirements_token_changelist"), reverse("admin:requirements_token_add")


def desk_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_token_is_shown_once() -> None:
    client = desk_of(factories.user(Role.EDITOR))
    response = client.post(ADD, {"name": "harvest", "scope": "write", "days": 30})
    (text,) = re.findall(r"[0-9a-f]{64}", response.content.decode())
    assert "no-store" in response["Cache-Control"]
    token = Token.objects.get()
    assert token.scope == "write"
    for address in (LIST, reverse("admin:requirements_token_change", args=[token.pk])):
        page = client.get(address)
        assert page.status_code == 200
        assert text not in page.content.decode()
    harvest = Client(headers={"Authorization": f"Bearer {text}"})
    assert harvest.get("/api/v1/").status_code == 200


@pytest.mark.parametrize("days", ["0", "366", "x"])
def test_a_token_lasts_from_a_day_to_a_year(days: str) -> None:
    client = desk_of(factories.user(Role.EDITOR))
    assert client.post(ADD, {"name": "harvest", "scope": "read", "days": days}).status_code == 200
    assert not Token.objects.exists()
    client.post(ADD, {"name": "harvest", "scope": "read", "days": "365"})
    assert Token.objects.count() == 1


def test_everybody_sees_and_revokes_their_own_and_administrators_all() -> None:
    editor, other = factories.user(Role.EDITOR), factories.user(Role.TRANSLATOR)
    administrator = factories.user(Role.ADMINISTRATOR)
    for person in (editor, other):
        desk_of(person).post(ADD, {"name": f"of {person.username}", "scope": "read", "days": 1})
    (token,) = Token.objects.filter(user=editor)
    assert "of translator" not in desk_of(editor).get(LIST).content.decode()
    page = desk_of(administrator).get(LIST).content.decode()
    assert "of translator" in page
    assert "of editor" in page
    delete = reverse("admin:requirements_token_delete", args=[token.pk])
    assert desk_of(other).post(delete, {"post": "yes"}).status_code == 302
    assert Token.objects.filter(pk=token.pk).exists()
    desk_of(administrator).post(delete, {"post": "yes"})
    assert not Token.objects.filter(pk=token.pk).exists()
    assert History.objects.latest("pk").action == "revoke_token"
