"""Which addresses does the registry answer? The public contract is listed in docs/architecture.md."""

from django.urls import include, path

from requirements.admin.site import desk

urlpatterns = [
    path("admin/", desk.urls),
    path("api/", include("requirements.api.urls")),
    path("", include("requirements.views.urls")),
]
