"""Workers side by side: each load is worked on once, in order, and can be ended in its middle."""

import os
import signal
import threading
from pathlib import Path

import pytest
from django.db import connection

from schoolward.access.actions import CannotBeDone
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.jobs.actions.loads import cancel_load
from schoolward.jobs.actions.working import CancelAsked, LeaseLost, end_load, note_progress, take_up_load
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import LoadRun, RunState
from schoolward.store.lock import write_lock
from schoolward.store.snapshot import loads
from tests.integration.jobs.lobby import Lobby, events_about
from tests.integration.jobs.workers import Workers, until, workers_for
from tests.spec.store.sent import MONDAY, marks

WORKER = system("worker")


def state_of(run: LoadRun) -> str:
    """How far it is by now."""
    return LoadRun.objects.get(pk=run.pk).state


@pytest.mark.slow
def test_two_workers_take_every_load_once_and_in_the_order_of_receipt(
    lobby: Lobby, workers: Workers, tmp_path: Path
) -> None:
    codes = ("I", "M", "O", "/", "N", "I", "M", "/")
    runs = [lobby.send(marks(f"A {MONDAY} AM {code} 2026-01-1{place}")) for place, code in enumerate(codes)]
    with workers_for(lobby.desk.home, tmp_path / "second.jsonl") as others:
        first = workers.start(worker="first", until_idle=False)
        second = others.start(worker="second", until_idle=False)
        until(lambda: not LoadRun.objects.exclude(state=RunState.DONE).exists())
        for process in (first, second):
            os.kill(process, signal.SIGTERM)
        assert (workers.ended(), others.ended()) == (0, 0)
    ended = list(LoadRun.objects.order_by("pk"))
    assert [run.load for run in ended] == list(range(2, 2 + len(runs)))
    assert all(run.attempts == 1 for run in ended)
    assert lobby.stored() == list(range(1, 2 + len(runs)))
    assert loads(lobby.desk.home)["received_at"].to_pylist()[1:] == [run.received_at for run in ended]
    assert all(events_about(run, EventKind.LOAD_ENDED) == 1 for run in ended)
    assert lobby.desk.standing() == {f"A {MONDAY} AM": "/"}


def test_a_worker_that_is_told_to_stop_gives_its_load_back(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    with write_lock(lobby.desk.home.folder):
        process = workers.start(until_idle=False)
        until(lambda: LoadRun.objects.get(pk=run.pk).step == "waiting for the store")
        os.kill(process, signal.SIGTERM)
    assert workers.ended() == 0
    run.refresh_from_db()
    assert (run.state, run.attempts, lobby.stored()) == (RunState.WAITING, 0, [1])
    workers.start(worker="next")
    assert workers.ended() == 0
    assert state_of(run) == RunState.DONE


def test_a_load_that_is_cancelled_while_it_runs_loads_nothing(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    with write_lock(lobby.desk.home.folder):
        workers.start()
        until(lambda: LoadRun.objects.get(pk=run.pk).step == "waiting for the store")
        cancel_load(home=lobby.desk.home, run=run, by=lobby.officer.actor, at=now())
        assert state_of(run) == RunState.RUNNING
    assert workers.ended() == 0
    assert state_of(run) == RunState.CANCELLED
    assert (lobby.stored(), lobby.waiting_files()) == ([1], [])
    assert events_about(run, EventKind.LOAD_CANCELLED) == 2


def test_a_worker_that_is_silent_for_long_keeps_its_lease(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    with write_lock(lobby.desk.home.folder):
        workers.start(lease=0.4)
        until(lambda: LoadRun.objects.get(pk=run.pk).step == "waiting for the store")
        first = LoadRun.objects.get(pk=run.pk).leased_until
        assert first is not None
        until(lambda: now() > first)
        other = take_up_load(lease=Lease(worker="other"), by=WORKER, at=now())
    assert workers.ended() == 0
    assert other is None
    assert state_of(run) == RunState.DONE


def test_a_worker_that_was_taken_for_dead_changes_nothing_any_more(lobby: Lobby) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    slow, quick = Lease(worker="slow"), Lease(worker="quick")
    at = now()
    assert take_up_load(lease=slow, by=WORKER, at=at) == run
    assert take_up_load(lease=quick, by=WORKER, at=at) is None
    later = slow.until(at) + slow.lasts
    assert take_up_load(lease=quick, by=WORKER, at=later) == run
    with pytest.raises(LeaseLost):
        note_progress(run=run, lease=slow, step="reading marks", done=0, total=1, by=WORKER, at=later)
    with pytest.raises(LeaseLost):
        end_load(run=run, lease=slow, load=2, counts={"rows_refused": 0}, fault="", by=WORKER, at=later)
    assert LoadRun.objects.get(pk=run.pk).worker == "quick"
    assert events_about(run, EventKind.LOAD_ENDED) == 0


def test_cancelling_and_the_last_step_exclude_each_other(lobby: Lobby) -> None:
    lease = Lease(worker="a")
    late, early = lobby.send(marks(f"A {MONDAY} AM I")), lobby.send(marks(f"B {MONDAY} AM I"))

    run = take_up_load(lease=lease, by=WORKER, at=now())
    assert run == late
    note_progress(run=late, lease=lease, step="committing", done=0, total=1, by=WORKER, at=now())
    with pytest.raises(CannotBeDone, match="too late"):
        cancel_load(home=lobby.desk.home, run=late, by=lobby.officer.actor, at=now())
    end_load(run=late, lease=lease, load=2, counts={"rows_refused": 0}, fault="", by=WORKER, at=now())
    with pytest.raises(CannotBeDone, match="ended already"):
        cancel_load(home=lobby.desk.home, run=late, by=lobby.officer.actor, at=now())

    assert take_up_load(lease=lease, by=WORKER, at=now()) == early
    cancel_load(home=lobby.desk.home, run=early, by=lobby.officer.actor, at=now())
    with pytest.raises(CancelAsked):
        note_progress(run=early, lease=lease, step="committing", done=0, total=1, by=WORKER, at=now())


def test_of_many_that_reach_for_one_load_one_gets_it(lobby: Lobby) -> None:
    lobby.send(marks(f"A {MONDAY} AM I"))
    lobby.send(marks(f"B {MONDAY} AM I"))
    together, got = threading.Barrier(6), []

    def reach(name: str) -> None:
        try:
            together.wait()
            got.append(take_up_load(lease=Lease(worker=name), by=WORKER, at=now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=reach, args=(f"worker {number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 6
    assert len([run for run in got if run is not None]) == 1
    assert LoadRun.objects.filter(state=RunState.RUNNING).count() == 1
