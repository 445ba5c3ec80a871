"""The register's arithmetic against slow, plain answers, on random calendars, counts, numbers and days."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from schoolward.register.age import (
    birthday,
    compulsory_school_age_ends_on,
    compulsory_school_age_starts_on,
    compulsory_school_age_term_starts_on,
    is_of_compulsory_school_age_on,
)
from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind
from schoolward.register.codes import class_of, code_spans, is_known_on, is_retired_on
from schoolward.register.rounding import half_up, percentage
from schoolward.register.sessions import Session, SessionHalf
from schoolward.register.upn import CHECK_LETTERS, check_letter, upn_fault
from schoolward.register.years import AcademicYear, half_term_on, iso_week_label, term_on, week_monday

FIRST_DAY = date(2026, 11, 20)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(70)]
"""Ten weeks that hold ISO week 53."""

days = st.sampled_from(DAYS)
any_day = st.dates(min_value=date(2006, 9, 1), max_value=date(2040, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> CalendarSpan:
    """A span within the ten weeks."""
    first, second = draw(days), draw(days)
    return CalendarSpan(
        kind=draw(st.sampled_from(SpanKind)),
        first_on=min(first, second),
        last_on=max(first, second),
        session=draw(st.sampled_from([None, *SessionHalf])),
    )


def covers(span: CalendarSpan, session: Session) -> bool:
    """Whether the session lies in the span."""
    return span.first_on <= session.on <= span.last_on and span.session in (None, session.half)


def slowly_open(given_spans: list[CalendarSpan], session: Session) -> bool:
    """Whether a school with these spans is open, asked span by span."""
    kinds = {span.kind for span in given_spans if covers(span, session)}
    if SpanKind.OPEN in kinds:
        return True
    return session.on.weekday() < 5 and kinds == {SpanKind.TERM}


@given(st.lists(spans(), max_size=8))
def test_a_calendar_is_open_when_its_spans_say_so(given_spans: list[CalendarSpan]) -> None:
    calendar = SchoolCalendar.from_spans(given_spans)
    every = [Session(on, half) for on in DAYS for half in SessionHalf]
    assert [session for session in every if slowly_open(given_spans, session)] == list(calendar.sessions)
    assert [session for session in every if calendar.is_open(session)] == list(calendar.sessions)


@given(st.lists(spans(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_spans_does_not_matter(given_spans: list[CalendarSpan], order: object) -> None:
    shuffled = list(given_spans)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert SchoolCalendar.from_spans(shuffled) == SchoolCalendar.from_spans(given_spans)


@given(st.lists(spans(), max_size=8), days, days)
def test_what_is_open_between_two_days(given_spans: list[CalendarSpan], first: date, last: date) -> None:
    calendar = SchoolCalendar.from_spans(given_spans)
    inside = [session for session in calendar.sessions if first <= session.on <= last]
    assert list(calendar.open_sessions(first, last)) == inside
    assert list(calendar.open_days(first, last)) == sorted({session.on for session in inside})
    assert list(calendar.school_weeks(first, last)) == sorted({week_monday(session.on) for session in inside})


@given(st.lists(spans(), max_size=8), days, st.integers(min_value=1, max_value=12))
def test_school_days_and_weeks_counted_one_by_one(
    given_spans: list[CalendarSpan], on: date, count: int
) -> None:
    calendar = SchoolCalendar.from_spans(given_spans)
    open_days = sorted({session.on for session in calendar.sessions})
    after = [day for day in open_days if day > on]
    assert calendar.school_day_after(on, count) == (after[count - 1] if len(after) >= count else None)
    weeks = sorted({week_monday(day) for day in open_days if week_monday(day) <= week_monday(on)})
    assert list(calendar.school_weeks_ending(on, count)) == weeks[-count:]


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=1, max_value=10**12),
    st.integers(min_value=0, max_value=10),
)
def test_half_up_is_the_nearest_and_ties_go_away_from_nought(
    numerator: int, denominator: int, places: int
) -> None:
    exact, unit = Fraction(numerator, denominator), Fraction(1, 10**places)
    size = floor(abs(exact) / unit + Fraction(1, 2)) * unit
    rounded = half_up(numerator, denominator, places)
    assert Fraction(rounded) == (size if numerator >= 0 else -size)
    assert rounded.as_tuple().exponent == -places
    assert abs(Fraction(rounded) - exact) <= unit / 2


@given(st.integers(min_value=0, max_value=2000), st.integers(min_value=1, max_value=300))
def test_a_tie_at_one_place_always_goes_up(tenths: int, parts: int) -> None:
    """(2 t + 1) / 20 per cent lies exactly between t tenths and the next."""
    rounded = percentage((2 * tenths + 1) * parts, 2000 * parts, 1)
    assert Fraction(rounded) == Fraction(tenths + 1, 10)


digits = st.text("0123456789", min_size=11, max_size=11)
permanent = st.builds(lambda start, end: start + end, digits, st.sampled_from("0123456789"))
temporary = st.builds(lambda start, end: start + end, digits, st.sampled_from(CHECK_LETTERS))
twelve = permanent | temporary


@given(twelve)
def test_exactly_one_letter_checks_a_number(following: str) -> None:
    right = [letter for letter in CHECK_LETTERS if upn_fault(letter + following) is None]
    assert right == [check_letter(following)]


@given(twelve, st.integers(min_value=0, max_value=10), st.sampled_from("0123456789"))
def test_any_one_digit_typed_wrong_is_caught(following: str, place: int, digit: str) -> None:
    """23 is a prime above every weight (2 to 13) and above every difference of two digits (1 to 9).

    So no product of the two is a multiple of it, and the sum always changes. Nothing is left out here.
    """
    wrong = following[:place] + digit + following[place + 1 :]
    fault = upn_fault(check_letter(following) + wrong)
    assert fault == (None if wrong == following else "upn_check_letter")


@given(digits, st.sampled_from("0123456789" + CHECK_LETTERS), st.sampled_from("0123456789" + CHECK_LETTERS))
def test_the_last_character_typed_wrong_is_caught_unless_both_count_the_same(
    start: str, old: str, new: str
) -> None:
    """The one gap: a digit typed for the letter of the same place (0 and A, to 9 and K), or the reverse."""

    def value(character: str) -> int:
        return int(character) if character.isdigit() else CHECK_LETTERS.index(character)

    fault = upn_fault(check_letter(start + old) + start + new)
    assert fault == (None if value(old) == value(new) else "upn_check_letter")


@given(permanent, st.integers(min_value=0, max_value=11), st.integers(min_value=0, max_value=11))
def test_two_different_digits_in_each_others_place_are_caught(following: str, one: int, other: int) -> None:
    """The weights of two places differ by 1 to 11, so here too no product is a multiple of 23."""
    swapped = list(following)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    fault = upn_fault(check_letter(following) + "".join(swapped))
    assert fault == (None if following[one] == following[other] else "upn_check_letter")


@given(st.text(max_size=16))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert upn_fault(text) in (None, "upn_shape", "upn_check_letter")


every_code = st.sampled_from(sorted({span.code for span in code_spans()}))


@given(every_code, st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1)))
def test_spans_answer_as_the_codes_do(code: str, on: date) -> None:
    """On every day a known code is in exactly one span, an unknown one in none."""
    holding = [
        span
        for span in code_spans()
        if span.code == code
        and span.valid_from <= on
        and (span.valid_until_exclusive is None or on < span.valid_until_exclusive)
    ]
    assert len(holding) == int(is_known_on(code, on))
    for span in holding:
        assert (span.statistical_class, span.retired) == (class_of(code, on), is_retired_on(code, on))


@given(every_code)
def test_spans_of_a_code_join_and_the_last_is_open(code: str) -> None:
    own = [span for span in code_spans() if span.code == code]
    assert [span.valid_until_exclusive for span in own] == [*(span.valid_from for span in own[1:]), None]


@given(any_day)
def test_every_day_is_in_one_half_term_of_its_term_of_its_year(on: date) -> None:
    half_term, term, year = half_term_on(on), term_on(on), AcademicYear.of(on)
    assert half_term.first_on <= on <= half_term.last_on
    assert term.first_on <= half_term.first_on <= half_term.last_on <= term.last_on
    assert year.first_on <= term.first_on <= term.last_on <= year.last_on
    assert half_term.academic_year == term.academic_year == year
    assert half_term.term == term.term
    next_day = half_term.last_on + timedelta(days=1)
    assert half_term_on(next_day).first_on == next_day


@given(any_day)
def test_a_week_has_seven_days_under_one_label(on: date) -> None:
    monday = week_monday(on)
    assert monday.weekday() == 0
    assert 0 <= (on - monday).days <= 6
    assert iso_week_label(monday) == iso_week_label(on) != iso_week_label(monday + timedelta(days=7))


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 12, 31)))
def test_compulsory_school_age_against_the_words_of_the_act(dob: date) -> None:
    fifth, sixteenth = birthday(dob, age=5), birthday(dob, age=16)
    starts_on, ends_on = compulsory_school_age_starts_on(dob), compulsory_school_age_ends_on(dob)
    on = fifth
    while (on.month, on.day) not in {(3, 31), (8, 31), (12, 31)}:
        on += timedelta(days=1)
    assert starts_on == on
    assert starts_on < compulsory_school_age_term_starts_on(dob) <= starts_on + timedelta(days=26)
    assert (ends_on.month, ends_on.weekday()) == (6, 4)
    assert (ends_on + timedelta(days=7)).month == 7
    school_year_ends_on = date(ends_on.year, 8, 31)
    assert date(ends_on.year - 1, 9, 1) <= sixteenth <= school_year_ends_on
    assert is_of_compulsory_school_age_on(dob, starts_on)
    assert is_of_compulsory_school_age_on(dob, ends_on)
    assert not is_of_compulsory_school_age_on(dob, starts_on - timedelta(days=1))
    assert not is_of_compulsory_school_age_on(dob, ends_on + timedelta(days=1))
