"""Open sessions, school weeks and school days of a school, over holidays, closures and the turn of the year.

The school is invented. Its autumn term of 2026 runs from 1 September to 18 December, its spring term from
4 January 2027; half-term is the week of 26 October, the training day 1 September, and on 23 and 24 November a
boiler fails. It opens for a Saturday fair on 5 December, in the morning.
"""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind
from schoolward.register.sessions import Session, SessionHalf

AM, PM = SessionHalf.AM, SessionHalf.PM


def a_span(
    kind: SpanKind, first_on: date, last_on: date | None = None, *, session: SessionHalf | None = None
):
    """One span; of one day if no last day is given."""
    return CalendarSpan(kind=kind, first_on=first_on, last_on=last_on or first_on, session=session)


SPANS = [
    a_span(SpanKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
    a_span(SpanKind.TERM, date(2027, 1, 4), date(2027, 2, 12)),
    a_span(SpanKind.HOLIDAY, date(2026, 10, 26), date(2026, 10, 30)),
    a_span(SpanKind.INSET, date(2026, 9, 1)),
    a_span(SpanKind.INSET, date(2026, 9, 2), session=AM),
    a_span(SpanKind.CLOSURE, date(2026, 11, 23), date(2026, 11, 24)),
    a_span(SpanKind.CLOSURE, date(2026, 12, 18), session=PM),
    a_span(SpanKind.OPEN, date(2026, 12, 5), session=AM),
]
SCHOOL = SchoolCalendar.from_spans(SPANS)


class IsOpen(NamedTuple):
    """A session and whether the school was open."""

    on: date
    half: SessionHalf
    is_open: bool
    says: str


OPEN_SESSIONS = [
    IsOpen(date(2026, 9, 1), AM, False, "A training day."),
    IsOpen(date(2026, 9, 2), AM, False, "A training morning."),
    IsOpen(date(2026, 9, 2), PM, True, "The afternoon after it."),
    IsOpen(date(2026, 9, 5), AM, False, "A Saturday in term."),
    IsOpen(date(2026, 10, 23), PM, True, "The last session before half-term."),
    IsOpen(date(2026, 10, 28), AM, False, "In half-term."),
    IsOpen(date(2026, 11, 24), PM, False, "The boiler."),
    IsOpen(date(2026, 12, 5), AM, True, "The Saturday fair."),
    IsOpen(date(2026, 12, 5), PM, False, "Only in the morning."),
    IsOpen(date(2026, 12, 18), AM, True, "The last morning of term."),
    IsOpen(date(2026, 12, 18), PM, False, "The early finish."),
    IsOpen(date(2026, 12, 29), AM, False, "In no term at all."),
]


class SchoolDayAfter(NamedTuple):
    """The school day of that number after a day."""

    on: date
    number: int
    due_on: date | None
    says: str


CODE_N_CLOCK = [
    SchoolDayAfter(date(2026, 9, 7), 5, date(2026, 9, 14), "N on a Monday: by the Monday after."),
    SchoolDayAfter(
        date(2026, 10, 21), 5, date(2026, 11, 4), "N two days before half-term: half-term does not count."
    ),
    SchoolDayAfter(date(2026, 11, 20), 5, date(2026, 12, 1), "The two days of closure do not count."),
    SchoolDayAfter(
        date(2026, 12, 4), 1, date(2026, 12, 5), "A Saturday on which the school opens is a school day."
    ),
    SchoolDayAfter(
        date(2026, 12, 16), 5, date(2027, 1, 6), "Half a day is a school day; the clock rests at Christmas."
    ),
    SchoolDayAfter(
        date(2026, 9, 1), 1, date(2026, 9, 2), "From a closed day; a day with one session counts."
    ),
    SchoolDayAfter(date(2027, 2, 10), 5, None, "Past the end of the calendar there is no answer."),
]


class SchoolWeeks(NamedTuple):
    """The last school weeks up to that of a day: how many are asked for, and their Mondays."""

    on: date
    number: int
    mondays: list[date]
    says: str


WEEKS_ENDING = [
    SchoolWeeks(
        date(2026, 11, 4), 3, [date(2026, 10, 12), date(2026, 10, 19), date(2026, 11, 2)],
        "The half-term week is passed over."),
    SchoolWeeks(
        date(2027, 1, 11), 4, [date(2026, 12, 7), date(2026, 12, 14), date(2027, 1, 4), date(2027, 1, 11)],
        "The weeks of 21 and 28 December (week 53) are passed over."),
    SchoolWeeks(
        date(2026, 11, 23), 2, [date(2026, 11, 16), date(2026, 11, 23)],
        "A half-closed week is a school week, asked on a day on which it was closed."),
    SchoolWeeks(
        date(2026, 10, 28), 2, [date(2026, 10, 12), date(2026, 10, 19)],
        "Asked in half-term: the weeks before it."),
    SchoolWeeks(
        date(2026, 9, 8), 10, [date(2026, 8, 31), date(2026, 9, 7)],
        "Fewer where the calendar begins; a week that starts with a training day is one."),
]  # fmt: skip


@pytest.mark.parametrize("case", OPEN_SESSIONS, ids=lambda case: case.says)
def test_open_sessions(case: IsOpen) -> None:
    assert SCHOOL.is_open(Session(case.on, case.half)) == case.is_open


@pytest.mark.parametrize("case", CODE_N_CLOCK, ids=lambda case: case.says)
def test_school_day_after(case: SchoolDayAfter) -> None:
    assert SCHOOL.school_day_after(case.on, case.number) == case.due_on


@pytest.mark.parametrize("case", WEEKS_ENDING, ids=lambda case: case.says)
def test_school_weeks_ending(case: SchoolWeeks) -> None:
    assert list(SCHOOL.school_weeks_ending(case.on, case.number)) == case.mondays


def test_ten_school_weeks_can_span_thirteen_calendar_weeks() -> None:
    """The penalty notice window on 15 January 2027 reaches back over Christmas and half-term."""
    weeks = SCHOOL.school_weeks_ending(date(2027, 1, 15), 10)
    assert len(weeks) == 10
    assert (weeks[0], weeks[-1]) == (date(2026, 10, 19), date(2027, 1, 11))
    assert (weeks[-1] - weeks[0]).days // 7 + 1 == 13


def test_what_is_open_between_two_days_includes_both() -> None:
    assert SCHOOL.open_sessions(date(2026, 12, 17), date(2026, 12, 18)) == (
        Session(date(2026, 12, 17), AM),
        Session(date(2026, 12, 17), PM),
        Session(date(2026, 12, 18), AM),
    )
    assert SCHOOL.open_days(date(2026, 10, 23), date(2026, 11, 2)) == (date(2026, 10, 23), date(2026, 11, 2))
    assert SCHOOL.school_weeks(date(2026, 10, 23), date(2026, 11, 2)) == (
        date(2026, 10, 19),
        date(2026, 11, 2),
    )
    assert SCHOOL.open_days(date(2026, 12, 19), date(2027, 1, 3)) == ()
    assert SCHOOL.school_weeks(date(2026, 12, 19), date(2027, 1, 3)) == ()


def test_a_school_opens_in_the_authoritys_holiday() -> None:
    """An `open` span stands over a holiday, whichever comes first."""
    spans = [a_span(SpanKind.OPEN, date(2026, 10, 26)), *SPANS]
    assert SchoolCalendar.from_spans(spans).is_open(Session(date(2026, 10, 26), PM))


def test_a_span_read_from_a_table_may_give_its_kind_as_text() -> None:
    day = date(2026, 9, 7)
    spans = [CalendarSpan(kind="term", first_on=day, last_on=day, session="PM")]  # type: ignore[arg-type]
    assert SchoolCalendar.from_spans(spans).sessions == (Session(day, PM),)


def test_a_school_without_spans_is_never_open() -> None:
    empty = SchoolCalendar.from_spans([])
    assert empty.sessions == ()
    assert empty.school_day_after(date(2026, 9, 7), 1) is None
    assert empty.school_weeks_ending(date(2026, 9, 7), 10) == ()


def test_what_cannot_be_a_calendar_is_refused() -> None:
    day, day_before = date(2026, 9, 7), date(2026, 9, 6)
    with pytest.raises(ValueError, match="ends before"):
        a_span(SpanKind.TERM, day, day_before)
    with pytest.raises(ValueError, match="party"):
        CalendarSpan(kind="party", first_on=day, last_on=day)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="noon"):
        CalendarSpan(kind=SpanKind.TERM, first_on=day, last_on=day, session="noon")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="in order"):
        SchoolCalendar((Session(day, PM), Session(day, AM)))
    with pytest.raises(ValueError, match="in order"):
        SchoolCalendar((Session(day, AM), Session(day, AM)))
    with pytest.raises(ValueError, match="0 school days"):
        SCHOOL.school_day_after(day, 0)
    with pytest.raises(ValueError, match="0 school weeks"):
        SCHOOL.school_weeks_ending(day, 0)
