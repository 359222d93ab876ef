"""How are runs of the gap analysis read at the desk, where nobody can change them?"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from requirements.admin.lists import Paged
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.models import Gap, GapAnalysis, GapResult, GapWeights


@admin.register(GapAnalysis, site=desk)
class GapAnalysisAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """What was looked at, by which method, and what it came to."""

    group = "record"
    list_display = ("number", "as_of", "by", "method", "counts")
    fields = ("number", "as_of", "made_at", "by", "scope", "weights", "method", "counts", "sha256")


@admin.register(GapResult, site=desk)
class GapResultAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """What a run says of each requirement and aspect, the highest score first."""

    group = "record"
    list_display = ("identifier", "edition", "run", "state", "points", "area")
    list_select_related = ("run",)
    list_filter = ("state",)
    ordering = ("-run", "-score", "identifier")
    search_fields = ("identifier__exact",)
    fields = ("run", "identifier", "edition", "kind", "state", "points", "facts", "blocks", "area")

    @admin.display(description=_("score"), ordering="score")
    def points(self, result: GapResult) -> str:
        return f"{result.score / 1000:.1f}"


@admin.register(Gap, site=desk)
class GapAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """What lacked a standard once, and what became of it."""

    group = "record"
    list_display = ("identifier", "item")
    search_fields = ("identifier__exact", "item__exact")
    fields = ("identifier", "item")


@admin.register(GapWeights, site=desk)
class GapWeightsAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """How much each factor counts, version by version."""

    group = "record"
    list_display = ("version", "at", "by", "reason")
    fields = ("version", "weights", "reason", "by", "at")
