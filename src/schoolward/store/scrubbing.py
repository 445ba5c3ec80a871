"""Scrubs what need not be kept any longer: rows and the bytes behind them go, and what was done is written down."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.register.years import HalfTerm
from schoolward.store.connection import connect
from schoolward.store.home import Home
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.lock import write_lock
from schoolward.store.marks_past_keeping import MarksPastKeeping, partition_of
from schoolward.store.scrub_plan import ScrubPlan, plan_of
from schoolward.store.snapshot import Snapshot
from schoolward.store.transaction import Transaction, begin, sweep_at_once

SENDER = "Schoolward: scrub of what need not be kept"
"""What `loads` says in the place of a sender."""

PLAN_HOLDS_FOR = timedelta(days=31)
"""A plan older than that may rest on a law or on a list of open legal matters that has changed since."""


class ScrubRefused(ValueError):
    """Nothing was scrubbed; the message says why."""


@dataclass(frozen=True, kw_only=True)
class ScrubDone:
    """What a scrub did. `load` is its row in `loads`, null where nothing had to go; `files` were deleted from disk."""

    load: int | None
    plan: ScrubPlan
    files: int


def apply_scrub(
    home: Home, *, plan: ScrubPlan, by: str, at: datetime, waiting: Callable[[], None] | None = None
) -> ScrubDone:
    """Scrubs what the plan says, all of it or nothing. ScrubRefused if as much as one row more or less would go now.

    Readers see the store as it was until the scrub's row in `loads` is there. Then the files that held what went are
    deleted at once; a figure that is being counted from them at that moment fails and has to be asked again. Scrubbing
    once more completes a scrub that was killed before it had deleted them. Stored figures and the CSV files of refused
    rows that went are deleted; figures are counted again by whoever needs them.
    """
    _require_sense(plan, by=by, at=at)
    with write_lock(home.folder, waiting=waiting):
        before = begin(home)
        with closing(connect(home.spill_folder)) as connection:
            if plan_of(connection, before, keeping=plan.keeping, held=plan.held) != plan:
                raise ScrubRefused(
                    f"the plan was made after load {plan.load}, and since then what would go has changed; "
                    "nothing was scrubbed. Make the plan again."
                )
            load = None if plan.is_empty else _scrub(connection, before, plan, by=by, at=at)
        shutil.rmtree(home.working_folder, ignore_errors=True)
        return ScrubDone(load=load, plan=plan, files=sweep_at_once(home, now=at))


def _require_sense(plan: ScrubPlan, *, by: str, at: datetime) -> None:
    if at.tzinfo is None:
        raise ScrubRefused(f"the time {at.isoformat()} needs a time zone, for example +00:00")
    if not by.strip():
        raise ScrubRefused("a scrub needs the name of whoever orders it")
    if plan.keeping.as_at > at.date():
        raise ScrubRefused(
            f"the plan is for {plan.keeping.as_at}, which is still to come; nothing was scrubbed. "
            f"Make a plan for {at.date()} or an earlier day."
        )
    if plan.keeping.as_at < at.date() - PLAN_HOLDS_FOR:
        raise ScrubRefused(
            f"the plan is for {plan.keeping.as_at}, more than {PLAN_HOLDS_FOR.days} days ago; nothing was scrubbed. "
            f"Make a plan for {at.date()}."
        )


def _scrub(
    connection: duckdb.DuckDBPyConnection, before: Snapshot, plan: ScrubPlan, *, by: str, at: datetime
) -> int:
    """Writes the scrub as a load of its own and returns its number."""
    if before.received_at is None:
        raise AssertionError("a store without a load has nothing to scrub")
    # Received with the last load, so that deliveries which came before the scrub can still be loaded after it.
    transaction = Transaction.on(before, received_at=before.received_at)
    _delete_derived(before.home, plan)
    marks = MarksPastKeeping(
        connection=connection, known=before, keeping=plan.keeping, until_load=plan.entries_until
    )
    try:
        transaction.change_marks(
            [action for going in plan.half_terms for action in _without(marks, going.half_term, transaction)]
        )
        for name, rows in plan.rows.items():
            if rows:
                transaction.replace(name, plan.staying(name, before.rows(name)))
    except CommitFailedError as fault:
        raise ScrubRefused(
            "another program is writing to the store's tables; nothing was scrubbed. Stop it and scrub again."
        ) from fault
    transaction.append(TableName.SCRUBS, _account(before, plan, load=transaction.load, by=by, at=at))
    transaction.commit(_load_row(by=by))
    return transaction.load


def _delete_derived(home: Home, plan: ScrubPlan) -> None:
    """Deletes what can be made again, before the scrub stands: figures of before must never be taken for its own."""
    shutil.rmtree(home.figures_folder, ignore_errors=True)
    for load in range(1, plan.refused_until + 1):
        home.rejects_file(load).unlink(missing_ok=True)


def _without(
    marks: MarksPastKeeping, half_term: HalfTerm, transaction: Transaction
) -> list[AddAction | RemoveAction]:
    """What makes a half-term's files be without the marks that go; files that lose none stay as they are."""
    marks.choose(half_term)
    table, at_ms = transaction.home.table(TableName.MARKS), transaction.at_ms
    actions: list[AddAction | RemoveAction] = []
    for state in ("live", "superseded"):
        for file in marks.known.mark_files(state, [partition_of(half_term)]):
            (path,) = table.paths([file])
            fresh = table.new_path(file.partition)
            rows = marks.write_staying(path, fresh)
            if rows is not None:
                actions.append(table.removed(file, at_ms=at_ms))
            if rows:
                actions.append(table.added(fresh, rows=rows, partition=file.partition, at_ms=at_ms))
    return actions


def _account(before: Snapshot, plan: ScrubPlan, *, load: int, by: str, at: datetime) -> pa.Table:
    """The rows of table scrubs: what went of each table, by which rule, by whose order."""
    pupils, earlier = before.rows(TableName.PUPILS), before.rows(TableName.SCRUBS)
    highest = max(pc.max(pupils["pupil"]).as_py() or 0, pc.max(earlier["highest_pupil"]).as_py() or 0)
    said = {
        "load": load,
        "scrubbed_at": at.astimezone(UTC),
        "scrubbed_by": by,
        "as_at": plan.keeping.as_at,
        "highest_pupil": highest,
    }
    told = [
        {
            **said,
            "table": name.value,
            "rows": rows,
            "before_on": plan.before(name),
            "until_load": plan.until(name),
            "rule": plan.rule(name),
        }
        for name, rows in {TableName.MARKS: plan.marks, **plan.rows}.items()
        if rows
    ]
    for row in told:
        if row["table"] == TableName.MARKS:
            row |= {"first_on": plan.first_on, "last_on": plan.last_on}
    return pa.Table.from_pylist(told, schema=LAYOUTS[TableName.SCRUBS].schema)


def _load_row(*, by: str) -> dict[str, object]:
    """The row of table loads: it brought nothing."""
    schema = LAYOUTS[TableName.LOADS].schema
    counts = [name for name in schema.names if name.startswith(("files", "rows_", "marks_"))]
    return {"loaded_by": by, "sender": SENDER, **dict.fromkeys(counts, 0)}
