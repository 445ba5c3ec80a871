"""Decides whether professionals who work with a child have to be told of an absence that nobody has explained."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import outside_calendar
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, Run, coded, days_with, listed, many, runs, said
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.calendars import SchoolCalendar


class Outcome(StrEnum):
    """What can come of it."""

    TELL_NOW = "tell_now"
    TOLD = "told"
    NONE = "none"
    NOT_IN_THESE_COHORTS = "not_in_these_cohorts"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="first_unexplained_absence",
    title="First unexplained absence",
    question="Do professionals who work with the child have to be told of an unexplained absence?",
    outcomes={
        Outcome.TELL_NOW: "An absence is not explained, and it is not on record that anyone was told since it began.",
        Outcome.TOLD: "An absence is not explained, and somebody was told since it began.",
        Outcome.NONE: "No absence of the day, or of the school day before it, is unexplained.",
        Outcome.NOT_IN_THESE_COHORTS: "The child is in none of the groups for whom somebody is told.",
        Outcome.NOT_KNOWN: "Absences are not explained, and without the school's calendar the last school day "
        "cannot be told.",
    },
    calls=frozenset({Outcome.TELL_NOW}),
)


def first_unexplained_absence(
    *,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    cohorts: Collection[str],
    told: Sequence[Matter],
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether a spell of unexplained absence reaches the day, or the school day before it, and nobody was told.

    The spell is of school days in a row with such a session; its first day is the first unexplained absence, and
    one telling on or after it is enough for the spell. To whom, the record says in free words: it is shown, not
    compared.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("unexplained_absence_codes")
    groups = reading.listed("unexplained_absence_told_to_social_worker")
    of_child = tuple(group for group in groups if group in cohorts)
    if not of_child:
        return reading.decide(
            Outcome.NOT_IN_THESE_COHORTS,
            f"The child is in none of the groups for whom somebody is told: {', '.join(map(_plain, groups))}.",
            facts={"cohorts": ()},
        )
    unexplained = coded(marks, codes, until=as_at)
    days = days_with(unexplained, codes, until=as_at)
    if outside_calendar(days[-1:], calendar):
        return reading.decide(
            Outcome.NOT_KNOWN,
            f"The latest session with code {' or '.join(codes)} is {unexplained[-1].words}, on a day that the "
            "school's calendar does not reach.",
            missing=("the school's calendar for the days up to this one",),
        )
    spells = runs(days, calendar)
    spell = spells[-1] if spells else None
    if spell is None or not _is_recent(spell, calendar, as_at):
        return reading.decide(
            Outcome.NONE,
            f"Neither {said(as_at)} nor the school day before it has an absence with code {' or '.join(codes)}.",
            facts={"cohorts": of_child},
        )
    return _of_spell(reading, spell, unexplained, of_child, told)


def _of_spell(
    reading: Reading,
    spell: Run,
    unexplained: tuple[CodedSession, ...],
    of_child: tuple[str, ...],
    told: Sequence[Matter],
) -> Decision:
    """Whether somebody was told since the spell began."""
    sessions = tuple(mark for mark in unexplained if spell.first_on <= mark.on <= spell.last_on)
    whom = _whom(reading, of_child)
    tellings = sorted(
        (event.on, event.detail)
        for matter in told
        for event in matter.until(reading.as_at).events
        if event.name == "told" and event.on >= spell.first_on
    )
    facts: dict[str, Fact] = {
        "cohorts": of_child,
        "first_on": spell.first_on,
        "last_on": spell.last_on,
        "school_days": spell.school_days,
        "sessions": tuple(mark.words for mark in sessions),
        "to_be_told": whom,
    }
    reasons = (
        f"{many(len(sessions), 'session')} {'is' if len(sessions) == 1 else 'are'} not explained: {listed(sessions)}. "
        f"The first day of the spell is {said(spell.first_on)}.",
        f"The child is recorded under {', '.join(map(_plain, of_child))}. To be told: the {', the '.join(whom)}.",
    )
    if tellings:
        first_told_on = tellings[0][0]
        words = "; ".join(f"{said(on)}{f', {detail}' if detail else ''}" for on, detail in tellings)
        return reading.decide(
            Outcome.TOLD,
            *reasons,
            f"Told since it began: {words}.",
            facts=facts | {"told_on": first_told_on},
            since_on=first_told_on,
        )
    return reading.decide(
        Outcome.TELL_NOW,
        *reasons,
        f"It is not on record that anyone was told on or after {said(spell.first_on)}.",
        facts=facts,
        since_on=spell.first_on,
        due_on=spell.first_on,
    )


def _whom(reading: Reading, of_child: tuple[str, ...]) -> tuple[str, ...]:
    """The professionals who are told for these groups."""
    virtual_school = reading.listed("unexplained_absence_told_to_virtual_school")
    youth_justice = reading.listed("unexplained_absence_told_to_youth_justice_worker")
    whom = []
    if any(group not in youth_justice for group in of_child):
        whom.append("social worker")
    if any(group in virtual_school for group in of_child):
        whom.append("virtual school")
    if any(group in youth_justice for group in of_child):
        whom.append("youth justice worker")
    return tuple(whom)


def _is_recent(spell: Run, calendar: SchoolCalendar, as_at: date) -> bool:
    """Whether the spell reaches the day itself, or the last school day before it."""
    later = calendar.open_days(spell.last_on + timedelta(days=1), as_at)
    return not later or later == (as_at,)


def _plain(group: str) -> str:
    return group.replace("_", " ")
