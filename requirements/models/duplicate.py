"""Which entries may say the same, and what did a curator find?

`workflow.duplicates` keeps both tables; nothing is ever merged by itself.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.entry import Entry


class EntryWords(models.Model):
    """One row is the numbers under which an entry is found beside others that use the same words.

    Apart from the entry, so that a change of its state does not write a hundred numbers into the index anew.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="words")
    kind = models.CharField(max_length=12, choices=choices.EntryKind)
    keys = ArrayField(models.IntegerField())
    looked = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GinIndex(fields=("keys",), name="entry_words_by_key"),
            models.Index(fields=("entry",), condition=models.Q(looked=False), name="entry_words_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {len(self.keys)}"


class Duplicate(models.Model):
    """One row is a pair of entries of a kind that may say the same, with its score, and what a curator found."""

    # The rule that a pair is there once has an index by `first`.
    first = models.ForeignKey(Entry, models.CASCADE, related_name="+", db_index=False, verbose_name=_("entry"))
    second = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name=_("other entry"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices.EntryKind)
    score = models.PositiveSmallIntegerField(_("score"), validators=[MaxValueValidator(100)])
    first_language = models.CharField(max_length=2)
    second_language = models.CharField(max_length=2)
    verdict = models.CharField(_("verdict"), max_length=10, choices=choices.Verdict, default=choices.Verdict.OPEN)
    classified_by = models.CharField(_("classified by"), max_length=150, blank=True)
    classified_at = models.DateTimeField(_("classified"), null=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-score", "pk")
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="duplicate_pair_in_order"),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="duplicate_score_to_100"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=choices.Verdict.values), name="duplicate_verdict_is_known"
            ),
        ]
        indexes = [
            models.Index("verdict", models.F("score").desc(), "id", name="duplicate_by_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.first.identifier} – {self.second.identifier}"
