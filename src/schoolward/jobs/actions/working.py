"""What a worker does with a load: takes it up, notes how far it has come, and says how it ended.

Each step holds only while the worker has the lease, in one statement with the change itself: whoever has lost the
lease changes nothing. How it ended is an event; progress is noted without one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import F, QuerySet

from schoolward.access.acting import acting, noting
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.jobs.lease import MOST_ATTEMPTS, Lease
from schoolward.jobs.models import LoadRun, RunState

ENDED_ITS_WORKERS = (
    f"The program ended {MOST_ATTEMPTS} times while it was working on this load, and does not try again. "
    "Ask whoever runs Schoolward to look into it; the files may be too large for the machine."
)


class LeaseLost(RuntimeError):
    """Another worker has the load: this one was taken for dead."""


class CancelAsked(RuntimeError):
    """Somebody asked for the load to end."""


def take_up_load(*, lease: Lease, by: Actor, at: datetime) -> LoadRun | None:
    """The load to work on now: one whose worker is gone, or the oldest that waits. None while another is worked on."""
    with noting(by):
        running = LoadRun.objects.filter(state=RunState.RUNNING).first()
        if running is not None and running.leased_until is not None and running.leased_until >= at:
            return None
        run = running or LoadRun.objects.filter(state=RunState.WAITING).order_by("received_at", "pk").first()
        if run is None:
            return None
    try:
        with noting(by):
            # Of two workers that saw the same, the second finds the row changed or the one place taken.
            taken = LoadRun.objects.filter(
                pk=run.pk, state=run.state, worker=run.worker, leased_until=run.leased_until
            ).update(
                state=RunState.RUNNING, worker=lease.worker, leased_until=lease.until(at), heartbeat_at=at,
                attempts=F("attempts") + 1, step="", step_done=0, step_total=0,
            )  # fmt: skip
    except IntegrityError:
        return None
    return LoadRun.objects.get(pk=run.pk) if taken else None


def prolong_load(*, run: LoadRun, lease: Lease, by: Actor, at: datetime) -> bool:
    """Says that the worker lives. False if it has lost the lease."""
    with noting(by):
        return bool(_held(run, lease).update(leased_until=lease.until(at), heartbeat_at=at))


def note_progress(
    *, run: LoadRun, lease: Lease, step: str, done: int, total: int, by: Actor, at: datetime
) -> None:
    """Notes how far the load has come. Raises CancelAsked, or LeaseLost, where it must not go on."""
    with noting(by):
        going_on = _held(run, lease).filter(cancel_asked_at=None)
        noted = going_on.update(
            step=step, step_done=done, step_total=total, leased_until=lease.until(at), heartbeat_at=at
        )
        asked = not noted and _held(run, lease).exists()
    if asked:
        raise CancelAsked
    if not noted:
        raise LeaseLost


def hand_back_load(*, run: LoadRun, lease: Lease, by: Actor, at: datetime) -> None:
    """Puts a load back in its place in the queue, for a worker that is asked to stop."""
    with noting(by):
        _held(run, lease).update(
            state=RunState.WAITING, worker="", leased_until=None, attempts=F("attempts") - 1,
            step="", step_done=0, step_total=0,
        )  # fmt: skip


def end_load(
    *,
    run: LoadRun,
    lease: Lease,
    load: int | None,
    counts: Mapping[str, Any],
    fault: str,
    by: Actor,
    at: datetime,
) -> None:
    """The store has taken the files, in `load` or, if null, in earlier ones. `fault`: what could not be done after."""
    with acting(by, Permission.LOAD_START, at=at) as deed:
        _end(run, lease, state=RunState.DONE, at=at, load=load, counts=dict(counts), fault=fault)
        deed.record(EventKind.LOAD_ENDED, about=[run], load=load, rows_refused=counts["rows_refused"])


def fail_load(*, run: LoadRun, lease: Lease, fault: str, by: Actor, at: datetime) -> None:
    """Nothing was loaded; `fault` says why and what to do, to whoever sent the files."""
    with acting(by, Permission.LOAD_START, at=at) as deed:
        _end(run, lease, state=RunState.FAILED, at=at, fault=fault)
        deed.record(EventKind.LOAD_FAILED, about=[run])


def end_cancelled_load(*, run: LoadRun, lease: Lease, by: Actor, at: datetime) -> None:
    """The load ended as somebody had asked, with nothing loaded."""
    with acting(by, Permission.LOAD_START, at=at) as deed:
        _end(run, lease, state=RunState.CANCELLED, at=at)
        deed.record(EventKind.LOAD_CANCELLED, about=[run], while_running=True)


def _end(run: LoadRun, lease: Lease, *, state: RunState, at: datetime, **told: Any) -> None:
    if not _held(run, lease).update(state=state, leased_until=None, heartbeat_at=at, ended_at=at, **told):
        raise LeaseLost


def _held(run: LoadRun, lease: Lease) -> QuerySet[LoadRun]:
    return LoadRun.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=lease.worker)
