"""Tells Django that this room holds models."""

from django.apps import AppConfig


class JobsRoom(AppConfig):
    """The room `jobs`."""

    name = "schoolward.jobs"
    label = "jobs"
