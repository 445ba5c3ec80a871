"""The addresses of all pages."""

from django.urls import include, path

urlpatterns = [path("", include("schoolward.web.urls"))]
