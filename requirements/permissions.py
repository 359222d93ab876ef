"""Who may do what, in which state?

One table answers for every face. Roles of staff are Django groups of the same name; a superuser is an administrator; a
member is who acts for a member organization that takes part. An account alone gives nothing. Public reading needs no
row: public code reads editions, which hold nothing private. Nor do proposing and following, which are open to all.
"""

import logging
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from requirements.choices import GRANTED, Role, State
from requirements.models import (
    BuildingBlock,
    Candidate,
    Entry,
    MemberOrganization,
    Proposal,
    Reference,
    StudyGroup,
    User,
)

M = TypeVar("M", bound=Model)
logger = logging.getLogger(__name__)

STAFF = frozenset({Role.TRANSLATOR, Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR})
EDITORS = frozenset({Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR})
REVIEWERS = frozenset({Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR})
PUBLISHERS = frozenset({Role.PUBLISHER, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
CONTRIBUTORS = frozenset({Role.CONTRIBUTOR})
FOCAL_POINTS = frozenset({Role.FOCAL_POINT})
MEMBERS = FOCAL_POINTS | {Role.MEMBER}

EVERY = frozenset(State)
OPEN = frozenset({State.DRAFT, State.RETURNED})
WAITING = frozenset({State.SUBMITTED, State.IN_REVIEW})
REVISABLE = OPEN | {State.PUBLISHED, State.REJECTED}

# Action → role → the states of a working copy in which that role may do it.
TABLE: dict[str, dict[Role, frozenset[State]]] = {
    "view": dict.fromkeys(STAFF, EVERY) | dict.fromkeys(CONTRIBUTORS, EVERY),
    "create": dict.fromkeys(EDITORS | CONTRIBUTORS, EVERY),
    "edit": dict.fromkeys(EDITORS, REVISABLE) | dict.fromkeys(CONTRIBUTORS, OPEN),
    "translate": dict.fromkeys(EDITORS | {Role.TRANSLATOR}, REVISABLE),
    "confirm_translation": dict.fromkeys(REVIEWERS, REVISABLE),
    "submit": dict.fromkeys(EDITORS | CONTRIBUTORS, OPEN),
    "recall": dict.fromkeys(EDITORS | CONTRIBUTORS, frozenset({State.SUBMITTED})),
    "start_review": dict.fromkeys(REVIEWERS, frozenset({State.SUBMITTED})),
    "return": dict.fromkeys(REVIEWERS, WAITING | {State.APPROVED}),
    "reject": dict.fromkeys(REVIEWERS, WAITING),
    "approve": dict.fromkeys(REVIEWERS, WAITING),
    "publish": dict.fromkeys(PUBLISHERS, frozenset({State.APPROVED})),
    "publish_translation": dict.fromkeys(REVIEWERS, REVISABLE),
    "publish_coverage": dict.fromkeys(REVIEWERS, REVISABLE),
    "publish_links": dict.fromkeys(REVIEWERS, REVISABLE),
    "revert": dict.fromkeys(EDITORS, REVISABLE),
    "revalidate": dict.fromkeys(EDITORS, REVISABLE),
    "withdraw": dict.fromkeys(PUBLISHERS, REVISABLE),
    "supersede": dict.fromkeys(PUBLISHERS, REVISABLE),
    "classify": dict.fromkeys(EDITORS | REVIEWERS, EVERY),
    "delete": dict.fromkeys(EDITORS, OPEN),
    "assess": dict.fromkeys(EDITORS | REVIEWERS, REVISABLE),
    "analyse": dict.fromkeys(EDITORS | REVIEWERS, EVERY),
    "review_gap": dict.fromkeys(EDITORS | REVIEWERS, EVERY),
    "publish_analysis": dict.fromkeys(PUBLISHERS, EVERY),
    "decide_gap": dict.fromkeys(PUBLISHERS, EVERY),
    "import": dict.fromkeys(EDITORS, EVERY),
    "undo_import": dict.fromkeys(EDITORS, EVERY),
    "export": dict.fromkeys(STAFF, EVERY),
    "edit_reference": dict.fromkeys(EDITORS, EVERY),
    "complete_action": dict.fromkeys(PUBLISHERS, EVERY),
    "show_official_text": dict.fromkeys(PUBLISHERS, EVERY),
    "hold_token": dict.fromkeys(STAFF | CONTRIBUTORS, EVERY),
    "manage_users": dict.fromkeys(ADMINISTRATORS, EVERY),
    "read_history": dict.fromkeys(STAFF, EVERY),
    "remark": dict.fromkeys(STAFF, EVERY),
    "handle_proposal": dict.fromkeys(EDITORS | REVIEWERS, EVERY),
    "decide_proposal": dict.fromkeys(REVIEWERS, EVERY),
    "open_dialogue": dict.fromkeys(REVIEWERS, EVERY),
    "moderate": dict.fromkeys(EDITORS | REVIEWERS, EVERY),
    "read_for_members": dict.fromkeys(MEMBERS | CONTRIBUTORS | STAFF, EVERY),
    "act_for_organization": dict.fromkeys(MEMBERS, EVERY),
    "manage_people": dict.fromkeys(FOCAL_POINTS, EVERY),
    "manage_organizations": dict.fromkeys(ADMINISTRATORS, EVERY),
}
# A member does what it does for its own organization alone.
# A contributor does these on own proposals alone; an editor with a scope does them within it.
OWN = frozenset({"view", "edit", "submit", "recall"})
SCOPED = frozenset(
    {
        *("create", "edit", "edit_reference", "submit", "recall", "revert", "delete", "translate", "revalidate"),
        *("classify", "assess", "undo_import"),
    }
)


class NotPermitted(Exception):
    """The actor may not do this; the text says so in the reader's language."""


def roles_of(user: Any) -> frozenset[Role]:
    """The roles of a person, kept on the user: one query, and one more for a member. An account alone is nobody's."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset({Role.ANONYMOUS})
    if not hasattr(user, "_roles"):
        granted = user.groups.filter(name__in=GRANTED).values_list("name", flat=True)
        administers = {Role.ADMINISTRATOR} if user.is_superuser else {Role(name) for name in granted}
        user._roles = (_roles_of_member(user) | administers) or frozenset({Role.ANONYMOUS})
    roles: frozenset[Role] = user._roles
    return roles


def _roles_of_member(user: User) -> frozenset[Role]:
    """No query for who acts for no organization."""
    if user.organization is None or not user.organization.is_active:
        return frozenset()
    return MEMBERS if user.is_focal_point else frozenset({Role.MEMBER})


def organization_of(user: User | Any) -> MemberOrganization | None:
    """The member organization that a person may act for now."""
    return user.organization if Role.MEMBER in roles_of(user) else None


Subject = Entry | Reference | MemberOrganization | None


def can(user: User | Any, action: str, record: Subject = None) -> bool:
    """Whether the table allows the action; without a record, whether it allows it in any state."""
    return any(_role_can(user, role, action, record) for role in roles_of(user))


def _role_can(user: Any, role: Role, action: str, record: Any) -> bool:
    states = TABLE[action].get(role, frozenset())
    if record is None:
        return bool(states)
    allowed = record.state in states if isinstance(record, Entry) else bool(states)
    return allowed and _owns(user, role, action, record) and _within_scope(user, role, action, record)


def _owns(user: Any, role: Role, action: str, record: Any) -> bool:
    if isinstance(record, MemberOrganization):
        return role not in MEMBERS or record.pk == user.organization_id
    if role is not Role.CONTRIBUTOR or action not in OWN or not isinstance(record, Entry):
        return True
    return record.created_by_id == user.pk


def _within_scope(user: Any, role: Role, action: str, record: Any) -> bool:
    """An editor without any scope edits everything; with one, what `_carrying` says, and of reference records the
    blocks and study groups of the scope themselves.
    """
    if role is not Role.EDITOR or action not in SCOPED or not any(_scope_of(user)):
        return True
    blocks, groups = _scope_of(user)
    if not isinstance(record, Entry):
        return record.pk in {BuildingBlock: blocks, StudyGroup: groups}.get(type(record), ())
    return Entry.objects.filter(_carrying(blocks, groups), pk=record.pk).exists()


def _carrying(blocks: frozenset[int], groups: frozenset[int]) -> Q:
    """Entries that carry one of the blocks, and aspects for which one of the study groups is a candidate."""
    with_block = Entry.building_blocks.through.objects.filter(buildingblock__in=blocks)
    candidates = Candidate.objects.filter(study_group__in=groups)
    return Q(pk__in=with_block.values("entry")) | Q(pk__in=candidates.values("aspect"))


def scope(user: User | Any, action: str) -> Q:
    """Which entries a person's scope leaves of those to do an action on; an empty condition if it leaves all."""
    roles = roles_of(user) & TABLE[action].keys()
    if action not in SCOPED or Role.EDITOR not in roles or roles - {Role.EDITOR, Role.CONTRIBUTOR}:
        return Q()
    if not any(_scope_of(user)):
        return Q()
    own = Q(created_by=user) if Role.CONTRIBUTOR in roles else Q()
    return _carrying(*_scope_of(user)) | own


def _scope_of(user: Any) -> tuple[frozenset[int], frozenset[int]]:
    """The keys of an editor's blocks and study groups; two queries, kept on the user as roles are."""
    if not hasattr(user, "_scope"):
        scopes = (user.building_blocks, user.study_groups)
        user._scope = tuple(frozenset(scope.values_list("pk", flat=True)) for scope in scopes)
    scope: tuple[frozenset[int], frozenset[int]] = user._scope
    return scope


def check(user: User | Any, action: str, record: Subject = None) -> None:
    """Raise NotPermitted, and leave a line in the log, unless the table allows the action."""
    if sentence := refusal(user, action, record):
        logger.warning("Refused to %s: %s of %s", user.get_username() or Role.ANONYMOUS, action, record or "anything")
        raise NotPermitted(sentence)


def refusal(user: User | Any, action: str, record: Subject = None) -> str:
    """Why a person may not do an action, in the reader's language; nothing if they may."""
    if not can(user, action, record):
        return _why_not(user, action, record)
    if action in {"approve", "publish"} and isinstance(record, Entry) and _is_own_proposal(user, record):
        return _("Nobody approves their own proposal.")
    return ""


def _why_not(user: Any, action: str, record: Subject) -> str:
    """The first thing that lacks: a role, the state, the scope."""
    here = TABLE[action]
    if isinstance(record, Entry):
        here = {role: states for role, states in here.items() if record.state in states}
        if not here:
            return _("Nobody may do this in the state “%(state)s”.") % {"state": record.get_state_display()}
    if not here.keys() & roles_of(user):
        return _("This is for: %(roles)s.") % {"roles": ", ".join(str(role.label) for role in Role if role in here)}
    if isinstance(record, MemberOrganization):
        return _("You do not act for this organization.")
    if Role.EDITOR in roles_of(user):
        return _("This is outside your building blocks and study groups.")
    return _("This is no proposal of yours.")


def _is_own_proposal(user: Any, record: Entry) -> bool:
    """Whether the person created what is proposed, or an open proposal behind it came from their mail address."""
    proposed = record.proposed or Role.CONTRIBUTOR in roles_of(user)
    if proposed and record.created_by_id == user.pk:
        return True
    return record.proposed and proposed_by(user).filter(entry=record).exists()


def proposed_by(user: Any) -> QuerySet[Proposal]:
    """The proposals that a person made, signed in or by their mail address."""
    own = Q(by=user) | Q(email__iexact=user.email) if user.email else Q(by=user)
    return Proposal.objects.filter(own)


def visible(queryset: QuerySet[M], user: User | Any) -> QuerySet[M]:
    """The rows that a person may see in a staff face: staff all, contributors their own, others none."""
    roles = roles_of(user)
    if roles & STAFF:
        return queryset
    if Role.CONTRIBUTOR in roles and issubclass(queryset.model, Entry):
        return queryset.filter(created_by=user)
    return queryset.none()


def rows() -> Iterable[tuple[str, Role, State, bool]]:
    """Every cell of the table: action, role, state, allowed. The documentation and the tests go through all of them."""
    for action, by_role in TABLE.items():
        for role in Role:
            for state in State:
                yield action, role, state, state in by_role.get(role, frozenset())
