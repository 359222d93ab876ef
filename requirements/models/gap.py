"""How is an analysis of the gaps kept, so that what was reported can be read, explained and made again?

Triggers refuse every change: a new look is a new run. What curators and TSAG say of a result lies beside it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices


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
    method = models.CharField(_("method"), max_length=10)
    counts = models.JSONField(_("counts"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("gap analysis")
        verbose_name_plural = _("gap analyses")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.number


class GapResult(models.Model):
    """One row is what a run says of a requirement or an aspect; `score` and `demand` are thousandths of a point.

    `proposals` names the study groups that could take it up, the first the most likely, with what speaks for each.
    `facts` holds what was counted, as `gap_analysis.criteria.Facts` names it: the score follows from it alone.
    """

    run = models.ForeignKey(GapAnalysis, models.CASCADE, related_name="results")
    identifier = models.CharField(_("identifier"), max_length=210)
    edition = models.PositiveIntegerField(_("edition"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices.EntryKind)
    state = models.CharField(_("state"), max_length=15, choices=choices.GapState)
    score = models.PositiveIntegerField(_("score"))
    demand = models.PositiveIntegerField(_("demand"))
    facts = models.JSONField(_("facts"))
    blocks = ArrayField(models.TextField(), verbose_name=_("building blocks"))
    area = models.CharField(_("area"), max_length=60)
    proposals = models.JSONField(_("proposals"), default=dict)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [models.UniqueConstraint(fields=("run", "identifier"), name="gap_result_once")]
        indexes = [models.Index(fields=("run", "-score", "identifier"), name="gap_result_ranked")]

    def __str__(self) -> str:
        return f"{self.identifier} {self.state}"
