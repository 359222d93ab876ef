"""Which things of the world do entries refer to?

Every reference record carries an identifier `family:slug` that is never changed or reused (a trigger sees to it), the
source of its facts and whether they were seen there.
"""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from requirements import choices
from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.text import TranslatedField


def has_pattern(family: str, slug: str = "[a-z0-9][a-z0-9.-]{0,99}") -> models.CheckConstraint:
    """The identifier of a model's rows is `family:slug`."""
    return models.CheckConstraint(
        condition=models.Q(identifier__regex=f"^{family}:{slug}$"),
        name=f"{family.replace('-', '_')}_identifier_is_of_its_family",
    )


class Reference(models.Model):
    """What every reference record has. `kind` names its document type; `version` counts saves, against lost updates."""

    kind: str
    objects: ClassVar[models.Manager[Self]]

    identifier = models.CharField(_("identifier"), max_length=130, unique=True)
    title = TranslatedField(_("title"), line=True)
    source_language = models.CharField(
        _("source language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    description = TranslatedField(_("description"))
    url = models.CharField(_("address"), max_length=300, blank=True)
    source = models.TextField(_("source of the facts"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=choices.FactConfidence, default=choices.FactConfidence.RECALLED
    )
    to_confirm = ArrayField(
        models.CharField(max_length=300), default=list, blank=True, verbose_name=_("fields to be confirmed")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=300, blank=True, editable=False)
    note = models.TextField(_("internal note"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ("identifier",)

    def __str__(self) -> str:
        return f"{self.title or self.identifier}"

    @property
    def is_to_be_confirmed(self) -> bool:
        """Whether some fact of the record still waits for a person to look it up."""
        return self.confidence == choices.FactConfidence.RECALLED or bool(self.to_confirm)

    @property
    def slug(self) -> str:
        return self.identifier.partition(":")[2]


class Programme(Reference):
    """One row is a programme of work that entries belong to: DPI, or IoT and smart sustainable communities."""

    kind = choices.ReferenceKind.PROGRAMME

    class Meta(Reference.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [has_pattern("programme")]


class BuildingBlock(TreeNode, Reference):
    """One row is a building block, a layer of DPI or a domain of smart communities."""

    kind = choices.ReferenceKind.BLOCK

    block_kind = models.CharField(
        _("kind"), max_length=20, choices=choices.BlockKind, default=choices.BlockKind.GOVSTACK
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )

    class Meta(Reference.Meta):
        verbose_name = _("building block")
        verbose_name_plural = _("building blocks")
        constraints = [has_pattern("block")]


class StudyGroup(Reference):
    """One row is a study or advisory group of an ITU Sector in a study period."""

    kind = choices.ReferenceKind.STUDY_GROUP

    sector = models.CharField(_("Sector"), max_length=300, blank=True)
    acronym = models.CharField(_("acronym"), max_length=300, blank=True)
    study_period = models.CharField(_("study period"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=300, blank=True)
    roles = TranslatedField(_("lead roles"))
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("predecessors")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )

    class Meta(Reference.Meta):
        verbose_name = _("study group")
        verbose_name_plural = _("study groups")
        constraints = [has_pattern("study-group")]


class Country(Reference):
    """One row is a country under its UN name; `groups` as on the lists of `groups_as_of`."""

    kind = choices.ReferenceKind.COUNTRY

    alpha3 = models.CharField(_("three-letter code"), max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    un_region = models.CharField(_("UN region"), max_length=300, blank=True)
    un_subregion = models.CharField(_("UN subregion"), max_length=300, blank=True)
    itu_region = models.CharField(_("ITU region"), max_length=300, blank=True)
    groups = ArrayField(
        models.CharField(max_length=30, choices=choices.CountryGroup),
        default=list,
        blank=True,
        verbose_name=_("groups"),
    )
    groups_as_of = models.DateField(_("date of the lists"), null=True, blank=True)

    class Meta(Reference.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [has_pattern("country", "[a-z]{2}")]


class Organization(Reference):
    """One row is a standards body, an agency, an initiative or another organization."""

    kind = choices.ReferenceKind.ORGANIZATION

    acronym = models.CharField(_("acronym"), max_length=300, blank=True)
    organization_type = models.CharField(_("type"), max_length=300, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )

    class Meta(Reference.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [has_pattern("organization")]


class Sdg(Reference):
    """One row is a Sustainable Development Goal."""

    kind = choices.ReferenceKind.SDG

    class Meta(Reference.Meta):
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")
        constraints = [has_pattern("sdg", "([1-9]|1[0-7])")]


class ActionLine(Reference):
    """One row is an action line of the World Summit on the Information Society; each application of C7 is its own."""

    kind = choices.ReferenceKind.ACTION_LINE

    class Meta(Reference.Meta):
        verbose_name = _("WSIS action line")
        verbose_name_plural = _("WSIS action lines")
        constraints = [has_pattern("action-line")]
