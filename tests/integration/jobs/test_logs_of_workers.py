"""What a worker logs of a load that broke holds nothing that the files or the exception said."""

from schoolward.config.logging import FIELDS
from schoolward.jobs.inbox import folder_of
from schoolward.jobs.models import LoadRun, RunState
from tests.integration.jobs.lobby import Lobby
from tests.integration.jobs.workers import Workers
from tests.spec.store.sent import MONDAY, marks, upn

NAMED = f"Robin Example {upn('A')}.csv"


def test_a_broken_load_leaves_no_pupil_in_the_log_or_the_database(lobby: Lobby, workers: Workers) -> None:
    run = lobby.send((NAMED, marks(f"A {MONDAY} AM I").encode()))
    # The error of the operating system will quote the name of the file.
    file = folder_of(lobby.desk.home, run.folder) / NAMED
    file.unlink()
    file.mkdir()
    workers.start()
    assert workers.ended() == 0
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "IsADirectoryError" in run.fault
    for secret in ("Robin", upn("A")):
        assert secret not in run.fault
        assert secret not in workers.log.read_text(encoding="utf-8")
    assert all(set(line) <= FIELDS for line in workers.lines())
    told = [line["event"] for line in workers.lines()]
    assert told == ["worker.began", "load.taken_up", "load.broke", "load.failed", "worker.ended"]
    assert LoadRun.objects.count() == 1
