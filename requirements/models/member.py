"""Which organizations take part, and who was asked to act for them?"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.reference import Country


class MemberOrganization(models.Model):
    """One row is an organization that takes part through people of its own: the administration of a Member State, a
    Sector Member, an agency. It is known to staff and to these people; one that takes part no more stays, inactive.
    """

    name = models.CharField(_("name"), max_length=300)
    category = models.CharField(_("category"), max_length=13, choices=choices.MemberCategory)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    is_active = models.BooleanField(_("takes part"), default=True)

    class Meta:
        verbose_name = _("member organization")
        verbose_name_plural = _("member organizations")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="member_organization_is_named_once",
                violation_error_message=_("There is a member organization of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=choices.MemberCategory.values),
                name="member_organization_category_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One row asks somebody by mail to act for an organization; it is gone once they do, or when its days are over."""

    organization = models.ForeignKey(
        MemberOrganization, models.CASCADE, related_name="invitations", verbose_name=_("member organization")
    )
    email = models.EmailField(_("mail address"))
    is_focal_point = models.BooleanField(_("as a focal point"), default=False)
    language = models.CharField(
        _("language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("invited_at", "pk")
        constraints = [
            models.UniqueConstraint("organization", Lower("email"), name="a_person_is_invited_once_by_an_organization")
        ]

    def __str__(self) -> str:
        return self.email
