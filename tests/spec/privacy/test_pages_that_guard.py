"""Closes a record to named people by its page and opens it again; holds records; shows and orders what goes."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from schoolward.access.models import Invitation
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.keeping.models import LegalHold
from schoolward.people.models import Pupil
from schoolward.store.home import Authority, create_home
from tests.spec.access.borough import INVITATION, OTHER_PUPIL, OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

PAGE = f"/pupils/{OWN_PUPIL}/"


def by(borough: Borough, role: Role) -> Client:
    client = Client()
    client.force_login(borough.accounts[role])
    return client


def test_a_closed_record_is_seen_by_who_is_named_and_who_closed_it_alone() -> None:
    borough = invent()
    manager, officer = by(borough, Role.TEAM_MANAGER), by(borough, Role.ATTENDANCE_OFFICER)
    champion, dpo = by(borough, Role.ATTENDANCE_CHAMPION), by(borough, Role.DATA_PROTECTION_OFFICER)
    assert "Close this record to all but named people" in manager.get(PAGE).content.decode()

    told = {"named": [borough.accounts[Role.ATTENDANCE_OFFICER].pk], "reason": "The child of a colleague"}
    assert manager.post(f"{PAGE}close/", told).status_code == 302

    assert "This record is closed" in officer.get(PAGE).content.decode()
    assert manager.get(PAGE).status_code == 200
    assert champion.get(PAGE).status_code == 404
    assert dpo.get(PAGE).status_code == 404
    assert officer.get(f"{PAGE}reopen/").status_code == 403

    assert manager.post(f"{PAGE}reopen/").status_code == 302
    assert champion.get(PAGE).status_code == 200
    assert manager.get(f"{PAGE}reopen/").status_code == 404
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {EventKind.RECORD_CLOSED.value, EventKind.RECORD_REOPENED.value} <= kinds


@pytest.mark.parametrize(
    ("named", "reason", "said"),
    [
        ([], "The child of a colleague", "Select at least one person who may still see the record"),
        (["officer"], "", "Enter why the record has to be closed"),
        (["officer"], "Because", "Say in a sentence why"),
        (["clerk"], "The child of a colleague", "Select a valid choice"),
    ],
)
def test_a_record_is_not_closed_without_people_and_a_reason(named: list[str], reason: str, said: str) -> None:
    borough = invent()
    accounts = {
        "officer": borough.accounts[Role.ATTENDANCE_OFFICER].pk,
        "clerk": borough.accounts[Role.COMMITTEE_CLERK].pk,
    }
    manager = by(borough, Role.TEAM_MANAGER)
    answer = manager.post(f"{PAGE}close/", {"named": [accounts[name] for name in named], "reason": reason})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert by(borough, Role.ATTENDANCE_CHAMPION).get(PAGE).status_code == 200


def test_records_are_held_and_let_go_by_page(tmp_path: Path, settings: Settings) -> None:
    settings.SCHOOLWARD_HOME = create_home(tmp_path / "home", Authority(code="356", name="Test")).folder
    borough = invent()
    dpo = by(borough, Role.DATA_PROTECTION_OFFICER)
    assert (
        dpo.post(f"/pupils/{OTHER_PUPIL}/hold/", {"reason": "A prosecution is being heard"}).status_code
        == 302
    )
    held = LegalHold.objects.get()
    page = dpo.get("/retention/").content.decode()
    assert "A prosecution is being heard" in page
    assert "Nothing has outlived its time today." in page
    assert dpo.post(f"/holds/{held.pk}/lift/").status_code == 302
    assert "A prosecution is being heard" not in dpo.get("/retention/").content.decode()


def test_only_the_plan_that_was_read_is_carried_out(tmp_path: Path, settings: Settings) -> None:
    settings.SCHOOLWARD_HOME = create_home(tmp_path / "home", Authority(code="356", name="Test")).folder
    borough = invent()
    dpo = by(borough, Role.DATA_PROTECTION_OFFICER)
    answer = dpo.post("/retention/", {"plan": "0" * 64}, follow=True)
    assert "What would go has changed since the plan was made" in answer.content.decode()
    assert not Event.objects.filter(kind=EventKind.RETENTION_APPLIED.value).exists()


def test_the_plan_that_was_read_is_carried_out_and_on_record(tmp_path: Path, settings: Settings) -> None:
    settings.SCHOOLWARD_HOME = create_home(tmp_path / "home", Authority(code="356", name="Test")).folder
    borough = invent()
    long_ago = now() - timedelta(days=400)
    Invitation.objects.filter(pk=INVITATION).update(
        invited_at=long_ago, expires_at=long_ago, ended_at=long_ago
    )
    dpo = by(borough, Role.DATA_PROTECTION_OFFICER)
    page = dpo.get("/retention/").content.decode()
    assert "Invitations" in page
    (fingerprint,) = re.findall(r'name="plan" value="([0-9a-f]{64})"', page)
    answer = dpo.post("/retention/", {"plan": fingerprint}, follow=True)
    assert "What had outlived its time has been deleted." in answer.content.decode()
    assert not Invitation.objects.filter(pk=INVITATION).exists()
    assert Event.objects.filter(kind=EventKind.RETENTION_FINISHED.value).exists()


def test_a_child_closed_under_one_record_is_opened_again_from_the_other() -> None:
    borough = invent()
    manager = by(borough, Role.TEAM_MANAGER)
    told = {"named": [borough.accounts[Role.TEAM_MANAGER].pk], "reason": "The child of a colleague"}
    manager.post(f"/pupils/{OTHER_PUPIL}/close/", told)
    Pupil.objects.filter(pk=OTHER_PUPIL).update(same_as=OWN_PUPIL)
    assert "This record is closed" in manager.get(PAGE).content.decode()
    assert manager.post(f"{PAGE}reopen/").status_code == 302
    assert by(borough, Role.ATTENDANCE_CHAMPION).get(PAGE).status_code == 200
