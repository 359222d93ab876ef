"""What is proposed from outside, how far has it come, and what was its author told?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.documents import ENTRY_PATTERN
from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.entry import Entry
from requirements.models.member import MemberOrganization

REFERENCE_PATTERN = "^P-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$"


class Proposal(models.Model):
    """One row is what somebody proposes, from the first page of its form to the decision.

    `answers` are the author's, by question; `document` is what they came to when they first reached staff. From then on
    the proposal of an entry is that working copy; a standard or a correction has none.
    """

    reference = models.CharField(_("reference number"), max_length=11, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=choices.ProposalKind)
    state = models.CharField(
        _("state"), max_length=10, choices=choices.ProposalState, default=choices.ProposalState.DRAFT
    )
    target = models.CharField(_("changes"), max_length=130, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    answers = models.JSONField(_("answers"), default=dict)
    begun_with = models.JSONField(default=dict)
    document = models.JSONField(null=True)
    email = models.EmailField(_("mail address"), blank=True)
    shown = models.BooleanField(_("may be shown as proposed"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposals", verbose_name=_("who")
    )
    organization = models.ForeignKey(
        MemberOrganization,
        models.PROTECT,
        null=True,
        related_name="proposals",
        verbose_name=_("member organization"),
    )
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="proposals", verbose_name=_("entry"))
    outcome = models.CharField(_("accepted as"), max_length=130, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    received_at = models.DateTimeField(_("received"), null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-received_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reference__regex=REFERENCE_PATTERN), name="proposal_reference_is_well_formed"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=choices.ProposalKind.values), name="proposal_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=choices.ProposalState.values), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=choices.UNCONFIRMED, received_at=None)
                | ~models.Q(state__in=choices.UNCONFIRMED) & models.Q(received_at__isnull=False) & ~models.Q(email=""),
                name="proposal_reaches_staff_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False)
                | models.Q(state__in=choices.UNCONFIRMED)
                | ~models.Q(kind__in=choices.EntryKind.values),
                name="proposal_of_an_entry_is_a_working_copy",
            ),
            models.CheckConstraint(
                condition=models.Q(target="")
                | models.Q(kind="correction")
                | models.Q(target__regex=ENTRY_PATTERN) & models.Q(kind__in=choices.EntryKind.values),
                name="proposal_changes_an_entry",
            ),
        ]
        indexes = [
            models.Index(fields=("state", "-received_at"), name="proposal_by_state"),
            models.Index(fields=("email",), name="proposal_by_email"),
        ]

    def __str__(self) -> str:
        return self.reference


class ProposalStep(models.Model):
    """One row is a step of a proposal towards its decision; `note` is the question, the answer or the reason."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps", verbose_name=_("proposal"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=choices.ProposalState)
    note = models.TextField(_("text"), blank=True)
    by = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("step of a proposal")
        verbose_name_plural = _("steps of proposals")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_state_display()}"


class Letter(models.Model):
    """One row is a mail that the registry owes somebody; it stays until it is sent.

    It is written when it is sent, from what `about` and `parameters` say, so that no private link is kept here.
    """

    kind = models.CharField(_("kind"), max_length=30)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=[(x.code, x.name) for x in LANGUAGES])
    about = models.CharField(_("about"), max_length=130)
    parameters = models.JSONField(_("parameters"), default=dict)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("to be sent"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-written_at", "-pk")
        indexes = [
            models.Index(fields=("due_at",), condition=models.Q(sent_at=None), name="letter_to_be_sent"),
            models.Index(fields=("about",), name="letter_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.kind}"
