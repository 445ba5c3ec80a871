"""Works out from the calendars on which sessions each school is open: what a register is expected for."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.register.calendars import CalendarSpan, SchoolCalendar
from schoolward.register.sessions import SessionHalf
from schoolward.register.years import AcademicYear

OPEN_SESSIONS = pa.schema({"school": pa.int32(), "date": pa.date32(), "session": pa.string()})

_TERM = "term"
"""A school that gives its own terms for an academic year does not follow the authority's in that year."""


def last_word(calendar: pa.Table) -> list[dict[str, object]]:
    """Calendar rows as they stand: the latest load's of each school, kind, first day and session."""
    standing: dict[tuple[object, ...], dict[str, object]] = {}
    for row in calendar.sort_by("load").to_pylist():
        standing[row["urn"], row["kind"], row["first_on"], row["session"]] = row
    return list(standing.values())


def spans_of(rows: Iterable[dict[str, object]], *, school: int) -> tuple[CalendarSpan, ...]:
    """The spans that hold for one school: its own and the authority's, its own terms in place of the authority's."""
    rows = list(rows)
    own = [row for row in rows if row["urn"] == school]
    own_years = {_year(row) for row in own if row["kind"] == _TERM}
    shared = [
        row for row in rows if row["urn"] is None and not (row["kind"] == _TERM and _year(row) in own_years)
    ]
    return tuple(_span(row) for row in (*own, *shared))


def open_sessions(calendar: pa.Table, schools: pa.Table, *, first_on: date, last_on: date) -> pa.Table:
    """Every open session of every school that we hold a calendar for, in the period: school, date, session.

    Schools with the same spans are worked out once. A school is not open before it opened or after it closed.
    """
    rows = last_word(calendar)
    known: dict[tuple[CalendarSpan, ...], tuple[list[date], list[str]]] = {}
    parts = []
    for row in schools.to_pylist():
        spans = spans_of(rows, school=row["school"])
        if spans not in known:
            sessions = SchoolCalendar.from_spans(spans).open_sessions(first_on, last_on)
            known[spans] = ([s.on for s in sessions], [s.half.value for s in sessions])
        dates, halves = known[spans]
        table = pa.table(
            {
                "school": pa.array([row["school"]] * len(dates), pa.int32()),
                "date": pa.array(dates, pa.date32()),
                "session": pa.array(halves, pa.string()),
            }
        )
        parts.append(_while_open(table, row["opened_on"], row["closed_on"]))
    return pa.concat_tables(parts) if parts else OPEN_SESSIONS.empty_table()


def _while_open(table: pa.Table, opened_on: date | None, closed_on: date | None) -> pa.Table:
    if opened_on is not None:
        table = table.filter(pc.greater_equal(table["date"], pa.scalar(opened_on, pa.date32())))
    if closed_on is not None:
        table = table.filter(pc.less_equal(table["date"], pa.scalar(closed_on, pa.date32())))
    return table


def _year(row: dict[str, object]) -> AcademicYear:
    first_on = row["first_on"]
    if not isinstance(first_on, date):
        raise TypeError("a calendar row has no first day")
    return AcademicYear.of(first_on)


def _span(row: dict[str, object]) -> CalendarSpan:
    session = row["session"]
    return CalendarSpan(
        kind=row["kind"],  # type: ignore[arg-type]  # intake lets no other kind in
        first_on=row["first_on"],  # type: ignore[arg-type]
        last_on=row["last_on"],  # type: ignore[arg-type]
        session=None if session is None else SessionHalf(str(session)),
        name=str(row["name"] or ""),
    )
