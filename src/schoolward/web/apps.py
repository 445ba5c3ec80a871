"""Tells Django that this room holds pages."""

from django.apps import AppConfig


class WebRoom(AppConfig):
    """The room `web`."""

    name = "schoolward.web"
    label = "web"
