"""Prolongs a worker's lease while it works, for as long as its process lives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from django.db import DatabaseError, connection

from schoolward.audit.clock import now
from schoolward.jobs.lease import Lease


@contextmanager
def beating(prolong: Callable[[datetime], bool], *, lease: Lease) -> Iterator[None]:
    """Calls `prolong` from a thread of its own until the work has ended or the lease is lost.

    The work itself may be silent for minutes, in a long step or while it waits for another load.
    """
    ended = Event()
    thread = Thread(target=_beat, args=(prolong, lease, ended), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(prolong: Callable[[datetime], bool], lease: Lease, ended: Event) -> None:
    try:
        while not ended.wait(lease.beat_seconds):
            try:
                if not prolong(now()):
                    return
            except DatabaseError:
                # The lease runs out if the database stays away; the next beat tries a new connection.
                connection.close()
    finally:
        connection.close()
