"""What answers leave behind: nothing in a browser, nothing of a pupil in an address, and a trace of every search."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.keeping.subject_access import gather
from schoolward.keeping.third_parties import Theirs
from schoolward.people.actions.merging import merge_pupils
from schoolward.people.models import Pupil
from tests.spec.access.borough import OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

HUGE = "9" * 100


@pytest.fixture
def borough() -> Borough:
    return invent()


def signed_in(borough: Borough, role: Role) -> Client:
    client = Client()
    client.force_login(borough.accounts[role])
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/pupils/{OWN_PUPIL}/",
        "/pupils/7777/",
        "/accounts/",
        "/sign-in/",
        "/api/v1/docs",
        "/no-such-page/",
    ],
)
def test_no_browser_keeps_an_answer_or_loads_what_is_not_ours(borough: Borough, address: str) -> None:
    answer = signed_in(borough, Role.TEAM_MANAGER).get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_style_sheets_may_be_kept() -> None:
    answer = Client().get("/static/web/plain.css")
    b"".join(answer)
    answer.close()
    assert "no-store" not in answer["Cache-Control"]


def test_even_what_is_turned_away_at_the_door_bears_the_policy(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for answer in (Client().get("/"), Client().get("/", headers={"host": "elsewhere.example"})):
        assert answer.status_code in (301, 400)
        assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.TEAM_MANAGER, f"/pupils/{HUGE}/"),
        (Role.TEAM_MANAGER, f"/pupils/{HUGE}/open-by-exception/"),
        (Role.DATA_PROTECTION_OFFICER, f"/audit/opened-by-exception/{HUGE}/"),
        (Role.DATA_PROTECTION_OFFICER, f"/subject-access/{HUGE}/"),
        (Role.ADMINISTRATOR, f"/accounts/{HUGE}/"),
    ],
)
def test_a_number_that_no_record_can_have_is_no_page(borough: Borough, role: Role, address: str) -> None:
    client = signed_in(borough, role)
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "A call from the police about this child"}).status_code == 404


@pytest.mark.parametrize(("upn", "found"), [("A000000000001", ["pupil:1"]), ("Z999", [])])
def test_whoever_looks_for_a_pupil_is_on_record(borough: Borough, upn: str, found: list[str]) -> None:
    signed_in(borough, Role.DATA_PROTECTION_OFFICER).post("/subject-access/", {"upn": upn})
    event = Event.objects.get(kind=EventKind.RECORDS_SEARCHED.value)
    assert list(Subject.objects.filter(event=event).values_list("subject", flat=True)) == found
    assert upn not in str(event.detail)


def test_why_records_were_merged_is_for_an_officer_to_read_first(borough: Borough) -> None:
    other = Pupil.objects.create(id=7, upn="B000000000007", dob=date(2015, 5, 5))
    merge_pupils(
        pupil=other, kept=Pupil.objects.get(pk=OWN_PUPIL), because="The grandmother told us so in confidence.",
        by=borough.accounts[Role.DATA_OFFICER].actor, at=now(),
    )  # fmt: skip
    pack = gather(other, home=None, by="An officer", at=now(), shows_others=False)
    (merge,) = [row for row in pack.looks if "found two records" in row["What they did"]]
    assert isinstance(merge["More"], Theirs)
    assert merge["More"].value is None
    assert "grandmother" not in repr(pack)
