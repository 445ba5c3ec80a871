"""The database and its record of events, from the command line."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, home_at
from schoolward.console.database import follow, open_database
from schoolward.console.database import migrate as bring_to_date
from schoolward.console.ending import Exit, errors, plain_endings, screen
from schoolward.console.words import many

audit = typer.Typer(name="audit", no_args_is_help=True, help="The record of who did what and who saw whom.")


def migrate(home: Annotated[Path, HOME] = DEFAULT_HOME) -> None:
    """Make the database, or bring it to date after an upgrade, and take in what was loaded meanwhile.

    SCHOOLWARD_DATABASE names a PostgreSQL database; without it, a SQLite file is kept in the data folder.
    """
    with plain_endings():
        place = home_at(home)
        steps = bring_to_date(place)
        follow(place, at=now())
    screen.print(
        "The database is up to date." if not steps else f"The database was made ready: {many(steps, 'step')}."
    )


@audit.command()
def verify(
    noted: Annotated[
        str | None, typer.Option(help="A seal that was noted down before; it must still be in the record.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Read the whole record again and say where it was tampered with.

    Note down the last seal somewhere else: only so can it be seen later that nothing was cut off the end.
    Exit code 7: something was changed, added or taken away.
    """
    with plain_endings(), open_database(home_at(home)):
        from schoolward.audit.verifying import verify as read_again

        def say(done: int) -> None:
            if not json:
                errors.print(f"{done:,} events …")

        verdict = read_again(noted=noted, progress=say)
    if json:
        typer.echo(as_json({**asdict(verdict), "is_whole": verdict.is_whole}))
    else:
        for fault in verdict.faults:
            screen.print(f"  {fault}")
        screen.print(
            f"{many(verdict.events, 'event')}: the record is whole. Its last seal is {verdict.seal}"
            if verdict.is_whole
            else "The record was tampered with. Tell the data protection officer, and keep the database as it is."
        )
    raise typer.Exit(Exit.DONE if verdict.is_whole else Exit.TAMPERED)
