"""Which addresses does the registry answer? The public contract is listed in docs/architecture.md."""

from django.urls import include, path

from requirements.admin.preview import previewed_by
from requirements.admin.site import desk
from requirements.api.urls import cited
from requirements.views import record
from requirements.views import urls as site

urlpatterns = [
    path("accounts/", include("requirements.sign_in.urls")),
    path("admin/", desk.urls),
    path("<language:language>/preview/<identifier:identifier>/", desk.admin_view(previewed_by(record.preview))),
    path("api/", include("requirements.api.urls")),
    path("", include(cited)),
    path("", include(site)),
]
