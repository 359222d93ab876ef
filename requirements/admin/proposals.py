"""How do staff go through what is proposed from outside, and see that its authors are told?"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from requirements import documents, permissions, post, proposals
from requirements.admin.actions import said_of
from requirements.admin.differences import Shown, field_name, shown
from requirements.admin.lists import Paged
from requirements.admin.queues import page_of
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import ReadOnly
from requirements.admin.site import desk
from requirements.choices import UNCONFIRMED, EntryKind
from requirements.documents import Change
from requirements.models import Entry, History, Letter, Proposal, User

REFUSED = (*REFUSALS, proposals.NotHere)
LETTERS_SHOWN = 20


class WaitingFilter(admin.SimpleListFilter):
    """What somebody has to do something about."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", gettext_lazy("For me or for nobody yet"))]

    def queryset(self, request: Any, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        return queryset.filter(pk__in=proposals.waiting(request.user).values("pk")) if self.value() else queryset


@admin.register(Proposal, site=desk)
class ProposalAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """The queue, and a page for each proposal with what can be done about it."""

    group = "entries"
    opened_by = "handle_proposal"
    list_display = ("reference", "kind", "subject", "state", "received_at", "assigned_to")
    list_filter = (WaitingFilter, "state", "kind", "language")
    list_select_related = ("assigned_to", "entry")
    search_fields = ("reference", "email", "entry__identifier__exact")
    sortable_by = ("received_at",)
    fields = ("kind", "state")

    @admin.display(description=gettext_lazy("title"))
    def subject(self, proposal: Proposal) -> str:
        return str(proposal.answers.get("title") or proposal.target)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """What its author has not sent and confirmed is not for staff."""
        return super().get_queryset(request).exclude(state__in=UNCONFIRMED)

    def get_urls(self) -> list[URLPattern]:
        acts = (("assign", self.assign), ("decide", self.decide), ("convert", self.convert))
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"requirements_proposal_{name}",
            )
            for name, view in acts
        ]
        merge = self.admin_site.admin_view(self.merge_view)
        return [*own, path("<int:pk>/merge/", merge, name="requirements_proposal_merge"), *super().get_urls()]

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Who proposes what, what was asked and answered, which letters went out, and what can be done."""
        proposal = self._proposal(request, object_id)
        context = {**self.admin_site.each_context(request), "title": str(proposal), "opts": self.opts}
        return TemplateResponse(request, "admin/proposal.html", {**context, **_shown(proposal, request.user)})

    def assign(self, request: Any, pk: int) -> HttpResponse:
        proposal = self._proposal(request, str(pk))
        name = request.POST.get("person", "")
        person = User.objects.filter(username=name, is_active=True).first() if name else None
        if name and person is None:
            raise BadRequest
        return self._try(request, proposal, lambda: proposals.assign(proposal, person, by=request.user))

    def decide(self, request: Any, pk: int) -> HttpResponse:
        """A standard that is accepted becomes a record under the identifier given; all else is a step."""
        proposal = self._proposal(request, str(pk))
        name, outcome = request.POST.get("decision", ""), _clean(request.POST.get("outcome", ""))
        if name == "accept" and proposal.kind == "standard":
            return self._try(request, proposal, lambda: proposals.accept_standard(proposal, outcome, by=request.user))
        told = {"note": _clean(request.POST.get("note", "")), "outcome": outcome}
        return self._try(request, proposal, lambda: proposals.decide(proposal, name, by=request.user, **told))

    def convert(self, request: Any, pk: int) -> HttpResponse:
        proposal = self._proposal(request, str(pk))
        kind = request.POST.get("kind", "")
        return self._try(request, proposal, lambda: proposals.convert(proposal, kind, by=request.user))

    def merge_view(self, request: Any, pk: int) -> HttpResponse:
        """The fields in which proposal and entry differ; those that are ticked are taken over."""
        proposal = self._proposal(request, str(pk))
        into = _clean(request.GET.get("into") or request.POST.get("into") or proposal.target).upper()
        target = permissions.visible(Entry.objects.all(), request.user).filter(identifier=into).first()
        if target is None or proposal.entry is None or target.kind != proposal.kind:
            messages.error(request, _("There is no other entry of this kind called “%(name)s”.") % {"name": into})
            return redirect(_page(proposal))
        if request.method == "POST":
            return self._merge(request, proposal, target)
        context = {**self.admin_site.each_context(request), "title": str(proposal), "opts": self.opts}
        choices = [(choice, _difference(choice, proposal.kind)) for choice in proposals.choices_of(proposal, target)]
        context |= {"proposal": proposal, "original": proposal, "target": target, "choices": choices}
        return TemplateResponse(request, "admin/merge.html", context)

    def _merge(self, request: Any, proposal: Proposal, target: Entry) -> HttpResponse:
        fields = [name for name in request.POST.getlist("field") if name in documents.TYPES[target.kind].model_fields]
        version = request.POST.get("version", "")
        if not version.isdecimal() or len(version) > 9:
            raise BadRequest
        merge = lambda: proposals.merge(proposal, target, fields, by=request.user, version=int(version))  # noqa: E731
        return self._try(request, proposal, merge)

    def _proposal(self, request: HttpRequest, object_id: str) -> Proposal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = self.get_object(request, object_id)
        if proposal is None:
            raise Http404
        return proposal

    def _try(self, request: HttpRequest, proposal: Proposal, act: Any) -> HttpResponse:
        try:
            act()
        except REFUSED as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
        else:
            messages.success(request, _("Done."))
        return redirect(_page(proposal))


def _clean(text: str) -> str:
    if "\x00" in text:
        raise BadRequest
    return text.strip()


def _page(proposal: Proposal) -> str:
    return reverse("admin:requirements_proposal_change", args=[proposal.pk])


def _difference(choice: proposals.Choice, kind: str) -> Shown:
    """What the entry says, and what it would say."""
    return shown([Change((choice.field,), choice.theirs or "", choice.mine)], kind)[0]


def _shown(proposal: Proposal, user: User) -> dict[str, Any]:
    """What the page of a proposal shows. Six queries."""
    entry = proposal.entry
    return {
        "proposal": proposal,
        "entry_page": page_of(entry) if entry else "",
        "answers": [(_question(proposal.kind, name), _said(answer)) for name, answer in proposal.answers.items()],
        "steps": proposal.steps.all(),
        "letters": Letter.objects.filter(about=proposal.reference)[:LETTERS_SHOWN],
        "acts": [(row, said_of(row)) for row in History.objects.filter(identifier=proposal.reference)],
        "decisions": [(name, DECISIONS[name]) for name in proposals.decisions(proposal)],
        "may_decide": permissions.can(user, "decide_proposal"),
        "people": [one for one in User.objects.filter(is_staff=True, is_active=True) if _may_handle(one)],
        "kinds": [kind for kind in EntryKind if entry and kind != proposal.kind and not proposal.target],
        "may_merge": entry is not None and not entry.was_published,
    }


def _may_handle(person: User) -> bool:
    return permissions.can(person, "handle_proposal")


def _question(kind: str, name: str) -> str:
    """The question as its author read it."""
    found = (page[name]().label for page in proposals.PAGES[kind] if name in page)
    return str(next(found, field_name(name, kind) if kind in documents.TYPES else name))


def _said(answer: Any) -> str:
    return ", ".join(str(item) for item in answer) if isinstance(answer, list) else str(answer)


DECISIONS = {
    "start_review": gettext_lazy("Start review"),
    "return": gettext_lazy("Ask its author"),
    "reject": gettext_lazy("Refuse"),
    "accept": gettext_lazy("Accept"),
}


class SentFilter(admin.SimpleListFilter):
    """Letters that are still to be sent, and those that failed."""

    title = gettext_lazy("sending")
    parameter_name = "sending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", gettext_lazy("Still to be sent")), ("failed", gettext_lazy("Failed at least once"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() == "failed":
            return queryset.filter(sent_at=None, attempts__gt=0)
        return queryset.filter(sent_at=None) if self.value() == "waiting" else queryset


@admin.register(Letter, site=desk)
class LetterAdmin(ReadOnly, Paged, admin.ModelAdmin):
    """What the registry owes people by mail, what went out and what the mail server says of the rest."""

    group = "work"
    opened_by = "handle_proposal"
    list_display = ("written_at", "about", "kind", "to", "sent_at", "attempts", "error")
    list_filter = (SentFilter, "kind")
    search_fields = ("about__exact", "to")
    sortable_by = ()
    fields = ("about", "kind", "to", "language", "written_at", "due_at", "sent_at", "attempts", "error")
    actions = ("send_again",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = admin.ModelAdmin.get_actions(self, request)
        return {name: known for name, known in found.items() if name == "send_again"}

    @admin.action(description=gettext_lazy("Try to send again at once"))
    def send_again(self, request: Any, queryset: QuerySet[Letter]) -> None:
        for letter in queryset[:100]:
            post.send_again(letter, by=request.user)
        messages.success(request, _("Done."))
