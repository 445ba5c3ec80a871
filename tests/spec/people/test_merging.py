"""Two records found to be one child's: kept whole, shown together, taken apart again, and every refusal."""

from typing import Any

import pytest

from schoolward.access.actions import CannotBeDone, close_record
from schoolward.access.asking import Refused, may, visible
from schoolward.access.permissions import Permission
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.people.actions.matters import find_matters, settle_as_different, settle_as_put_right
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.models import Enrolment, IdentityDecision, IdentityMatter, Pupil, Settlement
from schoolward.people.selectors import matters_within, merged_records, records_of
from tests.spec.access.borough import OTHER_PUPIL, OTHER_SCHOOL, OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

BECAUSE = "Both schools confirm that it is one child."


@pytest.fixture
def borough() -> Borough:
    """Two schools with a pupil each, and two pupils more at the second."""
    made = invent()
    for number in (3, 4):
        child = Pupil.objects.create(id=number, upn=f"A{number:012}", forename="Robin", surname="Larch")
        Enrolment.objects.create(
            pupil=child, school_id=OTHER_SCHOOL, entry_on=made.today, surname="Larch", forename="Robin"
        )
    return made


@pytest.fixture
def deciding(borough: Borough) -> dict[str, Any]:
    """The data officer, who decides now."""
    return {"because": BECAUSE, "by": borough.accounts[Role.DATA_OFFICER].actor, "at": now()}


def pupil(number: int) -> Pupil:
    return Pupil.objects.get(pk=number)


def kept() -> dict[int, int | None]:
    """By record, the one that is kept for the child."""
    return dict(Pupil.objects.values_list("pk", "same_as"))


def events() -> list[str]:
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def test_a_merge_loses_nothing_and_can_be_taken_apart(deciding: dict[str, Any]) -> None:
    before = (
        list(Enrolment.objects.order_by("pk").values()),
        list(Pupil.objects.order_by("pk").values("pk", "upn", "surname")),
    )

    decision = merge_pupils(pupil=pupil(OTHER_PUPIL), kept=pupil(OWN_PUPIL), **deciding)

    assert kept() == {1: None, 2: 1, 3: None, 4: None}
    assert [one.pk for one in records_of(pupil(OTHER_PUPIL))] == [OWN_PUPIL, OTHER_PUPIL]
    assert (
        list(Enrolment.objects.order_by("pk").values()),
        list(Pupil.objects.order_by("pk").values("pk", "upn", "surname")),
    ) == before
    assert (decision.reference, decision.load, decision.because) == ("identity-2-1", None, BECAUSE)

    undone = take_apart(pupil=pupil(OTHER_PUPIL), **deciding)

    assert set(kept().values()) == {None}
    assert (undone.reference, undone.kept, undone.load) == ("identity-2-2", None, None)
    assert events() == [EventKind.PUPILS_MERGED.value, EventKind.PUPILS_TAKEN_APART.value]
    subjects = Event.objects.get(number=1).subjects.values_list("subject", flat=True)
    assert sorted(subjects) == ["pupil:1", "pupil:2"]


def test_a_chain_of_merges_leads_to_the_record_at_its_end(deciding: dict[str, Any]) -> None:
    merge_pupils(pupil=pupil(3), kept=pupil(2), **deciding)
    merge_pupils(pupil=pupil(2), kept=pupil(1), **deciding)
    merge_pupils(pupil=pupil(4), kept=pupil(1), **deciding)
    assert kept() == {1: None, 2: 1, 3: 1, 4: 1}

    take_apart(pupil=pupil(2), **deciding)

    assert kept() == {1: None, 2: None, 3: 2, 4: 1}
    take_apart(pupil=pupil(3), **deciding)
    assert kept() == {1: None, 2: None, 3: None, 4: 1}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (1, 1, "cannot be merged with itself"),
        (2, 3, "is merged with another already"),
        (1, 2, "the other one is kept"),
        (4, 2, "Choose the one that is kept"),
    ],
)
def test_merges_that_cannot_be(deciding: dict[str, Any], one: int, other: int, why: str) -> None:
    merge_pupils(pupil=pupil(2), kept=pupil(1), **deciding)
    before = kept(), events()
    with pytest.raises(CannotBeDone, match=why):
        merge_pupils(pupil=pupil(one), kept=pupil(other), **deciding)
    assert (kept(), events()) == before


def test_a_decision_needs_a_reason_and_something_to_decide(deciding: dict[str, Any]) -> None:
    for because in ("", "  ", "same"):
        with pytest.raises(CannotBeDone, match="Say in a sentence why"):
            merge_pupils(pupil=pupil(2), kept=pupil(1), **{**deciding, "because": because})
    with pytest.raises(CannotBeDone, match="nothing to take apart"):
        take_apart(pupil=pupil(2), **deciding)
    assert (IdentityDecision.objects.count(), events()) == (0, [])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DATA_OFFICER])
def test_only_a_data_officer_settles(borough: Borough, role: Role) -> None:
    asked: dict[str, Any] = {"by": borough.accounts[role].actor, "at": now()}
    matter = IdentityMatter.objects.create(kind="doubtful", pupil_id=1, other_id=2, found_at=now())
    for action in (
        lambda: merge_pupils(pupil=pupil(2), kept=pupil(1), because=BECAUSE, **asked),
        lambda: take_apart(pupil=pupil(2), because=BECAUSE, **asked),
        lambda: settle_as_different(matter=matter, **asked),
        lambda: settle_as_put_right(matter=matter, **asked),
        lambda: find_matters(**asked),
    ):
        with pytest.raises(Refused):
            action()
    assert events() == [EventKind.REFUSED.value] * 5
    assert set(kept().values()) == {None}


def test_whoever_sees_one_record_of_the_child_sees_both(borough: Borough, deciding: dict[str, Any]) -> None:
    champion = borough.accounts[Role.ATTENDANCE_CHAMPION].actor

    def seen() -> set[int]:
        return set(visible(Pupil.objects.all(), to=champion, at=now()).values_list("pk", flat=True))

    assert seen() == {OWN_PUPIL}
    merge_pupils(pupil=pupil(OWN_PUPIL), kept=pupil(OTHER_PUPIL), **deciding)
    assert seen() == {OWN_PUPIL, OTHER_PUPIL}
    take_apart(pupil=pupil(OWN_PUPIL), **deciding)
    assert seen() == {OWN_PUPIL}


def test_a_closed_record_closes_all_of_the_child(borough: Borough, deciding: dict[str, Any]) -> None:
    champion = borough.accounts[Role.ATTENDANCE_CHAMPION].actor
    merge_pupils(pupil=pupil(OTHER_PUPIL), kept=pupil(OWN_PUPIL), **deciding)
    close_record(
        record=pupil(OTHER_PUPIL), named=[borough.accounts[Role.TEAM_MANAGER]], reason="The child of a colleague.",
        by=borough.accounts[Role.TEAM_MANAGER].actor, at=now(),
    )  # fmt: skip
    for number in (OWN_PUPIL, OTHER_PUPIL):
        assert not may(champion, Permission.PUPIL_VIEW, at=now(), record=pupil(number))
    assert not visible(Pupil.objects.all(), to=champion, at=now()).exists()
    with pytest.raises(Refused):
        take_apart(pupil=pupil(OTHER_PUPIL), **deciding)
    assert merged_records(to=deciding["by"], at=now()) == []


def test_matters_come_to_the_queue_once(borough: Borough, deciding: dict[str, Any]) -> None:
    asked = {name: deciding[name] for name in ("by", "at")}
    Pupil.objects.filter(pk__in=(3, 4)).update(dob="2015-05-07")
    assert find_matters(**asked) == 1
    assert find_matters(**asked) == 0
    (matter,) = matters_within(to=asked["by"], at=asked["at"])
    assert (matter.kind, matter.pupil_id, matter.other_id) == ("duplicate", 3, 4)
    assert matter.evidence_in_words[:2] == [
        "Surname and forename are the same",
        "The date of birth is the same",
    ]

    settle_as_different(matter=matter, **asked)

    assert find_matters(**asked) == 0
    matter.refresh_from_db()
    assert (matter.settlement, matter.settled_by) == (Settlement.DIFFERENT, str(asked["by"]))
    with pytest.raises(CannotBeDone, match="settled this matter already"):
        settle_as_put_right(matter=matter, **asked)


def test_a_matter_that_no_longer_holds_goes(borough: Borough, deciding: dict[str, Any]) -> None:
    asked = {name: deciding[name] for name in ("by", "at")}
    Pupil.objects.filter(pk__in=(3, 4)).update(dob="2015-05-07")
    find_matters(**asked)
    Pupil.objects.filter(pk=4).update(dob="2011-01-31")
    find_matters(**asked)
    assert not IdentityMatter.objects.exists()


def test_a_merge_settles_the_matter_and_taking_apart_settles_it_as_two_children(
    deciding: dict[str, Any],
) -> None:
    matter = IdentityMatter.objects.create(kind="doubtful", pupil_id=3, other_id=4, found_at=now())
    merge_pupils(pupil=pupil(4), kept=pupil(3), **deciding)
    matter.refresh_from_db()
    assert matter.settlement == Settlement.SAME
    take_apart(pupil=pupil(4), **deciding)
    matter.refresh_from_db()
    assert matter.settlement == Settlement.DIFFERENT


def test_a_clash_within_one_record_cannot_be_two_children(borough: Borough, deciding: dict[str, Any]) -> None:
    asked = {name: deciding[name] for name in ("by", "at")}
    Enrolment.objects.filter(pupil_id=OWN_PUPIL).update(dob="2015-05-07")
    Enrolment.objects.create(
        pupil_id=OWN_PUPIL, school_id=OTHER_SCHOOL, entry_on=borough.today, dob="2012-01-31"
    )
    find_matters(**asked)
    (matter,) = IdentityMatter.objects.all()
    assert (matter.kind, matter.other, matter.evidence) == ("clash", None, ["told_dob"])
    with pytest.raises(CannotBeDone, match="Ask the schools to put it right"):
        settle_as_different(matter=matter, **asked)
    settle_as_put_right(matter=matter, **asked)
    assert find_matters(**asked) == 0
