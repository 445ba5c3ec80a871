"""Finds the pupils of whom later loads told something new, so that nobody else has to be judged again."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.engines.duckdb.answers import partitions_of
from schoolward.engines.duckdb.marks_view import relation
from schoolward.engines.duckdb.rule_facts.setting import Setting, day
from schoolward.store.connection import connect
from schoolward.store.identities import child_of_records, with_other_records
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

OF_EVERYBODY = (TableName.CALENDAR, TableName.SCHOOLS)
"""What is told of schools: it moves every clock of their pupils."""

OF_PUPILS = (
    TableName.STEPS,
    TableName.COHORTS,
    TableName.PUPILS,
    TableName.IDENTITIES,
    TableName.ENROLMENTS,
)
"""What is told of a pupil."""

TOUCHED = """
SELECT pupil FROM {live} WHERE load > {load} AND date >= {since} AND date <= {as_at}
UNION
SELECT pupil FROM {superseded} WHERE superseded_by > {load} AND date >= {since} AND date <= {as_at}
UNION
SELECT pupil FROM steps WHERE load > {load}
UNION
SELECT pupil FROM cohorts WHERE load > {load}
UNION
SELECT pupil FROM pupils WHERE load > {load}
UNION
SELECT pupil FROM identities WHERE load > {load}
UNION
SELECT pupil FROM enrolments WHERE school IN (SELECT school FROM enrolments WHERE load > {load})
"""
"""A school of whose roll anything was told anew is judged as a whole, since its youngest and oldest class may have
changed with it."""


@dataclass(frozen=True, kw_only=True)
class Touched:
    """The keys of the pupils touched since a load; null where everybody may be."""

    pupils: tuple[int, ...] | None


def touched_since(snapshot: Snapshot, load: int, *, as_at: date) -> Touched:
    """Whom the loads after that one, up to the snapshot's, told something new of that matters as at the day."""
    for name in OF_EVERYBODY:
        if pc.any(pc.greater(snapshot.rows(name)["load"], load)).as_py():
            return Touched(pupils=None)
    if _first_of_a_kind(snapshot, load):
        return Touched(pupils=None)
    setting = Setting(as_at=as_at)
    partitions = partitions_of(setting.since, as_at)
    connection = connect(snapshot.home.spill_folder)
    try:
        for name in OF_PUPILS:
            connection.register(name.value, snapshot.rows(name))
        rows = connection.execute(
            TOUCHED.format(
                live=relation(snapshot.mark_paths("live", partitions)),
                superseded=relation(snapshot.mark_paths("superseded", partitions)),
                load=load,
                since=day(setting.since),
                as_at=day(as_at),
            )
        ).fetchall()
    finally:
        connection.close()
    return Touched(pupils=_with_their_children([pupil for (pupil,) in rows], snapshot, load))


def _with_their_children(pupils: list[int], snapshot: Snapshot, load: int) -> tuple[int, ...]:
    """These records with the others of the same children, as they were taken to be before and as they are now."""
    identities = snapshot.rows(TableName.IDENTITIES)
    then = identities.filter(pc.less_equal(identities["load"], load))
    before = with_other_records(pupils, child_of_records(then))
    return tuple(with_other_records(before, child_of_records(identities)))


def _first_of_a_kind(snapshot: Snapshot, load: int) -> bool:
    """Whether records of a kind of step began, or begin earlier now: what is asked of everybody changes with it."""
    steps = snapshot.rows(TableName.STEPS)
    told = steps.filter(pc.greater(steps["load"], load))
    if told.num_rows == 0:
        return False
    before = steps.filter(pc.less_equal(steps["load"], load))
    return _first_days(before) != _first_days(steps)


def _first_days(steps: pa.Table) -> dict[str, date]:
    first: dict[str, date] = {}
    for kind, on in zip(steps["kind"].to_pylist(), steps["on"].to_pylist(), strict=True):
        first[kind] = min(on, first.get(kind, on))
    return first
