"""Closes records that few may see, breaks the glass with a reason, and holds a record for an open matter in law."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import F

from schoolward.access.actions import break_glass, close_record, review_glass
from schoolward.access.models import BrokenGlass
from schoolward.audit.kinds import EventKind
from schoolward.keeping.actions.holding import place_hold
from schoolward.people.actions.residences import record_residence
from schoolward.people.models import Enrolment, Pupil
from schoolward.rehearsal.diary import Diary
from schoolward.rehearsal.places import Places
from schoolward.rehearsal.staff import MANAGER, OFFICER, PROTECTION_OFFICER
from schoolward.rehearsal.taking_on import Staff
from schoolward.rehearsal.terms import at_work

_COLLEAGUE = "The child of a colleague in the attendance team."
_PROTECTED = "The family is under witness protection; nobody else may learn where they live."
_SEEN_IN_TOWN = "A neighbour rang: the child is alone in the shopping centre, and I am the officer on duty."
_HOSPITAL = "The hospital asks which school to tell that the child was admitted this morning."
_FOUND = "The telephone note of the neighbour's call is on file. The opening was right."
_IN_COURT = "The parents have begun judicial review of a decision on the child's school place."
_UNREVIEWED_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class Sensitive:
    """The children: two whose records are closed, two opened by exception, and one whose record is held."""

    colleagues: Pupil
    protected: Pupil
    opened: tuple[Pupil, Pupil]
    held: Pupil

    @property
    def closed(self) -> frozenset[int]:
        """Whose records are closed in the course of the year."""
        return frozenset({self.colleagues.pk, self.protected.pk})


def chosen(places: Places, *, caseload: frozenset[int], on: date, chance: Random) -> Sensitive:
    """Of those who stay: one in the officer's own school, the others in the secondary school, which they cannot see."""
    staying = Enrolment.objects.filter(entry_on__lte=on, leaving_on=None)

    def of(school: int) -> list[Pupil]:
        numbers = staying.filter(school=school).values("pupil")
        found = Pupil.objects.filter(pk__in=numbers, child=F("pk")).exclude(pk__in=caseload).order_by("pk")
        return list(found)

    colleagues = chance.choice(of(places.primaries[0].pk))
    protected, one, other, held = chance.sample(of(places.secondary.pk), 4)
    return Sensitive(colleagues=colleagues, protected=protected, opened=(one, other), held=held)


def write_down(diary: Diary, staff: Staff, children: Sensitive, *, days: list[date], chance: Random) -> None:
    """What becomes of them in the course of the days."""
    manager, protection = staff.of(MANAGER), staff.of(PROTECTION_OFFICER)
    named = [staff.accounts[key] for key in (MANAGER, PROTECTION_OFFICER)]

    def close_colleagues(at: datetime) -> None:
        close_record(record=children.colleagues, named=named, reason=_COLLEAGUE, by=manager, at=at)

    def close_protected(at: datetime) -> None:
        record_residence(
            pupil=children.protected, lines="Known to the team manager alone", postcode="", from_on=at.date(),
            source="the police", by=manager, at=at,
        )  # fmt: skip
        close_record(record=children.protected, named=named, reason=_PROTECTED, by=manager, at=at)

    def hold(at: datetime) -> None:
        place_hold(pupil=children.held, reason=_IN_COURT, by=protection, at=at)

    for share, does in ((0.02, close_colleagues), (0.3, close_protected), (0.6, hold)):
        diary.deed(at_work(days[int(share * len(days))], chance, until_hour=9), does)
    first, second = children.opened
    _open(diary, staff, first, at=at_work(days[len(days) // 2], chance, until_hour=12), reason=_SEEN_IN_TOWN)
    diary.deed(at_work(days[len(days) // 2 + 2], chance), lambda at: _review(staff, first, at=at))
    last = at_work(days[-_UNREVIEWED_DAYS], chance, until_hour=12)
    _open(diary, staff, second, at=last, reason=_HOSPITAL)


def _open(diary: Diary, staff: Staff, child: Pupil, *, at: datetime, reason: str) -> None:
    officer = staff.of(OFFICER)
    diary.deed(at, lambda at: break_glass(record=child, reason=reason, by=officer, at=at))
    subject = [f"pupil:{child.pk}"]
    diary.look(
        at + timedelta(minutes=1),
        EventKind.RECORD_VIEWED,
        by=officer,
        about=subject,
        detail={"page": "pupil"},
    )


def _review(staff: Staff, child: Pupil, *, at: datetime) -> None:
    opened = BrokenGlass.objects.get(record_kind="pupil", record_id=child.pk)
    review_glass(glass=opened, review=_FOUND, by=staff.of(PROTECTION_OFFICER), at=at)
