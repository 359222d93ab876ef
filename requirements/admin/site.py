"""How is the curation desk arranged?"""

from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from requirements import permissions
from requirements.admin import devices, kept, queues, start
from requirements.admin.choosers import ChooserView
from requirements.languages import BY_CODE, LANGUAGES
from requirements.models import MODELS, Entry, GapAnalysis, Import, Job, Proposal, Resolution, Standard, User

# The order of the start page and of the side bar; a model goes to the group that its admin names.
GROUPS = {
    "entries": _("Entries"),
    "standards": _("Standards and mandates"),
    "gaps": _("Gap analysis"),
    "reference": _("Reference data"),
    "record": _("Editions and history"),
    "work": _("Import and accounts"),
}

MENU: list[type[Model]] = [Entry, *MODELS.values(), Proposal, Standard, Resolution, GapAnalysis, Job, Import]


class Desk(AdminSite):
    """Django's admin under the registry's name, its models in the order of a curator's day."""

    site_header = _("DPI registry: curation desk")
    site_title = _("Curation desk")
    index_title = _("What is there to do")
    # A menu in the header leaves the width of the page to the texts.
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        found = super().get_app_list(request, app_label)
        models: list[Any] = [model for app in found for model in app["models"]]
        groups = []
        for key, name in GROUPS.items():
            members = [model for model in models if self.get_model_admin(model["model"]).group == key]  # type: ignore[attr-defined]
            if members:
                members.sort(key=lambda model: list(self._registry).index(model["model"]))
                groups.append({**found[0], "name": name, "models": members})
        return groups

    def index(self, request: Any, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        day = start.day_of(request.user) if self.has_permission(request) else {}
        return super().index(request, {**day, **(extra_context or {})})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return kept.keeping(super().admin_view(view, cacheable), self.has_permission)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        signed_in = self.has_permission(request)
        return {
            **super().each_context(request),
            "ticket": kept.ticket(request.user) if signed_in else "",
            "desk_languages": LANGUAGES,
            "desk_menu": [
                (model._meta.verbose_name_plural, reverse(f"admin:requirements_{model._meta.model_name}_changelist"))
                for model in MENU
                if signed_in and self.get_model_admin(model).has_module_permission(request)
            ],
        }

    def get_urls(self) -> list[Any]:
        devices_view = self.admin_view(self.devices)
        own = [
            path("language/", speak, name="language"),
            path("devices/", devices_view, name="devices"),
            path("find/", self.admin_view(find), name="find"),
        ]
        return [*own, *super().get_urls()]

    def devices(self, request: HttpRequest) -> HttpResponseBase:
        return devices.devices_view(request, self.each_context(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way in, which counts attempts and asks for the second factor."""
        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        return ChooserView.as_view(admin_site=self)(request)


def speak(request: Any) -> HttpResponse:
    """Django's view of the language that a person chooses; the registry's mails and jobs speak it to them, too."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in BY_CODE:
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)


def find(request: HttpRequest) -> HttpResponse:
    """From the search at the head of each page: to the entry of a whole public id, else to a list of what is found."""
    typed = request.GET.get("q", "").strip()
    entry = permissions.visible(Entry.objects.filter(identifier=typed.upper()), request.user).first()
    if entry:
        return redirect(queues.page_of(entry))
    return redirect(f"{reverse('admin:requirements_entry_changelist')}?{urlencode({'q': typed})}")


desk = Desk()
