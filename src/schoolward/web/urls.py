"""The addresses of pages, by what they are about."""

from django.urls import include, path

from schoolward.web import (
    auditing,
    clients,
    exports,
    glass,
    loads,
    matters,
    nights,
    opening,
    pupils,
    subject_access,
)

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
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.add_client, name="add-client"),
    path("clients/<int:number>/", clients.client, name="client"),
    path("clients/<int:number>/scopes/add/", clients.give_scope, name="give-scope"),
    path("clients/<int:number>/scopes/<int:grant>/end/", clients.end_scope, name="end-scope"),
    path("clients/<int:number>/tokens/add/", clients.add_token, name="add-token"),
    path("clients/<int:number>/tokens/<int:token>/revoke/", clients.take_token, name="take-token"),
    path("", include("schoolward.web.signing_in.urls")),
    path("", include("schoolward.web.accounts.urls")),
    path("audit/", auditing.search, name="audit"),
    path("audit/file/", auditing.export, name="audit-export"),
    path("audit/opened-by-exception/", glass.broken_glass, name="broken-glass"),
    path("audit/opened-by-exception/<int:number>/", glass.review, name="review-glass"),
    path("audit/exports/", exports.exports, name="exports"),
    path("subject-access/", subject_access.whose, name="subject-access"),
    path("subject-access/<int:number>/", subject_access.pack, name="subject-access-pack"),
]
