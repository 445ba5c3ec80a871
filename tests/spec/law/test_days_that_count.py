"""Which days of a register a rule may count, and whether a run of them goes on."""

from datetime import date

from schoolward.law.days_that_count import is_running, left_out, of_compulsory_school_age, outside_calendar
from schoolward.law.marks import CodedSession, runs
from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind

SEPTEMBER = SchoolCalendar.from_spans(
    [CalendarSpan(kind=SpanKind.TERM, first_on=date(2025, 9, 1), last_on=date(2025, 9, 30))]
)
MONDAY, TUESDAY, WEDNESDAY = date(2025, 9, 8), date(2025, 9, 9), date(2025, 9, 10)
LEAVER = date(2009, 11, 5)


def test_a_calendar_says_nothing_of_days_before_its_first_and_after_its_last() -> None:
    days = (date(2025, 8, 29), date(2025, 9, 1), date(2025, 9, 6), date(2025, 9, 30), date(2025, 10, 1))
    assert outside_calendar(days, SEPTEMBER) == (date(2025, 8, 29), date(2025, 10, 1))
    assert outside_calendar(days, SchoolCalendar(())) == days


def test_a_run_goes_on_until_a_later_school_day_ends_it() -> None:
    (run,) = runs([MONDAY], SEPTEMBER)
    present = CodedSession(TUESDAY, "AM", "/")
    assert is_running(run, (), SEPTEMBER, as_at=MONDAY)
    assert is_running(run, (), SEPTEMBER, as_at=TUESDAY), "the register of the day may not be there yet"
    assert not is_running(run, (present,), SEPTEMBER, as_at=TUESDAY)
    assert not is_running(run, (), SEPTEMBER, as_at=WEDNESDAY)


def test_a_run_goes_on_over_a_weekend() -> None:
    (run,) = runs([date(2025, 9, 12)], SEPTEMBER)
    assert is_running(run, (), SEPTEMBER, as_at=date(2025, 9, 14))


def test_days_of_compulsory_school_age_end_with_the_last_friday_in_june() -> None:
    days = (date(2026, 6, 26), date(2026, 6, 29))
    assert of_compulsory_school_age(days, LEAVER) == days[:1]
    assert of_compulsory_school_age(days, None) == days


def test_that_days_were_left_out_is_said_only_of_those_that_matter() -> None:
    days = (date(2025, 3, 28), date(2025, 9, 1))
    assert left_out(days, days[1:], first_on=date(2025, 8, 1)) == ()
    assert left_out(days, days[:1], first_on=date(2025, 8, 1)) != ()
    assert left_out(days, days, first_on=date(2025, 1, 1)) == ()
