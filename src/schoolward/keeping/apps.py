"""Tells Django that this room holds models."""

from django.apps import AppConfig


class KeepingRoom(AppConfig):
    """The room `keeping`."""

    name = "schoolward.keeping"
    label = "keeping"
