"""What becomes of somebody who has forgotten the password?"""

from allauth.account.views import password_reset
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forgotten(request: HttpRequest) -> HttpResponse:
    """allauth's page, which sends a link by mail; where no mail is sent, whom to ask instead."""
    return password_reset(request) if settings.EMAIL_HOST else render(request, "account/no_mail.html")
