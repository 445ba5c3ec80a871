"""What need not be kept any longer: shown first, and then, if somebody says so, scrubbed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from schoolward.attention.law_of_home import law_of
from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, day, home_at
from schoolward.console.database import open_database, this_operator
from schoolward.console.ending import plain_endings, screen
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.store.lock import write_lock

if TYPE_CHECKING:
    from schoolward.keeping.retention import Plan

On = Annotated[str | None, typer.Option(help="As at this day; today if none. Not more than 31 days ago.")]

retention = typer.Typer(name="retention", no_args_is_help=True, help="What need not be kept any longer.")


@retention.command()
def plan(
    on: On = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Show what would go, from the database and from the registers. Nothing is changed."""
    with plain_endings(), open_database(place := home_at(home)):
        from schoolward.keeping.retention import plan as planned

        made = planned(on=_day(on), home=place, law=law_of(place))
        if json:
            typer.echo(as_json(_as_object(made)))
            return
        _show(made)


@retention.command()
def apply(
    fingerprint: Annotated[
        str, typer.Option("--plan", help="The fingerprint of the plan that you have read.")
    ],
    on: On = None,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Scrub what the plan said, in the database and in the registers, for good.

    If anything else would go by now than the plan said, nothing does. What was done is put on record, without names.
    """
    with plain_endings(), open_database(place := home_at(home)):
        from schoolward.keeping.actions.scrubbing import apply as scrub

        done = scrub(
            fingerprint=fingerprint, on=_day(on), home=place, law=law_of(place), by=this_operator(), at=now()
        )
        with write_lock(place.folder):
            bring_up_to_date(place)
    rows = sum(done.plan.counts.values())
    marks = sum(done.plan.store.counts.values()) if done.plan.store else 0
    told = f" Load {done.store_load} of the store says so." if done.store_load else ""
    screen.print(
        f"Scrubbed: {rows:,} rows of the database and {marks:,} of the store.{told}", highlight=False
    )


def _day(told: str | None) -> date:
    return now().date() if told is None else day(told, option="--on")


def _as_object(made: "Plan") -> dict[str, Any]:
    return {
        "on": made.on.isoformat(),
        "plan": made.fingerprint,
        "database": made.counts,
        "store": made.store.counts if made.store else {},
        "pupils_held": len(made.held),
    }


def _show(made: "Plan") -> None:
    table = Table(
        "What", "Rows", "What happens", "From", "To", title=f"What would go, as at {made.on:%d %b %Y}"
    )
    for each in made.going:
        span = [f"{on:%d %b %Y}" if on else "" for on in (each.first_on, each.last_on)]
        table.add_row(each.words, f"{each.rows:,}", each.scrub.value, *span)
    if made.store is not None:
        marks = made.store.scrub
        for name, rows in made.store.counts.items():
            span = [
                f"{on:%d %b %Y}" if on and name == "marks" else "" for on in (marks.first_on, marks.last_on)
            ]
            table.add_row(f"registers: {name}", f"{rows:,}", "the row is deleted", *span)
    if made.is_empty:
        screen.print("Nothing has outlived its time.")
        return
    screen.print(table)
    if made.held:
        screen.print(f"{len(made.held):,} pupils are held for an open matter; nothing of them goes.")
    screen.print(f"To scrub this: schoolward retention apply --plan {made.fingerprint}", soft_wrap=True)
