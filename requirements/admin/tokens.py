"""Which programs act for whom, and how does a person make or revoke a token?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from requirements import permissions, tokens
from requirements.admin.history import ReadsHistory
from requirements.admin.lists import Paged
from requirements.admin.site import desk
from requirements.choices import TokenScope
from requirements.models import TOKEN_LIFETIME, Token


class TokenForm(forms.ModelForm):
    """What a person says of a new token."""

    days = forms.IntegerField(label=_("Days it lasts"), min_value=1, max_value=TOKEN_LIFETIME.days, initial=90)

    class Meta:
        model = Token
        fields = ("name", "scope")


@admin.register(Token, site=desk)
class TokenAdmin(ReadsHistory, Paged, admin.ModelAdmin):
    """A person's own tokens; who manages accounts sees all. None is changed: one is revoked and another made."""

    group = "work"
    form = TokenForm
    list_display = ("name", "user", "scope", "created", "expiry")
    list_filter = ("scope",)
    fields = ("name", "scope", "days")

    def get_queryset(self, request: Any) -> QuerySet[Token]:
        found = super().get_queryset(request).select_related("user")
        return found if permissions.can(request.user, "manage_users") else found.filter(user=request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.can(request.user, "hold_token")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name", "user", "scope", "created", "expiry") if obj else self.fields

    def history_identifier(self, obj: Token) -> str:
        return f"user:{obj.user.get_username()}"

    def save_model(self, request: Any, obj: Token, form: TokenForm, change: bool) -> None:
        told = form.cleaned_data
        asked = {"name": told["name"], "scope": TokenScope(told["scope"]), "lasts": timedelta(days=told["days"])}
        token, request.issued = tokens.issue(request.user, **asked, by=request.user)
        obj.pk, obj.user = token.pk, token.user

    def response_add(self, request: Any, obj: Token, post_url_continue: str | None = None) -> HttpResponse:
        """The one page that ever shows the token."""
        context = {**self.admin_site.each_context(request), "token": request.issued, "title": obj.name}
        response = TemplateResponse(request, "admin/token_issued.html", context)
        add_never_cache_headers(response)
        return response

    def delete_model(self, request: Any, obj: Token) -> None:
        tokens.revoke(obj, by=request.user)

    def delete_queryset(self, request: Any, queryset: QuerySet[Token]) -> None:
        for token in queryset:
            tokens.revoke(token, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The room writes the history, so Django's own log stays empty."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """As above."""
