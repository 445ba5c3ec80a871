"""Whatever workers and senders do, in whatever order: loads go one at a time, oldest first, each to one end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.audit.actor import system
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.jobs.actions import working
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import LoadRun, RunState

pytestmark = pytest.mark.database

WORKER = system("worker")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

steps = st.lists(
    st.tuples(
        st.sampled_from(["send", "take", "note", "commit", "beat", "end", "fail", "back", "wish"]),
        st.integers(0, 2),
        st.sampled_from([0, 1, 59, 61]),
    ),
    max_size=25,
)
"""What happens, to which worker, and how many seconds later."""


class CoursesOfLoads(TestCase):
    """Three workers, each of which may be asleep for as long as it likes."""

    @settings(max_examples=150)
    @given(steps=steps)
    def test_a_load_has_one_worker_and_one_end(self, steps: list[tuple[str, int, int]]) -> None:
        leases = [Lease(worker=name) for name in ("a", "b", "c")]
        holds: dict[int, LoadRun] = {}
        at, ends = NOON, 0
        for what, number, seconds in steps:
            at += timedelta(seconds=seconds)
            ended = {run.pk: run.state for run in LoadRun.objects.all() if run.has_ended}
            oldest = LoadRun.objects.filter(state=RunState.WAITING).order_by("received_at", "pk").first()
            running = LoadRun.objects.filter(state=RunState.RUNNING).first()
            try:
                if what == "send":
                    LoadRun.objects.create(folder=f"{LoadRun.objects.count()}", received_at=at)
                elif what == "wish":
                    LoadRun.objects.filter(state=RunState.RUNNING).exclude(step="committing").update(
                        cancel_asked_at=at
                    )
                elif what == "take":
                    taken = working.take_up_load(lease=leases[number], by=WORKER, at=at)
                    if running is not None:
                        assert running.leased_until is not None
                        assert taken == (running if running.leased_until < at else None)
                    else:
                        assert taken == oldest
                    if taken is not None:
                        holds[number] = taken
                elif number in holds:
                    told: dict[str, Any] = {
                        "run": holds[number],
                        "lease": leases[number],
                        "by": WORKER,
                        "at": at,
                    }
                    before = LoadRun.objects.get(pk=holds[number].pk)
                    is_held = before.state == RunState.RUNNING and before.worker == leases[number].worker
                    _do(what, told)
                    assert is_held or what in ("beat", "back")
                    ends += what in ("end", "fail")
            except working.LeaseLost:
                assert not is_held
            except working.CancelAsked:
                assert before.cancel_asked_at is not None
            assert LoadRun.objects.filter(state=RunState.RUNNING).count() <= 1
            assert {pk: LoadRun.objects.get(pk=pk).state for pk in ended} == ended
        kinds = (EventKind.LOAD_ENDED.value, EventKind.LOAD_FAILED.value)
        assert Event.objects.filter(kind__in=kinds).count() == ends
        assert LoadRun.objects.filter(state__in=(RunState.DONE, RunState.FAILED)).count() == ends


def _do(what: str, told: dict[str, Any]) -> None:
    match what:
        case "note":
            working.note_progress(**told, step="reading marks", done=0, total=1)
        case "commit":
            working.note_progress(**told, step="committing", done=0, total=1)
        case "beat":
            working.prolong_load(**told)
        case "end":
            working.end_load(**told, load=2, counts={"rows_refused": 0}, fault="")
        case "fail":
            working.fail_load(**told, fault="it could not be read")
        case "back":
            working.hand_back_load(**told)
