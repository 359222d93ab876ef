"""Which programs act for a person, what did they ask, and how often did a client ask lately?"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from requirements import choices

TOKEN_LIFETIME = timedelta(days=365)


class Token(AbstractAuthToken):
    """One row lets a program act as a person until it expires; the token itself is kept nowhere, only its digest."""

    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=5, choices=choices.TokenScope, default=choices.TokenScope.READ)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ("-created", "digest")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False, expiry__lte=models.F("created") + TOKEN_LIFETIME),
                name="token_expires_within_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=choices.TokenScope.values), name="token_scope_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}…)"


class Repeatable(models.Model):
    """One row remembers what a program asked once under a key of its own, as a digest, and what was made of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    identifier = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("user", "key"), name="key_is_used_once_by_a_person")]

    def __str__(self) -> str:
        return self.key


class Allowance(models.Model):
    """One row says how much of what one client may ask for in a minute is taken; whose it is only a digest tells."""

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    taken = models.PositiveIntegerField()
    granted = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key


class Attempts(models.Model):
    """One row counts the wrong passwords or codes of one client in ten minutes; whose it is only a digest tells."""

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = _("attempts")

    def __str__(self) -> str:
        return self.key
