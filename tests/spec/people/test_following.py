"""What the database holds of pupils after loads: a school move, another UPN, a corrected entry, and every refusal."""

from datetime import date
from typing import Any

import pytest

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.access.roles import Role
from schoolward.audit.actor import operator
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.people.actions.following import Followed, follow_store
from schoolward.people.actions.merging import merge_pupils
from schoolward.people.models import (
    CohortMembership,
    Enrolment,
    Following,
    Parent,
    Parenthood,
    Pupil,
    Residence,
    School,
    Trust,
)
from tests.spec.access.borough import invent
from tests.spec.store.sent import ALDER, BIRCH, Desk, cohorts, pupil, pupils, upn

pytestmark = pytest.mark.django_db

ASKED: dict[str, Any] = {"by": operator("officer")}


def follow(desk: Desk, **said: Any) -> Followed:
    return follow_store(home=desk.home, **{**ASKED, "at": now(), **said})


def of(letter: str) -> Pupil:
    return Pupil.objects.get(upns__upn=upn(letter))


def rolls(letter: str) -> list[tuple[int, str, str]]:
    spells = Enrolment.objects.filter(pupil=of(letter)).order_by("entry_on", "school")
    return [(one.school_id, str(one.entry_on), str(one.leaving_on)) for one in spells]


def test_schools_pupils_and_rolls_are_there_after_the_first_load(desk: Desk) -> None:
    done = follow(desk)

    assert done == Followed(from_load=0, load=1, schools=2, pupils=4)
    assert sorted(School.objects.values_list("urn", flat=True)) == [ALDER, BIRCH]
    assert (of("A").surname, of("A").dob, of("A").last_on_roll_on) == ("Pupil A", date(2015, 5, 5), None)
    assert rolls("D") == [(BIRCH, "2022-09-01", "None")]
    event = Event.objects.get()
    assert (event.kind, event.actor) == (EventKind.PROJECTION_FOLLOWED.value, "operator:officer")
    assert event.detail == {"from_load": 0, "load": 1, "afresh": False, "schools": 2, "pupils": 4}


def test_a_school_move_touches_that_pupil_alone(desk: Desk) -> None:
    follow(desk)
    desk.send(
        pupils(
            pupil("A", leaving_date="2026-01-16"),
            pupil("A", urn=str(BIRCH), entry_date="2026-01-19", surname="Fenn", postcode="ZZ1 1AA"),
        ),
        at="2026-01-19 18:00",
    )
    assert follow(desk) == Followed(from_load=1, load=2, schools=0, pupils=1)
    assert rolls("A") == [(ALDER, "2022-09-01", "2026-01-16"), (BIRCH, "2026-01-19", "None")]
    names = of("A").names.order_by("from_on").values_list("surname", "from_on", "until_on")
    assert list(names) == [
        ("Pupil A", date(2022, 9, 1), date(2026, 1, 18)),
        ("Fenn", date(2026, 1, 19), None),
    ]
    assert [(one.postcode, one.source) for one in of("A").residences.all()] == [
        ("ZZ1 1AA", f"school {BIRCH}")
    ]
    assert of("A").surname == "Fenn"


def test_who_has_left_every_roll_has_a_last_day(desk: Desk) -> None:
    desk.send(pupils(pupil("A", leaving_date="2026-01-16")), at="2026-01-19 18:00")
    follow(desk)
    assert of("A").last_on_roll_on == date(2026, 1, 16)


def test_another_upn_is_one_record_under_the_newest(desk: Desk) -> None:
    follow(desk)
    before = of("A").pk
    desk.send(pupils(pupil("E", former_upn=upn("A"))), at="2026-01-19 18:00")
    follow(desk)
    assert (of("A").pk, of("E").pk, of("E").upn) == (before, before, upn("E"))
    assert Pupil.objects.count() == 4


def test_an_entry_date_that_was_put_right_takes_the_place_of_the_wrong_one(desk: Desk) -> None:
    follow(desk)
    desk.send(pupils(pupil("A", entry_date="2021-09-01")), at="2026-01-19 18:00")
    follow(desk)
    assert rolls("A") == [(ALDER, "2021-09-01", "None")]


def test_cohorts_come_with_who_told_us(desk: Desk) -> None:
    follow(desk)
    desk.send(cohorts("A looked_after 2025-09-01"), at="2026-01-19 18:00")
    desk.send(cohorts("A looked_after 2025-09-01 2026-01-20"), at="2026-01-21 18:00")
    follow(desk)
    (spell,) = CohortMembership.objects.all()
    assert (spell.pupil, spell.cohort, spell.until_on, spell.load) == (
        of("A"),
        "looked_after",
        date(2026, 1, 20),
        3,
    )


def test_what_is_the_authoritys_own_stays(desk: Desk) -> None:
    follow(desk)
    parent = Parent.objects.create(forename="Ash", surname="Example")
    Parenthood.objects.create(
        pupil=of("A"), parent=parent, relationship="mother", from_on="2026-01-01", source="x"
    )
    Residence.objects.create(
        pupil=of("A"), lines="1 Larch Lane", from_on="2026-01-01", source="x", is_told_by_loads=False
    )
    merge_pupils(
        pupil=of("B"), kept=of("A"), because="Both schools confirm that it is one child.", **ASKED, at=now()
    )
    desk.send(pupils(pupil("A", surname="Fenn"), pupil("B", surname="Fenn")), at="2026-01-19 18:00")
    for afresh in (False, True):
        follow(desk, afresh=afresh)
        assert (of("B").same_as, of("B").surname) == (of("A"), "Fenn")
        assert [one.parent for one in of("A").parents.all()] == [parent]
        assert of("A").residences.get().lines == "1 Larch Lane"


def test_a_trust_keeps_its_number_after_its_last_school_has_left(desk: Desk) -> None:
    heading = "URN,EstablishmentName,LA (code),EstablishmentNumber,Trusts (name)"
    desk.send(f"{heading}\n{ALDER},Alder,999,2001,Larkmoor Trust\n", at="2026-01-19 18:00")
    follow(desk)
    trust = Trust.objects.get()
    assert School.objects.get(urn=ALDER).trust == trust
    desk.send(f"{heading}\n{ALDER},Alder,999,2001,\n", at="2026-01-20 18:00")
    follow(desk)
    assert School.objects.get(urn=ALDER).trust is None
    assert list(Trust.objects.all()) == [trust]


def test_a_store_older_than_what_was_followed_is_refused(desk: Desk) -> None:
    follow(desk)
    Following.objects.update(load=7)
    for afresh in (False, True):
        with pytest.raises(
            CannotBeDone, match=r"ends with load 1, but .* to load 7. Restore both from one backup"
        ):
            follow(desk, afresh=afresh)
    assert (Following.objects.get().load, Event.objects.count()) == (7, 1)


def test_only_who_may_start_a_load_may_let_the_database_follow(desk: Desk) -> None:
    accounts = invent().accounts
    Pupil.objects.all().delete()
    with pytest.raises(Refused):
        follow(desk, by=accounts[Role.TEAM_MANAGER].actor)
    assert not Following.objects.exists()
    follow(desk, by=accounts[Role.DATA_OFFICER].actor)
    assert Pupil.objects.count() == 4


def test_a_name_longer_than_anybody_thought_of_does_not_stop_the_following(desk: Desk) -> None:
    name = "Larkmoor " * 60
    desk.send(pupils(pupil("A", surname=name.strip())), at="2026-09-08 09:00")
    follow(desk)
    assert of("A").surname == name.strip()
