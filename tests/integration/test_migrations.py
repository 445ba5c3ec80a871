"""Holds the tables to the models, and every step of a room's migrations to its way back."""

import pytest
from django.core.management import call_command
from django.db import connection

ROOMS = ("audit", "access", "people", "keeping", "jobs")

pytestmark = pytest.mark.django_db(transaction=True)


def tables_of_rooms() -> set[str]:
    """The tables that the rooms made."""
    return {name for name in connection.introspection.table_names() if name.partition("_")[0] in ROOMS}


def guards() -> int:
    """How many triggers keep events from being changed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'audit_%'")
        else:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'")
        number: int = cursor.fetchone()[0]
    return number


def test_the_models_and_the_migrations_say_the_same() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_step_can_be_undone_and_done_again() -> None:
    before, guarded = tables_of_rooms(), guards()
    assert before
    assert guarded
    try:
        for room in reversed(ROOMS):
            call_command("migrate", room, "zero", verbosity=0)
        assert tables_of_rooms() == set()
        assert guards() == 0
    finally:
        call_command("migrate", verbosity=0)
    assert tables_of_rooms() == before
    assert guards() == guarded
