"""Works out from the calendars on which sessions each school is open: what a register is expected for."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.measures.figures import Question
from schoolward.register.calendars import CalendarSpan, SpanKind
from schoolward.register.sessions import SessionHalf
from schoolward.register.years import AcademicYear
from schoolward.store.snapshot import Snapshot

OPEN_SESSIONS = pa.schema({"school": pa.int32(), "date": pa.date32(), "session": pa.string()})

_TERM = "term"
"""A school that gives its own terms for an academic year does not follow the authority's in that year."""


def due_until(snapshot: Snapshot, question: Question) -> date:
    """The last day of the period whose registers can have come with the loads that the snapshot knows."""
    if snapshot.received_at is None:
        return question.last_on
    return min(question.last_on, snapshot.received_at.date())


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

    A school is not open before it opened or after it closed. The rule is SchoolCalendar's, worked out on arrays of
    days, since a borough has a hundred calendars.
    """
    rows = last_word(calendar)
    parts = []
    for row in schools.to_pylist():
        is_open = _open_halves(spans_of(rows, school=row["school"]), first_on=first_on, last_on=last_on)
        day, half = np.nonzero(is_open)
        table = pa.table(
            {
                "school": pa.array(np.full(len(day), row["school"], np.int32)),
                "date": pa.array((day + (first_on - _EPOCH).days).astype(np.int32)).cast(pa.date32()),
                "session": pa.array(np.array(_HALVES, dtype=object)[half], pa.string()),
            }
        )
        parts.append(_while_open(table, row["opened_on"], row["closed_on"]))
    return pa.concat_tables(parts) if parts else OPEN_SESSIONS.empty_table()


_EPOCH = date(1970, 1, 1)
_HALVES = (SessionHalf.AM.value, SessionHalf.PM.value)


def _open_halves(spans: Iterable[CalendarSpan], *, first_on: date, last_on: date) -> np.ndarray:
    """A row a day, a column a half: whether the school is open."""
    count = max((last_on - first_on).days + 1, 0)
    in_term, closed, opened = (np.zeros((count, 2), bool) for _ in range(3))
    weekday = (np.arange(count) + first_on.weekday()) % 7 < _SATURDAY
    for span in spans:
        begin, end = max((span.first_on - first_on).days, 0), (span.last_on - first_on).days + 1
        if end <= 0:
            continue
        halves = slice(None) if span.session is None else _HALVES.index(span.session)
        if span.kind == SpanKind.TERM:
            in_term[begin:end, halves] = True
        elif span.kind == SpanKind.OPEN:
            opened[begin:end, halves] = True
        else:
            closed[begin:end, halves] = True
    return (in_term & weekday[:, None] & ~closed) | opened


_SATURDAY = 5


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
