"""The fictional borough and the benchmark."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schoolward.console.arguments import day
from schoolward.console.ending import Exit, errors, plain_endings, screen
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
