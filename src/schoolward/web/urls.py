"""The addresses of pages, by what they are about."""

from django.urls import path

from schoolward.web import loads, matters, nights, opening, pupils

urlpatterns = [
    path("", opening.home, name="home"),
    path("pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("pupils/<int:number>/open-by-exception/", pupils.open_by_exception, name="open-by-exception"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:number>/", matters.matter, name="matter"),
    path("merges/", matters.merges, name="merges"),
    path("merges/<int:number>/take-apart/", matters.apart, name="take-apart"),
    path("loads/", loads.loads, name="loads"),
    path("loads/start/", loads.start, name="start-load"),
    path("loads/<int:number>/", loads.load, name="load"),
    path("loads/<int:number>/refused/", loads.refused, name="load-refused"),
    path("loads/<int:number>/refused.csv", loads.refused_as_csv, name="load-refused-csv"),
    path("loads/<int:number>/cancel/", loads.cancel, name="cancel-load"),
    path("nightly-work/", nights.nightly_work, name="nightly-work"),
]
