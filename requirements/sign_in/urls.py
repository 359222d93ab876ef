"""Which addresses have to do with signing in? allauth's own, but for what the registry does not offer."""

from allauth import app_settings, urls
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
if app_settings.SOCIALACCOUNT_ENABLED:
    urlpatterns += [path("3rdparty/", include("allauth.socialaccount.urls")), *urls.build_provider_urlpatterns()]
