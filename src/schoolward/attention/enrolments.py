"""One pupil at one school as the rules look at it: the register, the calendar, the roll, and steps taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from schoolward.law.book import LawBook
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.steps import Matter, StepKind
from schoolward.law.tally import SessionTally
from schoolward.register.age import is_of_compulsory_school_age_on
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear

LONGEST_HOLIDAY = timedelta(days=60)
"""The last school day before a leaving date in the summer holiday lies within this."""

NOTHING = SessionTally(possible=0, absent=0)


class NotOnRoll(LookupError):
    """There is no such pupil, or none on roll then; the message says what is known and the way on."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


@dataclass(frozen=True, kw_only=True)
class School:
    """A school with its calendar, which is empty where none is known."""

    urn: int
    name: str
    type_name: str
    phase: str
    calendar: SchoolCalendar
    youngest_year_group: str = ""
    oldest_year_group: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A pupil's possible and missed sessions over all schools: of the year, the last school weeks, and before."""

    year: SessionTally = NOTHING
    recent: SessionTally = NOTHING
    before: SessionTally = NOTHING


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What is known of one enrolment as at the day asked about.

    `child` is the key of the record that is kept, where several records are one child's; else that of this one.
    `sessions` are the notable ones, or those of them that the rules to be judged look at. `is_main` is false for a
    subsidiary registration; what concerns the child and not a school is judged at the main one. `matters` are the
    child's, whichever school they concern.
    """

    school: School
    pupil: int
    child: int
    upn: str
    entry_on: date
    leaving_on: date | None
    is_main: bool
    born_on: date | None
    year_group: str
    has_plan_for_special_needs: bool
    cohorts: frozenset[str] = frozenset()
    sessions: tuple[CodedSession, ...] = ()
    elsewhere: tuple[CodedSession, ...] = ()
    told_before: tuple[ToldBefore, ...] = ()
    matters: tuple[Matter, ...] = ()
    course: Course = field(default_factory=Course)

    def of_kind(self, kind: StepKind) -> tuple[Matter, ...]:
        """The child's matters of one kind, by reference."""
        return tuple(matter for matter in self.matters if matter.kind is kind)

    def days_of(self, kind: StepKind, event: str) -> Sequence[date]:
        """The days of that event in all matters of the kind."""
        return [e.on for matter in self.of_kind(kind) for e in matter.events if e.name == event]

    def is_of_compulsory_school_age_on(self, on: date) -> bool:
        """Whether the child is of compulsory school age, or may be, since no date of birth is known."""
        return self.born_on is None or is_of_compulsory_school_age_on(self.born_on, on)

    @property
    def joined_at_start(self) -> bool:
        """Whether the pupil joined the school's most junior class on the first school day of the academic year."""
        year = AcademicYear.of(self.entry_on)
        days = self.school.calendar.open_days(year.first_on, year.last_on)
        return bool(days) and self.entry_on <= days[0] and self.year_group == self.school.youngest_year_group

    @property
    def finished_final_year(self) -> bool:
        """Whether the pupil left the school's most senior class after the last school day of an academic year.

        That day itself counts: no school day of the same year may come after it.
        """
        if self.leaving_on is None or self.year_group != self.school.oldest_year_group:
            return False
        next_day = self.school.calendar.school_day_after(self.leaving_on, 1)
        before = self.school.calendar.open_days(self.leaving_on - LONGEST_HOLIDAY, self.leaving_on)
        if not before:
            return False
        return next_day is None or AcademicYear.of(next_day) != AcademicYear.of(before[-1])

    def is_on_roll(self, on: date) -> bool:
        """Whether the enrolment holds on the day; the leaving date is the last day."""
        return self.entry_on <= on and (self.leaving_on is None or on <= self.leaving_on)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What every rule is asked with: the day, the law, and from which day records of each kind of step are held.

    Marks are looked at from `looked_at_from` on: of days before it nothing follows from a mark that is not there.
    """

    as_at: date
    looked_at_from: date
    law: LawBook
    recorded_from: Mapping[StepKind, date]

    def records(self, kind: StepKind) -> bool:
        """Whether any step of the kind is on record, of whichever pupil."""
        return kind in self.recorded_from
