"""Tells Django that this room holds models."""

from django.apps import AppConfig


class PeopleRoom(AppConfig):
    """The room `people`."""

    name = "schoolward.people"
    label = "people"
