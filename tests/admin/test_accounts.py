"""Do administrators, and nobody else, say who has which role, and is it remembered?"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from requirements import permissions
from requirements.choices import Role
from requirements.models import BuildingBlock, History, User
from tests import factories
from tests.admin import desk


@pytest.mark.django_db
def test_roles_and_scope_are_given_and_remembered() -> None:
    factories.references()
    person = factories.user(Role.EDITOR)
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    block = BuildingBlock.objects.get(identifier="block:identity")
    page = desk.save(client, person, desk.open_form(client, person), building_blocks=str(block.pk), email="e@x.org")
    assert page.status_code == 302, desk.errors(page)
    assert list(person.building_blocks.all()) == [block]
    (row,) = History.objects.filter(identifier="user:editor")
    assert (row.action, row.by, row.changes) == ("edit", "administrator", ["Email address", "Building blocks"])
    assert row.differences == [{"path": ["building_blocks"], "before": [], "after": ["block:identity"]}]
    assert "block:identity" in client.get(desk.address(person, "history")).content.decode()
    assert "Building blocks" in client.get(desk.address(person, "history")).content.decode()


@pytest.mark.django_db
def test_a_new_account_and_a_new_password_are_remembered_without_the_password() -> None:
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    password = "a long enough secret"
    typed = {"username": "new", "usable_password": "true", "password1": password, "password2": password}
    editor = str(Group.objects.get(name=Role.EDITOR).pk)
    page = client.post("/admin/requirements/user/add/", {**typed, "groups": [editor]})
    assert page.status_code == 302, desk.errors(page)
    person = User.objects.get(username="new")
    assert (permissions.roles_of(person), person.is_staff) == ({Role.EDITOR}, True)
    client.post(f"/admin/requirements/user/{person.pk}/password/", {**typed, "password1": password + "!"})
    page = client.post(
        f"/admin/requirements/user/{person.pk}/password/",
        {"usable_password": "true", "password1": password + "!", "password2": password + "!"},
    )
    assert page.status_code == 302
    rows = History.objects.filter(identifier="user:new").order_by("pk")
    assert [(row.action, row.by) for row in rows] == [("create", "administrator"), ("edit", "administrator")]
    assert password not in str([row.changes for row in rows])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.EDITOR])
def test_others_find_no_door(role: Role) -> None:
    person = factories.user(role)
    client = desk.signed_in(person)
    for address in ("/admin/requirements/user/", "/admin/requirements/user/add/"):
        assert client.get(address).status_code == 403
    assert client.post(desk.address(person), {"is_superuser": "on"}).status_code in {302, 403}
    person.refresh_from_db()
    assert not person.is_superuser


@pytest.mark.django_db
def test_the_history_tells_which_roles_were_given_and_taken() -> None:
    person = factories.user(Role.EDITOR)
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    reviewer = Group.objects.get(name=Role.REVIEWER)
    page = desk.save(client, person, desk.open_form(client, person), groups=[str(reviewer.pk)])
    assert page.status_code == 302, desk.errors(page)
    (row,) = History.objects.filter(identifier="user:editor")
    assert row.differences == [
        {"path": ["groups"], "before": ["editor"], "after": ["reviewer"]},
    ]


@pytest.mark.django_db
def test_a_role_opens_the_desk_and_its_end_closes_it() -> None:
    person = factories.user(None, "amina")
    client, own = desk.signed_in(factories.user(Role.ADMINISTRATOR)), desk.signed_in(person)
    assert own.get("/admin/").status_code == 302
    page = client.get(desk.address(person))
    translator = Group.objects.get(name=Role.TRANSLATOR)
    desk.save(client, person, desk.typed_in(page, "user_form"), groups=[str(translator.pk)])
    assert own.get("/admin/").status_code == 200
    desk.save(client, person, desk.open_form(client, person), groups=[])
    assert own.get("/admin/").status_code == 302
    assert "superuser" not in page.content.decode()


@pytest.mark.django_db
def test_a_name_is_given_once_in_any_case_and_never_changed() -> None:
    person = factories.user(Role.EDITOR)
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    password = "a long enough secret"
    typed = {"username": "Editor", "usable_password": "true", "password1": password, "password2": password}
    assert desk.errors(client.post("/admin/requirements/user/add/", typed)) == [
        "A user with that username already exists."
    ]
    with pytest.raises(IntegrityError, match="account_names_differ_by_more_than_case"), transaction.atomic():
        User.objects.create(username="EDITOR")
    desk.save(client, person, desk.open_form(client, person), username="reviewer", first_name="Ed")
    person.refresh_from_db()
    assert (person.username, person.first_name) == ("editor", "Ed")


@pytest.mark.django_db
def test_lost_second_factors_are_removed_by_administrators_alone() -> None:
    person = factories.user(Role.EDITOR)
    TOTP.activate(person, generate_totp_secret())
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    lost = f"/admin/requirements/user/{person.pk}/forget_factors/"
    assert desk.signed_in(person).post(lost).status_code == 403
    assert client.get(lost).status_code == 405
    assert "Second factors:" in client.get(desk.address(person)).content.decode()
    for _twice in range(2):
        assert client.post(lost).status_code == 302
    assert not Authenticator.objects.exists()
    rows = History.objects.filter(identifier="user:editor").values_list("action", "by")
    assert list(rows) == [("remove_second_factor", "administrator")]
    assert "Second factors:" not in client.get(desk.address(person)).content.decode()
    assert client.post(lost.replace(str(person.pk), "0")).status_code == 404


@pytest.mark.django_db
def test_no_account_is_deleted() -> None:
    person = factories.user(Role.EDITOR)
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    assert client.post(desk.address(person, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()
