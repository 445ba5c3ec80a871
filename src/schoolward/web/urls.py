"""The addresses of pages, by what they are about."""

from django.urls import include, path

from schoolward.web import opening, pupils

urlpatterns = [
    path("", opening.home, name="home"),
    path("pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("pupils/<int:number>/open-by-exception/", pupils.open_by_exception, name="open-by-exception"),
    path("", include("schoolward.web.signing_in.urls")),
    path("", include("schoolward.web.accounts.urls")),
]
