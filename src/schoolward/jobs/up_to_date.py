"""What has to follow the store after a load: the one list of it."""

from datetime import datetime
from typing import Protocol

from schoolward.audit.actor import Actor
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.people.actions.following import follow_store
from schoolward.people.actions.matters import find_matters
from schoolward.people.actions.sending import send_decisions
from schoolward.store.home import Home
from schoolward.store.lock import write_lock


class Follower(Protocol):
    """Brings something up to date with the store. It may run again after it has run: a worker may have been killed."""

    def __call__(self, *, home: Home, by: Actor, at: datetime) -> object:
        """Does so."""


def count_figures(*, home: Home, by: Actor, at: datetime) -> None:
    """The stored figures."""
    with write_lock(home.folder):
        bring_up_to_date(home)


def settle_who_is_who(*, home: Home, by: Actor, at: datetime) -> None:
    """Records that may be one child's, and the store's knowledge of what was decided on those."""
    find_matters(by=by, at=at)
    send_decisions(home=home, by=by, at=at)


FOLLOWERS: tuple[Follower, ...] = (follow_store, settle_who_is_who, count_figures)
"""In the order in which they follow."""


def follow_the_store(*, home: Home, by: Actor, at: datetime) -> None:
    """Brings up to date whatever is made from the store."""
    for follower in FOLLOWERS:
        follower(home=home, by=by, at=at)
