"""What is done about the provisions of resolutions, by whom, until when, and what shows it?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.mandate import Provision, Resolution, addressees_field
from requirements.models.reference import Reference, has_pattern
from requirements.models.text import TranslatedField


class Action(Reference):
    """One row is an action of an Action Plan.

    It is not completed without statement and evidence: a constraint and a trigger at the end of the transaction see to
    it.
    """

    kind = choices.ReferenceKind.ACTION

    number = models.CharField(_("number"), max_length=300, blank=True)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("resolution")
    )
    provisions = models.ManyToManyField(Provision, blank=True, related_name="+", verbose_name=_("provisions"))
    lead = addressees_field(_("lead"))
    cooperation = addressees_field(_("in cooperation with"))
    report_to = addressees_field(_("reports to"))
    action_kind = models.CharField(
        _("kind"), max_length=10, choices=choices.ActionKind, default=choices.ActionKind.ONE_OFF
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    next_report_on = models.DateField(_("next report due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=11, choices=choices.ActionState, default=choices.ActionState.NOT_STARTED
    )
    statement = TranslatedField(_("statement"))

    class Meta(Reference.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            has_pattern("action"),
            models.CheckConstraint(
                condition=~models.Q(state=choices.ActionState.COMPLETED) | ~models.Q(statement={}),
                name="action_completed_with_a_statement",
                violation_error_message=_("An action is completed with a statement of what was done."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(due_on=None)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="action_due_after_it_starts",
            ),
        ]


class Evidence(models.Model):
    """One row is something that shows what was done: a saved filter with its live count, an analysis, a document."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence", verbose_name=_("action"))
    position = models.PositiveIntegerField(_("position"), default=0)
    evidence_kind = models.CharField(_("kind"), max_length=12, choices=choices.EvidenceKind)
    title = TranslatedField(_("title"), line=True)
    query = models.TextField(_("saved filter"), blank=True)
    run = models.CharField(_("run of the gap analysis"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return f"{self.title or self.query or self.url or self.run}"


class ProgressReport(models.Model):
    """One row is what was reported of an action for a period; `counts` is its evidence as counted then."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="reports", verbose_name=_("action"))
    position = models.PositiveIntegerField(_("position"), default=0)
    period = models.CharField(_("period"), max_length=300)
    reported_on = models.DateField(_("date"), null=True, blank=True)
    meeting = models.CharField(_("meeting"), max_length=300, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)
    text = TranslatedField(_("text"))
    counts = ArrayField(models.PositiveIntegerField(), default=list, blank=True, verbose_name=_("evidence counted"))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [models.UniqueConstraint(fields=("action", "period"), name="progress_report_once")]

    def __str__(self) -> str:
        return self.period
