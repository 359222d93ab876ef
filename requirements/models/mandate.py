"""Which provisions of which resolutions ask for the registry?"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.languages import LANGUAGES
from requirements.models.reference import Organization, Reference, has_pattern
from requirements.models.text import TranslatedField


def addressees_field(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(
        models.CharField(max_length=27, choices=choices.Addressee), default=list, blank=True, verbose_name=label
    )


class Resolution(Reference):
    """One row is a resolution or basic text."""

    kind = choices.ReferenceKind.RESOLUTION

    body = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    assembly = models.CharField(_("adopted by"), max_length=10, blank=True, choices=choices.Assembly)
    number = models.CharField(_("number"), max_length=300, blank=True)
    designation = models.CharField(_("designation"), max_length=300, blank=True)
    place_year = models.CharField(_("place and year"), max_length=300, blank=True)
    lineage = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("revisions"))
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
    addressees = addressees_field(_("addressed"))
    collaboration = TranslatedField(_("in collaboration with"), line=True)
    collaborators = addressees_field(_("collaborators"))
    operative = models.BooleanField(_("operative"), default=False)
    paraphrase = TranslatedField(_("paraphrase"))
    text_status = models.CharField(_("status of the text"), max_length=300, blank=True)
    no_action = TranslatedField(_("why there is no action"))

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


class Citation(models.Model):
    """One row is a resolution or basic text that a provision of a resolution names."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="citations", verbose_name=_("resolution"))
    position = models.PositiveIntegerField(_("position"), default=0)
    target = models.ForeignKey(Resolution, models.PROTECT, related_name="+", verbose_name=_("names"))
    provision = models.CharField(_("provision"), max_length=300, blank=True)
    occasion = models.CharField(_("place and year"), max_length=300, blank=True)
    former_occasion = models.CharField(_("place and year before"), max_length=300, blank=True)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [models.UniqueConstraint(fields=("resolution", "target", "provision"), name="citation_once")]

    def __str__(self) -> str:
        return f"{self.provision} → {self.target_id}"


class OfficialText(models.Model):
    """One row is the text of a resolution in a language, adopted or proposed, as a person imported it.

    It is no part of an edition, since it belongs to whoever published it; staff decide whether the public sees it.
    """

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="official_texts", verbose_name=_("resolution")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    language = models.CharField(_("language"), max_length=2, choices=[(x.code, x.name) for x in LANGUAGES])
    label = models.CharField(_("version"), max_length=300)
    status = models.CharField(
        _("status"), max_length=12, choices=choices.ResolutionStatus, default=choices.ResolutionStatus.IN_FORCE
    )
    reference = models.CharField(_("document"), max_length=300, blank=True)
    proponents = models.CharField(_("proposed by"), max_length=300, blank=True)
    raw = models.TextField(_("text as imported"))
    corrected = models.TextField(_("text as corrected"), blank=True)
    file = models.CharField(_("file"), max_length=64, blank=True)
    confirmed_by = models.CharField(_("looked through by"), max_length=300, blank=True)
    shown = models.BooleanField(_("shown to everybody"), default=False)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("official text")
        verbose_name_plural = _("official texts")
        constraints = [
            models.UniqueConstraint(fields=("resolution", "language", "label"), name="official_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"
