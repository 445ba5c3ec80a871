"""Tells Django that this room holds templates."""

from django.apps import AppConfig


class ApiRoom(AppConfig):
    """The room `api`."""

    name = "schoolward.api"
    label = "api"
