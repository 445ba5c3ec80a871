"""A school that followed another: as links files tell it, on the page of its pupils, and to whoever gives roles."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schoolward.access.models import Grant
from schoolward.access.roles import Role
from schoolward.audit.actor import operator
from schoolward.audit.clock import now
from schoolward.people.actions.following import follow_store
from schoolward.people.models import School, SchoolLink
from tests.spec.access.borough import OTHER_SCHOOL, OWN_PUPIL, OWN_SCHOOL, Borough, invent
from tests.spec.store.sent import ALDER, BIRCH, Desk, school_links, schools

pytestmark = pytest.mark.django_db

ELSEWHERE = 900099


def follow(desk: Desk) -> list[str]:
    """The links held then, `900002 formerly School 900001`."""
    follow_store(home=desk.home, by=operator("officer"), at=now())
    links = SchoolLink.objects.order_by("successor", "predecessor_urn")
    return [f"{link.successor_id} formerly {link.former_name}" for link in links]


def test_a_predecessor_is_called_as_the_schools_file_calls_it(desk: Desk) -> None:
    desk.send(school_links(f"{BIRCH} {ALDER} Predecessor 2025-09-01 Alder_as_it_was"), at="2026-01-16 18:00")
    assert follow(desk) == [f"{BIRCH} formerly School {ALDER}"]
    link = SchoolLink.objects.get()
    assert (link.predecessor_id, link.link_type, link.on) == (ALDER, "Predecessor", date(2025, 9, 1))


def test_one_whom_the_schools_file_does_not_have_is_called_as_the_link_calls_it(desk: Desk) -> None:
    desk.send(
        school_links(f"{BIRCH} {ELSEWHERE} Predecessor 2025-09-01 Elm", f"{ELSEWHERE} {ALDER} Successor"),
        at="2026-01-16 18:00",
    )
    assert follow(desk) == [f"{ALDER} formerly the school with URN {ELSEWHERE}", f"{BIRCH} formerly Elm"]
    desk.send(schools(ELSEWHERE), at="2026-01-17 18:00")
    assert follow(desk) == [f"{urn} formerly School {ELSEWHERE}" for urn in (ALDER, BIRCH)]


def test_a_successor_that_we_do_not_hold_comes_once_it_is(desk: Desk) -> None:
    desk.send(school_links(f"{ALDER} {ELSEWHERE} Successor"), at="2026-01-16 18:00")
    assert follow(desk) == []
    desk.send(schools(ELSEWHERE), at="2026-01-17 18:00")
    assert follow(desk) == [f"{ELSEWHERE} formerly School {ALDER}"]


def test_a_link_taken_back_goes(desk: Desk) -> None:
    desk.send(school_links(f"{BIRCH} {ALDER} Predecessor"), at="2026-01-16 18:00")
    assert len(follow(desk)) == 1
    desk.send(school_links(f"{BIRCH} {ALDER} None"), at="2026-01-17 18:00")
    assert follow(desk) == []


@pytest.fixture
def borough() -> Borough:
    """Two schools with a pupil each."""
    return invent()


def page(borough: Borough, role: Role, name: str, **arguments: int) -> str:
    client = Client()
    client.force_login(borough.accounts[role])
    answer = client.get(reverse(name, kwargs=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (date(2024, 8, 31), "Larkmoor Trust School, formerly Larkmoor School (closed 31 Aug 2024) and Elm<"),
        (date(2099, 8, 31), "Larkmoor Trust School, formerly Larkmoor School (closes 31 Aug 2099) and Elm<"),
        (None, "Larkmoor Trust School, formerly Larkmoor School and Elm<"),
    ],
)
def test_the_page_of_a_pupil_says_what_the_school_was_called(
    borough: Borough, closed: date | None, words: str
) -> None:
    School.objects.create(urn=900003, name="Larkmoor School", local_authority="356", closed_on=closed)
    SchoolLink.objects.create(
        successor_id=OWN_SCHOOL, predecessor_urn=900003, predecessor_id=900003, link_type="Predecessor"
    )
    SchoolLink.objects.create(
        successor_id=OWN_SCHOOL, predecessor_urn=ELSEWHERE, predecessor_name="Elm", link_type="Predecessor"
    )
    assert words in page(borough, Role.TEAM_MANAGER, "pupil", number=OWN_PUPIL)


CLOSED = "Has a role over a school that has closed"


def test_a_role_over_a_school_that_has_closed_is_to_be_reviewed(borough: Borough) -> None:
    School.objects.filter(urn=OTHER_SCHOOL).update(closed_on=borough.today - timedelta(days=1))
    School.objects.filter(urn=OWN_SCHOOL).update(closed_on=borough.today)
    assert CLOSED not in page(borough, Role.ADMINISTRATOR, "accounts-review"), (
        "nobody's role is over that one"
    )

    School.objects.filter(urn=OWN_SCHOOL).update(closed_on=borough.today - timedelta(days=1))
    text = page(borough, Role.ADMINISTRATOR, "accounts-review")
    assert text.count(CLOSED) == 2, "the school office's and the attendance champion's"

    Grant.objects.filter(scope_value=str(OWN_SCHOOL)).update(until_on=borough.today - timedelta(days=1))
    assert CLOSED not in page(borough, Role.ADMINISTRATOR, "accounts-review")
