"""Finding a pupil by UPN: it leads to the record within one's scope, and says nothing of any other."""

import pytest
from django.test import Client

from schoolward.access.roles import Role
from schoolward.audit.models import Event
from schoolward.people.models import Pupil, PupilUPN
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, Borough, invent, invent_matters
from tests.spec.access.test_every_page_by_role import without_token

pytestmark = pytest.mark.django_db

ADDRESS = "/pupils/find/"
OWN_UPN, OTHER_UPN, NOBODYS_UPN = f"A{OWN_PUPIL:012}", f"A{OTHER_PUPIL:012}", "A000000000099"


@pytest.fixture
def borough() -> Borough:
    return invent()


def signed_in(borough: Borough, role: Role = Role.ATTENDANCE_OFFICER) -> Client:
    client = Client()
    client.force_login(borough.accounts[role])
    return client


@pytest.mark.parametrize("upn", [OWN_UPN, f" {OWN_UPN.lower()} "[1:], "A000000000077"])
def test_the_upn_that_a_pupil_has_or_had_leads_to_the_record(borough: Borough, upn: str) -> None:
    PupilUPN.objects.create(pupil_id=OWN_PUPIL, upn="A000000000077", load=1)
    answer = signed_in(borough).post(ADDRESS, {"upn": upn})
    assert answer.status_code == 302
    assert answer["Location"] == f"/pupils/{OWN_PUPIL}/"
    event = Event.objects.get(kind="records.searched")
    assert event.actor == str(borough.accounts[Role.ATTENDANCE_OFFICER].actor)
    assert upn.strip() not in str(event.detail)


def test_of_merged_records_the_one_that_is_kept_is_found(borough: Borough) -> None:
    invent_matters()
    merged = Pupil.objects.exclude(same_as=None).get()
    answer = signed_in(borough, Role.DATA_OFFICER).post(ADDRESS, {"upn": merged.upn})
    assert answer["Location"] == f"/pupils/{OWN_PUPIL}/"


def test_a_pupil_of_anothers_scope_is_answered_like_nobody(borough: Borough) -> None:
    client = signed_in(borough)
    answers = [client.post(ADDRESS, {"upn": upn}) for upn in (OTHER_UPN, NOBODYS_UPN)]
    assert [answer.status_code for answer in answers] == [400, 400]
    anothers, nobodys = (without_token(answer.content).decode() for answer in answers)
    assert "No pupil within your scope" in anothers
    assert anothers.replace(OTHER_UPN, NOBODYS_UPN) == nobodys
    searched = Event.objects.filter(kind="records.searched")
    assert [event.detail for event in searched] == [{"page": "find-pupil"}] * 2


@pytest.mark.parametrize(("upn", "told"), [("", "Enter the UPN"), ("A" * 14, "13 letters and digits")])
def test_what_is_no_upn_is_refused(borough: Borough, upn: str, told: str) -> None:
    answer = signed_in(borough).post(ADDRESS, {"upn": upn})
    assert answer.status_code == 400
    assert told in answer.content.decode()


@pytest.mark.parametrize("number", [OTHER_PUPIL, 99])
def test_whoever_may_open_by_exception_is_shown_the_way_whether_there_is_a_record_or_not(
    borough: Borough, number: int
) -> None:
    way = f"/pupils/{number}/open-by-exception/"
    answer = signed_in(borough).get(f"/pupils/{number}/")
    assert answer.status_code == 404
    assert way in answer.content.decode()
    assert way not in signed_in(borough, Role.ATTENDANCE_CHAMPION).get(f"/pupils/{number}/").content.decode()
