"""Which addresses does the project answer? All of them are the app's."""

from django.urls import include, path

# Django looks for these in the first module of addresses alone.
handler400 = "requirements.views.errors.bad_request"
handler403 = "requirements.views.errors.forbidden"
handler404 = "requirements.views.errors.not_found"
handler500 = "requirements.views.guard.server_error"

urlpatterns = [path("", include("requirements.urls"))]
