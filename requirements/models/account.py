"""Who signs in, and for which blocks and study groups?"""

from django.contrib.auth.models import AbstractUser
from django.db import models
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
