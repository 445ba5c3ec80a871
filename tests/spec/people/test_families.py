"""Parents and carers, homes, siblings, addresses and caseloads: written down, corrected, ended, and seen in scope."""

from datetime import timedelta
from typing import Any

import pytest

from schoolward.access.actions import CannotBeDone, close_record
from schoolward.access.asking import Refused
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from schoolward.people.actions.caseloads import assign_to_caseload, end_caseload
from schoolward.people.actions.families import (
    add_parent_to_child,
    correct_parent,
    correct_parenthood,
    end_home,
    end_parenthood,
    record_home,
    record_parent,
)
from schoolward.people.actions.merging import merge_pupils
from schoolward.people.actions.residences import correct_residence, end_residence, record_residence
from schoolward.people.actions.siblings import record_siblings, take_back_siblings
from schoolward.people.models import LivesWith, Parent, Pupil, Residence
from schoolward.people.selectors import Family, family_of
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db


@pytest.fixture
def borough() -> Borough:
    """Two schools with a pupil each."""
    return invent()


@pytest.fixture
def asked(borough: Borough) -> dict[str, Any]:
    """The team manager, who knows of the family now."""
    return {"by": borough.accounts[Role.TEAM_MANAGER].actor, "at": now()}


def pupil(number: int) -> Pupil:
    return Pupil.objects.get(pk=number)


def mother(borough: Borough, asked: dict[str, Any], **said: Any) -> Any:
    told = {
        "pupil": pupil(OWN_PUPIL), "forename": "Ash", "surname": "Example", "relationship": "mother",
        "has_parental_responsibility": True, "from_on": borough.today - timedelta(days=100), "source": "the school",
    }  # fmt: skip
    return record_parent(**{**told, **said}, **asked)


def family(
    borough: Borough, number: int = OWN_PUPIL, *, role: Role = Role.TEAM_MANAGER, days: int = 0
) -> Family:
    on = borough.today + timedelta(days=days)
    return family_of(pupil(number), on=on, to=borough.accounts[role].actor, at=now())


def test_parents_with_responsibility_and_who_lives_with_whom(borough: Borough, asked: dict[str, Any]) -> None:
    one = mother(borough, asked)
    other = mother(borough, asked, forename="Bay", relationship="father", has_parental_responsibility=None)
    home = record_home(
        pupil=one.pupil, parent=one.parent, from_on=borough.today, source="a home visit", **asked
    )
    parents = [
        (one.parent.name, one.relationship, one.responsibility_in_words, one.lives_with_child)
        for one in family(borough).parents
    ]
    assert parents == [("Ash Example", "mother", "Yes", True), ("Bay Example", "father", "Not known", False)]

    end_home(home=home, until_on=borough.today, **asked)
    end_parenthood(parenthood=other, until_on=borough.today, **asked)

    assert [(one.parent.forename, one.lives_with_child) for one in family(borough, days=1).parents] == [
        ("Ash", False)
    ]


def test_what_was_written_wrongly_is_corrected(borough: Borough, asked: dict[str, Any]) -> None:
    one = mother(borough, asked)
    correct_parent(parent=one.parent, forename="Ashley", surname="Example", email="ash@example.org", **asked)
    correct_parenthood(
        parenthood=one, relationship="stepmother", has_parental_responsibility=False, from_on=borough.today,
        until_on=None, source="the court order", **asked,
    )  # fmt: skip
    (shown,) = family(borough).parents
    assert (shown.parent.name, shown.parent.email) == ("Ashley Example", "ash@example.org")
    assert (shown.relationship, shown.responsibility_in_words) == ("stepmother", "No")
    assert "Ashley" not in str(list(Event.objects.values_list("detail", flat=True)))


def test_those_who_share_a_parent_and_those_told_are_siblings(
    borough: Borough, asked: dict[str, Any]
) -> None:
    one = mother(borough, asked)
    add_parent_to_child(
        parent=one.parent, pupil=pupil(OTHER_PUPIL), relationship="mother", has_parental_responsibility=True,
        from_on=borough.today, source="the school", **asked,
    )  # fmt: skip
    told = Pupil.objects.create(id=3, upn="A000000000003", forename="Bay", surname="Example3")
    row = record_siblings(pupil=told, sibling=pupil(OWN_PUPIL), source="the mother", **asked)

    assert [sibling.name for sibling in family(borough).siblings] == ["Robin Example2", "Bay Example3"]
    assert [sibling.name for sibling in family(borough, 3).siblings] == ["Robin Example1"]
    with pytest.raises(CannotBeDone, match="siblings already"):
        record_siblings(pupil=pupil(OWN_PUPIL), sibling=told, source="the mother", **asked)

    take_back_siblings(siblings=row, **asked)
    assert [sibling.name for sibling in family(borough).siblings] == ["Robin Example2"]


def test_a_sibling_out_of_scope_has_no_name(borough: Borough, asked: dict[str, Any]) -> None:
    record_siblings(pupil=pupil(OWN_PUPIL), sibling=pupil(OTHER_PUPIL), source="the mother", **asked)
    (sibling,) = family(borough, role=Role.VIRTUAL_SCHOOL).siblings
    assert (sibling.name, sibling.pupil) == ("A sibling at another school", None)


def test_of_a_sibling_whose_record_is_closed_nothing_is_told(borough: Borough, asked: dict[str, Any]) -> None:
    record_siblings(pupil=pupil(OWN_PUPIL), sibling=pupil(OTHER_PUPIL), source="the mother", **asked)
    manager = borough.accounts[Role.TEAM_MANAGER]
    close_record(
        record=pupil(OTHER_PUPIL), named=[manager], reason="An address that nobody may learn", **asked
    )
    assert [one.name for one in family(borough).siblings] == ["Robin Example2"], (
        "the named person sees the child"
    )
    for role in (Role.VIRTUAL_SCHOOL, Role.DATA_PROTECTION_OFFICER):
        assert family(borough, role=role).siblings == ()


def test_the_family_of_a_merged_child_is_that_of_all_its_records(
    borough: Borough, asked: dict[str, Any]
) -> None:
    mother(borough, asked)
    mother(borough, asked, pupil=pupil(OTHER_PUPIL), forename="Bay", relationship="father")
    third = Pupil.objects.create(id=3, upn="A000000000003", forename="Bay", surname="Example3")
    for number in (OWN_PUPIL, OTHER_PUPIL):
        record_siblings(pupil=pupil(number), sibling=third, source="the mother", **asked)
    merge_pupils(
        pupil=pupil(OTHER_PUPIL), kept=pupil(OWN_PUPIL), because="Both schools confirm that it is one child.",
        by=borough.accounts[Role.DATA_OFFICER].actor, at=now(),
    )  # fmt: skip
    for number in (OWN_PUPIL, OTHER_PUPIL):
        assert [one.parent.forename for one in family(borough, number).parents] == ["Ash", "Bay"]
        assert [one.name for one in family(borough, number).siblings] == ["Bay Example3"]
    assert [one.name for one in family(borough, 3).siblings] == ["Robin Example1"]
    with pytest.raises(CannotBeDone, match="records of one child"):
        record_siblings(pupil=pupil(OWN_PUPIL), sibling=pupil(OTHER_PUPIL), source="the mother", **asked)


def test_an_address_of_the_authoritys_own(borough: Borough, asked: dict[str, Any]) -> None:
    home = record_residence(
        pupil=pupil(OWN_PUPIL), lines="1 Larch Lane", postcode="zz1 1aa", from_on=borough.today, source="the mother",
        **asked,
    )  # fmt: skip
    correct_residence(
        residence=home, lines="11 Larch Lane", postcode="ZZ1 1AA", from_on=borough.today, until_on=None,
        source="the mother", **asked,
    )  # fmt: skip
    home.refresh_from_db()
    end_residence(residence=home, until_on=borough.today, **asked)
    home.refresh_from_db()
    assert (home.lines, home.postcode, home.until_on) == ("11 Larch Lane", "ZZ1 1AA", borough.today)
    told = Residence.objects.create(pupil_id=OWN_PUPIL, from_on=borough.today, source="school 900001")
    with pytest.raises(CannotBeDone, match="A school told this address"):
        correct_residence(
            residence=told, lines="1 Fenn Row", postcode="", from_on=borough.today, until_on=None, source="x", **asked
        )  # fmt: skip


def test_what_cannot_be_is_refused_in_plain_words(borough: Borough, asked: dict[str, Any]) -> None:
    one = mother(borough, asked)
    before = Event.objects.count()
    yesterday = one.from_on - timedelta(days=1)
    for why, action in (
        ("Enter the surname", lambda: mother(borough, asked, surname=" ")),
        ("Enter who told you", lambda: mother(borough, asked, source="")),
        ("email address in the form", lambda: mother(borough, asked, email="nobody")),
        ("the same as or after", lambda: end_parenthood(parenthood=one, until_on=yesterday, **asked)),
        (
            "at that time already",
            lambda: add_parent_to_child(
                parent=one.parent, pupil=one.pupil, relationship="carer", has_parental_responsibility=None,
                from_on=borough.today, source="the school", **asked,
            ),
        ),
        (
            "what this person is to the child",
            lambda: record_home(
                pupil=pupil(OTHER_PUPIL), parent=one.parent, from_on=borough.today, source="x", **asked
            ),
        ),
    ):  # fmt: skip
        with pytest.raises(CannotBeDone, match=why):
            action()
    assert (Event.objects.count(), Parent.objects.count(), LivesWith.objects.count()) == (before, 1, 0)


def test_nobody_writes_on_a_family_out_of_scope(borough: Borough, asked: dict[str, Any]) -> None:
    officer: dict[str, Any] = {"by": borough.accounts[Role.ATTENDANCE_OFFICER].actor, "at": now()}
    parenthood = mother(borough, officer)
    with pytest.raises(Refused):
        mother(borough, officer, pupil=pupil(OTHER_PUPIL))
    others = mother(borough, asked, pupil=pupil(OTHER_PUPIL))
    with pytest.raises(Refused):
        correct_parent(parent=others.parent, forename="X", surname="Y", **officer)
    with pytest.raises(Refused):
        add_parent_to_child(
            parent=others.parent, pupil=parenthood.pupil, relationship="mother", has_parental_responsibility=None,
            from_on=borough.today, source="x", **officer,
        )  # fmt: skip
    with pytest.raises(Refused):
        record_siblings(pupil=pupil(OWN_PUPIL), sibling=pupil(OTHER_PUPIL), source="x", **officer)


def test_caseloads(borough: Borough, asked: dict[str, Any]) -> None:
    officer = borough.accounts[Role.ATTENDANCE_OFFICER]
    spell = assign_to_caseload(pupil=pupil(OTHER_PUPIL), officer=officer, from_on=borough.today, **asked)
    assert [one.pk for one in pupil(OTHER_PUPIL).caseloads.all()] == [spell.pk]
    with pytest.raises(CannotBeDone, match="caseload at that time already"):
        assign_to_caseload(pupil=pupil(OTHER_PUPIL), officer=officer, from_on=borough.today, **asked)
    with pytest.raises(CannotBeDone, match="Choose another"):
        assign_to_caseload(
            pupil=pupil(OTHER_PUPIL),
            officer=borough.accounts[Role.API_CLIENT],
            from_on=borough.today,
            **asked,
        )
    end_caseload(spell=spell, until_on=borough.today, **asked)
    spell.refresh_from_db()
    assert spell.until_on == borough.today
    with pytest.raises(Refused):
        assign_to_caseload(
            pupil=pupil(OTHER_PUPIL), officer=officer, from_on=borough.today, by=officer.actor, at=now()
        )
