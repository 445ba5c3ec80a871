"""How a load ends: what its sender is told, what is on record, and that no file stays behind."""

import shutil
from datetime import timedelta

from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.engines.duckdb.stored import Stored
from schoolward.jobs.actions.loads import cancel_load
from schoolward.jobs.inbox import discard
from schoolward.jobs.models import LoadRun, RunState
from schoolward.jobs.nightly.schedule import NIGHTLY
from tests.integration.jobs.lobby import Lobby, events_about
from tests.spec.store.sent import MONDAY, TUESDAY, marks

GOOD = marks(f"A {MONDAY} AM I")


def ended(run: LoadRun) -> LoadRun:
    """The load as it stands."""
    return LoadRun.objects.get(pk=run.pk)


def test_loaded_its_counts_are_kept_and_figures_follow(lobby: Lobby) -> None:
    run = lobby.send(GOOD, marks(f"Z {MONDAY} AM I"))
    lobby.work()
    run = ended(run)
    assert (run.state, run.load, run.fault) == (RunState.DONE, 2, "")
    assert [run.counts[name] for name in ("rows_read", "rows_accepted", "rows_refused", "marks_new")] == [
        2,
        1,
        1,
        1,
    ]
    assert [file["name"] for file in run.counts["files"]] == ["file-0.csv", "file-1.csv"]
    assert Stored.read(lobby.desk.home).load == 2
    assert lobby.waiting_files() == []


def test_what_was_loaded_before_makes_no_load(lobby: Lobby) -> None:
    lobby.send(GOOD)
    again = lobby.send(GOOD)
    lobby.work()
    assert (ended(again).state, ended(again).load) == (RunState.DONE, None)
    assert lobby.stored() == [1, 2]


def test_what_cannot_be_read_fails_with_the_reason_and_no_folder_of_ours(lobby: Lobby) -> None:
    run = lobby.send(("locked.zip", b"PK\x03\x04 and then nothing"))
    lobby.work()
    run = ended(run)
    assert run.state == RunState.FAILED
    assert run.fault.startswith("locked.zip: the zip archive is damaged")
    assert str(lobby.desk.home.folder) not in run.fault
    assert events_about(run, EventKind.LOAD_FAILED) == 1
    assert (lobby.stored(), lobby.waiting_files()) == ([1], [])


def test_cancelled_before_its_turn_it_is_never_taken_up(lobby: Lobby) -> None:
    run = lobby.send(GOOD)
    cancel_load(home=lobby.desk.home, run=run, by=lobby.officer.actor, at=now())
    lobby.work()
    assert (ended(run).state, ended(run).attempts) == (RunState.CANCELLED, 0)
    assert (lobby.stored(), lobby.waiting_files()) == ([1], [])


def test_loads_are_received_when_they_were_sent(lobby: Lobby) -> None:
    first, second = lobby.send(GOOD), lobby.send(marks(f"A {MONDAY} AM M"))
    lobby.work()
    assert lobby.desk.known().received_at == second.received_at
    assert ended(first).counts["known_from"] == first.received_at.isoformat()
    assert lobby.desk.standing() == {f"A {MONDAY} AM": "M"}


def test_one_that_an_operator_overtook_is_known_from_when_it_was_taken_up(lobby: Lobby) -> None:
    sent_at = now() - timedelta(hours=9)
    run = lobby.send(GOOD, at=sent_at)
    lobby.desk.send(marks(f"A {TUESDAY} AM I"), at=f"{now() - timedelta(hours=5):%Y-%m-%d %H:%M}")
    began = now()
    lobby.work()
    run = ended(run)
    assert (run.state, run.received_at) == (RunState.DONE, sent_at)
    assert run.counts["known_from"] >= began.isoformat()


def test_one_after_a_load_that_claims_to_be_of_tomorrow_says_so(lobby: Lobby) -> None:
    lobby.desk.send(marks(f"A {TUESDAY} AM I"), at=f"{now() + timedelta(hours=20):%Y-%m-%d %H:%M}")
    run = lobby.send(GOOD)
    lobby.work()
    assert ended(run).state == RunState.FAILED
    assert "before the last load" in ended(run).fault


def test_one_whose_files_are_gone_says_so(lobby: Lobby) -> None:
    run = lobby.send(GOOD)
    discard(lobby.desk.home, run.folder)
    lobby.work()
    assert ended(run).state == RunState.FAILED
    assert "not here any more" in ended(run).fault


def test_figures_that_cannot_follow_do_not_undo_the_load(lobby: Lobby) -> None:
    run = lobby.send(GOOD)
    # Nothing can be written where a file stands in the way of the folder.
    shutil.rmtree(lobby.desk.home.figures_folder, ignore_errors=True)
    lobby.desk.home.figures_folder.write_text("in the way", encoding="utf-8")
    lobby.work()
    assert (ended(run).state, ended(run).load) == (RunState.DONE, 2)
    assert ended(run).fault.startswith("The load stands.")

    lobby.desk.home.figures_folder.unlink()
    lobby.work(nightly=NIGHTLY[:1])
    assert Stored.read(lobby.desk.home).load == 2
