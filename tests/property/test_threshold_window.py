"""The window of school weeks against a count that lists every ten consecutive school weeks, on random calendars."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.rules.penalty_notice_threshold import Outcome, penalty_notice_threshold
from schoolward.law.value_files import national_law
from schoolward.law.window import SessionsInWindows, sessions_in_windows
from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind
from schoolward.register.sessions import SessionHalf
from schoolward.register.years import week_monday

FIRST_DAY = date(2027, 11, 1)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(7 * 22)]
"""Twenty-two weeks with Christmas, a half-term, a leap day and the end of winter time: 1 Nov 2027 to 2 Apr 2028."""

LAST_PLACE = 2 * len(DAYS) - 1
"""A place is a session: twice the day's number, and one more for the afternoon."""

SCHOOL_WEEKS = 10
THRESHOLD = 10

Sessions = list[CodedSession]


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """One or two terms with holidays, closures and weeks that are open only in part."""
    last_on = draw(st.sampled_from((DAYS[-1], DAYS[-1], DAYS[-1], *DAYS[::7])))
    spans = [CalendarSpan(kind=SpanKind.TERM, first_on=DAYS[0], last_on=last_on)]
    for _ in range(draw(st.integers(0, 7))):
        first = draw(st.integers(0, len(DAYS) - 1))
        last = min(first + draw(st.sampled_from((0, 1, 3, 4, 6, 11, 13))), len(DAYS) - 1)
        kind = draw(st.sampled_from((SpanKind.HOLIDAY, *SpanKind)))
        half = draw(st.sampled_from((None, None, *SessionHalf)))
        spans.append(CalendarSpan(kind=kind, first_on=DAYS[first], last_on=DAYS[last], session=half))
    return SchoolCalendar.from_spans(spans)


@st.composite
def unauthorised(draw: st.DrawFn) -> Sessions:
    """From none to some seventy sessions, in clusters or far apart, some of them in holidays."""
    places = draw(st.lists(st.integers(0, LAST_PLACE), max_size=12))
    for start in draw(st.lists(st.integers(0, LAST_PLACE), max_size=5)):
        places += range(start, min(start + draw(st.integers(4, 11)), LAST_PLACE) + 1)
    return [CodedSession(DAYS[place // 2], ("AM", "PM")[place % 2], "O") for place in sorted(set(places))]


def judged(sessions: Sessions, calendar: SchoolCalendar) -> SessionsInWindows:
    """The window as the rule asks for it."""
    return sessions_in_windows(sessions, calendar, school_weeks=SCHOOL_WEEKS, threshold=THRESHOLD)


def slowly_met(sessions: Sessions, calendar: SchoolCalendar) -> Sessions:
    """The sessions at which it is met: in any ten consecutive school weeks, the tenth and those after it."""
    mondays = sorted({week_monday(session.on) for session in calendar.sessions})
    met = set()
    for start in range(max(1, len(mondays) - SCHOOL_WEEKS + 1)):
        ten_weeks = mondays[start : start + SCHOOL_WEEKS]
        held = sorted(session for session in sessions if week_monday(session.on) in ten_weeks)
        met.update(held[THRESHOLD - 1 :])
    return sorted(met)


def met(found: SessionsInWindows) -> Sessions:
    """The sessions at which it is met, by the stretches."""
    return [
        session for crossing in found.crossings for session in crossing.sessions[crossing.threshold - 1 :]
    ]


@given(calendars(), unauthorised())
def test_it_is_met_at_the_sessions_that_ten_consecutive_school_weeks_hold(
    calendar: SchoolCalendar, sessions: Sessions
) -> None:
    assert met(judged(sessions, calendar)) == slowly_met(sessions, calendar)


@given(calendars(), unauthorised())
def test_a_stretch_begins_at_the_first_session_at_which_it_is_met_after_one_at_which_it_is_not(
    calendar: SchoolCalendar, sessions: Sessions
) -> None:
    found = judged(sessions, calendar)
    slowly = set(slowly_met(sessions, calendar))
    in_weeks = [session for session in sessions if session not in found.in_no_school_week]
    starts = [
        session.on
        for place, session in enumerate(in_weeks)
        if session in slowly and (place == 0 or in_weeks[place - 1] not in slowly)
    ]
    assert [crossing.met_on for crossing in found.crossings] == starts


@given(calendars(), unauthorised())
def test_the_window_that_is_named_holds_the_sessions_that_met_it(
    calendar: SchoolCalendar, sessions: Sessions
) -> None:
    for crossing in judged(sessions, calendar).crossings:
        mondays = calendar.school_weeks(crossing.window_from, crossing.window_until)
        assert mondays[0] == crossing.window_from
        assert mondays[-1] + timedelta(days=6) == crossing.window_until
        assert crossing.school_weeks == len(mondays) <= SCHOOL_WEEKS
        assert len(crossing.met_by) == THRESHOLD
        assert all(crossing.window_from <= session.on <= crossing.window_until for session in crossing.met_by)
        assert crossing.met_by == tuple(
            session
            for session in sessions
            if week_monday(session.on) in mondays and session <= crossing.met_by[-1]
        )


@given(calendars(), unauthorised())
def test_every_session_is_counted_or_passed_over(calendar: SchoolCalendar, sessions: Sessions) -> None:
    found = judged(sessions, calendar)
    assert sorted((*found.counted, *found.in_no_school_week)) == sessions
    weeks = {week_monday(session.on) for session in calendar.sessions}
    assert all(week_monday(session.on) in weeks for session in found.counted)
    assert not any(week_monday(session.on) in weeks for session in found.in_no_school_week)


@given(calendars(), unauthorised(), st.randoms(use_true_random=False))
def test_the_order_of_marks_does_not_matter_nor_does_one_told_twice(
    calendar: SchoolCalendar, sessions: Sessions, random: Random
) -> None:
    shuffled = sessions + sessions[:3]
    random.shuffle(shuffled)
    assert judged(shuffled, calendar) == judged(sessions, calendar)


@given(calendars(), unauthorised(), st.sampled_from(DAYS), st.sampled_from(("AM", "PM")))
def test_one_more_session_never_undoes_and_a_correction_away_never_meets(
    calendar: SchoolCalendar, sessions: Sessions, on: date, half: str
) -> None:
    with_it = sorted({*sessions, CodedSession(on, half, "O")})
    without_it = [session for session in with_it if (session.on, session.half) != (on, half)]
    assert set(met(judged(without_it, calendar))) <= set(met(judged(with_it, calendar)))


def decided(
    sessions: Sessions, calendar: SchoolCalendar, as_at: date, told_before: tuple[ToldBefore, ...] = ()
) -> Decision:
    """What the rule says of a child who is of compulsory school age throughout."""
    return penalty_notice_threshold(
        marks=sessions, calendar=calendar, born_on=date(2018, 5, 1), told_before=told_before, as_at=as_at,
        law=national_law(),
    )  # fmt: skip


@given(calendars(), unauthorised(), st.sets(st.integers(0, 80), max_size=12), st.integers(0, 260))
def test_what_is_named_as_corrected_is_what_undid_it(
    calendar: SchoolCalendar, told: Sessions, corrected: set[int], days_later: int
) -> None:
    as_at = DAYS[20] + timedelta(days=days_later)
    away = {place % len(told) for place in corrected} if told else set()
    now = [session for place, session in enumerate(told) if place not in away]
    before = ToldBefore(told_on=DAYS[0], sessions=tuple(told))
    decision = decided(now, calendar, as_at, (before,))
    was, is_now = decided(told, calendar, as_at).outcome, decided(now, calendar, as_at).outcome
    undone = was is Outcome.MET and is_now is Outcome.NOT_MET
    assert decision.outcome == (Outcome.NO_LONGER_MET if undone else is_now)
    if undone:
        changes = decision.facts["corrected_sessions"]
        assert isinstance(changes, tuple)
        named = [
            session for session in told if any(str(change).startswith(session.words) for change in changes)
        ]
        assert 0 < len(named) == len(changes)
        assert not set(named) & set(now)
        assert decided(sorted((*now, *named)), calendar, as_at).outcome is Outcome.MET
