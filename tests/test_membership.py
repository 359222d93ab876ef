"""Do focal points look after their own people, and nobody else, and is every change told in the history?"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from requirements import membership, permissions, post
from requirements.choices import Role
from requirements.models import History, Invitation, Letter, MemberOrganization, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
ACCOUNT: dict[str, Any] = {"username": "sara", "name": "Sara", "password": factories.PASSWORD, "language": "ar"}


def focal_point(name: str = "fatou", organization: MemberOrganization | None = None) -> User:
    columns = {"organization": organization} if organization else {}
    return factories.user(Role.FOCAL_POINT, name, email=f"{name}@example.org", **columns)


def invited(email: str = "sara@example.org", **told: Any) -> Invitation:
    by = told.pop("by", None) or User.objects.filter(is_focal_point=True).first() or focal_point()
    return membership.invite(told.pop("organization", by.organization), email, by=by, language="ar", **told)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def told(identifier: str) -> list[tuple[str, str, str]]:
    rows = History.objects.filter(identifier=identifier).order_by("pk")
    return list(rows.values_list("action", "by", "note"))


def test_a_colleague_is_invited_acts_is_shut_out_and_let_in_again() -> None:
    fatou = focal_point()
    invitation = invited()
    post.deliver()
    (key,) = re.findall(rf"/ar/members/invitations/{invitation.pk}/([0-9a-f]{{40}})/", mail.outbox[0].body)
    assert mail.outbox[0].to == ["sara@example.org"]
    assert membership.find(invitation.pk, "0" * 40) is None
    found = membership.find(invitation.pk, key)
    assert found == invitation
    sara = membership.make_account(invitation, **ACCOUNT)
    assert (sara.is_staff, again(sara).organization, sara.email) == (False, fatou.organization, "sara@example.org")
    assert permissions.roles_of(again(sara)) == {Role.MEMBER}
    assert sara.check_password(factories.PASSWORD)
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()
    with pytest.raises(membership.NotPossible):
        membership.join(invitation, factories.user(None, "late"))
    with pytest.raises(membership.NotPossible, match="has been used"):
        membership.make_account(invitation, **ACCOUNT)

    with pytest.raises(membership.NotPossible, match="already"):
        invited("Sara@example.org")
    membership.deactivate(again(sara), by=fatou)
    assert permissions.roles_of(again(sara)) == {Role.ANONYMOUS}
    membership.let_in_again(again(sara), by=fatou)
    assert permissions.roles_of(again(sara)) == {Role.MEMBER}
    membership.hand_over(again(sara), by=fatou)
    assert permissions.roles_of(again(sara)) == {Role.MEMBER, Role.FOCAL_POINT}
    assert permissions.roles_of(again(fatou)) == {Role.MEMBER}
    with pytest.raises(permissions.NotPermitted):
        membership.hand_over(again(sara), by=fatou)
    assert told("user:sara") == [
        ("create", "sara", ""),
        ("join", "sara", ""),
        ("deactivate", "fatou", ""),
        ("let_in_again", "fatou", ""),
        ("become_focal_point", "fatou", ""),
    ]
    assert told("user:fatou") == [("hand_over", "fatou", "")]
    assert told(membership.history_of(sara.organization))[-1] == ("hand_over", "fatou", "fatou")
    shut = History.objects.get(identifier="user:sara", action="deactivate")
    assert shut.differences == [{"path": ["is_active"], "before": True, "after": False}]
    assert "sara@example.org" not in str(list(History.objects.values()))


def test_who_may_not_look_after_people_does_not() -> None:
    ours, theirs = focal_point(), factories.organization("Agency", category="un_agency")
    ana = factories.user(Role.MEMBER, "ana", organization=theirs)
    colleague = factories.user(Role.MEMBER, "colleague")
    acts = (membership.deactivate, membership.let_in_again, membership.hand_over)
    for by, about in ((ours, ana), (colleague, ours), (factories.user(Role.PUBLISHER), colleague)):
        for act in acts:
            with pytest.raises(permissions.NotPermitted):
                act(about, by=by)
        with pytest.raises(permissions.NotPermitted):
            invited(organization=about.organization, by=by)
    with pytest.raises(membership.NotPossible, match="Hand your role over"):
        membership.deactivate(ours, by=ours)
    for about in (factories.user(None, "nobody"), factories.user(Role.EDITOR)):
        with pytest.raises(membership.NotPossible, match="no organization"):
            membership.deactivate(about, by=ours)
    membership.deactivate(colleague, by=factories.user(Role.ADMINISTRATOR))
    assert permissions.can(ours, "manage_people")
    User.objects.filter(pk=ours.pk).update(is_focal_point=False)
    with pytest.raises(permissions.NotPermitted):
        invited(by=ours)
    assert not again(colleague).is_active
    assert not History.objects.filter(identifier__in=("user:ana", "user:fatou")).exists()


def test_an_account_of_staff_is_never_shut_by_a_focal_point() -> None:
    ours = focal_point()
    editor = factories.user(Role.EDITOR, organization=ours.organization)
    membership.deactivate(editor, by=ours)
    assert (again(editor).is_active, again(editor).organization) == (True, None)


def test_an_account_of_staff_that_was_shut_is_not_opened_by_a_focal_point() -> None:
    ours = focal_point()
    editor = factories.user(Role.EDITOR, organization=ours.organization, is_active=False)
    with pytest.raises(permissions.NotPermitted):
        membership.let_in_again(editor, by=ours)
    assert not again(editor).is_active
    membership.let_in_again(editor, by=factories.user(Role.ADMINISTRATOR))
    assert again(editor).is_active


def test_an_account_that_exists_joins_once_and_one_organization_alone() -> None:
    invitation = invited(is_focal_point=True)
    editor = factories.user(Role.EDITOR)
    membership.join(invitation, editor)
    assert permissions.roles_of(again(editor)) == {Role.EDITOR, Role.MEMBER, Role.FOCAL_POINT}
    elsewhere = factories.organization("Agency", category="un_agency")
    other = invited("other@example.org", organization=elsewhere, by=factories.user(Role.ADMINISTRATOR))
    with pytest.raises(membership.NotPossible, match="another"):
        membership.join(other, editor)


def test_an_account_is_refused_with_its_fields() -> None:
    invitation = invited()
    factories.user(None, "Taken")
    said = {**ACCOUNT, "username": "taken", "password": "12"}
    with pytest.raises(ValidationError) as refusal:
        membership.make_account(invitation, **said)
    assert refusal.value.message_dict.keys() == {"username", "password"}
    with pytest.raises(ValidationError) as refusal:
        membership.make_account(invitation, **{**ACCOUNT, "name": "x" * 151, "username": "a b"})
    assert refusal.value.message_dict.keys() == {"username", "name"}
    assert Invitation.objects.count() == 1


def test_of_two_who_choose_one_name_at_once_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    invitation, look = invited(), membership._problems

    def then_it_is_taken(person: User, password: str) -> dict[str, Any]:
        problems = look(person, password)
        factories.user(None, ACCOUNT["username"].upper())
        monkeypatch.setattr(membership, "_problems", look)
        return problems

    monkeypatch.setattr(membership, "_problems", then_it_is_taken)
    with pytest.raises(ValidationError) as refusal:
        membership.make_account(invitation, **ACCOUNT)
    assert refusal.value.message_dict.keys() == {"username"}
    assert Invitation.objects.get() == invitation


def test_invitations_are_few_and_pass() -> None:
    ours = focal_point()
    for number in range(membership.OPEN_INVITATIONS):
        invited(f"one{number}@example.org")
    with pytest.raises(membership.NotPossible, match="50"):
        invited("more@example.org")
    invited("One0@example.org")
    assert Invitation.objects.count() == Letter.objects.count() == membership.OPEN_INVITATIONS
    kept = Invitation.objects.get(email="one1@example.org")
    membership.take_back(Invitation.objects.get(email="one2@example.org"), by=ours)
    days = timedelta(days=membership.DAYS)
    Invitation.objects.exclude(pk=kept.pk).update(invited_at=timezone.now() - days)
    expired = Invitation.objects.exclude(pk=kept.pk).first()
    assert expired is not None
    assert membership.find(expired.pk, membership.key_of(expired)) is None
    assert membership.find(kept.pk, membership.key_of(kept)) == kept
    assert membership.forget_expired() == membership.OPEN_INVITATIONS - 2
    assert Letter.objects.get().to == kept.email


def test_an_organization_that_takes_part_no_more_has_no_members() -> None:
    ours = focal_point()
    invitation = invited()
    MemberOrganization.objects.update(is_active=False)
    assert permissions.roles_of(again(ours)) == {Role.ANONYMOUS}
    assert membership.find(invitation.pk, membership.key_of(invitation)) is None
    with pytest.raises(membership.NotPossible):
        membership.make_account(invitation, **ACCOUNT)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(organization=None)


def test_an_administrator_names_the_first_focal_point() -> None:
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR, email="admin@example.org"))
    typed = {"name": "Agency", "category": "un_agency", "is_active": "on"}
    assert client.post("/admin/requirements/memberorganization/add/", typed).status_code == 302
    agency = MemberOrganization.objects.get()
    page = f"/admin/requirements/memberorganization/{agency.pk}"
    assert client.post(f"{page}/invite/", {"email": "no address"}).status_code == 302
    assert client.post(f"{page}/invite/", {"email": "ana@example.org"}).status_code == 302
    assert Invitation.objects.get().is_focal_point
    assert "ana@example.org" in client.get(f"{page}/change/").content.decode()
    ana = membership.make_account(Invitation.objects.get(), **{**ACCOUNT, "username": "ana"})
    assert permissions.roles_of(ana) == {Role.MEMBER, Role.FOCAL_POINT}
    assert "ana@example.org" in client.get(f"{page}/change/").content.decode()
    actions = [action for action, _by, _note in told(f"member:{agency.pk}")]
    assert actions == ["create", "invite", "join"]
    assert client.get(f"{page}/history/").status_code == 200
    stranger = desk.signed_in(factories.user(Role.PUBLISHER))
    assert stranger.post(f"{page}/invite/", {"email": "x@example.org"}).status_code == 403
