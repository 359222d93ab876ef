"""Which imports were carried out, and what was there before?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from requirements.models.job import File, Job


class Previewed(models.Model):
    """One row is a record of the files of a preview: where it stands, what would become of it, and why not; `text` is
    what it says, cut short.

    What needs a person has the first positions, and each outcome has the order of the files. Problems are codes.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="records", db_index=False)
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    file = models.TextField()
    line = models.PositiveIntegerField()
    place = models.TextField()
    kind = models.TextField(blank=True)
    identifier = models.TextField(blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("job", "position"), name="previewed_in_order")]
        indexes = [models.Index(fields=("job", "outcome", "position"), name="previewed_by_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.place}"


class Import(models.Model):
    """One row is an import that was carried out, with how many records it wrote. `through` names the token by which a
    program did it for a person.
    """

    format = models.CharField(_("format"), max_length=40)
    sources = models.TextField(_("files"))
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    through = models.CharField(_("token"), max_length=100, blank=True)
    at = models.DateTimeField(_("imported"), auto_now_add=True)
    new = models.PositiveIntegerField(pgettext_lazy("number of records", "New"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("number of records", "Changed"), default=0)
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.sources}"


class Imported(models.Model):
    """One row is a record that an import wrote: its version then, and the working document and state before it.

    `before` is empty for a record that was new.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="records", verbose_name=_("import"))
    kind = models.CharField(_("kind"), max_length=20)
    identifier = models.CharField(_("identifier"), max_length=130)
    version = models.PositiveIntegerField(_("version"))
    before = models.TextField(_("before"), blank=True)
    state = models.CharField(_("state before"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        constraints = [models.UniqueConstraint(fields=("of", "identifier"), name="imported_once")]
        indexes = [models.Index(fields=("identifier",), name="imports_of_a_record")]

    def __str__(self) -> str:
        return self.identifier


class Answer(models.Model):
    """One row is how people last answered what a format asked of a file; the same question is then answered so."""

    format = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    value = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("format", "key"), name="answer_to_a_question")]

    def __str__(self) -> str:
        return f"{self.format}: {self.key} = {self.value}"
