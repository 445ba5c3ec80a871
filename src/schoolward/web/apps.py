"""Tells Django that this room holds pages, and what is listened to when people sign in."""

from importlib import import_module

from django.apps import AppConfig


class WebRoom(AppConfig):
    """The room `web`."""

    name = "schoolward.web"
    label = "web"

    def ready(self) -> None:
        """Connects the record of who signed in and out."""
        import_module("schoolward.web.signing_in.recording")
