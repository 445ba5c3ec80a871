"""The law that the rules apply: each value as at a day, where it is written, and what changed when."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, day
from schoolward.console.ending import errors, plain_endings
from schoolward.console.law_in_words import (
    before_of,
    content_as_object,
    kind_of,
    standing_on,
    value_as_object,
)
from schoolward.console.law_of_home import LawInFolder, law_in
from schoolward.console.law_on_screen import show_changes, show_list, show_one, show_waiting
from schoolward.console.lines import say
from schoolward.console.words import many
from schoolward.law.book import Change, LawBook
from schoolward.law.marks import said
from schoolward.law.values import NoLawThen, Parameter
from schoolward.measures.figures import BadQuestion

law = typer.Typer(
    name="law",
    no_args_is_help=True,
    help="The law that the rules apply: its values as at a day, where each is written, and what changed when.\n\n"
    "It can be read without a data folder; the authority's own policy is then left out.",
)

AsAt = Annotated[str | None, typer.Option(help="The law as at this day; today if none.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@law.command("list")
def list_values(
    topic: Annotated[str | None, typer.Option(help="Only this topic, such as registers.")] = None,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified", help="Only those not verified: no source was read, or one authority's practice."
        ),
    ] = False,
    as_at: AsAt = None,
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Every value of the law as it stands on a day."""
    with plain_endings():
        there = law_in(home)
        on = _day_or_today(as_at)
        _require_held_by(there.book, on, option="--as-at")
        asked = _of_topic(there.book, topic)
        standing = [(each, value) for each in asked if (value := standing_on(each, on)) is not None]
    shown = [held for held in standing if not (unverified and held[1].is_verified)]
    if json:
        _say_if_homeless(there)
        typer.echo(as_json([value_as_object(each, value, on) for each, value in shown]))
        return
    say(f"The law as at {said(on)}. {there.whose}")
    show_list(shown)
    not_yet = len(asked) - len(standing)
    say(
        f"{many(len(standing), 'value')}, {sum(not value.is_verified for _, value in standing)} of them not verified."
        + (f" Of {not_yet} more nothing is held for that day." if not_yet else "")
        + " `schoolward law show NAME` says where one is written, and what it was before."
    )


@law.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Which value; `schoolward law list` names them.")
    ],
    as_at: AsAt = None,
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """One value with its history and source: what it was, is and may become, and whether local policy may set it."""
    with plain_endings():
        there = law_in(home)
        parameter = there.book.parameter(name)
        on = _day_or_today(as_at)
        if standing_on(parameter, on) is None:
            parameter.on(on)
    if json:
        _say_if_homeless(there)
        typer.echo(as_json(_with_history(parameter, on)))
        return
    show_one(parameter, on)
    say(there.whose)


@law.command()
def changes(
    first: Annotated[str, typer.Option("--from", help="First day, as 2025-09-01.")],
    last: Annotated[str, typer.Option("--to", help="Last day, included.")],
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """What began, changed or ended between two days, and what is enacted and not in force."""
    with plain_endings():
        there = law_in(home)
        first_on, last_on = day(first, option="--from"), day(last, option="--to")
        if first_on > last_on:
            raise BadQuestion(f"the period ends ({last_on}) before it begins ({first_on})")
        _require_held_by(there.book, last_on, option="--to")
        found = there.book.changes(first_on=first_on, last_on=last_on)
    waiting = [(each, value) for each in there.book.parameters.values() for value in each.prospective]
    if json:
        _say_if_homeless(there)
        typer.echo(
            as_json(
                {
                    "changes": [_change_as_object(change, last_on) for change in found],
                    "not_in_force": [value_as_object(each, value, last_on) for each, value in waiting],
                }
            )
        )
        return
    show_changes(found, first_on=first_on, last_on=last_on)
    show_waiting(waiting)
    say(there.whose)


def _day_or_today(told: str | None) -> date:
    return now().date() if told is None else day(told, option="--as-at")


def _require_held_by(book: LawBook, on: date, *, option: str) -> None:
    first = min(parameter.first_held_on for parameter in book.parameters.values())
    if on < first:
        raise NoLawThen(
            f"nothing of the law is held for {on}: the first day held is {first}. "
            f"Ask with {option} {first} or later."
        )


def _of_topic(book: LawBook, topic: str | None) -> list[Parameter]:
    topics = sorted({parameter.topic for parameter in book.parameters.values()})
    if topic is not None and topic not in topics:
        raise BadQuestion(f"the law has no topic {topic!r}; its topics are {', '.join(topics)}")
    return [each for each in book.parameters.values() if topic in (None, each.topic)]


def _say_if_homeless(there: LawInFolder) -> None:
    """On standard error, since a program cannot tell from national values that local ones were not looked for."""
    if not there.has_home:
        errors.print(there.whose)


def _with_history(parameter: Parameter, on: date) -> dict[str, object]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "topic": parameter.topic,
        "unit": parameter.unit,
        "as_at": on.isoformat(),
        "value": content_as_object(standing_on(parameter, on)),
        "local_override": {
            "allowed": parameter.override.allowed,
            "at_least": parameter.override.at_least,
            "at_most": parameter.override.at_most,
        },
        "values": [
            value_as_object(parameter, value, on) for value in (*parameter.values, *parameter.local_values)
        ],
    }


def _change_as_object(change: Change, on: date) -> dict[str, object]:
    before = before_of(change)
    return {
        "on": str(change.after.in_force_from),
        "kind": kind_of(change).value,
        "before": None if before is None else value_as_object(change.parameter, before, on),
        "after": value_as_object(change.parameter, change.after, on),
    }
