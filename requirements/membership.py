"""Who acts for a member organization, and how do its focal points look after these people?

Administrators name the first focal point; from then on people invite each other by mail. Whoever has the link out of
the letter has proved the address. Each change is a row of history under the person and under the organization.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import link_keys, permissions
from requirements.choices import GRANTED
from requirements.models import History, Invitation, Letter, MemberOrganization, User

# After so many days an invitation is gone, with all that is known of who was invited.
DAYS = 14
# What one organization may have open at once; nobody can have the registry write to a whole address book.
OPEN_INVITATIONS = 50


class NotPossible(Exception):
    """What was asked for cannot be; the text says why."""


def history_of(organization: MemberOrganization) -> str:
    """Under which identifier the history tells of an organization."""
    return f"member:{organization.pk}"


@transaction.atomic
def invite(
    organization: MemberOrganization, email: str, *, by: User, language: str, is_focal_point: bool = False
) -> Invitation:
    """Ask somebody by mail to act for the organization; who was asked already gets the letter again.

    NotPossible where too many are asked, or somebody with this address acts for the organization.
    """
    organization = _locked(organization, by)
    if organization.people.filter(email__iexact=email, is_active=True).exists():
        raise NotPossible(_("Somebody with this mail address acts for the organization already."))
    _forget(list(organization.invitations.filter(email__iexact=email)))
    if organization.invitations.count() >= OPEN_INVITATIONS:
        raise NotPossible(_("At most %(limit)s invitations are open at once.") % {"limit": OPEN_INVITATIONS})
    told = {"email": email, "language": language, "is_focal_point": is_focal_point, "invited_by": by}
    invitation = Invitation.objects.create(organization=organization, **told)
    about = _about(invitation)
    Letter.objects.create(kind="invitation", to=email, language=language, about=about, due_at=timezone.now())
    _remember(organization, "invite", by)
    return invitation


@transaction.atomic
def take_back(invitation: Invitation, *, by: User) -> None:
    """The link of the invitation opens nothing any more."""
    organization = _locked(invitation.organization, by)
    _forget([invitation])
    _remember(organization, "take_back_invitation", by)


def key_of(invitation: Invitation) -> str:
    """What opens an invitation to whoever has the letter."""
    return link_keys.make(*_opened(invitation))


def _opened(invitation: Invitation) -> tuple[str, str]:
    """(purpose, subject) of the key of an invitation."""
    return "membership.invitation", f"{invitation.pk} {invitation.email}"


def find(pk: int, key: str) -> Invitation | None:
    """The invitation that a link out of a letter is about, if it is still open."""
    begins = timezone.now() - timedelta(days=DAYS)
    open_ones = Invitation.objects.select_related("organization").filter(
        invited_at__gt=begins, organization__is_active=True
    )
    invitation = open_ones.filter(pk=pk).first()
    return invitation if invitation and link_keys.fits(key, *_opened(invitation)) else None


def letter(owed: Letter) -> str:
    """The text of an invitation in the active language, its first line the subject."""
    invitation = Invitation.objects.select_related("organization").get(pk=owed.about.partition(":")[2])
    page = f"{settings.BASE_URL}/{owed.language}/members/invitations/{invitation.pk}/{key_of(invitation)}/"
    return loader.render_to_string("letters/invitation.txt", {"invitation": invitation, "page": page, "days": DAYS})


@transaction.atomic
def make_account(invitation: Invitation, *, username: str, name: str, password: str, language: str) -> User:
    """A new account for who was invited, under the address that the letter went to. ValidationError by field;
    NotPossible as in `join()`, also for who sends the same form twice at once.
    """
    _held(invitation)
    person = User(username=username, first_name=name, email=invitation.email, language=language)
    problems = _problems(person, password)
    if problems:
        raise ValidationError(problems)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        # Somebody took the name since it was looked at.
        raise ValidationError(_problems(person, password)) from error
    _of_person(person, "create", by=person)
    return join(invitation, person)


def _problems(person: User, password: str) -> dict[str, Any]:
    """What the model and the rules for passwords say, under the names of the form's fields."""
    problems: dict[str, Any] = {}
    try:
        person.full_clean(exclude=("password",))
    except ValidationError as error:
        said = error.message_dict
        problems |= {"name" if field == "first_name" else field: found for field, found in said.items()}
        # The rule that names differ by more than case is one of the table's, not of the field's.
        problems |= {"username": problems.pop("__all__")} if "__all__" in problems else {}
    try:
        validate_password(password, person)
    except ValidationError as error:
        problems["password"] = error.messages
    return problems


@transaction.atomic
def join(invitation: Invitation, person: User) -> User:
    """The person, who acts for the organization from now on; the invitation is used up.

    NotPossible if the account acts for another one, or the invitation was used meanwhile.
    """
    kept = _held(invitation)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.organization_id not in (None, kept.organization_id):
        raise NotPossible(_("This account acts for another organization."))
    is_focal_point = kept.is_focal_point or person.is_focal_point
    _change(person, by=person, action="join", organization=kept.organization, is_focal_point=is_focal_point)
    _forget([kept])
    return person


def _held(invitation: Invitation) -> Invitation:
    """The invitation as it is, held to the end of the transaction; NotPossible if it opens nothing any more."""
    open_ones = Invitation.objects.filter(pk=invitation.pk, organization__is_active=True)
    kept = open_ones.select_related("organization").select_for_update(of=("self",)).first()
    if kept is None:
        raise NotPossible(_("This invitation has been used, or taken back."))
    return kept


@transaction.atomic
def deactivate(person: User, *, by: User) -> None:
    """The person acts for the organization no more. An account without a role of the staff is shut with that."""
    organization, person = _of_organization(person, by)
    if person == by:
        raise NotPossible(_("Hand your role over first; then your successor can do this."))
    if _is_of_staff(person):
        _change(person, by=by, action="leave", organization=None, is_focal_point=False)
    else:
        _change(person, by=by, action="deactivate", is_active=False, is_focal_point=False)
    _forget(list(organization.invitations.filter(invited_by=person)))


@transaction.atomic
def let_in_again(person: User, *, by: User) -> None:
    """Open an account that was shut; one with a role of the staff, which an administrator shut, only administrators."""
    _organization, person = _of_organization(person, by)
    if _is_of_staff(person):
        permissions.check(by, "manage_organizations")
    _change(person, by=by, action="let_in_again", is_active=True)


@transaction.atomic
def hand_over(person: User, *, by: User) -> None:
    """The person becomes a focal point in place of who hands over; an administrator hands over nobody's."""
    _organization, person = _of_organization(person, by)
    if not person.is_active:
        raise NotPossible(_("This account is not active."))
    _change(person, by=by, action="become_focal_point", is_focal_point=True)
    former = User.objects.select_for_update().get(pk=by.pk)
    if former != person and former.organization_id == person.organization_id:
        _change(former, by=by, action="hand_over", is_focal_point=False)


def _locked(organization: MemberOrganization, by: User) -> MemberOrganization:
    """The organization as it is, held to the end of the transaction, if `by` may look after its people: asked before
    the lock, so that nobody else holds it up, and after it, since somebody may have taken that away meanwhile.
    """
    _check_looks_after(organization, by)
    organization = MemberOrganization.objects.select_for_update().get(pk=organization.pk)
    _check_looks_after(organization, User.objects.get(pk=by.pk))
    if not organization.is_active:
        raise NotPossible(_("This organization takes part no more."))
    return organization


def _check_looks_after(organization: MemberOrganization, by: User) -> None:
    if not permissions.can(by, "manage_organizations"):
        permissions.check(by, "manage_people", organization)


def _of_organization(person: User, by: User) -> tuple[MemberOrganization, User]:
    """The person and the organization that they act for, both held: of two who hand over at once the second has nothing
    left to hand over.
    """
    if person.organization is None:
        raise NotPossible(_("This account acts for no organization."))
    organization = _locked(person.organization, by)
    people = User.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([person.pk, by.pk])
    _check_looks_after(organization, people[by.pk])
    if people[person.pk].organization_id != organization.pk:
        raise NotPossible(_("This account acts for no organization."))
    return organization, people[person.pk]


def _is_of_staff(person: User) -> bool:
    return person.is_superuser or person.groups.filter(name__in=GRANTED).exists()


def _change(person: User, *, by: User, action: str, **columns: Any) -> None:
    """Write columns of an account that decide what it may do; both histories say what they were and are."""
    before = {name: getattr(person, name) for name in columns}
    organization = columns.get("organization") or person.organization
    for name, value in columns.items():
        setattr(person, name, value)
    person.save(update_fields=list(columns))
    differences = [
        {"path": [name], "before": _said(before[name]), "after": _said(value)}
        for name, value in columns.items()
        if before[name] != value
    ]
    _of_person(person, action, by=by, differences=differences)
    if organization is not None:
        _remember(organization, action, by, note=person.get_username())


def _said(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value or "")


def _of_person(person: User, action: str, *, by: User, differences: Any = ()) -> None:
    told = {"action": action, "by": by.get_username(), "differences": list(differences)}
    History.objects.create(identifier=f"user:{person.get_username()}", **told)


def _remember(organization: MemberOrganization, action: str, by: User, *, note: str = "") -> None:
    """Of who is invited the history keeps nothing: nobody can take a row of it away again."""
    History.objects.create(identifier=history_of(organization), action=action, by=by.get_username(), note=note)


def _about(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"


def _forget(invitations: list[Invitation]) -> None:
    """Invitations go with the letters that bore them, so that no address stays behind."""
    Letter.objects.filter(about__in=[_about(one) for one in invitations]).delete()
    Invitation.objects.filter(pk__in=[one.pk for one in invitations]).delete()


def forget_expired() -> int:
    """Delete the invitations whose days are over; how many there were. One query where there is none."""
    expired = list(Invitation.objects.filter(invited_at__lte=timezone.now() - timedelta(days=DAYS))[:1000])
    if expired:
        _forget(expired)
    return len(expired)
