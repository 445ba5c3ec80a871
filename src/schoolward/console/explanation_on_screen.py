"""Draws the explanation of one pupil: the marks as a calendar of weeks, every rule's reasons, what is on record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from rich.table import Table

from schoolward.attention.calls import action_of
from schoolward.attention.enrolments import Enrolment
from schoolward.attention.explaining import Explained, NothingAsked
from schoolward.console.ending import screen
from schoolward.console.law_in_words import authority_in_words, from_in_words
from schoolward.console.lines import say
from schoolward.law.decision import Decision
from schoolward.law.marks import said
from schoolward.law.rulebook import RULES
from schoolward.law.steps import Matter
from schoolward.law.values import DatedValue
from schoolward.register.sessions import Session, SessionHalf
from schoolward.register.years import AcademicYear, week_monday

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def show_explained(
    told: Iterable[tuple[Explained, Sequence[Decision]]], *, as_at: date, as_known_on: str | None
) -> None:
    """Each enrolment: the pupil, the marks, then the rules, those that call first and the gravest of them first."""
    for each, decisions in told:
        say(f"{each.enrolment.upn} · {_enrolled(each.enrolment)}", "bold")
        on_roll = "on roll" if each.is_on_roll else "not on roll any more"
        say(f"As at {said(as_at)}, as known on {as_known_on}: {on_roll}.")
        say()
        screen.print(_calendar(each, as_at))
        calling = sorted((d for d in decisions if each.is_listed(d)), key=lambda d: -action_of(d).severity)
        others = [d for d in decisions if not each.is_listed(d)]
        asked = [d for d in others if d.outcome is not NothingAsked.NOTHING_TO_JUDGE]
        _show_all("Somebody has to act", each, calling)
        _show_all("Nobody has to act", each, asked)
        _show_nothing_to_judge([d for d in others if d.outcome is NothingAsked.NOTHING_TO_JUDGE])
        _show_matters(each.matters)
        say()


def _enrolled(enrolment: Enrolment) -> str:
    until = f" to {said(enrolment.leaving_on)}" if enrolment.leaving_on else ""
    parts = [
        f"year {enrolment.year_group}" if enrolment.year_group else "",
        f"{enrolment.school.name} ({enrolment.school.urn}) from {said(enrolment.entry_on)}{until}",
        "" if enrolment.is_main else "not the main registration",
        *(name.replace("_", " ") for name in sorted(enrolment.cohorts)),
    ]
    return " · ".join(part for part in parts if part)


def _show_all(heading: str, each: Explained, decisions: Sequence[Decision]) -> None:
    if not decisions:
        return
    say()
    say(heading, "bold")
    for decision in decisions:
        say()
        rule = RULES[decision.rule]
        say(f"{rule.title} [{rule.name}]: {decision.outcome.replace('_', ' ')}", "bold", depth=2)
        if each.is_listed(decision):
            _show_action(each.enrolment, decision)
        for reason in decision.reasons:
            say(reason, depth=4)
        days = [("since", decision.since_on), ("last day", decision.due_on)]
        if any(on for _, on in days):
            said_days = ", ".join(f"{word} {said(on)}" for word, on in days if on)
            say(f"{said_days[:1].upper()}{said_days[1:]}.", depth=4)
        for missing in decision.missing:
            say(f"Not known: {missing}.", depth=4)
        for value in decision.values:
            say(_value(value), "dim", depth=6)


def _show_action(enrolment: Enrolment, decision: Decision) -> None:
    action = action_of(decision, is_looked_after="looked_after" in enrolment.cohorts)
    say(f"{action.by_whom}: {action.what}", "bold", depth=4)


def _show_nothing_to_judge(decisions: Sequence[Decision]) -> None:
    if not decisions:
        return
    say()
    say("Nothing to judge", "bold")
    for decision in decisions:
        rule = RULES[decision.rule]
        say(f"{rule.title} [{rule.name}]: {' '.join(decision.reasons)}", depth=2)


def _show_matters(matters: Sequence[Matter]) -> None:
    """What has been done and fixed, as it was told: one matter after another."""
    if not matters:
        return
    say()
    say("On record", "bold")
    for matter in matters:
        who = [f"parent {matter.parent}" if matter.parent else "", matter.source]
        told = ", ".join(part for part in who if part)
        events = "; ".join(
            f"{event.name.replace('_', ' ')} {said(event.on)}" + (f": {event.detail}" if event.detail else "")
            for event in sorted(matter.events, key=lambda event: event.on)
        )
        name = f"{matter.kind.replace('_', ' ')} {matter.reference}"
        say(f"{name}{f' ({told})' if told else ''}: {events}.", depth=2)


def _value(value: DatedValue) -> str:
    verified = "" if value.is_verified else "; not verified"
    behind = f"{from_in_words(value)}; {authority_in_words(value)}{verified}"
    return f"{value.name} = {value.words} ({behind}): {value.citation}."


def _calendar(each: Explained, as_at: date) -> Table:
    """A row a week of the academic year, two marks a day: morning and afternoon."""
    year = AcademicYear.of(as_at)
    marks: dict[date, dict[date, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for mark in each.marks:
        if mark.on >= year.first_on:
            marks[week_monday(mark.on)][mark.on][mark.half] = mark.code
    opened = [
        on
        for on in each.enrolment.school.calendar.open_days(year.first_on, as_at)
        if each.enrolment.is_on_roll(on)
    ]
    weeks = sorted({week_monday(on) for on in opened} | set(marks))
    is_at_weekends = any(on.weekday() > 4 for of_week in marks.values() for on in of_week)
    weekdays = range(7 if is_at_weekends else 5)
    title = f"Marks of {year.label}, morning and afternoon"
    table = Table(title=title, caption=_KEY, caption_justify="left")
    table.add_column("Week of")
    for number in weekdays:
        table.add_column(DAYS[number])
    for monday in weeks:
        days = (monday + timedelta(days=number) for number in weekdays)
        table.add_row(said(monday), *(_day(each, on, marks[monday].get(on, {}), as_at) for on in days))
    return table


_KEY = "· no register due   ? no mark held   - blank mark"


def _day(each: Explained, on: date, held: dict[str, str], as_at: date) -> str:
    return " ".join(f"{mark:<2}" for mark in _halves(each, on, held, as_at)).rstrip()


def _halves(each: Explained, on: date, held: dict[str, str], as_at: date) -> Iterator[str]:
    calendar = each.enrolment.school.calendar
    for half in SessionHalf:
        if half.value in held:
            yield held[half.value] or "-"
        elif on <= as_at and each.enrolment.is_on_roll(on) and calendar.is_open(Session(on, half)):
            yield "?"
        else:
            yield "·"
