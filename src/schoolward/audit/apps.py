"""Tells Django that this room holds models."""

from django.apps import AppConfig


class AuditRoom(AppConfig):
    """The room `audit`."""

    name = "schoolward.audit"
    label = "audit"
