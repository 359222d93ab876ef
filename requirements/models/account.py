"""Who signs in, and for which blocks and study groups?"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from requirements.languages import DEFAULT, LANGUAGES


class User(AbstractUser):
    """One person with an account; roles are groups, and an editor with a scope edits within it only."""

    language = models.CharField(
        _("language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    study_groups = models.ManyToManyField("StudyGroup", blank=True, verbose_name=_("study groups"))
    building_blocks = models.ManyToManyField("BuildingBlock", blank=True, verbose_name=_("building blocks"))

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # Names are typed in any case, in remarks as at the sign-in.
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="account_names_differ_by_more_than_case",
                violation_error_message=_("A user with that username already exists."),
            )
        ]
