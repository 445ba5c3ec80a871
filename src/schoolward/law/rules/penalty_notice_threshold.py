"""Decides whether a pupil's unauthorised absence is such that a penalty notice has to be considered."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, ToldBefore, said
from schoolward.law.notices import chosen
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.law.threshold_count import (
    Counted,
    KnownBefore,
    Terms,
    corrected,
    count,
    met_before,
    without_calendar,
)
from schoolward.law.threshold_sessions import Conditions
from schoolward.law.threshold_words import (
    across_schools_in_words,
    before_the_term,
    facts_of,
    in_the_window,
    left_out,
    out_of_time,
    reasons_to_be_found,
    too_late_for_a_notice,
    window_as_at,
)
from schoolward.law.window import Crossing
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.codes import BLANK_MARKS
from schoolward.register.years import week_monday


class Outcome(StrEnum):
    """What can come of it."""

    MET = "met"
    NO_LONGER_MET = "no_longer_met"
    NOT_KNOWN = "not_known"
    NOT_MET = "not_met"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"
    NOT_AVAILABLE_AT_THIS_SCHOOL = "not_available_at_this_school"


RULE = Rule(
    name="penalty_notice_threshold",
    title="Threshold for a penalty notice",
    question="Has the pupil so many unauthorised sessions within ten school weeks that a penalty notice must be "
    "considered?",
    outcomes={
        Outcome.MET: "A penalty notice has to be considered. Whether one is issued is decided case by case.",
        Outcome.NO_LONGER_MET: "It was met by what had been told before, and corrections of the register undid that.",
        Outcome.NOT_KNOWN: "There are enough sessions, and without the school's calendar the weeks cannot be counted.",
        Outcome.NOT_MET: "There are too few unauthorised sessions in any window that can still matter.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "The child is not of compulsory school age in the whole window.",
        Outcome.NOT_AVAILABLE_AT_THIS_SCHOOL: "Penalty notices are not available for this kind of school.",
    },
    calls=frozenset({Outcome.MET, Outcome.NO_LONGER_MET}),
)

ENROLMENT = "enrolment"
CHILD = "child"


def penalty_notice_threshold(
    *,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    born_on: date | None,
    notices: Sequence[Matter] = (),
    elsewhere: Iterable[CodedSession] = (),
    told_before: Sequence[ToldBefore] = (),
    school_type: str = "",
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether a penalty notice has to be considered: never whether one is right, which is decided case by case.

    Met at the first session with which the school weeks that end with its week hold enough unauthorised ones;
    it stays met for as long as each further one still finds enough. `since_on` is the day of the session that
    began the latest such stretch, as far as the marks reach back. A stretch counts while proceedings for its
    last session are in time (Magistrates' Courts Act 1980 section 127(1)): a notice offers a parent the way to
    avoid them, so that an older one can lead nowhere. In its last days a notice could not be followed by proceedings
    any more, which is said. `marks` reach back that far and ten school weeks more.
    `notices` are those of the child, whichever parent had them; `elsewhere` are the child's sessions at other
    schools. An earlier state of knowledge is judged by the calendar and the notices of today.
    """
    reading = law.reading(RULE.name, as_at)
    excluded = reading.listed("penalty_notice_school_types_excluded")
    if kind := next((kind for kind in excluded if _plain(kind) in _plain(school_type)), None):
        return reading.decide(
            Outcome.NOT_AVAILABLE_AT_THIS_SCHOOL,
            f"The school is of the type {school_type}. Penalty notices are not available for absence from "
            f"{kind} schools.",
            facts={"school_type": school_type},
        )
    terms = Terms(
        calendar=calendar,
        as_at=as_at,
        conditions=Conditions.read(reading, born_on=born_on, notices=notices, as_at=as_at),
        needed=reading.number("penalty_notice_threshold_sessions"),
        school_weeks=reading.number("penalty_notice_window_school_weeks"),
        months=reading.number("prosecution_months"),
    )
    scope = chosen(reading, "penalty_notice_window_scope", among=(ENROLMENT, CHILD))
    counted = count(terms, tuple(marks), elsewhere, others_count=scope == CHILD)
    if in_time := terms.in_time(counted.windows):
        return _met(reading, terms, counted, in_time, born_on)
    if unknown := without_calendar(terms, counted):
        return _not_known(reading, terms, counted, unknown)
    if (before := met_before(terms, counted, told_before)) is not None:
        return _no_longer_met(reading, terms, counted, before)
    if _is_never_of_age(terms, counted):
        return _not_of_age(reading, terms, counted)
    return _not_met(reading, terms, counted)


def _plain(words: str) -> str:
    return words.casefold().replace("-", " ")


def _met(
    reading: Reading, terms: Terms, counted: Counted, in_time: Sequence[Crossing], born_on: date | None
) -> Decision:
    latest = in_time[-1]
    payment_days = reading.number("penalty_notice_payment_days")
    reasons = [
        f"The threshold was met on {said(latest.met_on)}: {in_the_window(latest)}.",
        f"They are {', '.join(session.words for session in latest.met_by)}.",
        f"As at {said(terms.as_at)}: {window_as_at(terms, counted)}.",
        *reasons_to_be_found(reading, terms, counted),
        *out_of_time(terms, latest),
        *_still_in_time(terms, counted, latest),
        *too_late_for_a_notice(terms, latest, payment_days=payment_days),
        *before_the_term(latest, born_on),
        *left_out(terms, counted, since=latest.window_from),
    ]
    if counted.others_count and counted.others:
        reasons.append(
            "Sessions at the child's other schools are counted too, as the authority's policy says."
        )
    facts: dict[str, Fact] = {
        "met_on": latest.met_on,
        "window_from": latest.window_from,
        "window_until": latest.window_until,
        "window_school_weeks": latest.school_weeks,
        "sessions_in_window": len(latest.met_by),
        "counted_sessions": tuple(session.words for session in latest.met_by),
        "last_met_on": latest.last_on,
        "considered_until": terms.in_time_until(latest),
        "notice_useful_until": terms.notice_useful_until(latest, payment_days=payment_days),
        "met_before_on": tuple(crossing.met_on for crossing in in_time[:-1]),
    }
    return reading.decide(
        Outcome.MET,
        *reasons,
        "A penalty notice has to be considered. That does not mean that one must be issued: whether it is, and "
        "whether support comes first, is decided case by case.",
        facts=facts | facts_of(terms, counted, is_met=True),
        missing=terms.conditions.missing,
        since_on=latest.met_on,
    )


def _still_in_time(terms: Terms, counted: Counted, latest: Crossing) -> list[str]:
    """Why it is still looked at, where the window has moved on since."""
    if counted.in_window >= terms.needed:
        return []
    return [
        f"It can still lead somewhere: proceedings for the absence of {said(latest.last_on)} can begin until "
        f"{said(terms.in_time_until(latest))}."
    ]


def _not_known(
    reading: Reading, terms: Terms, counted: Counted, unknown: tuple[CodedSession, ...]
) -> Decision:
    total = len(counted.windows.counted) + len(unknown)
    return reading.decide(
        Outcome.NOT_KNOWN,
        f"{total} unauthorised sessions are recorded, {'all' if len(unknown) == total else len(unknown)} of them on "
        "days for which the school's calendar is not known.",
        f"Whether {terms.needed} of them fall within {terms.school_weeks} school weeks cannot be told.",
        facts=facts_of(terms, counted, is_met=False) | {"sessions_without_calendar": len(unknown)},
        missing=(
            f"the school's calendar for {said(unknown[0].on)} to {said(unknown[-1].on)}",
            *terms.conditions.missing,
        ),
    )


def _no_longer_met(reading: Reading, terms: Terms, counted: Counted, before: KnownBefore) -> Decision:
    crossing = before.crossing
    codes_now = {(mark.on, mark.half): mark.code for mark in counted.told}
    changes = tuple(
        _change(session, codes_now.get((session.on, session.half)))
        for session in corrected(terms, counted, crossing)
    )
    facts: dict[str, Fact] = {
        "had_been_met_on": crossing.met_on,
        "known_from": before.told_on,
        "window_from": crossing.window_from,
        "window_until": crossing.window_until,
        "corrected_sessions": changes,
    }
    return reading.decide(
        Outcome.NO_LONGER_MET,
        f"By what was known from {said(before.told_on)} the threshold was met on {said(crossing.met_on)}: "
        f"{in_the_window(crossing)}.",
        f"Corrected since: {'; '.join(changes)}.",
        f"By what is known now it is not met. As at {said(terms.as_at)}: {window_as_at(terms, counted)}.",
        *across_schools_in_words(terms, counted),
        "Anything that was begun because it was met has to be looked at again.",
        facts=facts | facts_of(terms, counted, is_met=False),
        missing=terms.conditions.missing,
        since_on=before.corrected_on,
    )


def _change(session: CodedSession, code_now: str | None) -> str:
    if code_now is None:
        return f"{session.words} is no unauthorised absence now"
    return f"{session.words} {'has no mark' if code_now in BLANK_MARKS else f'is {code_now}'} now"


def _is_never_of_age(terms: Terms, counted: Counted) -> bool:
    """Whether the child is of compulsory school age on no day of the window that ends at the day."""
    weeks_back = timedelta(weeks=terms.school_weeks - 1)
    window_from = counted.window_from or week_monday(terms.as_at) - weeks_back
    return terms.conditions.age_until < window_from or terms.conditions.age_from > terms.as_at


def _not_of_age(reading: Reading, terms: Terms, counted: Counted) -> Decision:
    if terms.conditions.age_from > terms.as_at:
        why = f"compulsory school age begins on {said(terms.conditions.age_from)}"
    else:
        why = f"compulsory school age ended on {said(terms.conditions.age_until)}"
    return reading.decide(
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
        f"The child was not of compulsory school age on any day of the last {terms.school_weeks} school weeks: {why}.",
        facts=facts_of(terms, counted, is_met=False),
    )


def _not_met(reading: Reading, terms: Terms, counted: Counted) -> Decision:
    reasons = [f"As at {said(terms.as_at)}: {window_as_at(terms, counted)}."]
    if counted.windows.crossings:
        last = counted.windows.crossings[-1]
        reasons.append(
            f"The threshold was last met with a session of {said(last.last_on)}. Proceedings for it had to begin by "
            f"{said(terms.in_time_until(last))}, so that it can lead nowhere now."
        )
    return reading.decide(
        Outcome.NOT_MET,
        *reasons,
        *left_out(terms, counted, since=counted.window_from or date.min),
        *across_schools_in_words(terms, counted),
        facts=facts_of(terms, counted, is_met=False),
        missing=terms.conditions.missing,
    )
