"""Plans a scrub: everything in the store that need not be kept any longer as at a day, counted before it goes."""

from collections.abc import Mapping, Set
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.law.book import LawBook
from schoolward.store.connection import connect
from schoolward.store.home import Home
from schoolward.store.identities import child_of_records
from schoolward.store.layout import TableName
from schoolward.store.marks_past_keeping import HalfTermGoing, MarksPastKeeping, make_held
from schoolward.store.retention import REFUSED_ROWS_RULE, Keeping, keeping_on
from schoolward.store.roll import make_enrolment_spells
from schoolward.store.snapshot import Snapshot, loads, snapshot

OF_A_PUPIL = (
    TableName.PUPILS,
    TableName.ENROLMENTS,
    TableName.COHORTS,
    TableName.STEPS,
    TableName.TERMLY_ABSENCE,
    TableName.IDENTITIES,
)
"""Tables of which a pupil's rows go together, when nothing of the pupil must be kept."""

OF_A_LOAD = (TableName.LOAD_FILES, TableName.REJECTS)
"""Tables of which a load's rows go together."""

LONG_GONE = f"""
CREATE OR REPLACE TEMPORARY TABLE long_gone AS
SELECT pupil FROM pupils
EXCEPT SELECT pupil FROM held
EXCEPT SELECT pupil FROM enrolment_spells WHERE last_on >= $before_on
EXCEPT SELECT pupil FROM steps WHERE "on" >= $before_on
{"".join(f"EXCEPT SELECT pupil FROM {name} WHERE load > $until_load " for name in OF_A_PUPIL)}
"""
"""Pupils who were on no roll since the day, of whom nothing was told and with whom no step was taken since."""


@dataclass(frozen=True, kw_only=True)
class ScrubPlan:
    """What would go: marks by half-term, and how many rows of each other table.

    `pupils` are the keys of those of whom nothing stays; of those `held`, everything does. `entries_until` and
    `refused_until` are the last loads whose entries and refused rows can go. Two plans are equal if the same goes.
    """

    keeping: Keeping
    held: frozenset[int] = field(repr=False)
    half_terms: tuple[HalfTermGoing, ...]
    rows: dict[TableName, int]
    pupils: frozenset[int] = field(repr=False)
    entries_until: int
    refused_until: int
    load: int = field(compare=False)

    @property
    def marks(self) -> int:
        """How many marks go, present values and history."""
        return sum(going.live + going.superseded for going in self.half_terms)

    @property
    def first_on(self) -> date | None:
        """The first day of which a mark goes."""
        return min((going.first_on for going in self.half_terms), default=None)

    @property
    def last_on(self) -> date | None:
        """The last day of which a mark goes."""
        return max((going.last_on for going in self.half_terms), default=None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing goes."""
        return not self.marks and not any(self.rows.values())

    def until(self, name: TableName) -> int:
        """The last load whose rows of a table can go."""
        return self.refused_until if name is TableName.REJECTS else self.entries_until

    def before(self, name: TableName) -> date:
        """The day before which what goes of a table was made."""
        return self.keeping.refused_before if name is TableName.REJECTS else self.keeping.entries_before

    def rule(self, name: TableName) -> str:
        """The rule by which a table's rows go."""
        return REFUSED_ROWS_RULE if name is TableName.REJECTS else self.keeping.rule

    def staying(self, name: TableName, rows: pa.Table) -> pa.Table:
        """Those of the rows of a small table that stay."""
        if name in OF_A_LOAD:
            return rows.filter(pc.greater(rows["load"], self.until(name)))
        going = pa.array(sorted(self.pupils), pa.int32())
        return rows.filter(pc.invert(pc.is_in(rows["pupil"], value_set=going)))


def plan_scrub(home: Home, *, on: date, law: LawBook, held: Set[int] = frozenset()) -> ScrubPlan:
    """What the store need not keep any longer as at a day; nothing is changed.

    `held`: keys of pupils of whom everything is kept, since an open legal matter may rest on it.
    """
    keeping = keeping_on(on, law=law)
    known = snapshot(home)
    with closing(connect(home.spill_folder)) as connection:
        return plan_of(connection, known, keeping=keeping, held=frozenset(held))


def plan_of(
    connection: duckdb.DuckDBPyConnection, known: Snapshot, *, keeping: Keeping, held: frozenset[int]
) -> ScrubPlan:
    """The plan for what a snapshot holds. Leaves the table `held` on the connection."""
    entries_until = _last_load_before(known, keeping.entries_before_at)
    make_held(connection, held)
    _make_long_gone(connection, known, keeping=keeping, until_load=entries_until)
    marks = MarksPastKeeping(connection=connection, known=known, keeping=keeping, until_load=entries_until)
    half_terms, staying = [], set[int]()
    for half_term in marks.half_terms():
        going = marks.choose(half_term)
        half_terms += [going] if going else []
        staying |= marks.pupils_staying(half_term, "long_gone")
    long_gone = {pupil for (pupil,) in connection.execute("SELECT pupil FROM long_gone").fetchall()}
    plan = ScrubPlan(
        keeping=keeping,
        held=held,
        half_terms=tuple(half_terms),
        rows={},
        pupils=_whole_children(long_gone - staying, child_of_records(known.rows(TableName.IDENTITIES))),
        entries_until=entries_until,
        refused_until=_last_load_before(known, keeping.refused_before_at),
        load=known.load,
    )
    held_rows = {name: known.rows(name) for name in (*OF_A_PUPIL, *OF_A_LOAD)}
    going_rows = {name: rows.num_rows - plan.staying(name, rows).num_rows for name, rows in held_rows.items()}
    return replace(plan, rows=going_rows)


def _whole_children(gone: Set[int], child_of: Mapping[int, int]) -> frozenset[int]:
    """Those of the records of whom nothing need stay; of a child with several records all go together, or none."""
    staying = {child for pupil, child in child_of.items() if pupil not in gone}
    return frozenset(pupil for pupil in gone if child_of.get(pupil) not in staying)


def _make_long_gone(
    connection: duckdb.DuckDBPyConnection, known: Snapshot, *, keeping: Keeping, until_load: int
) -> None:
    make_enrolment_spells(connection, known.rows)
    for name in OF_A_PUPIL:
        connection.register(name.value, known.rows(name))
    connection.execute(LONG_GONE, {"before_on": keeping.entries_before, "until_load": until_load})


def _last_load_before(known: Snapshot, at: datetime) -> int:
    """The last load received before an instant; 0 if none was."""
    rows = loads(known.home)
    told = rows.filter(pc.less(rows["received_at"], pa.scalar(at, pa.timestamp("us", "UTC"))))
    return pc.max(told["load"]).as_py() or 0
