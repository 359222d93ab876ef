"""Which addresses have to do with signing in? allauth's own, but for what the registry does otherwise."""

from django.urls import include, path

from requirements.sign_in import organization
from requirements.sign_in.forgotten import forgotten, not_by_oneself

urlpatterns = [
    path("email/", not_by_oneself, name="account_email"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("oidc/<slug:provider_id>/login/", organization.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", organization.callback, name="openid_connect_callback"),
]
