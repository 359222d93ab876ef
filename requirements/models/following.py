"""Who wants to be told by mail of what is published, about what, and up to which publication have they been told?"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.languages import DEFAULT, LANGUAGES


class Follower(models.Model):
    """One row is a mail address to which digests go, and the language in which they are written; there is nothing else
    about the person. It is gone with the last of its followings.
    """

    email = models.EmailField(_("mail address"))
    language = models.CharField(
        _("language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="followers", verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ("email", "pk")
        constraints = [models.UniqueConstraint(Lower("email"), name="follower_is_an_address")]

    def __str__(self) -> str:
        return self.email


class Following(models.Model):
    """One row says what a follower wants to hear of: the editions of a record, or the entries that a query string of
    the search asks for; with neither, all entries.

    Nothing is told before it is confirmed. `told_until` is a stamp of the catalogue.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="followings", verbose_name=_("follower"))
    identifier = models.CharField(_("record"), max_length=210, blank=True)
    query = models.CharField(_("filter"), max_length=1_000, blank=True)
    rhythm = models.CharField(_("how often"), max_length=6, choices=choices.Rhythm, default=choices.Rhythm.WEEKLY)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    due_at = models.DateTimeField(_("next digest"), null=True)
    told_until = models.DateTimeField(_("told until"), null=True)

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("follower", "identifier", "query"), name="a_thing_is_followed_once"),
            models.CheckConstraint(
                condition=models.Q(identifier="") | models.Q(query=""), name="a_record_or_a_filter_is_followed"
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm__in=choices.Rhythm.values), name="following_rhythm_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, due_at=None, told_until=None)
                | models.Q(confirmed_at__isnull=False, due_at__isnull=False, told_until__isnull=False),
                name="what_is_confirmed_is_due",
            ),
        ]
        indexes = [
            models.Index(fields=("due_at",), condition=models.Q(due_at__isnull=False), name="following_by_due_date"),
            models.Index(
                fields=("asked_at",), condition=models.Q(confirmed_at__isnull=True), name="following_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier or f"?{self.query}"
