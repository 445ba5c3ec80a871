"""The addresses of all pages."""

from django.urls import include, path

from schoolward.api.app import api
from schoolward.api.framing import ROOT

urlpatterns = [path("", include("schoolward.web.urls")), path(ROOT, api.urls)]
