"""Says in words and numbers what was counted towards the threshold for a penalty notice, and what was not."""

from datetime import date

from schoolward.law.book import Reading
from schoolward.law.decision import Fact
from schoolward.law.marks import many, said
from schoolward.law.threshold_count import Counted, Terms, across_schools
from schoolward.law.window import Crossing
from schoolward.register.age import compulsory_school_age_term_starts_on


def in_the_window(crossing: Crossing) -> str:
    """How many sessions met it, in which weeks."""
    return (
        f"{many(len(crossing.met_by), 'unauthorised session')} in {many(crossing.school_weeks, 'school week')}, "
        f"{said(crossing.window_from)} to {said(crossing.window_until)}"
    )


def window_as_at(terms: Terms, counted: Counted) -> str:
    """How many sessions the window that ends at the day holds, and how many are lacking."""
    if counted.window_from is None:
        recorded = counted.windows.in_no_school_week
        words = many(len(recorded), "unauthorised session")
        if len(recorded) < terms.needed:
            return f"{words}, fewer than {terms.needed} in whatever weeks the school was open"
        return f"{words}, the last on {said(recorded[-1].on)}, too long ago to lead anywhere"
    words = (
        f"{many(counted.in_window, 'unauthorised session')} in the last "
        f"{many(counted.school_weeks, 'school week')}, counted from {said(counted.window_from)}"
    )
    short = terms.needed - counted.in_window
    return words if short <= 0 else f"{words}: {short} short of {terms.needed}"


def before_the_term(crossing: Crossing, born_on: date | None) -> list[str]:
    """A warning of sessions between the day on which compulsory school age begins and the term after it."""
    if born_on is None:
        return []
    term_from = compulsory_school_age_term_starts_on(born_on)
    early = sum(session.on < term_from for session in crossing.met_by)
    if not early:
        return []
    return [
        f"{many(early, 'session')} of these {_is(early)} from before {said(term_from)}, when the term after the "
        "beginning of compulsory school age could start at the earliest: check before anything rests on them."
    ]


def reasons_to_be_found(reading: Reading, terms: Terms, counted: Counted) -> list[str]:
    """That the school still has to find some reasons, where it would not be met without those sessions."""
    codes = reading.listed("unestablished_codes")
    found = [session for session in counted.windows.counted if session.code not in codes]
    count = len(counted.windows.counted) - len(found)
    if not count or terms.in_time(terms.windows(found)):
        return []
    return [
        f"{many(count, 'session')} of those counted {'has' if count == 1 else 'have'} code {' or '.join(codes)}: the "
        "school has still to find the reason. Without them it would not be met."
    ]


def out_of_time(terms: Terms, crossing: Crossing) -> list[str]:
    """That proceedings for some of the sessions can begin no longer, and for which of the stretch they can."""
    late = sum(not terms.is_in_time(session) for session in crossing.met_by)
    if not late:
        return []
    which = f"{late} of" if late < len(crossing.met_by) else "all"
    still = [session for session in crossing.sessions if terms.is_in_time(session)]
    return [
        f"Counted from each absence, the time for proceedings is over for {which} these {len(crossing.met_by)}. "
        f"Still in time: {many(len(still), 'session')}, from {still[0].words} to {still[-1].words}."
    ]


def too_late_for_a_notice(terms: Terms, crossing: Crossing, *, payment_days: int) -> list[str]:
    """That proceedings could no longer follow a notice received on the day, so that unpaid it is withdrawn."""
    useful_until = terms.notice_useful_until(crossing, payment_days=payment_days)
    if terms.as_at <= useful_until:
        return []
    return [
        f"A notice received on {said(terms.as_at)} could not be followed by proceedings in time: they cannot begin "
        f"within the {payment_days} days in which it can be paid, the day of receipt included. For that it had to be "
        f"received by {said(useful_until)}; a later one that is not paid can only be withdrawn."
    ]


def left_out(terms: Terms, counted: Counted, *, since: date) -> list[str]:
    """Sessions of the time that do not count, and why."""
    reasons = []
    under = [session for session in counted.own.under_a_notice if session.on >= since]
    if under:
        notices = " and ".join(terms.conditions.notices_resting_on(under))
        reasons.append(
            f"{many(len(under), 'session')} {_is(len(under))} not counted again, since penalty notice {notices} "
            "was issued for them."
        )
    if early := sum(session.on >= since for session in counted.own.too_early):
        reasons.append(
            f"{many(early, 'session')} from before {said(terms.conditions.first_on)}, from which absences count, "
            f"{_is(early)} not counted."
        )
    if young := sum(session.on >= since for session in counted.own.not_of_age):
        reasons.append(
            f"{many(young, 'session')} on days on which the child was not of compulsory school age "
            f"{_is(young)} not counted."
        )
    if closed := sum(session.on >= since for session in counted.windows.in_no_school_week):
        if counted.window_from is not None:
            reasons.append(
                f"{many(closed, 'session')} in weeks in which the school was not open, by its calendar, "
                f"{_is(closed)} not counted."
            )
    return reasons


def across_schools_in_words(terms: Terms, counted: Counted) -> list[str]:
    """What the count across schools would be, where each enrolment is counted by itself."""
    if counted.others_count or not counted.others:
        return []
    crossing = across_schools(terms, counted)
    if crossing is None:
        return []
    return [
        f"With {many(len(counted.others), 'unauthorised session')} at other schools, counted on this school's weeks, "
        f"it would have been met on {said(crossing.met_on)}. The guidance does not settle how a window runs on "
        "after a move; here each enrolment is counted by itself."
    ]


def facts_of(terms: Terms, counted: Counted, *, is_met: bool) -> dict[str, Fact]:
    """What every answer rests on, the window that ends at the day foremost."""
    facts: dict[str, Fact] = {
        "sessions_needed": terms.needed,
        "window_as_at_from": counted.window_from,
        "sessions_in_window_as_at": counted.in_window,
        "sessions_short": max(0, terms.needed - counted.in_window),
        "sessions_not_counted_again": len(counted.own.under_a_notice),
        "sessions_before_absences_count": len(counted.own.too_early),
        "sessions_not_of_compulsory_school_age": len(counted.own.not_of_age),
        "sessions_in_no_school_week": len(counted.windows.in_no_school_week),
    }
    if counted.others:
        facts["sessions_elsewhere"] = len(counted.others)
        facts["met_across_schools"] = is_met or across_schools(terms, counted) is not None
    return facts


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
