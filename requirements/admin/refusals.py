"""How is a refusal of the rooms, or of the database itself, said to the person who pressed the button?"""

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import checks, documents, mapping, permissions, workflow

REFUSALS = (
    documents.Refused,
    mapping.UnknownNames,
    permissions.NotPermitted,
    workflow.Conflict,
    workflow.Incomplete,
    workflow.NotAllowed,
    workflow.NothingToPublish,
    IntegrityError,
)

# What the triggers say, by a piece of it; they speak to programmers.
TRIGGERS = {
    "lead back to its own entry": gettext_lazy("A link would lead back to its own entry: remove it or turn it round."),
    "cannot change": gettext_lazy("An identifier is never changed."),
    "was published and cannot be deleted": gettext_lazy("What was published is never deleted; withdraw it instead."),
    "stays known": gettext_lazy("What was published is never deleted; withdraw it instead."),
}

Said = tuple[str | None, str]


def said(refusal: Exception) -> list[Said]:
    """(name of the field or None, sentence) for everything that the refusal has to say."""
    if isinstance(refusal, documents.Refused):
        return [_of_problem(problem) for problem in refusal.problems]
    if isinstance(refusal, workflow.Incomplete):
        return [_of_problem(problem) for problems in refusal.problems.values() for problem in problems]
    if isinstance(refusal, mapping.UnknownNames):
        return [(None, _("The registry does not know: %(names)s.") % {"names": ", ".join(refusal.names)})]
    if isinstance(refusal, IntegrityError):
        return [(None, _of_database(refusal))]
    return [(None, str(refusal))]


def _of_problem(problem: documents.Problem) -> Said:
    return (str(problem.path[0]) if problem.path else None), checks.sentence(problem)


def _of_database(error: IntegrityError) -> str:
    reason: Any = getattr(error.__cause__, "diag", None)
    spoken = str(getattr(reason, "message_primary", None) or error)
    for piece, sentence in TRIGGERS.items():
        if piece in spoken:
            return str(sentence)
    rule = (getattr(reason, "constraint_name", None) or spoken).replace("_", " ")
    return _("The database refuses this by its rule “%(rule)s”.") % {"rule": rule}
