"""The data protection officer finds who did what, and their own search goes on record."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from schoolward.access.roles import Role
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.audit.recording import record
from schoolward.audit.selectors import Search, found
from schoolward.people.models import Pupil, PupilUPN
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

MIDSUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
"""Half past midnight on the first of July in England."""


@pytest.fixture
def borough() -> Borough:
    return invent()


@pytest.fixture
def officer(borough: Borough) -> Client:
    client = Client()
    client.force_login(borough.accounts[Role.DATA_PROTECTION_OFFICER])
    return client


def look(by: Actor, *pupils: int, at: datetime = MIDSUMMER, kind: EventKind = EventKind.RECORD_VIEWED) -> int:
    about = [f"pupil:{pupil}" for pupil in pupils]
    return record(kind, by=by, at=at, about=about, detail={"page": "pupil"}).number


def test_an_event_reads_as_a_sentence_with_the_pupils_name(borough: Borough, officer: Client) -> None:
    look(borough.accounts[Role.TEAM_MANAGER].actor, OWN_PUPIL)
    page = officer.get("/audit/").content.decode()
    assert "Team Manager looked at a record" in page
    assert "Robin Example1" in page
    assert "on: the page of a pupil" in page


def test_a_search_by_upn_finds_a_former_upn_and_merged_records(borough: Borough, officer: Client) -> None:
    manager = borough.accounts[Role.TEAM_MANAGER].actor
    Pupil.objects.create(id=7, upn="B000000000007", same_as_id=OWN_PUPIL)
    PupilUPN.objects.create(pupil_id=OWN_PUPIL, upn="C000000000001", load=1)
    of_kept, of_merged, of_other = look(manager, OWN_PUPIL), look(manager, 7), look(manager, OTHER_PUPIL)
    rows = officer.post("/audit/", {"upn": "c000000000001"}, follow=True).context["rows"]
    assert {row.number for row in rows} == {of_kept, of_merged}
    assert of_other not in {row.number for row in rows}


def test_a_upn_of_nobody_finds_nothing(borough: Borough, officer: Client) -> None:
    look(borough.accounts[Role.TEAM_MANAGER].actor, OWN_PUPIL)
    assert officer.post("/audit/", {"upn": "Z999"}, follow=True).context["rows"] == []


def test_no_address_holds_a_upn(borough: Borough, officer: Client) -> None:
    look(borough.accounts[Role.TEAM_MANAGER].actor, OWN_PUPIL)
    answer = officer.post("/audit/", {"upn": "A000000000001", "kind": "record.viewed"}, follow=True)
    assert answer.redirect_chain == [("/audit/?kind=record.viewed&about=pupil%3A1", 302)]
    assert "A000000000001" not in answer.content.decode()
    typed = officer.get("/audit/", {"upn": "A000000000001"})
    assert "A000000000001" not in typed.content.decode(), (
        "nor does a link of a page whose address somebody wrote"
    )


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ({"from_on": "2026-07-01"}, True),
        ({"last_on": "2026-06-30"}, False),
        ({"from_on": "2026-07-01", "last_on": "2026-07-01"}, True),
        ({"kind": "record.viewed", "last_on": "2026-07-01"}, True),
        ({"kind": "exported"}, False),
        ({"about": "pupil:1"}, True),
        ({"about": "pupil:11"}, False),
    ],
)
def test_filters(borough: Borough, officer: Client, asked: dict[str, str], finds: bool) -> None:
    number = look(borough.accounts[Role.TEAM_MANAGER].actor, OWN_PUPIL)
    assert (number in {row.number for row in officer.get("/audit/", asked).context["rows"]}) is finds


def test_by_whom(borough: Borough, officer: Client) -> None:
    manager, clerk = borough.accounts[Role.TEAM_MANAGER], borough.accounts[Role.DATA_OFFICER]
    wanted, other = look(manager.actor, OWN_PUPIL), look(clerk.actor, OWN_PUPIL)
    found_numbers = {row.number for row in officer.get("/audit/", {"who": manager.pk}).context["rows"]}
    assert wanted in found_numbers
    assert other not in found_numbers


def test_fifty_rows_a_page_and_the_filters_stay_in_the_address(borough: Borough, officer: Client) -> None:
    manager = borough.accounts[Role.TEAM_MANAGER]
    numbers = [look(manager.actor, OWN_PUPIL) for _ in range(60)]
    first = officer.get("/audit/", {"who": str(manager.pk), "kind": "record.viewed"})
    assert [row.number for row in first.context["rows"]] == numbers[:9:-1]
    older = first.context["older"]
    assert f"who={manager.pk}&kind=record.viewed" in older
    second = officer.get(f"/audit/?{older}")
    assert [row.number for row in second.context["rows"]] == numbers[9::-1]
    assert second.context["older"] == ""


def test_the_search_is_itself_on_record_and_holds_no_upn(borough: Borough, officer: Client) -> None:
    look(borough.accounts[Role.TEAM_MANAGER].actor, OWN_PUPIL)
    officer.post("/audit/", {"upn": "A000000000001"}, follow=True)
    event = Event.objects.get(kind=EventKind.AUDIT_SEARCHED.value)
    assert event.detail == {"page": "audit", "filters": {"about": "pupil:1"}}
    assert Subject.objects.filter(event=event, subject="pupil:1").exists(), "the officer saw the name"
    assert not Event.objects.filter(detail__icontains="A000000000001").exists()


def test_a_closed_record_is_told_by_its_number(borough: Borough, officer: Client) -> None:
    from schoolward.access.actions import close_record

    manager = borough.accounts[Role.TEAM_MANAGER]
    look(manager.actor, OWN_PUPIL)
    close_record(
        record=Pupil.objects.get(pk=OWN_PUPIL), named=[manager], reason="The child of a colleague here",
        by=manager.actor, at=MIDSUMMER,
    )  # fmt: skip
    page = officer.get("/audit/").content.decode()
    assert "pupil 1" in page
    assert "Robin Example1" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from_on": "yesterday"}, "Enter the first day as a date"),
        ({"from_on": "2026-09-02", "last_on": "2026-09-01"}, "must be the same as or after the first"),
        ({"who": "999999"}, "Select somebody from the list"),
        ({"kind": "dreamt"}, "Select what was done from the list"),
        ({"about": "pupil"}, "Enter a kind and a number with a colon"),
    ],
)
def test_a_search_that_cannot_be_read(
    borough: Borough, officer: Client, asked: dict[str, str], said: str
) -> None:
    answer = officer.get("/audit/", asked)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "rows" not in answer.context


def test_a_upn_and_something_else_at_once(borough: Borough, officer: Client) -> None:
    answer = officer.post("/audit/", {"upn": "A000000000001", "about": "account:3"})
    assert answer.status_code == 400
    assert "not both" in answer.content.decode()


def test_days_in_the_wrong_order_are_no_search() -> None:
    with pytest.raises(ValueError, match="same as or after"):
        found(Search(from_on=MIDSUMMER.date(), last_on=MIDSUMMER.date().replace(day=1)))
