"""What may be sent to be loaded, by whom and for whom, and what happens to what may not."""

from pathlib import Path

import pytest

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.access.keys import ScopeKind
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.jobs import inbox
from schoolward.jobs.models import LoadRun, RunState
from schoolward.jobs.selectors import schools_to_load_for
from schoolward.people.models import School, Trust
from tests.integration.jobs.lobby import Lobby, events_about
from tests.spec.store.sent import ALDER, BIRCH, MONDAY, cohorts, marks, pupils, schools

GOOD = marks(f"A {MONDAY} AM I")
WORKBOOK = b"PK\x03\x04" + b"\0" * 100


def test_what_is_sent_waits_with_its_files_and_is_on_record(lobby: Lobby) -> None:
    run = lobby.send(GOOD, pupils("E"))
    assert (run.state, run.files.count()) == (RunState.WAITING, 2)
    assert lobby.waiting_files() == [run.folder]
    assert events_about(run, EventKind.LOAD_STARTED) == 1


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choose at least one file"),
        ([("a.csv", b"")], "is empty"),
        ([("a.csv", b"name,age\nRobin,9\n")], "of no kind that Schoolward knows"),
        ([("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 200)], "of no kind that Schoolward knows"),
        ([("marks.csv", WORKBOOK)], "archive or a workbook"),
        ([("marks.xlsx", WORKBOOK)], "archive or a workbook"),
        ([("marks.zip", GOOD.encode())], "no zip archive"),
        ([("a.csv", GOOD.encode()), ("x/a.csv", GOOD.encode())], "Two of the files are called a.csv"),
        ([(f"{number}.csv", GOOD.encode()) for number in range(101)], "100 at most"),
    ],
)
def test_what_cannot_be_loaded_is_refused_at_once_and_leaves_nothing(
    lobby: Lobby, files: list[tuple[str, bytes]], words: str
) -> None:
    with pytest.raises(CannotBeDone, match=words):
        lobby.send(*files)
    assert not LoadRun.objects.exists()
    assert lobby.waiting_files() == []


def test_what_is_too_large_is_refused_as_it_comes(lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "LARGEST_FILE", 1 << 20)
    with pytest.raises(CannotBeDone, match="too large"):
        lobby.send(("a.csv", GOOD.encode() + b"\n" * (1 << 20)))
    assert lobby.waiting_files() == []


class Sent:
    """A file under a name that Django would not let through."""

    def __init__(self, name: str) -> None:
        self.name = name

    def chunks(self) -> list[bytes]:
        return [GOOD.encode()]


@pytest.mark.parametrize(
    "name", ["../../authority.toml", "/etc/passwd", "..\\..\\x.csv", "a\x00b.csv", ".", "=1+1.csv"]
)
def test_a_files_name_leads_nowhere(lobby: Lobby, name: str) -> None:
    kept = inbox.keep(lobby.desk.home, [Sent(name)], of_a_school=False)
    place = inbox.folder_of(lobby.desk.home, kept.folder)
    (file,) = place.iterdir()
    assert file.name == kept.files[0].name
    assert Path(file.name).name == file.name
    assert not file.name.startswith((".", "="))


def test_a_school_office_sends_for_its_own_school_alone(lobby: Lobby) -> None:
    run = lobby.send(GOOD, by=lobby.office, school=ALDER)
    for school in (BIRCH, None):
        with pytest.raises(Refused):
            lobby.send(GOOD, by=lobby.office, school=school)
    assert Event.objects.filter(kind=EventKind.REFUSED.value).count() == 2
    assert lobby.waiting_files() == [run.folder]
    assert LoadRun.objects.get() == run


def test_a_trust_sends_for_each_of_its_schools_and_no_other(lobby: Lobby) -> None:
    larkmoor, fenhill = (Trust.objects.create(name=name) for name in ("Larkmoor Trust", "Fenhill Trust"))
    School.objects.filter(urn=ALDER).update(trust=larkmoor)
    School.objects.filter(urn=BIRCH).update(trust=fenhill)
    lobby.office.grants.update(scope_kind=ScopeKind.TRUST.value, scope_value=str(larkmoor.pk))

    schools, whole_borough = schools_to_load_for(lobby.office.actor, at=now())
    assert ([school.urn for school in schools], whole_borough) == ([ALDER], False)
    run = lobby.send(GOOD, by=lobby.office, school=ALDER)
    for school in (BIRCH, None):
        with pytest.raises(Refused):
            lobby.send(GOOD, by=lobby.office, school=school)
    assert LoadRun.objects.get() == run


def test_rows_of_another_school_in_it_are_refused_not_loaded(lobby: Lobby) -> None:
    others = marks(f"D {MONDAY} AM I", school=BIRCH)
    run = lobby.send(GOOD, others, by=lobby.office, school=ALDER)
    lobby.work()
    run.refresh_from_db()
    assert (run.state, run.counts["rows_refused"]) == (RunState.DONE, 1)
    assert lobby.desk.standing() == {f"A {MONDAY} AM": "I"}


@pytest.mark.parametrize("file", [schools(ALDER), cohorts(f"A young_carer {MONDAY}")])
def test_what_only_the_authority_tells_a_school_cannot_send(lobby: Lobby, file: str) -> None:
    with pytest.raises(CannotBeDone, match="come from the local authority"):
        lobby.send(file, by=lobby.office, school=ALDER)
    assert lobby.send(file).state == RunState.WAITING


def test_twenty_loads_may_wait(lobby: Lobby) -> None:
    for _ in range(20):
        lobby.send(GOOD)
    with pytest.raises(CannotBeDone, match="20 loads waiting"):
        lobby.send(GOOD)
    assert len(lobby.waiting_files()) == 20
