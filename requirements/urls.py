"""Which addresses does the registry answer? The public contract is listed in docs/architecture.md."""

from django.contrib import admin
from django.urls import include, path

handler500 = "requirements.views.guard.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("requirements.api.urls")),
    path("", include("requirements.views.urls")),
]
