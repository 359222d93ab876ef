"""How do staff make runs of the gap analysis, publish them, review results and record what TSAG decided?

Nothing here is changed once it was kept: a page shows what there is and adds a row to it.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from requirements import catalogue, filters, gap_analysis, jobs, permissions
from requirements.admin.lists import Paged
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.choices import Disposition, GapState, Review
from requirements.models import Gap, GapAnalysis, GapResult, GapWeights

REFUSED = (*REFUSALS, gap_analysis.Refused)
FACTORS = {
    "obligation": gettext_lazy("Obligation"),
    "use_cases": gettext_lazy("Use cases"),
    "sdgs": gettext_lazy("SDGs"),
    "needs": gettext_lazy("Needs"),
    "special_needs": gettext_lazy("Countries with special needs"),
    "barriers": gettext_lazy("Barriers"),
}


class RunForm(forms.Form):
    """What a new run looks at."""

    scope = forms.CharField(
        label=gettext_lazy("Scope"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy(
            "Filters as in an address of the search: programme=dpi&building_block=identity. Empty: all."
        ),
    )
    as_of = forms.DateTimeField(
        label=gettext_lazy("As of (UTC)"),
        required=False,
        help_text=gettext_lazy("A moment such as 2026-03-01 00:00. Empty: now."),
    )

    def clean_scope(self) -> dict[str, list[str]]:
        query = QueryDict(self.cleaned_data["scope"].strip().lstrip("?"))
        try:
            filters.select(query, kinds=("requirement", "aspect"))
        except filters.Invalid as error:
            raise ValidationError(
                [sentence for sentences in error.problems.values() for sentence in sentences]
            ) from error
        return {name: list(values) for name, values in query.lists()}


class ReviewForm(forms.Form):
    """What a curator says of a result."""

    finding = forms.ChoiceField(label=gettext_lazy("Finding"), choices=Review.choices, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=gettext_lazy("State it should have"), choices=[("", "—"), *GapState.choices], required=False
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    """What TSAG decided about a gap, where and by which document."""

    disposition = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Disposition.choices)
    study_group = forms.ChoiceField(label=gettext_lazy("Study group"), required=False)
    question = forms.CharField(label=gettext_lazy("Question"), required=False, max_length=300)
    organization = forms.ChoiceField(label=gettext_lazy("Other body"), required=False)
    meeting = forms.CharField(label=gettext_lazy("Meeting"), max_length=300)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=AdminDateWidget)
    document = forms.CharField(label=gettext_lazy("Document"), max_length=300)
    url = forms.URLField(
        label=gettext_lazy("Address of the document"), required=False, max_length=300, assume_scheme="https"
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, kind in (("study_group", "study-group"), ("organization", "organization")):
            self.fields[name].choices = [("", "—"), *_published(kind)]  # type: ignore[attr-defined]


def _published(kind: str) -> list[tuple[str, str]]:
    """(identifier, name) of the published records of a kind."""
    editions = catalogue.in_force(kind).order_by("identifier")
    return [(edition.identifier, _called(catalogue.document(edition))) for edition in editions]


def _called(document: dict[str, Any]) -> str:
    title = document["title"].get("en", document["identifier"])
    return f"{document['acronym']}: {title}" if document.get("acronym") else title


class WeightsForm(forms.Form):
    """Points for each factor, a hundred in all, and why they change."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        weights = gap_analysis.weights_in_force()[1]
        numbers = {
            name: forms.IntegerField(label=label, min_value=0, max_value=100, initial=weights[name])
            for name, label in FACTORS.items()
        }
        self.fields = {**numbers, **self.fields}

    @property
    def weights(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in FACTORS}


class Acting(ReadOnly, Paged, admin.ModelAdmin):
    """A page that shows rows and, to who may, a form that adds one; refused, everything typed stays."""

    group = "gaps"
    form_class: type[forms.Form]
    action = ""
    button: Any = ""

    @abstractmethod
    def act(self, request: Any, obj: Any, form: Any) -> str:
        """Do what the form asks and say what was done."""

    @abstractmethod
    def told(self, obj: Any) -> dict[str, Any]:
        """What the page shows: `facts` as (label, value), `rows` as lists of cells under `head`, `links`."""

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        obj = self._there(request, object_id)
        may = permissions.can(request.user, self.action)
        form = self.form_class(request.POST or None) if may else None
        if request.method == "POST" and form is None:
            raise PermissionDenied
        if form is not None and form.is_valid() and self._done(request, form, lambda: self.act(request, obj, form)):
            return redirect(request.get_full_path())
        context = {"title": str(obj), "form": form, "button": self.button, **self.told(obj)}
        return self.page(request, context)

    def page(self, request: Any, context: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(
            request, "admin/gap_page.html", {**self.admin_site.each_context(request), "opts": self.opts, **context}
        )

    def _done(self, request: Any, form: forms.Form | None, act: Callable[[], str]) -> bool:
        try:
            messages.success(request, act())
        except REFUSED as refusal:
            for _field, sentence in said(refusal):
                if form is not None:
                    form.add_error(None, sentence)
                else:
                    messages.error(request, sentence)
            return False
        return True

    def _there(self, request: HttpRequest, object_id: str) -> Any:
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj


@admin.register(GapAnalysis, site=desk)
class GapAnalysisAdmin(Acting):
    """Runs: what each looked at, by which method, what it came to; a button publishes one."""

    list_display = ("number", "as_of", "by", "method", "is_published")
    list_select_related = ("publication",)
    action = "publish_analysis"
    form_class = forms.Form
    button = gettext_lazy("Publish this run")

    @admin.display(description=gettext_lazy("published"), boolean=True)
    def is_published(self, run: GapAnalysis) -> bool:
        return hasattr(run, "publication")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, "analyse")

    def add_view(self, request: Any, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A new run, made by the worker."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RunForm(request.POST or None)
        if form.is_valid():
            moment = form.cleaned_data["as_of"]
            asked = {"scope": form.cleaned_data["scope"], "as_of": moment.isoformat() if moment else ""}
            job = jobs.enqueue("analyse", by=request.user, parameters=asked)
            return redirect("admin:requirements_job_change", job.pk)
        return self.page(request, {"title": _("New run"), "form": form, "button": _("Make the run")})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.publish_view))
        return [path("<int:pk>/publish/", view, name="requirements_gapanalysis_publish"), *super().get_urls()]

    def publish_view(self, request: Any, pk: int) -> HttpResponse:
        run = self._there(request, str(pk))

        def publish() -> str:
            gap_analysis.publish(run, by=request.user)
            return _("Run %(number)s is published.") % {"number": run.number}

        self._done(request, None, publish)
        return redirect("admin:requirements_gapanalysis_change", pk)

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        run = self._there(request, object_id)
        publishes = not hasattr(run, "publication") and permissions.can(request.user, self.action)
        address = reverse("admin:requirements_gapanalysis_publish", args=[run.pk]) if publishes else ""
        context = {"title": _("Run %(number)s") % {"number": run.number}, "form": forms.Form() if publishes else None}
        return self.page(request, {**context, "post_to": address, "button": self.button, **self.told(run)})

    def told(self, obj: GapAnalysis) -> dict[str, Any]:
        results = reverse("admin:requirements_gapresult_changelist") + f"?run__id__exact={obj.pk}"
        links = [(_("Results"), results)]
        if hasattr(obj, "publication"):
            links.append((_("Public page"), f"/en/gaps/runs/{obj.number}/"))
        names = ("as_of", "made_at", "by", "scope", "weights", "weights_version", "method", "sha256")
        fields: list[Any] = [obj._meta.get_field(name) for name in names]
        return {
            "facts": [(field.verbose_name, getattr(obj, field.name)) for field in fields],
            "head": (_("State"), _("Number")),
            "rows": [(state.label, obj.counts.get(state, 0)) for state in GapState],
            "links": links,
        }


@admin.register(GapResult, site=desk)
class GapResultAdmin(Acting):
    """What a run says of each requirement and aspect, the highest score first; curators review it here."""

    list_display = ("identifier", "edition", "run", "state", "severity", "points", "area")
    list_select_related = ("run",)
    list_filter = ("run", "state", "severity")
    ordering = ("-run", "-score", "identifier")
    search_fields = ("identifier__exact",)
    action = "review_gap"
    form_class = ReviewForm
    button = gettext_lazy("Keep the finding")

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def points(self, result: GapResult) -> str:
        return f"{result.score / 1000:.1f}"

    def act(self, request: Any, obj: GapResult, form: Any) -> str:
        asked = form.cleaned_data
        finding = Review(asked["finding"])
        gap_analysis.review(obj, finding, by=request.user, reason=asked["reason"], state=asked["state"])
        return _("%(identifier)s: %(finding)s.") % {"identifier": obj.identifier, "finding": finding.label}

    def told(self, obj: GapResult) -> dict[str, Any]:
        groups = ", ".join(group["study_group"] for group in obj.proposals.get("groups", []))
        links = [(_("Run %(number)s") % {"number": obj.run.number}, _page_of(obj.run))]
        if hasattr(obj.run, "publication"):
            links.append((_("Public page"), f"/en/gaps/runs/{obj.run.number}/results/{obj.identifier}/"))
        return {
            "title": f"{obj.identifier}: {obj.get_state_display()}",
            "facts": [
                (_("Score"), self.points(obj)),
                (_("Severity"), obj.get_severity_display()),
                *((name, number) for name, number in obj.facts.items() if number),
                (_("Study groups"), groups),
            ],
            "head": (_("Finding"), _("State"), _("Reason"), _("Who"), _("When")),
            "rows": [
                (one.get_review_display(), one.get_state_display(), one.reason, one.by, one.at)
                for one in obj.reviews.all()
            ],
            "links": links,
        }


def _page_of(run: GapAnalysis) -> str:
    return reverse("admin:requirements_gapanalysis_change", args=[run.pk])


@admin.register(Gap, site=desk)
class GapAdmin(Acting):
    """What lacked a standard once, and what became of it; TSAG's decisions are recorded here."""

    list_display = ("identifier", "item")
    search_fields = ("identifier__exact", "item__exact")
    action = "decide_gap"
    form_class = DecisionForm
    button = gettext_lazy("Record the decision")

    def act(self, request: Any, obj: Gap, form: Any) -> str:
        asked = dict(form.cleaned_data)
        disposition = Disposition(asked.pop("disposition"))
        gap_analysis.decide(obj, disposition, by=request.user, **asked)
        return _("%(identifier)s: %(decision)s.") % {"identifier": obj.identifier, "decision": disposition.label}

    def told(self, obj: Gap) -> dict[str, Any]:
        events = [
            (one.get_move_display(), _("run %(number)s") % {"number": one.run}, "", one.at) for one in _events(obj)
        ]
        decided = [
            (one.get_disposition_display(), one.meeting, one.document, one.decided_on) for one in obj.decisions.all()
        ]
        return {
            "title": f"{obj.identifier}: {obj.item}",
            "head": (_("What"), _("Where"), _("Document"), _("When")),
            "rows": [*events, *decided],
            "links": [(_("Public page"), f"/en/gaps/{obj.identifier}/")],
        }


def _events(gap: Gap) -> Iterable[Any]:
    return gap.events.select_related("run")


@admin.register(GapWeights, site=desk)
class GapWeightsAdmin(Acting):
    """How much each factor counts, version by version; a new version is for runs to come."""

    list_display = ("version", "at", "by", "reason")
    action = "publish_analysis"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can(request.user, self.action)

    def add_view(self, request: Any, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = WeightsForm(request.POST or None)

        def weigh() -> str:
            made = gap_analysis.weigh(form.weights, by=request.user, reason=form.cleaned_data["reason"])
            return _("Version %(version)s of the weights holds from now on.") % {"version": made.version}

        if form.is_valid() and self._done(request, form, weigh):
            return redirect("admin:requirements_gapweights_changelist")
        return self.page(request, {"title": _("New weights"), "form": form, "button": _("Let these weights hold")})

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        weights = self._there(request, object_id)
        facts = [(FACTORS[name], points) for name, points in weights.weights.items()]
        told = [(_("Reason"), weights.reason), (_("Who"), weights.by), (_("When"), weights.at)]
        return self.page(request, {"title": _("Weights %(version)s") % {"version": weights}, "facts": [*facts, *told]})
