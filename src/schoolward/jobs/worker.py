"""The worker: a process that takes up loads as they come, and the nightly work when its hour has come."""

import os
import secrets
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from schoolward.access.terms import CannotBeDone
from schoolward.audit.actor import Actor, system
from schoolward.audit.clock import now
from schoolward.jobs.actions.working import (
    ENDED_ITS_WORKERS,
    CancelAsked,
    LeaseLost,
    end_cancelled_load,
    end_load,
    fail_load,
    hand_back_load,
    prolong_load,
    take_up_load,
)
from schoolward.jobs.beating import beating
from schoolward.jobs.inbox import discard
from schoolward.jobs.lease import MOST_ATTEMPTS, Lease
from schoolward.jobs.loading import Reporting, StopAsked, Taken, load_run, taken_before, without_folders
from schoolward.jobs.models import LoadRun
from schoolward.jobs.nightly.night import NightlyJob
from schoolward.jobs.nightly.running import work_on_a_night
from schoolward.jobs.nightly.schedule import NIGHTLY
from schoolward.jobs.up_to_date import follow_the_store
from schoolward.people.actions.sending import send_decisions
from schoolward.people.selectors import decisions_wait
from schoolward.store.home import Home
from schoolward.store.loading import LoadRefused

WORKER = system("worker")

DATABASE_GONE = (OperationalError, InterfaceError)
"""The database does not answer: the load is taken up again once its lease has run out."""

NOT_FOLLOWED = (
    "The load stands. Screens and figures are not up to date with it yet; the nightly work sees to it."
)
UNEXPECTED = (
    "Nothing was loaded. What went wrong ({kind}) does not lie in your files. Send them again; if it goes wrong again, "
    "give whoever runs Schoolward the number of this load."
)

log = structlog.get_logger("schoolward.jobs")


def own_lease() -> Lease:
    """A lease for this process, under a name that no other has or had."""
    return Lease(worker=f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}")


@contextmanager
def stopping_on_signals() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set, for `work`. Only a process's first thread may ask for it."""
    stop = Event()
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(kind, lambda *_: stop.set()) for kind in kinds]
    try:
        yield stop
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


def work(
    *,
    home: Home,
    stop: Event,
    lease: Lease | None = None,
    idle_seconds: float = 2.0,
    until_idle: bool = False,
    nightly: Sequence[NightlyJob] = NIGHTLY,
) -> None:
    """Works until `stop` is set, or with `until_idle` until nothing is left to do.

    A load that is under way when `stop` is set is given back to the queue, unless its last step has begun: then it is
    finished. Any number of workers may run, on one machine or on several that share the data folder.
    """
    lease = lease or own_lease()
    log.info("worker.began", worker=lease.worker)
    while not stop.is_set():
        close_old_connections()
        try:
            worked = work_once(home, lease=lease, stop=stop, nightly=nightly)
        except Exception:
            # What was being worked on is taken up again when its lease has run out.
            log.exception("worker.broke", worker=lease.worker)
            connection.close()
            worked = False
            if until_idle:
                raise
        if not worked:
            if until_idle:
                break
            stop.wait(idle_seconds)
    log.info("worker.ended", worker=lease.worker)


def work_once(home: Home, *, lease: Lease, stop: Event, nightly: Sequence[NightlyJob]) -> bool:
    """Takes up a load if there is one, otherwise a part of the nightly work. False if there was nothing to do."""
    run = take_up_load(lease=lease, by=WORKER, at=now())
    if run is None:
        return _tell_decisions(home) or work_on_a_night(home, jobs=nightly, lease=lease, by=WORKER)
    log.info("load.taken_up", run=run.pk, attempt=run.attempts, worker=lease.worker)
    try:
        with beating(lambda at: prolong_load(run=run, lease=lease, by=WORKER, at=at), lease=lease):
            _work_on(home, run, lease=lease, stop=stop, by=WORKER)
    except LeaseLost:
        log.warning("load.lease_lost", run=run.pk, worker=lease.worker)
    except StopAsked:
        hand_back_load(run=run, lease=lease, by=WORKER, at=now())
        log.info("load.handed_back", run=run.pk, worker=lease.worker)
    return True


def _tell_decisions(home: Home) -> bool:
    """Tells the store what was decided on who is one child, so that figures follow the screens within seconds."""
    if not decisions_wait():
        return False
    try:
        sent = send_decisions(home=home, by=WORKER, at=now())
        follow_the_store(home=home, by=WORKER, at=now())
    except CannotBeDone:
        # They wait on, and the list of merges says so; the nightly work tries again.
        log.exception("decisions.refused")
        return False
    log.info("decisions.sent", decisions=sent)
    return sent > 0


def _work_on(home: Home, run: LoadRun, *, lease: Lease, stop: Event, by: Actor) -> None:
    """From the files to the end of the load, whichever end that is."""
    progress = Reporting(run=run, lease=lease, by=by, stop=stop)
    try:
        if run.attempts > MOST_ATTEMPTS and taken_before(home, run) is None:
            _fail(home, run, lease, ENDED_ITS_WORKERS, by=by)
            return
        taken = load_run(home, run, progress=progress, at=now())
    except CancelAsked:
        end_cancelled_load(run=run, lease=lease, by=by, at=now())
        discard(home, run.folder)
        log.info("load.cancelled", run=run.pk)
    except LoadRefused as fault:
        _fail(home, run, lease, without_folders(str(fault), home, run), by=by)
    except (LeaseLost, StopAsked, *DATABASE_GONE):
        raise
    except Exception as fault:
        log.exception("load.broke", run=run.pk)
        _fail(home, run, lease, UNEXPECTED.format(kind=type(fault).__name__), by=by)
    else:
        _finish(home, run, lease, taken, by=by)


def _finish(home: Home, run: LoadRun, lease: Lease, taken: Taken, *, by: Actor) -> None:
    """The store has the files. What follows them may fail, and is left out where it may be what ends the workers."""
    fault = "" if run.attempts <= MOST_ATTEMPTS else NOT_FOLLOWED
    try:
        if not fault:
            follow_the_store(home=home, by=by, at=now())
    except DATABASE_GONE:
        raise
    except Exception:
        log.exception("load.not_followed", run=run.pk, load=taken.load)
        fault = NOT_FOLLOWED
    end_load(run=run, lease=lease, load=taken.load, counts=taken.counts, fault=fault, by=by, at=now())
    discard(home, run.folder)
    log.info("load.ended", run=run.pk, load=taken.load, rows_refused=taken.counts["rows_refused"])


def _fail(home: Home, run: LoadRun, lease: Lease, fault: str, *, by: Actor) -> None:
    fail_load(run=run, lease=lease, fault=fault, by=by, at=now())
    discard(home, run.folder)
    log.warning("load.failed", run=run.pk)
