"""The addresses of pages, by what they are about."""

from django.urls import path

from schoolward.web import matters, opening, pupils

urlpatterns = [
    path("", opening.home, name="home"),
    path("pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("pupils/<int:number>/open-by-exception/", pupils.open_by_exception, name="open-by-exception"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:number>/", matters.matter, name="matter"),
    path("merges/", matters.merges, name="merges"),
    path("merges/<int:number>/take-apart/", matters.apart, name="take-apart"),
]
