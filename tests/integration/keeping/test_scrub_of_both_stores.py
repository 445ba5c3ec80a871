"""What has outlived its time goes from the database and the marks store; a scrub cut short shows and is finished."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.access.models import Account, Grant
from schoolward.access.roles import Role
from schoolward.audit.actor import system
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.keeping.actions import scrubbing
from schoolward.keeping.actions.holding import lift_hold, place_hold
from schoolward.keeping.actions.scrubbing import Scrubbed, apply
from schoolward.keeping.models import LegalHold
from schoolward.keeping.retention import Plan, plan
from schoolward.keeping.selectors import unfinished_scrub
from schoolward.law.value_files import national_law
from schoolward.people.models import Pupil
from schoolward.store.layout import TableName
from tests.spec.store.sent import ALDER, BIRCH, Desk, calendar, marks, pupil, pupils, schools, upn

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 20)
NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)
BY = system("test")
OLD = {"dob": "2012-05-05", "entry_date": "2018-09-01"}
LEFT_ON = date(2019, 9, 17)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A, who left in 2019, and B, who stayed; marks of both in 2019, and of B in 2026."""
    desk = Desk.empty(tmp_path_factory.mktemp("both"))
    desk.send(
        schools(ALDER, BIRCH),
        calendar("term 2019-09-02 2019-10-25"),
        pupils(pupil("A", **OLD, leaving_date=str(LEFT_ON)), pupil("B", **OLD)),
        at="2019-09-10 09:00",
    )
    desk.send(marks("A 2019-09-16 AM /", "B 2019-09-16 AM I"), at="2019-09-20 18:00")
    desk.send(calendar("term 2026-01-05 2026-02-13"), marks("B 2026-01-12 AM /"), at="2026-01-16 18:00")
    return desk


@pytest.fixture
def desk(base: Desk, tmp_path: Path) -> Desk:
    """That store, to be changed, and the same pupils in the database."""
    desk = base.copied_to(tmp_path)
    for letter, last_on in (("A", LEFT_ON), ("B", None)):
        Pupil.objects.create(
            id=key(desk, letter), upn=upn(letter), surname=f"Pupil {letter}", last_on_roll_on=last_on
        )
    return desk


def key(desk: Desk, letter: str) -> int:
    rows = desk.known().rows(TableName.PUPILS).to_pylist()
    return next(int(row["pupil"]) for row in rows if row["upn"] == upn(letter))


def in_the_database() -> set[str]:
    return {one.surname.removeprefix("Pupil ") for one in Pupil.objects.all()}


def in_the_store(desk: Desk) -> set[str]:
    return {
        letter for letter in "AB" if upn(letter) in desk.known().rows(TableName.PUPILS)["upn"].to_pylist()
    }


def planned(desk: Desk, on: date = TODAY) -> Plan:
    return plan(on=on, home=desk.home, law=national_law())


def scrub(desk: Desk, told: Plan, on: date = TODAY, **said: Any) -> Scrubbed:
    asked = {"fingerprint": told.fingerprint, "home": desk.home, "law": national_law(), "by": BY, "at": NOON}
    return apply(on=on, **{**asked, **said})


def test_both_are_scrubbed_and_the_record_says_so_without_a_name(desk: Desk) -> None:
    told = planned(desk)
    assert told.counts == {"people.pupil": 1}
    assert told.store is not None
    assert told.store.counts["marks"] == 2
    done = scrub(desk, told)
    assert done.store_load is not None
    assert in_the_database() == in_the_store(desk) == {"B"}
    assert desk.standing() == {"B 2026-01-12 AM": "/"}
    applied, finished = Event.objects.order_by("number")
    assert applied.kind == EventKind.RETENTION_APPLIED.value
    assert applied.detail == {
        "as_at": "2026-01-20",
        "rows": {"people.pupil": 1},
        "registers_to_go": told.store.counts,
    }
    assert finished.kind == EventKind.RETENTION_FINISHED.value
    assert unfinished_scrub() is None
    assert planned(desk).is_empty


def test_a_plan_that_no_longer_fits_is_refused_and_nothing_goes(desk: Desk) -> None:
    told = planned(desk)
    Pupil.objects.create(id=99, upn=upn("Z"), surname="Pupil Z", last_on_roll_on=LEFT_ON)
    with pytest.raises(CannotBeDone, match="has changed since the plan was made"):
        scrub(desk, told)
    assert in_the_database() == {"A", "B", "Z"}
    assert in_the_store(desk) == {"A", "B"}
    assert not Event.objects.exists()


def test_a_scrub_cut_short_between_the_two_shows_and_is_finished_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*told: object, **said: object) -> int:
        raise OSError("the machine stopped")

    with monkeypatch.context() as patch:
        patch.setattr(scrubbing, "apply_to_store", cut_short)
        with pytest.raises(OSError, match="the machine stopped"):
            scrub(desk, planned(desk))
    assert in_the_database() == {"B"}
    assert in_the_store(desk) == {"A", "B"}
    waiting = unfinished_scrub()
    assert waiting is not None
    assert waiting.detail is not None
    assert waiting.detail["registers_to_go"]["marks"] == 2
    again = planned(desk)
    assert again.counts == {}
    assert not again.is_empty
    scrub(desk, again)
    assert in_the_store(desk) == {"B"}
    assert unfinished_scrub() is None


def test_what_a_pupil_left_goes_though_the_store_never_knew_them(desk: Desk) -> None:
    Pupil.objects.create(id=99, upn=upn("Z"), surname="Pupil Z", last_on_roll_on=LEFT_ON)
    scrub(desk, planned(desk))
    assert in_the_database() == {"B"}


def test_a_pupil_of_whom_the_store_must_keep_something_stays_in_both(desk: Desk) -> None:
    """The store was told of A again last year, in a file that came late."""
    desk.send(pupils(pupil("A", **OLD, leaving_date=str(LEFT_ON), forename="Late")), at="2026-01-17 09:00")
    scrub(desk, planned(desk))
    assert in_the_database() == in_the_store(desk) == {"A", "B"}


def test_everything_on_a_pupil_under_a_hold_stays_until_it_is_lifted(desk: Desk) -> None:
    child = Pupil.objects.get(surname="Pupil A")
    hold = place_hold(pupil=child, reason="An appeal is before the tribunal", by=BY, at=NOON)
    scrub(desk, planned(desk))
    assert in_the_database() == in_the_store(desk) == {"A", "B"}
    assert "A 2019-09-16 AM" in desk.standing()
    lift_hold(hold=hold, by=BY, at=NOON.replace(hour=13))
    later = NOON.replace(day=21)
    scrub(desk, planned(desk, later.date()), on=later.date(), at=later)
    assert in_the_database() == in_the_store(desk) == {"B"}
    assert not LegalHold.objects.exists()


def test_a_hold_placed_after_the_day_of_the_plan_holds(desk: Desk) -> None:
    yesterday = TODAY - timedelta(days=1)
    told = planned(desk, yesterday)
    place_hold(
        pupil=Pupil.objects.get(surname="Pupil A"), reason="An appeal is before the tribunal", by=BY, at=NOON
    )
    with pytest.raises(CannotBeDone, match="has changed since the plan was made"):
        scrub(desk, told, on=yesterday)
    assert planned(desk, yesterday).counts == {}


def test_records_of_one_child_stay_together_in_both(desk: Desk) -> None:
    Pupil.objects.filter(surname="Pupil A").update(same_as=key(desk, "B"))
    told = planned(desk)
    assert told.counts == {}
    scrub(desk, told)
    assert in_the_database() == in_the_store(desk) == {"A", "B"}


@pytest.mark.parametrize(
    ("on", "said"), [(date(2026, 1, 21), "still to come"), (date(2025, 12, 19), "more than 31 days ago")]
)
def test_a_plan_for_a_wrong_day(desk: Desk, on: date, said: str) -> None:
    with pytest.raises(CannotBeDone, match=said):
        scrub(desk, planned(desk, on), on=on)
    assert in_the_database() == {"A", "B"}


def test_holds_need_a_reason_and_are_placed_and_lifted_once(desk: Desk) -> None:
    child = Pupil.objects.get(surname="Pupil A")
    with pytest.raises(CannotBeDone, match="keeping records for an open matter"):
        place_hold(pupil=child, reason="court", by=BY, at=NOON)
    hold = place_hold(pupil=child, reason="An appeal is before the tribunal", by=BY, at=NOON)
    with pytest.raises(CannotBeDone, match="held already"):
        place_hold(pupil=child, reason="An appeal is before the tribunal", by=BY, at=NOON)
    lift_hold(hold=hold, by=BY, at=NOON)
    with pytest.raises(CannotBeDone, match="lifted already"):
        lift_hold(hold=hold, by=BY, at=NOON)


def test_who_may_not_scrub_scrubs_nothing(desk: Desk) -> None:
    manager = Account.objects.create(email="m@example.org", name="A Manager", joined_on=LEFT_ON)
    Grant.objects.create(
        account=manager, role=Role.TEAM_MANAGER.value, scope_kind="borough", from_on=LEFT_ON,
        until_on=TODAY, given_by="system:test",
    )  # fmt: skip
    with pytest.raises(Refused):
        scrub(desk, planned(desk), by=manager.actor)
    assert in_the_database() == {"A", "B"}
    assert Event.objects.get().kind == EventKind.REFUSED.value
