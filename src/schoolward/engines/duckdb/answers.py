"""Answers a question with DuckDB from the store's live files."""

from datetime import date, datetime

import duckdb

from schoolward.engines.asked_cohorts import asked_cohorts
from schoolward.engines.duckdb.days import days
from schoolward.engines.duckdb.figure_sql import FigureSql
from schoolward.engines.duckdb.marks_view import make_marks
from schoolward.engines.duckdb.segments import bits_of, make_segments
from schoolward.engines.open_sessions import due_until, open_sessions
from schoolward.measures.dimensions import NOT_KNOWN
from schoolward.measures.figures import Coverage, FigureRow, Figures, Mode, Question, needed_counts
from schoolward.register.years import AcademicYear, half_term_on
from schoolward.store.connection import connect
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot


def partitions_of(first_on: date, last_on: date) -> list[tuple[str, int]]:
    """The academic years (as the store names them) and half-terms that the period reaches into."""
    found = []
    half_term = half_term_on(first_on)
    while half_term.first_on <= last_on:
        found.append((year_key(half_term.academic_year), half_term.number))
        half_term = half_term_on(date.fromordinal(half_term.last_on.toordinal() + 1))
    return found


def year_key(year: AcademicYear) -> str:
    """The academic year as a folder's name: 2025-26."""
    return year.label.replace("/", "-")


def answer(snapshot: Snapshot, question: Question) -> Figures:
    """The figures, as the snapshot knew them. UnknownDimension for a cohort that nobody was ever in."""
    connection = connect(snapshot.home.spill_folder)
    try:
        bits = bits_of(asked_cohorts(question, snapshot.rows(TableName.COHORTS)))
        by_name = dict(zip(bits["cohort"].to_pylist(), bits["bit"].to_pylist(), strict=True))
        sql = FigureSql(question=question, cohort_bit=by_name)
        make_segments(connection, snapshot, bits, of_children=question.mode is Mode.PUPIL)
        make_marks(connection, snapshot, partitions=partitions_of(question.first_on, question.last_on))
        make_days(
            connection,
            snapshot,
            first_on=question.first_on,
            last_on=question.last_on,
            due_until=due_until(snapshot, question),
        )
        counted = connection.sql(sql.counts()).to_arrow_table().to_pylist()
        expected = connection.sql(sql.expected()).to_arrow_table().to_pylist()
    finally:
        connection.close()
    return figures_of(question, counted=counted, expected=expected, received_at=snapshot.received_at)


def make_days(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    *,
    first_on: date,
    last_on: date,
    due_until: date,
) -> None:
    """Makes the table `days` for the period, and `open_sessions` until the day given. Needs schools_now."""
    connection.register("days", days(first_on, last_on))
    schools = connection.sql("SELECT school, opened_on, closed_on FROM schools_now").to_arrow_table()
    opened = open_sessions(snapshot.rows(TableName.CALENDAR), schools, first_on=first_on, last_on=due_until)
    connection.register("open_sessions", opened)


def figures_of(
    question: Question,
    *,
    counted: list[dict[str, object]],
    expected: list[dict[str, object]],
    received_at: datetime | None,
) -> Figures:
    """Puts counts and expectations together, a row a group; a group expected and not reported has counts of nought."""
    by_group: dict[tuple[str, ...], dict[str, object]] = {}
    for row in counted:
        by_group[_group(question, row)] = row
    due = {_group(question, row): row for row in expected if row["schools_expected"]}
    names = needed_counts(question)
    rows = []
    groups = sorted(by_group.keys() | due.keys()) if question.by else [()]
    for group in groups:
        counts, hoped = by_group.get(group, {}), due.get(group, {})
        reported = _schools(counts.get("schools_reported"))
        marks_expected = hoped.get("marks_expected")
        rows.append(
            FigureRow(
                group=group,
                counts={name: _number(counts.get(name)) for name in names},
                coverage=Coverage(
                    schools_reported=len(reported),
                    schools_expected=len(reported | _schools(hoped.get("schools_expected"))),
                    marks_reported=_number(counts.get("marks_reported")),
                    marks_expected=None if marks_expected is None else _number(marks_expected),
                ),
            )
        )
    as_known_on = None if received_at is None else received_at.isoformat()
    return Figures(question=question, as_known_on=as_known_on, rows=tuple(rows))


def _group(question: Question, row: dict[str, object]) -> tuple[str, ...]:
    values = (row[dimension.column] for dimension in question.dimensions)
    return tuple(NOT_KNOWN if value is None else str(value) for value in values)


def _schools(urns: object) -> set[object]:
    """The schools of an array; where none was gathered, null or an array of null."""
    return {urn for urn in urns if urn is not None} if isinstance(urns, list) else set()


def _number(value: object) -> int:
    return 0 if value is None else int(value)  # type: ignore[call-overload]  # SUM gives a Decimal
