"""Lays the law out for people: values by topic, one value with its history, changes by day."""

from collections.abc import Iterable
from datetime import date

from rich.text import Text

from schoolward.console.ending import screen
from schoolward.console.law_in_words import (
    KINDS,
    Kind,
    State,
    authority_in_words,
    before_of,
    from_in_words,
    kind_of,
    override_in_words,
    standing_on,
    stands_on_its_day,
    state_in_words,
    state_on,
    support_in_words,
    topic_in_words,
)
from schoolward.console.lines import say
from schoolward.law.book import Change
from schoolward.law.marks import said
from schoolward.law.values import DatedValue, Parameter

Held = tuple[Parameter, DatedValue]


def show_list(shown: Iterable[Held]) -> None:
    """Values by topic."""
    topic = None
    for parameter, value in shown:
        if parameter.topic != topic:
            topic = parameter.topic
            screen.print(Text(f"\n{topic_in_words(topic)} (--topic {topic})", style="bold"))
        verified = "" if value.is_verified else "; not verified"
        say(
            f"{parameter.name}: {value.words} ({from_in_words(value)}; {authority_in_words(value)}{verified})",
            depth=2,
        )
        say(parameter.label, depth=6, style="dim")
    screen.print()


def show_one(parameter: Parameter, on: date) -> None:
    """Every value of a parameter, how it stands on the day, and its source."""
    say(f"{parameter.label} ({parameter.name})", style="bold")
    standing = standing_on(parameter, on)
    if standing is not None:
        say(f"As at {said(on)}: {standing.words}.")
    say(override_in_words(parameter))
    held = sorted(
        (*parameter.values, *parameter.local_values), key=lambda value: value.in_force_from or date.max
    )
    for value in held:
        state = state_in_words(parameter, value, on)
        is_in_force = state_on(parameter, value, on) is State.IN_FORCE
        screen.print()
        say(f"{_begun(from_in_words(value))}: {value.words}", style="bold" if is_in_force else "")
        say(f"As at {said(on)}: {state}.", depth=4)
        say(f"Written in: {value.citation}", depth=4)
        verified = "yes" if value.is_verified else "no"
        say(
            f"Behind it: {authority_in_words(value)}. Verified: {verified} ({support_in_words(value)}).",
            depth=4,
        )
        if value.note:
            say(f"Note: {value.note}", depth=4)
    screen.print()


def show_changes(found: list[Change], *, first_on: date, last_on: date) -> None:
    """What happened on which day."""
    if not found:
        say(f"Nothing that is held here began, changed or ended from {said(first_on)} to {said(last_on)}.")
        return
    on = None
    for change in found:
        parameter, before, after = change.parameter, before_of(change), change.after
        if after.in_force_from != on:
            on = after.in_force_from
            say(_begun(from_in_words(after)), style="bold")
        kind = kind_of(change)
        was = (
            f" (before: {before.words})" if before is not None and kind in (Kind.CHANGED, Kind.ENDED) else ""
        )
        now_is = "" if kind is Kind.ENDED else f": {after.words}"
        not_ours = "" if stands_on_its_day(change) else "; local policy stands in its place"
        say(f"{parameter.name}: {KINDS[kind]}{now_is}{was}{not_ours}", depth=2)
        say(parameter.label, depth=6, style="dim")
        say(f"Written in: {after.citation}", depth=6)
    screen.print()


def show_waiting(waiting: list[Held]) -> None:
    """What is enacted and not in force."""
    if waiting:
        screen.print(Text("Enacted, and not in force", style="bold"))
    for parameter, value in waiting:
        say(f"{parameter.name}: {value.words}", depth=2)
        say(parameter.label, depth=6, style="dim")
        say(f"Written in: {value.citation}", depth=6)
        if value.note:
            say(f"Note: {value.note}", depth=6)
    screen.print()


def _begun(words: str) -> str:
    """The words with a capital at the beginning, those of months left."""
    return words[:1].upper() + words[1:]
