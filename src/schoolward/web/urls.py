"""The addresses of pages, by what they are about."""

from django.urls import path

from schoolward.web import clients, opening, pupils

urlpatterns = [
    path("", opening.home, name="home"),
    path("pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("pupils/<int:number>/open-by-exception/", pupils.open_by_exception, name="open-by-exception"),
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.add_client, name="add-client"),
    path("clients/<int:number>/", clients.client, name="client"),
    path("clients/<int:number>/scopes/add/", clients.give_scope, name="give-scope"),
    path("clients/<int:number>/scopes/<int:grant>/end/", clients.end_scope, name="end-scope"),
    path("clients/<int:number>/tokens/add/", clients.add_token, name="add-token"),
    path("clients/<int:number>/tokens/<int:token>/revoke/", clients.take_token, name="take-token"),
]
