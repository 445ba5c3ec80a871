"""Cases of the rule on the threshold for a penalty notice."""

from collections import defaultdict
from datetime import date

from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.rules.penalty_notice_threshold import RULE, penalty_notice_threshold
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Given, RuleChapter
from tests.spec.law.threshold_cases_of_knowledge import CASES_OF_KNOWLEDGE
from tests.spec.law.threshold_cases_of_sessions import CASES_OF_SESSIONS
from tests.spec.law.threshold_cases_of_weeks import CASES_OF_WEEKS
from tests.spec.measures.example import read_day


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `known | 15 Sep 2025 | 8 Sep 2025: N x 9` is what was known from 15 September, `closed_day_mark | 28 Oct 2025
    AM O` a mark of a day on which the school was closed, `calendar_known_from` the first day of which the rule is
    told the calendar, `never` for none.
    """
    return penalty_notice_threshold(
        marks=(*given.marks, *map(_mark, given.every("closed_day_mark"))),
        calendar=_calendar(given),
        born_on=given.day("born"),
        notices=given.matters,
        elsewhere=given.marks_of("elsewhere"),
        told_before=_told_before(given),
        school_type=given.text("school_type"),
        as_at=given.as_at,
        law=given.law,
    )


def _mark(text: str) -> CodedSession:
    *day, half, code = text.split()
    return CodedSession(read_day(" ".join(day)), half, code)


def _calendar(given: Given) -> SchoolCalendar:
    known_from = given.text("calendar_known_from")
    if not known_from:
        return given.calendar
    first_on = date.max if known_from == "never" else read_day(known_from)
    return SchoolCalendar(tuple(session for session in given.calendar.sessions if session.on >= first_on))


def _told_before(given: Given) -> tuple[ToldBefore, ...]:
    states: dict[date, list[str]] = defaultdict(list)
    for line in given.every("known"):
        told_on, _, marks = line.partition("|")
        states[read_day(told_on.strip())].append(marks.strip())
    return tuple(
        ToldBefore(
            told_on=told_on,
            sessions=Given(given.as_at, (*given.values, *(("then", line) for line in lines))).marks_of(
                "then"
            ),
        )
        for told_on, lines in states.items()
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="When a pupil of compulsory school age has ten unauthorised sessions within ten school weeks that follow "
    "one another, a penalty notice has to be considered. A school week is a week, Monday to Sunday, in which the "
    "school is open in at least one session, so that the ten weeks run across holidays, terms and years. To consider "
    "is not to issue: that is decided on what is known of the child and the family.",
    judge=judge,
    cases=(*CASES_OF_WEEKS, *CASES_OF_SESSIONS, *CASES_OF_KNOWLEDGE),
)
