"""What becomes of somebody who has forgotten the password, or has another mail address?"""

from allauth.account.views import password_reset
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def forgotten(request: HttpRequest) -> HttpResponse:
    """allauth's page, which sends a link by mail; where no mail is sent, whom to ask instead."""
    return password_reset(request) if settings.EMAIL_HOST else render(request, "account/no_mail.html")


def not_by_oneself(request: HttpRequest) -> HttpResponse:
    """Letters trust the address of an account, so administrators change it, and nobody types another's here."""
    raise Http404
