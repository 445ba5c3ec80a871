"""A load: reads what a delivery brought, refuses what cannot stand, and commits the rest whole or not at all."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pyarrow as pa

from schoolward.intake.batches import Kind
from schoolward.intake.reasons import REASONS
from schoolward.store.connection import connect
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.incoming import Incoming, incoming_files
from schoolward.store.layout import TableName
from schoolward.store.ledger import Ledger, Progress
from schoolward.store.lock import write_lock
from schoolward.store.mark_loading import MarkLoading
from schoolward.store.marks_merge import Merged
from schoolward.store.own_schools import OwnSchools
from schoolward.store.pending import Pending
from schoolward.store.roll_loading import RollLoading
from schoolward.store.snapshot import Snapshot
from schoolward.store.summary import LoadSummary
from schoolward.store.transaction import Transaction, begin, sweep

LONGEST_WAIT = timedelta(hours=1)
"""A load that began later may come first where two wait for a third. One much later has a wrong time."""


class LoadRefused(ValueError):
    """Nothing was loaded; the message says why."""


class RowsRefused(LoadRefused):
    """Nothing was loaded, since rows of a delivery that has to be taken whole are refused.

    `reasons` are keys of the reasons in intake. The message says no more of a pupil than they do.
    """

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        said = "; ".join(f"{REASONS[key].reason} ({REASONS[key].mend})" for key in self.reasons)
        super().__init__(f"nothing was loaded: {said}")


def load(
    home: Home,
    delivery: Delivery,
    *,
    by: str,
    now: datetime,
    whole: bool = False,
    only_schools: frozenset[int] | None = None,
    progress: Progress = lambda step, done, total: None,
    waiting: Callable[[], None] | None = None,
) -> LoadSummary:
    """Loads a delivery and says what became of every file. Raises LoadRefused if no file could be read.

    `whole`: nothing is loaded if any row is refused, which RowsRefused then says.
    `only_schools`: the URNs of the sender's schools; what the delivery says of others is refused. Whatever `progress`
    raises ends the load with nothing loaded, up to and with its call of ("committing", 0, 1).
    """
    with write_lock(home.folder, waiting=waiting):
        before = begin(home)
        files = incoming_files(delivery, before)
        fresh = [file for file in files if file.already_loaded_in is None]
        delivery = _told_in_time(delivery, before, fresh)
        transaction = Transaction.on(before, received_at=delivery.received_at)
        ledger = Ledger(
            load=transaction.load,
            delivery=delivery,
            progress=progress,
            outcomes=[file.outcome() for file in files],
            own_schools=None if only_schools is None else OwnSchools.of(only_schools, before),
        )
        if not fresh:
            return ledger.summary(load=None)
        pending = Pending(before=before)
        merged = _read(transaction, ledger, pending, fresh)
        if ledger.nothing_readable is not None:
            raise LoadRefused(ledger.nothing_readable)
        if whole and ledger.rejects:
            raise RowsRefused(reason for reason, _ in ledger.summary(load=None).rejected_by_reason)
        nothing_new = pending.is_empty and not merged.changes_anything
        if nothing_new and all(file.retry or ledger.is_unreadable(file) for file in fresh):
            return ledger.summary(load=None)
        _commit(transaction, ledger, pending, merged, by=by)
        shutil.rmtree(home.working_folder, ignore_errors=True)
        sweep(home, now=now)
        return ledger.summary(load=transaction.load, merged=merged)


def _told_in_time(delivery: Delivery, before: Snapshot, fresh: list[Incoming]) -> Delivery:
    """The delivery, if it may be loaded after the last load: what was known when cannot be changed afterwards."""
    last = before.received_at
    if last is None or delivery.received_at >= last or not fresh:
        return delivery
    overtaken = delivery.received_now and last - delivery.received_at <= LONGEST_WAIT
    if overtaken or all(file.retry for file in fresh):
        # What is accepted only now is known only now, whenever it was sent or the wait for another load began.
        return replace(delivery, received_at=last)
    raise LoadRefused(
        f"this delivery was received at {delivery.received_at.isoformat()}, before the last load "
        f"({last.isoformat()}). What was known when cannot be changed afterwards: give a later time."
    )


def _read(transaction: Transaction, ledger: Ledger, pending: Pending, fresh: list[Incoming]) -> Merged:
    """Takes in every file, those about marks last, since marks are held against the roll."""
    readable = [file for file in fresh if file.unreadable is None]
    connection = connect(transaction.home.spill_folder)
    try:
        RollLoading(connection=connection, ledger=ledger, pending=pending).run(
            [file for file in readable if file.kind is not Kind.MARKS]
        )
        return MarkLoading(
            connection=connection, ledger=ledger, pending=pending, transaction=transaction
        ).run([file for file in readable if file.kind is Kind.MARKS])
    finally:
        connection.close()


def _commit(transaction: Transaction, ledger: Ledger, pending: Pending, merged: Merged, *, by: str) -> None:
    ledger.progress("committing", 0, 1)
    for name, rows in pending.added.items():
        transaction.append(name, rows)
    if ledger.rejects:
        transaction.append(TableName.REJECTS, pa.concat_tables(ledger.rejects))
    transaction.append(TableName.LOAD_FILES, ledger.files_table())
    transaction.commit(ledger.load_row(by=by, merged=merged))
