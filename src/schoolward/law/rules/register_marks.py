"""Decides whether a register holds marks that the school has to put right: codes withdrawn, sessions left blank."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession, many, said
from schoolward.law.rule import Rule
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.codes import BLANK_MARKS, is_retired_on
from schoolward.register.sessions import Session, SessionHalf


class Outcome(StrEnum):
    """What can come of it."""

    TO_PUT_RIGHT = "to_put_right"
    IN_ORDER = "in_order"


RULE = Rule(
    name="register_marks",
    title="Marks to put right",
    question="Does the register have a code in force for every session that was sent?",
    outcomes={
        Outcome.TO_PUT_RIGHT: "A session has no mark, or a code that had been withdrawn by then.",
        Outcome.IN_ORDER: "Every session that was sent has a code that was in force.",
    },
    calls=frozenset({Outcome.TO_PUT_RIGHT}),
)

_MOST_NAMED = 4


def register_marks(
    *, marks: Iterable[CodedSession], as_at: date, law: LawBook, calendar: SchoolCalendar | None = None
) -> Decision:
    """Whether among the marks, those after `as_at` left out, is a blank one or a code withdrawn before its day.

    Where a calendar is given that reaches the day, a blank in a session in which the school was closed is no
    defect. A session of which nothing was sent is not judged here: that is a gap in what was sent.
    """
    reading = law.reading(RULE.name, as_at)
    reading.word("register_codes_in_force")
    retired, blank = [], []
    for mark in marks:
        if mark.on > as_at:
            continue
        if mark.code in BLANK_MARKS:
            if not _was_closed(mark, calendar):
                blank.append(mark)
        elif is_retired_on(mark.code, mark.on):
            retired.append(mark)
    if not retired and not blank:
        return reading.decide(
            Outcome.IN_ORDER,
            "No session has a code that had been withdrawn, and none was left blank.",
            facts={"retired_code_sessions": 0, "blank_sessions": 0},
        )
    reasons = []
    if retired:
        retired.sort()
        reasons.append(
            f"{many(len(retired), 'session')} {_have(retired)} a code that had been withdrawn by then: "
            f"{_counted(mark.words for mark in retired)}. It is kept as sent and counts as what it meant, and the "
            "school has to put a code that is in force."
        )
    if blank:
        blank.sort()
        times = reading.number("registers_taken_a_day")
        reasons.append(
            f"{many(len(blank), 'session')} {_have(blank)} no mark: {_counted(map(_when, blank))}. The "
            f"register is taken {times} times a school day, and a session without a mark counts as "
            f"{reading.word('blank_mark_counts_as')}: the school has to put the code that is true of it."
        )
    return reading.decide(
        Outcome.TO_PUT_RIGHT,
        *reasons,
        facts={
            "retired_code_sessions": len(retired),
            "retired_codes": tuple(sorted({mark.code for mark in retired})),
            "blank_sessions": len(blank),
        },
        since_on=min(mark.on for mark in (*retired, *blank)),
    )


def _was_closed(mark: CodedSession, calendar: SchoolCalendar | None) -> bool:
    """Whether the calendar knows of the day and has the school closed in the session."""
    if calendar is None or not calendar.sessions:
        return False
    if not calendar.sessions[0].on <= mark.on <= calendar.sessions[-1].on:
        return False
    return not calendar.is_open(Session(mark.on, SessionHalf(mark.half)))


def _when(mark: CodedSession) -> str:
    """The session without its code, which it lacks."""
    return f"{said(mark.on)} {mark.half}"


def _counted(words: Iterable[str]) -> str:
    """The sessions each once, with how many pupils' marks they are where a whole register is looked at."""
    counts = list(Counter(words).items())
    shown = ", ".join(
        f"{name} ({count} marks)" if count > 1 else name for name, count in counts[:_MOST_NAMED]
    )
    more = sum(count for _, count in counts[_MOST_NAMED:])
    return f"{shown} and {more} more" if more else shown


def _have(sessions: list[CodedSession]) -> str:
    return "has" if len(sessions) == 1 else "have"
