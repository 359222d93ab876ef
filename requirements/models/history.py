"""Who did what, when, to which record?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class History(models.Model):
    """One row is one allowed action. No foreign keys, so it outlives its subject; a trigger refuses any change."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    by = models.CharField(_("who"), max_length=150)
    action = models.CharField(_("action"), max_length=40)
    identifier = models.CharField(_("identifier"), max_length=210)
    edition = models.PositiveIntegerField(_("edition"), null=True)
    note = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(_("changes"), default=list)
    # What each changed field was and is: {"path": […], "before": …, "after": …}, where whoever wrote the row knew both.
    differences = models.JSONField(_("differences"), default=list)

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("history")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=("identifier", "-at"), name="history_of_a_record"),
            models.Index(fields=("by", "-at"), name="history_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action} {self.identifier}"
