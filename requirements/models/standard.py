"""Which standards of any body does the registry know, in which editions and under which names?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.reference import BuildingBlock, Organization, Reference, StudyGroup, has_pattern


class Standard(Reference):
    """One row is the authority record of a standard or specification; `formal` says that a standards body made it."""

    kind = choices.ReferenceKind.STANDARD

    designation = models.CharField(_("designation"), max_length=300, unique=True)
    body = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    deliverable_type = models.CharField(_("type of deliverable"), max_length=300, blank=True)
    study_groups = models.ManyToManyField(StudyGroup, blank=True, verbose_name=_("study groups"))
    building_blocks = models.ManyToManyField(BuildingBlock, blank=True, verbose_name=_("building blocks"))
    topics = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("topics"))
    formal = models.BooleanField(_("made by a standards body"), default=True)
    free_of_charge = models.CharField(
        _("free of charge"), max_length=8, choices=choices.Yes, default=choices.Yes.UNKNOWN
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )

    class Meta(Reference.Meta):
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        constraints = [has_pattern("standard")]

    def __str__(self) -> str:
        return f"{self.designation} {self.title}"


class StandardEdition(models.Model):
    """One row is an edition of a standard, under the label that the body prints on it."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="editions", verbose_name=_("standard"))
    position = models.PositiveIntegerField(_("position"), default=0)
    label = models.CharField(_("label"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=24, choices=choices.EditionStatus, default=choices.EditionStatus.IN_FORCE
    )
    status_original = models.CharField(_("the body's own word"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ("standard", "position")
        verbose_name = _("edition of a standard")
        verbose_name_plural = _("editions of standards")
        constraints = [models.UniqueConstraint(fields=("standard", "label"), name="standard_edition_label_once")]

    def __str__(self) -> str:
        return f"{self.standard.designation} ({self.label})"


class Alias(models.Model):
    """One row is another way in which a standard is written."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="aliases", verbose_name=_("standard"))
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.CharField(_("text"), max_length=300)

    class Meta:
        ordering = ("standard", "position")
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=("standard", "text"), name="standard_alias_once")]

    def __str__(self) -> str:
        return self.text


class StandardRelation(models.Model):
    """One row relates a standard to another."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="relations", verbose_name=_("standard"))
    position = models.PositiveIntegerField(_("position"), default=0)
    relation = models.CharField(_("relation"), max_length=12, choices=choices.StandardRelation)
    target = models.ForeignKey(
        Standard, models.PROTECT, related_name="inverse_relations", verbose_name=_("other standard")
    )

    class Meta:
        ordering = ("standard", "position")
        verbose_name = _("relation between standards")
        verbose_name_plural = _("relations between standards")
        constraints = [
            models.UniqueConstraint(fields=("standard", "relation", "target"), name="standard_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(standard=models.F("target")), name="standard_relation_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard.designation} {self.get_relation_display()} {self.target.designation}"
