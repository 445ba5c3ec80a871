"""Tells Django that this room holds models."""

from django.apps import AppConfig


class AccessRoom(AppConfig):
    """The room `access`."""

    name = "schoolward.access"
    label = "access"
