"""The provider's own addresses, its sign-in, and the two by which tests tell it who there is."""

import json
from typing import Any

from django.contrib.auth import authenticate, get_user_model, login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import include, path
from oauth2_provider.models import Application

from tests.directory_server.claims import PEOPLE


def sign_in(request: HttpRequest) -> HttpResponse:
    """Takes a name and a password, and goes on to where one was going."""
    if request.method != "POST":
        return HttpResponse("Sign in to the council")
    user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong password", status=401)
    login(request, user)
    return redirect(request.GET["next"])


def people(request: HttpRequest) -> HttpResponse:
    """Sets what is said of one person, who is made at need."""
    told: dict[str, Any] = json.loads(request.body)
    user, _ = get_user_model().objects.get_or_create(username=told["name"])
    user.set_password(told["password"])
    user.save()
    PEOPLE[told["name"]] = {"claims": told["claims"], "flaw": told.get("flaw")}
    return JsonResponse({"key": str(user.pk)})


def application(request: HttpRequest) -> HttpResponse:
    """Registers an application by the address to come back to."""
    secret = "a-secret-between-the-two-of-them-only"
    made = Application.objects.create(
        name="Schoolward",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=json.loads(request.body)["back"],
        client_secret=secret,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
    )
    return JsonResponse({"client": made.client_id, "secret": secret})


urlpatterns = [
    path("sign-in/", sign_in),
    path("people/", people),
    path("applications/", application),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
