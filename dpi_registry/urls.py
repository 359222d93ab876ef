"""Which addresses does the project answer? All of them are the app's."""

from django.urls import include, path

urlpatterns = [path("", include("requirements.urls"))]
