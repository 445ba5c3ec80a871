"""The pages of loads, as somebody without JavaScript uses them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from schoolward.access.models import Account
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.jobs.actions.working import note_progress, take_up_load
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import LoadRun, RunState
from schoolward.web import uploading
from tests.integration.jobs.lobby import Lobby, events_about
from tests.spec.access.borough import set_up_second_factor
from tests.spec.store.sent import ALDER, BIRCH, MONDAY, marks, upn

LOADS = "/loads/"


@pytest.fixture
def officer(lobby: Lobby, settings: Settings) -> Client:
    """A data officer at the pages."""
    settings.SCHOOLWARD_HOME = lobby.desk.home.folder
    return _signed_in(lobby.officer)


@pytest.fixture
def office(officer: Client, lobby: Lobby) -> Client:
    """The office of the first school."""
    return _signed_in(lobby.office)


def _signed_in(account: Account) -> Client:
    set_up_second_factor(account)
    client = Client()
    client.force_login(account)
    return client


def _sent(client: Client, text: str, **told: object) -> tuple[int, str]:
    upload = SimpleUploadedFile("marks.csv", text.encode())
    answer = client.post("/loads/start/", {"sent": upload, **told}, follow=True)
    return answer.status_code, answer.content.decode()


def test_from_sending_to_the_refused_rows(lobby: Lobby, officer: Client) -> None:
    status, page = _sent(officer, marks(f"A {MONDAY} AM I", f"Z {MONDAY} AM =1"))
    assert status == 200
    run = LoadRun.objects.get()
    assert "Waiting" in page
    assert "See how far it is now" in page
    assert "Cancel this load" in page

    lobby.work()
    page = officer.get(f"{LOADS}{run.pk}/").content.decode()
    assert "Loaded." in page
    assert "See how far it is now" not in page
    assert "Cancel this load" not in page

    refused = officer.get(f"{LOADS}{run.pk}/refused/").content.decode()
    assert "1 of 2 rows were refused" in refused
    assert str(lobby.desk.home.folder) not in refused
    answer = officer.get(f"{LOADS}{run.pk}/refused.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["file"], row["line"], row["value"]) for row in rows] == [("marks.csv", "3", "'=1")]
    assert rows[0]["how_to_mend"]
    assert events_about(run, EventKind.EXPORTED) == 1


def test_a_load_under_way_shows_how_far_it_is(lobby: Lobby, officer: Client) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    lease, worker = Lease(worker="a"), system("worker")
    take_up_load(lease=lease, by=worker, at=now())
    note_progress(run=run, lease=lease, step="reading marks", done=2, total=5, by=worker, at=now())
    page = officer.get(f"{LOADS}{run.pk}/").content.decode()
    assert "Loading: reading marks, 2 of 5" in page
    assert '<progress max="5" value="2"' in page


def test_cancelling_is_asked_first(lobby: Lobby, officer: Client) -> None:
    run = lobby.send(marks(f"A {MONDAY} AM I"))
    assert "Do you want to cancel" in officer.get(f"{LOADS}{run.pk}/cancel/").content.decode()
    assert LoadRun.objects.get().state == RunState.WAITING
    page = officer.post(f"{LOADS}{run.pk}/cancel/", follow=True).content.decode()
    assert "Cancelled. Nothing was loaded." in page
    again = officer.post(f"{LOADS}{run.pk}/cancel/")
    assert again.status_code == 409
    assert "This load has ended already." in again.content.decode()


@pytest.mark.parametrize(
    ("text", "words"), [("", "is empty"), ("name,age\nRobin,9\n", "of no kind that Schoolward knows")]
)
def test_what_cannot_be_loaded_is_said_beside_the_field(
    lobby: Lobby, officer: Client, text: str, words: str
) -> None:
    status, page = _sent(officer, text)
    assert status == 400
    assert words in page
    assert lobby.waiting_files() == []


def test_more_files_than_any_form_may_hold_are_refused(lobby: Lobby, officer: Client) -> None:
    uploads = [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(101)]
    answer = officer.post("/loads/start/", {"sent": uploads})
    assert answer.status_code == 400
    assert "100 at most" in answer.content.decode()
    assert lobby.waiting_files() == []


def test_what_is_larger_than_any_load_is_refused_before_it_is_taken_in(
    lobby: Lobby, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "LARGEST_UPLOAD", 1000)
    upload = SimpleUploadedFile("marks.csv", b"x" * (uploading.ROOM_FOR_THE_FORM + 2000))
    answer = officer.post("/loads/start/", {"sent": upload})
    assert answer.status_code in (400, 413)
    assert lobby.waiting_files() == []


def test_far_too_many_files_are_answered_with_what_is_the_most(lobby: Lobby, officer: Client) -> None:
    uploads = [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(150)]
    answer = officer.post("/loads/start/", {"sent": uploads})
    assert answer.status_code == 400
    assert "Up to 100 files" in answer.content.decode()
    assert lobby.waiting_files() == []


def test_an_office_is_offered_its_school_and_no_other(lobby: Lobby, office: Client) -> None:
    form = office.get("/loads/start/").content.decode()
    assert f"School {ALDER}" in form
    assert f"School {BIRCH}" not in form
    assert "The whole borough" not in form
    status, page = _sent(office, marks(f"D {MONDAY} AM I", school=BIRCH), school=BIRCH)
    assert (status, LoadRun.objects.count()) == (400, 0)
    assert "Select one of the schools" in page
    assert _sent(office, marks(f"A {MONDAY} AM I"), school=ALDER)[0] == 200
    assert LoadRun.objects.get().school_id == ALDER


def test_an_office_sees_its_schools_loads_and_no_other(lobby: Lobby, office: Client) -> None:
    own = lobby.send(marks(f"A {MONDAY} AM I"), school=ALDER)
    others, boroughs = (
        lobby.send(marks(f"D {MONDAY} AM I", school=BIRCH), school=BIRCH),
        lobby.send(marks(f"B {MONDAY} AM I")),
    )
    listed = office.get(LOADS).content.decode()
    assert f'href="{LOADS}{own.pk}/"' in listed
    for other in (others, boroughs):
        assert f'href="{LOADS}{other.pk}/"' not in listed
        for page in ("", "refused/", "refused.csv", "cancel/"):
            assert office.get(f"{LOADS}{other.pk}/{page}").status_code == 404
        assert office.post(f"{LOADS}{other.pk}/cancel/").status_code == 404
    assert LoadRun.objects.filter(state=RunState.WAITING).count() == 3


def test_a_look_at_refused_rows_is_on_record(lobby: Lobby, office: Client) -> None:
    run = lobby.send(marks(f"Z {MONDAY} AM I"), school=ALDER)
    lobby.work()
    assert upn("Z") in office.get(f"{LOADS}{run.pk}/refused/").content.decode()
    assert events_about(run, EventKind.RECORD_VIEWED) == 1
