"""What has to follow the store after a load: the one list of it."""

from collections.abc import Callable
from datetime import datetime

from schoolward.audit.actor import Actor
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.store.home import Home
from schoolward.store.lock import write_lock

Follower = Callable[[Home, Actor, datetime], object]


def _figures(home: Home, by: Actor, at: datetime) -> None:
    with write_lock(home.folder):
        bring_up_to_date(home)


FOLLOWERS: tuple[Follower, ...] = (_figures,)
"""Each may run again after it has run: a worker may have been killed before it could say so."""


def follow_the_store(home: Home, *, by: Actor, at: datetime) -> None:
    """Brings up to date whatever is made from the store."""
    for follower in FOLLOWERS:
        follower(home, by, at)
