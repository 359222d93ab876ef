"""Who signs in, for which blocks and study groups, and for which member organization?"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.member import MemberOrganization


class User(AbstractUser):
    """One person with an account; roles are groups, and an editor with a scope edits within it only. Who acts for a
    member organization needs no role.
    """

    language = models.CharField(
        _("language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    study_groups = models.ManyToManyField("StudyGroup", blank=True, verbose_name=_("study groups"))
    building_blocks = models.ManyToManyField("BuildingBlock", blank=True, verbose_name=_("building blocks"))
    organization = models.ForeignKey(
        MemberOrganization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("acts for the member organization"),
    )
    is_focal_point = models.BooleanField(_("is its focal point"), default=False)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # Names are typed in any case, in remarks as at the sign-in.
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="account_names_differ_by_more_than_case",
                violation_error_message=_("A user with that username already exists."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_focal_point=False) | models.Q(organization__isnull=False),
                name="a_focal_point_acts_for_an_organization",
                violation_error_message=_("A focal point acts for a member organization."),
            ),
        ]
