"""How is what somebody did, and to which fields, said to a reader of the history?"""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from requirements import documents, workflow
from requirements.admin import differences
from requirements.models import History

# What is no transition.
OTHERS = {
    "delete": _("Delete"),
    "classify": _("Classify a possible duplicate"),
    "sign_in": _("Sign in"),
    "fail_to_sign_in": _("Fail to sign in"),
    "lock_out": _("Locked out after wrong attempts"),
    "end_session": _("Sign out another device"),
    "change_password": _("Change the password"),
    "add_second_factor": _("Add a second factor"),
    "remove_second_factor": _("Remove a second factor"),
    "renew_second_factor": _("Renew a second factor"),
    "connect_account": _("Connect an account of an organization"),
    "disconnect_account": _("Disconnect an account of an organization"),
    "unsettle": _("The standard has moved: to be confirmed"),
    "analyse": _("Gap analysis"),
    "weigh": _("Change the weights"),
    "publish_analysis": _("Publish a gap analysis"),
    "review_gap": _("Review a result"),
    "decide_gap": _("Record a decision of TSAG"),
    "import": _("Import"),
    "undo_import": _("Undo an import"),
    "remark": _("Remark"),
    "settle_remark": _("Settle a remark"),
    "assign": _("Assign"),
    "open_dialogue": _("Open a dialogue"),
    "change_dialogue": _("Change a dialogue"),
    "close_dialogue": _("Close a dialogue"),
    "moderate": _("Settle a comment"),
    "accept": _("Accept"),
    "merge_proposal": _("Merge into another entry"),
    "convert_proposal": _("Make it another kind"),
    "send_again": _("Send a letter again"),
    "invite": _("Invite somebody"),
    "take_back_invitation": _("Take an invitation back"),
    "join": _("Act for an organization"),
    "leave": _("Act for an organization no more"),
    "deactivate": _("Shut an account"),
    "let_in_again": _("Open an account again"),
    "become_focal_point": _("Become a focal point"),
    "hand_over": _("Hand over the role of focal point"),
    "end_following": _("End what somebody follows"),
}


def said_of(row: History) -> str:
    return said(row.action)


def said(action: str) -> str:
    """The action in the reader's words; one that is known no more as it is stored."""
    known = workflow.TRANSITIONS.get(action)
    return str(known.label if known else OTHERS.get(action, capfirst(action.replace("_", " "))))


def fields_of(row: History) -> list[str]:
    """The fields that were touched, by their labels; of an account the labels are what is stored."""
    kind = _kind(row)
    names: Iterable[Any] = row.changes or dict.fromkeys(one["path"][0] for one in row.differences)
    return [differences.field_name(str(name), kind) if kind else str(name) for name in names]


def differences_of(row: History) -> list[differences.Shown]:
    """What each field was and is, as far as the row knows."""
    changes = [documents.Change(tuple(one["path"]), one["before"], one["after"]) for one in row.differences]
    return differences.shown(changes, _kind(row))


def _kind(row: History) -> str:
    """The kind of record that was acted on; nothing for an account."""
    try:
        return documents.kind_of(row.identifier)
    except ValueError:
        return ""
