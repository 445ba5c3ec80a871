"""The `schoolward` command and its parts."""

from pathlib import Path
from typing import Annotated

import typer

from schoolward import __version__
from schoolward.console import (
    attending,
    backing_up,
    checking,
    citing,
    demonstrating,
    figuring,
    loading,
    reconciling,
    recording,
    retaining,
    serving,
)
from schoolward.console.arguments import DEFAULT_HOME, HOME
from schoolward.console.ending import Exit, plain_endings, screen
from schoolward.store.home import Authority, create_home

app = typer.Typer(
    name="schoolward",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="From schools' registers to attendance figures that anyone can check.",
)


def _version(wanted: bool) -> None:
    if wanted:
        screen.print(f"schoolward {__version__}")
        raise typer.Exit(Exit.DONE)


@app.callback()
def schoolward(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """From schools' registers to attendance figures that anyone can check."""


@app.command()
def init(
    authority: Annotated[str, typer.Option(help="The authority's three-digit code, for example 356.")],
    name: Annotated[str, typer.Option(help="The authority's name.")],
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Make the folder of all data for one local authority."""
    with plain_endings():
        try:
            who = Authority(code=authority, name=name)
        except ValueError as fault:
            raise typer.BadParameter(str(fault)) from None
        made = create_home(home.expanduser(), who)
        screen.print(f"{who.name} ({who.code}): data are kept in {made.folder}")


app.command()(loading.load)
app.command()(loading.loads)
app.command()(loading.rejects)
app.command(cls=figuring.ListsWithoutRepeating)(figuring.figures)
app.command()(figuring.measures)
app.command()(checking.check)
app.command()(attending.attention)
app.command()(attending.explain)
app.command(cls=figuring.ListsWithoutRepeating)(reconciling.reconcile)
app.command()(loading.rebuild)
app.add_typer(citing.law)
app.command()(recording.migrate)
app.command("first-administrator")(serving.first_administrator)
app.command()(serving.serve)
app.command()(serving.worker)
app.add_typer(retaining.retention)
app.command()(backing_up.backup)
app.command()(backing_up.restore)
app.add_typer(recording.audit)
app.command("demo-data")(demonstrating.demo_data)
app.command()(demonstrating.rehearse)
app.command()(demonstrating.bench)
