"""What do staff say to each other about an entry?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements.models.entry import Entry


class Remark(models.Model):
    """One row is what a member of staff said about an entry to colleagues; open until somebody settles it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="remarks", verbose_name=_("entry"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    text = models.TextField(_("text"))
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("people mentioned")
    )
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="remark_is_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text
