"""Wakes Django for the pages that are made from the models of the database's rooms."""

import os

import django
from django.apps import apps


def set_up() -> None:
    """Once a run; nothing is read from or written to a database."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        django.setup()
