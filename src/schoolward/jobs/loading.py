"""Takes one load through the store, so that it lands once or not at all, however often its worker is killed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pyarrow.compute as pc

from schoolward.audit.actor import Actor
from schoolward.audit.clock import now
from schoolward.jobs.actions.working import note_progress
from schoolward.jobs.inbox import folder_of
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import LoadRun
from schoolward.jobs.models.load_run import COMMITTING
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.loading import LoadRefused, load
from schoolward.store.snapshot import loads, snapshot
from schoolward.store.summary import LoadSummary

LEAST_BETWEEN_NOTES = 0.5
"""Seconds. Progress within a step is not noted more often."""

FILES_GONE = (
    "The files are not here any more; perhaps the data were restored from a copy since. Send them again."
)


class StopAsked(RuntimeError):
    """The worker is to stop: the load is given back, with nothing loaded."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What the store has of a load: under which number, and in counts what became of its files."""

    load: int | None
    counts: dict[str, Any]


@dataclass(kw_only=True)
class Reporting:
    """Notes how far a load has come and looks, each time, whether it is to go on."""

    run: LoadRun
    lease: Lease
    by: Actor
    stop: Event
    step: str = ""
    noted: float = field(default_factory=monotonic)

    def __call__(self, step: str, done: int, total: int) -> None:
        """What the store calls. Raises CancelAsked, LeaseLost or StopAsked, which end the load with nothing loaded."""
        if self.stop.is_set() and step != COMMITTING:
            raise StopAsked
        if step == self.step and monotonic() - self.noted < LEAST_BETWEEN_NOTES:
            return
        note_progress(run=self.run, lease=self.lease, step=step, done=done, total=total, by=self.by, at=now())
        self.step, self.noted = step, monotonic()


def load_run(home: Home, run: LoadRun, *, progress: Callable[[str, int, int], None], at: datetime) -> Taken:
    """Has the store take the files, unless it has them. LoadRefused where nothing of them can be read.

    A worker that was killed after the store's commit leaves a load that names this run's folder, which is unlike any
    other: what it holds is told from there, whether the load was this worker's or the one's before.
    """
    taken = taken_before(home, run)
    if taken is not None:
        return taken
    progress("waiting for the store", 0, 1)
    place = folder_of(home, run.folder)
    paths = tuple(place / file.name for file in run.files.order_by("pk"))
    if not all(path.exists() for path in paths):
        raise LoadRefused(FILES_GONE)
    last = snapshot(home).received_at
    delivery = Delivery(
        # Between the sending and now an operator may have loaded something later: then these come after it.
        received_at=run.received_at if last is None or run.received_at >= last else at,
        sender=run.sender,
        paths=paths,
        received_now=True,
    )
    schools = None if run.school_id is None else frozenset({run.school_id})
    by = "system" if run.started_by is None else str(run.started_by.actor)
    summary = load(home, delivery, by=by, now=at, only_schools=schools, progress=progress)
    return taken_before(home, run) or _nothing_new(summary)


def taken_before(home: Home, run: LoadRun) -> Taken | None:
    """What the store has from this run's folder; None if it has nothing."""
    files = snapshot(home).rows(TableName.LOAD_FILES)
    mine = files.filter(pc.match_substring(files["name"], run.folder)).sort_by("file").to_pylist()
    if not mine:
        return None
    number = mine[0]["load"]
    every = loads(home)
    (row,) = every.filter(pc.equal(every["load"], number)).to_pylist()
    return Taken(
        load=number,
        counts={
            "known_from": row["received_at"].isoformat(),
            "rows_read": row["rows_read"],
            "rows_accepted": row["rows_accepted"],
            "rows_refused": row["rows_rejected"],
            "marks_new": row["marks_new"],
            "marks_revised": row["marks_revised"],
            "files": [
                {
                    "name": name_inside(file["name"], run.folder),
                    "rows_read": file["rows_read"],
                    "rows_refused": file["rows_rejected"],
                    "notes": file["warnings"].splitlines(),
                }
                for file in mine
            ],
        },
    )


def without_folders(text: str, home: Home, run: LoadRun) -> str:
    """The store's words with files called as their sender calls them."""
    place = folder_of(home, run.folder)
    return text.replace(f"{place}/", "").replace(str(place), "the files")


def _nothing_new(summary: LoadSummary) -> Taken:
    return Taken(
        load=None,
        counts={
            "rows_read": summary.rows_read,
            "rows_accepted": summary.rows_accepted,
            "rows_refused": summary.rows_rejected,
            "marks_new": 0,
            "marks_revised": 0,
            "files": [
                {
                    "name": Path(file.name).name,
                    "rows_read": file.rows_read,
                    "rows_refused": file.rows_rejected,
                    "notes": list(file.warnings) + ([file.unreadable] if file.unreadable else []),
                }
                for file in summary.files
            ],
        },
    )


def name_inside(name: str, folder: str) -> str:
    """A file of a load as its sender called it, from the name by which the store keeps it."""
    return name.partition(folder)[2].strip("/") or "all files together"
