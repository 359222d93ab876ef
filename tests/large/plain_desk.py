"""What would Django's admin be without anything of ours? The measure of the desk's lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path

from requirements.models import Requirement
from requirements.urls import urlpatterns as registry

plain = admin.AdminSite(name="plain")


@admin.register(Requirement, site=plain)
class PlainAdmin(admin.ModelAdmin):
    """The same columns and filters that need no code, over a thousand rows."""

    list_display = ("identifier", "title", "obligation", "state", "unpublished_changes", "changed_at")
    list_filter = ("obligation", "state", "unpublished_changes", "programmes", "building_blocks")
    search_fields = ("identifier",)
    list_per_page = 25
    ordering = ("identifier",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        thousand = Requirement.objects.order_by("pk")[:1000]
        return super().get_queryset(request).filter(pk__in=thousand.values("pk"))


urlpatterns = [path("plain/", plain.urls), *registry]
