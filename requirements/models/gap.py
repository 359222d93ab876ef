"""How is an analysis of the gaps kept, so that what was reported can be read, explained and made again?

Triggers refuse every change of these tables: a new look is a new run, and what curators and TSAG say of a result is a
further row beside it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices


class GapWeights(models.Model):
    """One row is a version of the weights: points for each factor, a hundred in all; a run takes the last by itself."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    weights = models.JSONField(_("weights"))
    reason = models.TextField(_("reason"))
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("weights")
        verbose_name_plural = _("weights")
        ordering = ("-version",)

    def __str__(self) -> str:
        return str(self.version)


class GapAnalysis(models.Model):
    """One row is a run: the catalogue as of a moment, looked at with a scope, weights and a version of the method.

    `sha256` is that of all results in order, so that the same run made again can be seen to say the same.
    """

    number = models.CharField(_("number"), max_length=12, unique=True)
    as_of = models.DateTimeField(_("as of"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    by = models.CharField(_("who"), max_length=150)
    scope = models.JSONField(_("scope"))
    weights = models.JSONField(_("weights"))
    # Null where the weights were given for this run alone.
    weights_version = models.PositiveIntegerField(_("version of the weights"), null=True)
    method = models.CharField(_("method"), max_length=10)
    counts = models.JSONField(_("counts"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("gap analysis")
        verbose_name_plural = _("gap analyses")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.number


class GapPublication(models.Model):
    """One row says that a run may be read by everybody, and that gaps live by it."""

    run = models.OneToOneField(GapAnalysis, models.PROTECT, related_name="publication", verbose_name=_("run"))
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("publication of a run")
        verbose_name_plural = _("publications of runs")

    def __str__(self) -> str:
        return str(self.run)


class GapResult(models.Model):
    """One row is what a run says of a requirement or an aspect; `score` and `demand` are thousandths of a point.

    `proposals` names the study groups that could take it up, the first the most likely, with what speaks for each.
    `facts` holds what was counted, as `gap_analysis.criteria.Facts` names it: the score follows from it alone.
    `bodies` have a standard in force that covers it fully, `partial_bodies` one that covers a part.
    """

    run = models.ForeignKey(GapAnalysis, models.CASCADE, related_name="results")
    identifier = models.CharField(_("identifier"), max_length=210)
    edition = models.PositiveIntegerField(_("edition"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices.EntryKind)
    state = models.CharField(_("state"), max_length=15, choices=choices.GapState)
    severity = models.CharField(_("severity"), max_length=6, choices=choices.Severity, default=choices.Severity.LOW)
    score = models.PositiveIntegerField(_("score"))
    demand = models.PositiveIntegerField(_("demand"))
    facts = models.JSONField(_("facts"))
    blocks = ArrayField(models.TextField(), verbose_name=_("building blocks"))
    area = models.CharField(_("area"), max_length=60)
    bodies = ArrayField(models.TextField(), default=list, verbose_name=_("bodies that cover it"))
    partial_bodies = ArrayField(models.TextField(), default=list, verbose_name=_("bodies that cover a part"))
    proposals = models.JSONField(_("proposals"), default=dict)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [models.UniqueConstraint(fields=("run", "identifier"), name="gap_result_once")]
        indexes = [models.Index(fields=("run", "-score", "identifier"), name="gap_result_ranked")]

    def __str__(self) -> str:
        return f"{self.identifier} {self.state}"


class GapReview(models.Model):
    """One row is what a curator says of a result, and why; of several the last holds.

    A correction names the state that the result should have.
    """

    result = models.ForeignKey(GapResult, models.PROTECT, related_name="reviews", verbose_name=_("result"))
    review = models.CharField(_("finding"), max_length=9, choices=choices.Review)
    state = models.CharField(_("corrected state"), max_length=15, choices=choices.GapState, blank=True)
    reason = models.TextField(_("reason"))
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("review of a result")
        verbose_name_plural = _("reviews of results")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review=choices.Review.CORRECTED) ^ models.Q(state=""),
                name="gap_review_corrects_with_a_state",
            )
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.review}"


class Gap(models.Model):
    """One row is a gap with an identity of its own, `GAP-0001`: a requirement or aspect that lacked a standard once.

    What became of it since are its events; it is never deleted.
    """

    identifier = models.CharField(_("identifier"), max_length=20, unique=True)
    item = models.CharField(_("entry"), max_length=210, unique=True)

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ("identifier",)

    def __str__(self) -> str:
        return self.identifier


class GapEvent(models.Model):
    """One row says that a published run opened or closed a gap, and by which state of its entry.

    `rejected` instead of a state says that a curator rejected the result.
    """

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="events", verbose_name=_("gap"))
    run = models.ForeignKey(GapAnalysis, models.PROTECT, related_name="events", verbose_name=_("run"))
    move = models.CharField(_("what happened"), max_length=8, choices=choices.GapMove)
    state = models.CharField(_("state"), max_length=15)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("event of a gap")
        verbose_name_plural = _("events of gaps")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("gap", "run"), name="gap_event_once_a_run")]

    def __str__(self) -> str:
        return f"{self.gap_id} {self.move}"


class GapDecision(models.Model):
    """One row is what TSAG decided about a gap, at which meeting, by which document; of several the last holds.

    `study_group` and `organization` are identifiers of published records.
    """

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="decisions", verbose_name=_("gap"))
    disposition = models.CharField(_("decision"), max_length=17, choices=choices.Disposition)
    study_group = models.CharField(_("study group"), max_length=210, blank=True)
    question = models.CharField(_("Question"), max_length=300, blank=True)
    organization = models.CharField(_("other body"), max_length=210, blank=True)
    meeting = models.CharField(_("meeting"), max_length=300)
    decided_on = models.DateField(_("decided on"))
    document = models.CharField(_("document"), max_length=300)
    url = models.CharField(_("address"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision of TSAG")
        verbose_name_plural = _("decisions of TSAG")
        ordering = ("-decided_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(disposition=choices.Disposition.STUDY) | ~models.Q(study_group=""),
                name="gap_decision_to_study_names_the_group",
            ),
            models.CheckConstraint(
                condition=~models.Q(disposition__in=(choices.Disposition.JOINT, choices.Disposition.LIAISON))
                | ~models.Q(organization=""),
                name="gap_decision_with_another_body_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gap_id} {self.disposition}"
