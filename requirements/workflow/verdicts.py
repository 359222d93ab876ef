"""What does a curator's finding about two like entries do? Nothing is merged: equivalent ones are linked."""

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import permissions
from requirements.choices import Relation, Verdict
from requirements.models import Duplicate, Entry, Link, User
from requirements.workflow.copies import lock, remember
from requirements.workflow.transitions import NotAllowed, perform


@transaction.atomic
def classify(pair: Duplicate, verdict: Verdict, *, by: User) -> Duplicate:
    """Keep the finding, and one history row; nothing happens if it is the finding already.

    Equivalent links one of the entries to the other, by an edit of that entry; another finding takes that link away
    again. NotPermitted unless the person may classify one of the two; NotAllowed if neither can be edited now: then
    nothing is kept.
    """
    pair = Duplicate.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair.pk)
    if not permissions.can(by, "classify", pair.first):
        permissions.check(by, "classify", pair.second)
    if pair.verdict == verdict:
        return pair
    if not _keep_link(pair, verdict, by):
        remember([pair.first], "classify", by=by, changes=[pair.second.identifier, str(verdict)])
    pair.verdict, pair.classified_by, pair.classified_at = verdict, by.get_username(), timezone.now()
    pair.save(update_fields=["verdict", "classified_by", "classified_at"])
    return pair


def _keep_link(pair: Duplicate, verdict: Verdict, by: User) -> bool:
    """Make or take away the link that goes with the verdict; whether an entry was edited for it."""
    linked = _links(pair).first()
    if verdict == Verdict.EQUIVALENT and linked is None:
        _link(pair, by)
        return True
    if verdict != Verdict.EQUIVALENT and pair.verdict == Verdict.EQUIVALENT and linked is not None:
        holder = pair.first if linked.entry_id == pair.first_id else pair.second
        lock(holder)
        linked.delete()
        _edit(holder, by, verdict, other=pair.second if holder is pair.first else pair.first)
        return True
    return False


def _links(pair: Duplicate) -> QuerySet[Link]:
    ends = (pair.first_id, pair.second_id)
    return Link.objects.filter(Q(entry__in=ends, target__in=ends), relation=Relation.EQUIVALENT_TO)


def _link(pair: Duplicate, by: User) -> None:
    """The younger entry names the older, if it can be edited now; else the other way round."""
    for holder, other in ((pair.second, pair.first), (pair.first, pair.second)):
        if permissions.can(by, "edit", holder):
            lock(holder)
            last = holder.links.aggregate(last=Max("position"))["last"]
            place = 0 if last is None else last + 1
            Link.objects.create(entry=holder, target=other, relation=Relation.EQUIVALENT_TO, position=place)
            _edit(holder, by, Verdict.EQUIVALENT, other=other)
            return
    raise NotAllowed(
        _("Neither %(first)s nor %(second)s can be edited now, so they cannot be linked.")
        % {"first": pair.first.identifier, "second": pair.second.identifier}
    )


def _edit(holder: Entry, by: User, verdict: Verdict, *, other: Entry) -> None:
    note = _("%(verdict)s: %(identifier)s") % {"verdict": verdict.label, "identifier": other.identifier}
    perform(holder, "edit", by=by, note=note, changes=["links"])
