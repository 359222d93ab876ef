"""Which provisions of which resolutions ask for the registry?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.reference import Organization, Reference, has_pattern
from requirements.models.text import TranslatedField


class Resolution(Reference):
    """One row is a resolution or basic text."""

    kind = choices.ReferenceKind.RESOLUTION

    body = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    number = models.CharField(_("number"), max_length=300, blank=True)
    designation = models.CharField(_("designation"), max_length=300, blank=True)
    place_year = models.CharField(_("place and year"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=choices.ResolutionStatus, default=choices.ResolutionStatus.IN_FORCE
    )

    class Meta(Reference.Meta):
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [has_pattern("resolution")]


class Provision(models.Model):
    """One row is an addressable provision of a resolution; its identifier `resolution:slug#key` is never renumbered."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="provisions", verbose_name=_("resolution"))
    position = models.PositiveIntegerField(_("position"), default=0)
    identifier = models.CharField(_("identifier"), max_length=210, unique=True)
    part = models.CharField(_("section"), max_length=24, choices=choices.Part)
    label = models.CharField(_("label"), max_length=300, blank=True)
    addressee = TranslatedField(_("addressee"), line=True)
    collaboration = TranslatedField(_("in collaboration with"), line=True)
    operative = models.BooleanField(_("operative"), default=False)
    paraphrase = TranslatedField(_("paraphrase"))
    text_status = models.CharField(_("status of the text"), max_length=300, blank=True)

    class Meta:
        ordering = ("resolution", "position")
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(identifier__regex=r"^resolution:[a-z0-9.-]+#[a-z0-9-]+$"),
                name="provision_identifier_is_of_its_family",
            )
        ]

    def __str__(self) -> str:
        return self.identifier.partition(":")[2]
