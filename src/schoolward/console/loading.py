"""Loads, what they refused, and the figures kept beside them."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, home_at, instant
from schoolward.console.database import follow
from schoolward.console.ending import Exit, errors, plain_endings, say_wrong, screen
from schoolward.console.seeing_as import put_on_record
from schoolward.console.words import many
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.intake.reasons import REASONS
from schoolward.measures.figures import BadQuestion
from schoolward.store import loading as store_loading
from schoolward.store import snapshot as store_snapshot
from schoolward.store.delivery import Delivery, deliveries
from schoolward.store.home import Home
from schoolward.store.loading import LoadRefused
from schoolward.store.lock import write_lock
from schoolward.store.refused import refused_rows, write_refused
from schoolward.store.summary import LoadSummary


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or a manifest, in any mix.")],
    received_at: Annotated[
        str | None, typer.Option(help="When these files came, if not now: a day, or a date and time.")
    ] = None,
    sender: Annotated[str, typer.Option(help="Who sent them.")] = "",
    by: Annotated[str | None, typer.Option(help="Who loads them, if not you.")] = None,
    rejects_file: Annotated[
        Path | None,
        typer.Option("--rejects", help="Where to write the refused rows, if not in the data folder."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Load what schools sent: all of a delivery that can stand, or nothing.

    Schools, calendars, pupils, cohorts, steps and marks are told apart by their headings and loaded in the order in
    which they need each other. Exit code 0: every row accepted; 3: some refused, the rest loaded; 2: nothing loaded.
    """
    with plain_endings():
        place = home_at(home)
        at = now() if received_at is None else instant(received_at, option="--received-at")
        if at > now() + timedelta(days=1):
            # Every later load would have to come after it.
            raise BadQuestion(f"--received-at {received_at} is still to come; say when the files came")
        if rejects_file is not None:
            # Now, since afterwards the load would stand and its rejects could not be written.
            rejects_file.parent.mkdir(parents=True, exist_ok=True)
        summaries: list[LoadSummary] = []
        stopped = False
        for delivery in deliveries(paths, received_at=at, sender=sender, received_now=received_at is None):
            try:
                done = _load_one(place, delivery, by=by or getpass.getuser(), quiet=json)
            except LoadRefused as fault:
                if all(summary.load is None for summary in summaries):
                    raise
                # Exit code 2 would say that nothing was loaded.
                say_wrong(f"{fault}\nThe loads before this one stand; those after it were not begun.")
                stopped = True
                break
            summaries.append(done)
            if not json:
                _show(done)
        with write_lock(place.folder):
            bring_up_to_date(place)
        follow(place, at=now())
        told = _rejects_files(place, summaries, rejects_file)
        if json:
            typer.echo(as_json(_summary_of(summaries, told)))
        elif told:
            screen.print(f"Refused rows with their reasons: {', '.join(str(path) for path in told)}")
    rejected = sum(summary.rows_rejected + summary.unreadable_files for summary in summaries)
    raise typer.Exit(Exit.ROWS_REJECTED if rejected or stopped else Exit.DONE)


def _load_one(home: Home, delivery: Delivery, *, by: str, quiet: bool) -> LoadSummary:
    with _progress(quiet=quiet) as report:
        return store_loading.load(
            home,
            delivery,
            by=by,
            now=now(),
            progress=report,
            waiting=lambda: errors.print("Waiting for another load to finish …"),
        )


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=quiet) as bar:
        tasks: dict[str, Any] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield report


def _show(summary: LoadSummary) -> None:
    if summary.load is None:
        screen.print("Nothing to do: every file was loaded before.")
        return
    marks = summary.marks
    screen.print(
        f"Load {summary.load} ({summary.received_at:%d %b %Y %H:%M}): {many(len(summary.files), 'file')}, "
        f"{many(summary.rows_read, 'row')} read, {summary.rows_accepted:,} accepted, "
        f"{summary.rows_rejected:,} refused. "
        f"Marks: {marks.new:,} new, {marks.revised:,} revised, {marks.unchanged:,} as before"
        + (f", {marks.overtaken:,} overtaken by later ones." if marks.overtaken else "."),
        highlight=False,
    )
    for reason, count in summary.rejected_by_reason:
        screen.print(f"  {count:>9,}  {REASONS[reason].reason}", highlight=False)
    for file in summary.files:
        for warning in (*file.warnings, *([file.unreadable] if file.unreadable else [])):
            screen.print(f"  {Path(file.name).name}: {warning}", highlight=False)


def _summary_of(summaries: list[LoadSummary], rejects_files: list[Path]) -> dict[str, Any]:
    return {
        "loads": [
            {
                "load": summary.load,
                "received_at": summary.received_at.isoformat(),
                "sender": summary.sender,
                "rows_read": summary.rows_read,
                "rows_accepted": summary.rows_accepted,
                "rows_rejected": summary.rows_rejected,
                "marks": {
                    "new": summary.marks.new,
                    "revised": summary.marks.revised,
                    "unchanged": summary.marks.unchanged,
                    "overtaken": summary.marks.overtaken,
                },
                "rejected_by_reason": dict(summary.rejected_by_reason),
                "files": [
                    {
                        "name": file.name,
                        "kind": file.kind,
                        "format": file.format,
                        "sha256": file.sha256,
                        "rows_read": file.rows_read,
                        "rows_accepted": file.rows_accepted,
                        "rows_rejected": file.rows_rejected,
                        "warnings": list(file.warnings),
                        "already_loaded_in": file.already_loaded_in,
                        "unreadable": file.unreadable,
                    }
                    for file in summary.files
                ],
            }
            for summary in summaries
        ],
        "rows_read": sum(summary.rows_read for summary in summaries),
        "rows_accepted": sum(summary.rows_accepted for summary in summaries),
        "rows_rejected": sum(summary.rows_rejected for summary in summaries),
        "rejects_files": [str(path) for path in rejects_files],
    }


def _rejects_files(home: Home, summaries: list[LoadSummary], chosen: Path | None) -> list[Path]:
    written = []
    loads_with = [summary.load for summary in summaries if summary.load is not None and summary.rows_rejected]
    if chosen is not None:
        rows = [row for number in loads_with for row in refused_rows(home, number)]
        write_refused(rows, chosen)
        return [chosen]
    for number in loads_with:
        path = home.rejects_file(number)
        write_refused(refused_rows(home, number), path)
        written.append(path)
    return written


def loads(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Every load: when it came, who loaded it, and what it brought."""
    with plain_endings():
        rows = store_snapshot.loads(home_at(home)).drop_columns(["versions"]).to_pylist()
    if json:
        typer.echo(as_json([{**row, "received_at": row["received_at"].isoformat()} for row in rows]))
        return
    table = Table(
        "Load", "Received", "Sender", "By", "Files", "Rows", "Refused", "New", "Revised", title="Loads"
    )
    for row in rows:
        numbers = (
            row["files"],
            row["rows_read"],
            row["rows_rejected"],
            row["marks_new"],
            row["marks_revised"],
        )
        table.add_row(
            str(row["load"]), f"{row['received_at']:%Y-%m-%d %H:%M}", row["sender"], row["loaded_by"],
            *(f"{number:,}" for number in numbers),
        )  # fmt: skip
    screen.print(table)


def rejects(
    load_number: Annotated[
        int | None, typer.Argument(metavar="LOAD", help="Which load; the last one if none.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--csv", help="Write them to this file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    most: Annotated[int, typer.Option(help="How many rows to show on the screen.")] = 20,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """The rows that a load refused, each with its reason and how to mend it."""
    with plain_endings():
        place = home_at(home)
        newest = store_snapshot.snapshot(place).load
        number = newest if load_number is None else load_number
        if load_number is not None and not 1 <= number <= newest:
            raise BadQuestion(f"there is no load {number}; `schoolward loads` lists them")
        rows = refused_rows(place, number)
        if to is not None:
            write_refused(rows, to)
            told = {"what": "Rows refused by a load", "file": to.name, "load": number, "rows": len(rows)}
            put_on_record(place, EventKind.EXPORTED, at=now(), pupils=(), seen_as=None, **told)
    if json:
        typer.echo(as_json(rows))
        return
    table = Table(
        "File", "Line", "Field", "Value", "Reason", "How to mend it", title=f"Refused in load {number}"
    )
    for row in rows[:most]:
        table.add_row(Path(row["file"]).name, *(str(row[key]) for key in list(row)[1:]))
    screen.print(table)
    screen.print(f"{many(len(rows), 'row')} refused" + (f"; {most} are shown." if len(rows) > most else "."))


def rebuild(home: Annotated[Path, HOME] = DEFAULT_HOME) -> None:
    """Count every stored figure afresh from the marks, and take schools and pupils afresh into the database.

    What the authority itself knows and decided, such as families and merges, stays as it is.
    """
    with plain_endings():
        place = home_at(home)
        with write_lock(place.folder):
            stored = bring_up_to_date(place, afresh=True)
        follow(place, at=now(), afresh=True)
    screen.print(f"Figures counted afresh as of load {stored.load}: {len(stored.weeks)} half-terms.")
