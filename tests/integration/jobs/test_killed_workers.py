"""A worker killed at any step leaves a load that the next one brings to the same end, once."""

import time
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.jobs.inbox import sweep
from schoolward.jobs.models import LoadRun, RunState
from tests.integration.jobs.lobby import Lobby, events_about
from tests.integration.jobs.workers import Workers
from tests.spec.store.sent import MONDAY, TUESDAY, marks, pupils

LEASE = 0.3


@pytest.mark.slow
def test_a_worker_killed_at_any_step_loads_nothing_twice_and_loses_nothing(
    lobby: Lobby, workers: Workers, tmp_path: Path
) -> None:
    died: list[str] = []
    for step in count():
        desk = lobby.desk.copied_to(tmp_path / f"at-{step}")
        here = Lobby(desk=desk, officer=lobby.officer, office=lobby.office)
        run = here.send(pupils("E"), marks(f"A {MONDAY} AM I", f"Z {MONDAY} AM I", f"E {MONDAY} AM /"))
        workers.start(home=desk.home, die_at=step, lease=LEASE)
        ended = workers.ended()
        if ended == 0:
            break
        assert ended == -9
        died.append((desk.home.folder / "died-at").read_text(encoding="utf-8"))
        time.sleep(LEASE * 1.1)
        here.work()
        _holds_once(here, LoadRun.objects.get(pk=run.pk), died[-1])
    _holds_once(here, LoadRun.objects.get(pk=run.pk), "never")
    assert {"after load", "before end_load", "after end_load", "before note_progress committing"} <= set(died)
    assert len(died) >= 15


def _holds_once(lobby: Lobby, run: LoadRun, died: str) -> None:
    assert run.state == RunState.DONE, died
    assert (run.load, run.counts["rows_refused"], run.counts["marks_new"]) == (2, 1, 2), died
    assert lobby.stored() == [1, 2], died
    assert lobby.desk.standing() == {f"A {MONDAY} AM": "I", f"E {MONDAY} AM": "/"}, died
    assert events_about(run, EventKind.LOAD_ENDED) == 1, died
    sweep(lobby.desk.home, wanted=set(), at=now() + timedelta(days=2))
    assert lobby.waiting_files() == [], died


def test_nobody_takes_a_load_up_while_its_worker_may_live(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    workers.start(die_at=3, lease=60)
    assert workers.ended() == -9
    lobby.work()
    assert LoadRun.objects.get(pk=run.pk).state == RunState.RUNNING
    assert lobby.stored() == [1]


def test_a_load_that_ends_its_workers_is_given_up(lobby: Lobby, workers: Workers) -> None:
    bad = lobby.send(marks(f"A {MONDAY} AM I"))
    good = lobby.send(marks(f"A {TUESDAY} AM I"))
    for attempt in range(3):
        workers.start(worker=f"worker {attempt}", die_at=3, lease=0.1)
        assert workers.ended() == -9
        time.sleep(0.15)
    lobby.work()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (RunState.FAILED, RunState.DONE)
    assert "ended 3 times" in bad.fault
    assert events_about(bad, EventKind.LOAD_FAILED) == 1
    assert lobby.desk.standing() == {f"A {TUESDAY} AM": "I"}


def test_a_load_that_landed_is_not_given_up_however_its_workers_end(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    for attempt in range(3):
        # Killed each time when everything has been done but to say so.
        workers.start(worker=f"worker {attempt}", only="before end_load", die_at=0, lease=0.1)
        assert workers.ended() == -9
        time.sleep(0.15)
    lobby.work()
    run.refresh_from_db()
    assert (run.state, run.load, lobby.stored()) == (RunState.DONE, 2, [1, 2])
    assert "not up to date" in run.fault
