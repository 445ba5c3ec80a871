"""Starts what runs all day, and lets the first person in."""

import sys
from pathlib import Path
from subprocess import run
from typing import Annotated

import typer

from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, home_at
from schoolward.console.database import open_database, this_operator
from schoolward.console.ending import Exit, plain_endings, screen

THREADS = 4
"""Threads of each of the server's processes: while one waits for the database, another counts."""


def first_administrator(
    email: Annotated[str, typer.Argument(help="Their address.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Invite an administrator for a year: how the first person comes in, or the next if nobody else can.

    Prints a link that works once, within seven days. Everybody else is invited from the pages.
    """
    with plain_endings(), open_database(home_at(home)):
        from schoolward.access.actions import first_administrator as invite_first

        invited = invite_first(email=email, name=name, by=this_operator(), at=now())
    screen.print(
        f"{name} ({email}) can come in by this link, once, within seven days, where the server's pages are:"
    )
    screen.print(f"/invitation/{invited.token}/", highlight=False, soft_wrap=True)


def worker(
    until_idle: Annotated[
        bool,
        typer.Option("--until-idle", help="End once there is nothing to do, instead of waiting for more."),
    ] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Work on loads that people send, and on the night's work, until it is told to stop.

    Any number may run; each load and each part of the night's work is done once. Ctrl+C or SIGTERM hands back what is
    under way.
    """
    with plain_endings(), open_database(place := home_at(home)):
        from schoolward.jobs.worker import stopping_on_signals, work

        with stopping_on_signals() as stop:
            work(home=place, stop=stop, until_idle=until_idle)


def serve(
    at: Annotated[str, typer.Option(help="Address and port.")] = "127.0.0.1:8000",
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes of the server.")] = 2,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Serve pages and API. In front of it belongs a server that ends the encryption, such as nginx."""
    with plain_endings(), open_database(home_at(home)):
        screen.print(f"Serving on {at}; Ctrl+C ends it.", highlight=False)
    ended = run(
        [
            sys.executable, "-m", "gunicorn", "schoolward.config.wsgi:application", "--bind", at,
            "--workers", str(processes), "--worker-class", "gthread", "--threads", str(THREADS),
        ],
        check=False,
    )  # fmt: skip
    raise typer.Exit(Exit.DONE if ended.returncode == 0 else Exit.FAILED)
