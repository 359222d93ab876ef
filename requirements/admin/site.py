"""How is the curation desk arranged?"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from requirements.admin import kept, start
from requirements.admin.choosers import ChooserView

# The order of the start page and of the side bar; a model goes to the group that its admin names.
GROUPS = {
    "entries": _("Entries"),
    "standards": _("Standards and mandates"),
    "reference": _("Reference data"),
    "record": _("Editions and history"),
    "work": _("Import and accounts"),
}


class Desk(AdminSite):
    """Django's admin under the registry's name, its models in the order of a curator's day."""

    site_header = _("DPI registry: curation desk")
    site_title = _("Curation desk")
    index_title = _("What is there to do")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        found = super().get_app_list(request, app_label)
        models = [model for app in found for model in app["models"]]
        groups = []
        for key, name in GROUPS.items():
            members = [model for model in models if self.get_model_admin(model["model"]).group == key]
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
        return {**super().each_context(request), "ticket": kept.ticket(request.user) if signed_in else ""}

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return ChooserView.as_view(admin_site=self)(request)


desk = Desk()
