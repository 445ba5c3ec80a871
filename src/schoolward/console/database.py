"""Opens the authority's database for a command, and says what to do where it is not ready.

Django is imported only where a command needs it: the others start faster without.
"""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from schoolward.audit.actor import Actor, operator
from schoolward.store.environment import PREFIX, SQLITE_FILE
from schoolward.store.home import Home


class NotDone(RuntimeError):
    """What was asked is no possible thing; nothing was changed, and the text says why."""


class DatabaseNotReady(RuntimeError):
    """The database cannot be used as it is; the text says what to do."""


def this_operator() -> Actor:
    """Whoever runs the command, by their login on this machine."""
    return operator(getpass.getuser())


def is_there(home: Home) -> bool:
    """Whether the home has a database at all: one was named, or `schoolward migrate` has made its file."""
    return bool(os.environ.get(f"{PREFIX}DATABASE")) or (home.folder / SQLITE_FILE).exists()


@contextmanager
def open_database(home: Home) -> Iterator[None]:
    """Lets a command work with the database, once it is there and up to date."""
    if not is_there(home):
        raise DatabaseNotReady("there is no database yet; make it with `schoolward migrate`")
    with any_database(home):
        if _pending():
            raise DatabaseNotReady(
                "the database is of an earlier release; bring it to date with `schoolward migrate`"
            )
        yield


def follow(home: Home, *, at: datetime, afresh: bool = False) -> None:
    """Brings the database, if the home has one, to the store's newest load, and looks for records of one child."""
    if not is_there(home):
        return
    with open_database(home):
        from schoolward.people.actions.following import follow_store
        from schoolward.people.actions.matters import find_matters

        followed = follow_store(home=home, by=this_operator(), at=at, afresh=afresh)
        if afresh or followed.load > followed.from_load:
            find_matters(by=this_operator(), at=at)


def migrate(home: Home) -> int:
    """Makes the database, or brings it to date. Returns how many steps were taken."""
    with any_database(home):
        from django.core.management import call_command

        steps = len(_pending())
        call_command("migrate", verbosity=0, interactive=False)
        file = home.folder / SQLITE_FILE
        if file.exists():
            file.chmod(0o600)
    return steps


@contextmanager
def any_database(home: Home) -> Iterator[None]:
    """The home's database in whatever state it is. Says in a sentence what is wrong with it."""
    os.environ[f"{PREFIX}HOME"] = str(home.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolward.config.settings")
    import django
    from django.db import connections
    from django.db.utils import Error

    django.setup()
    from schoolward.access.actions import CannotBeDone

    try:
        yield
    except CannotBeDone as fault:
        raise NotDone(str(fault)) from None
    except Error as fault:
        said = str(fault).strip().splitlines()
        raise DatabaseNotReady(
            f"the database cannot be used: {said[0] if said else 'no reason given'}"
        ) from None
    finally:
        connections.close_all()


def _pending() -> list[object]:
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))
