"""Which terms does the registry use, and what does it mean by them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.reference import Reference, has_pattern
from requirements.models.standard import Standard


class Term(Reference):
    """One row is a term of the glossary; its description is the definition, `source` says whose it is."""

    kind = choices.ReferenceKind.TERM

    defined_in = models.ManyToManyField(
        Standard, blank=True, related_name="+", verbose_name=_("standards that define it")
    )
    see_also = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("see also")
    )

    class Meta(Reference.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [has_pattern("term")]
