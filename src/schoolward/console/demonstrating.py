"""The fictional borough and the benchmark."""

from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schoolward.console.arguments import DEFAULT_HOME, HOME, day, home_at
from schoolward.console.database import open_database, this_operator
from schoolward.console.ending import Exit, errors, plain_endings, screen
from schoolward.console.words import many
from schoolward.measures.figures import BadQuestion


def demo_data(
    folder: Annotated[Path, typer.Argument(help="Where to write the files; made if it is not there.")],
    pupils: Annotated[
        int, typer.Option(min=200, help="About how many pupils are on roll at a time.")
    ] = 45_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files, to the byte.")] = 20_250_901,
    until: Annotated[str, typer.Option(help="The last day that has marks.")] = "2026-11-20",
) -> None:
    """Write a fictional borough as the files that its schools send, with a manifest to load them by."""
    from schoolward.demo.borough import write_borough

    with plain_endings():
        last_on: date = day(until, option="--until")
        columns = (
            TextColumn("{task.description:<24}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=errors, transient=True) as bar:
            tasks = {}

            def report(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bar.add_task(step, total=total)
                bar.update(tasks[step], completed=done, total=total)

            try:
                made = write_borough(folder, seed=seed, pupils=pupils, until=last_on, progress=report)
            except ValueError as fault:
                raise BadQuestion(str(fault)) from None
    marks = sum(made.marks.values())
    screen.print(
        f"{made.schools} schools, {made.pupils:,} pupils, {marks:,} marks and {made.revised_marks:,} revisions "
        f"in {made.files:,} files ({made.bytes_written / 1e6:,.0f} MB). "
        f"Load them with: schoolward load {made.manifest}",
        highlight=False,
        soft_wrap=True,
    )


def rehearse(
    sign_ins: Annotated[
        Path | None,
        typer.Option("--sign-ins", help="Write down here who can sign in, as well as on the screen."),
    ] = None,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Play a year of the authority's own work in the fictional borough, once it is loaded and migrated.

    People of every role, families, closed records, doubtful records to settle, and a record of events. Passwords and
    second factors are known to everybody: where a single pupil is not of the fictional borough, it refuses.
    """
    with plain_endings():
        place = home_at(home)
        if sign_ins is not None and not sign_ins.parent.is_dir():
            raise BadQuestion(f"--sign-ins {sign_ins}: there is no folder {sign_ins.parent}; make it first")
        with open_database(place):
            from schoolward.access.actions import CannotBeDone
            from schoolward.attention.law_of_home import law_of
            from schoolward.keeping.retention import plan
            from schoolward.rehearsal.beginning import beginning
            from schoolward.rehearsal.sign_ins import as_text
            from schoolward.rehearsal.year import play

            try:
                begun = beginning(place)
            except CannotBeDone as fault:
                raise BadQuestion(str(fault)) from None
            # Without a mail server, mail is written on the screen; nobody waits for that of the year.
            with redirect_stdout(StringIO()):
                staff = play(place, begun, by=this_operator(), say=errors.print)
            text = as_text(staff, on=begun.days[-1])
            planned = plan(on=begun.days[-1], home=place, law=law_of(place))
        if sign_ins is not None:
            sign_ins.write_text(text, encoding="utf-8")
    typer.echo(text)
    kept = sum(planned.counts.values()) + (sum(planned.store.counts.values()) if planned.store else 0)
    screen.print(
        f"Past its time as at {planned.on}, and not scrubbed yet: {many(kept, 'row')}.", highlight=False
    )


def bench(
    folder: Annotated[Path, typer.Option(help="Where the benchmark keeps its borough between runs.")] = Path(
        "build/bench"
    ),
    pupils: Annotated[
        int, typer.Option(min=1000, help="Size of the borough; the promises are for 45,000.")
    ] = 45_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each thing is timed, in turn.")] = 5,
) -> None:
    """Measure speed and memory on a borough-year, as ratios to a bare scan of the same marks in the same run."""
    from schoolward.bench.run import run

    with plain_endings():
        kept = run(folder, pupils=pupils, rounds=rounds, say=lambda line: screen.print(line, highlight=False))
    raise typer.Exit(Exit.DONE if kept else Exit.DIFFERENT)
