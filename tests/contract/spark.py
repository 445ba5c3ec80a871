"""Runs the figures' SQL on Apache Spark, turned from DuckDB's by sqlglot, where pyspark and Java are installed."""

import importlib.util
import shutil
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlglot
from sqlglot import ErrorLevel

from schoolward.engines.asked_cohorts import asked_cohorts
from schoolward.engines.duckdb.answers import figures_of, partitions_of
from schoolward.engines.duckdb.dashboards import dashboard_sql
from schoolward.engines.duckdb.days import days
from schoolward.engines.duckdb.figure_sql import FigureSql
from schoolward.engines.duckdb.segments import bits_of, cohort_bits, segments_sql
from schoolward.engines.duckdb.weeks import broken_weeks_sql, weeks_sql
from schoolward.engines.open_sessions import due_until, open_sessions
from schoolward.measures.figures import Figures, Mode, Question
from schoolward.register.years import HalfTerm
from schoolward.store.identities import children
from schoolward.store.layout import TableName
from schoolward.store.roll import STATEMENTS
from schoolward.store.snapshot import Snapshot

Tables = dict[str, list[dict[str, Any]]]


def why_absent() -> str | None:
    """What is missing for Spark to run here, or None."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed"
    if shutil.which("java") is None:
        return "Java is not installed"
    return None


def transpiled(sql: str) -> str:
    """The same statement for Spark; raises where sqlglot knows of something that Spark does not have."""
    (statement,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    return statement


def answer(snapshot: Snapshot, question: Question) -> Figures:
    """The figures as Spark counts them, from the store's own tables."""
    bits = bits_of(asked_cohorts(question, snapshot.rows(TableName.COHORTS)))
    by_name = dict(zip(bits["cohort"].to_pylist(), bits["bit"].to_pylist(), strict=True))
    sql = FigureSql(question=question, cohort_bit=by_name)
    _make_segments(snapshot, bits, of_children=question.mode is Mode.PUPIL)
    _view("marks", known_marks(snapshot, question.first_on, question.last_on))
    _view("days", days(question.first_on, question.last_on))
    schools = pa.Table.from_pylist(
        _rows("SELECT school, opened_on, closed_on FROM schools_now"),
        pa.schema({"school": pa.int32(), "opened_on": pa.date32(), "closed_on": pa.date32()}),
    )
    calendar, until = snapshot.rows(TableName.CALENDAR), due_until(snapshot, question)
    _view(
        "open_sessions",
        open_sessions(calendar, schools, first_on=question.first_on, last_on=until),
    )
    return figures_of(
        question,
        counted=_rows(transpiled(sql.counts())),
        expected=_rows(transpiled(sql.expected())),
        received_at=snapshot.received_at,
    )


def dashboards(
    snapshot: Snapshot, half_terms: Sequence[HalfTerm], *, first_on: date, last_on: date
) -> Tables:
    """The tables that pages show, as Spark makes them from the store's own tables."""
    bits = cohort_bits(snapshot.rows(TableName.COHORTS))
    _make_segments(snapshot, bits)
    _view("cohort_names", bits.rename_columns(["name", "bit"]))
    parts = []
    for number, half_term in enumerate(half_terms):
        _view("marks", known_marks(snapshot, half_term.first_on, half_term.last_on))
        _session().sql(transpiled(broken_weeks_sql(half_term))).createOrReplaceTempView("broken_weeks")
        _view(f"weeks_{number}", _session().sql(transpiled(weeks_sql(half_term, "marks"))).toArrow())
        parts.append(f"SELECT * FROM weeks_{number}")
    _session().sql(" UNION ALL ".join(parts)).createOrReplaceTempView("weeks")
    statements, queries = dashboard_sql(first_on=first_on, last_on=last_on)
    for statement in statements:
        _make(transpiled(statement))
    return {name: _rows(transpiled(query)) for name, query in queries.items()}


def known_marks(snapshot: Snapshot, first_on: date, last_on: date) -> pa.Table:
    """The marks that stood at the snapshot, as Spark would read them from the same files."""
    columns = ["school", "pupil", "date", "session", "code", "load", "superseded_by"]
    schema = pa.schema(
        {
            "school": pa.int32(), "pupil": pa.int32(), "date": pa.date32(), "session": pa.string(),
            "code": pa.string(), "load": pa.int32(), "superseded_by": pa.int32(),
        }
    )  # fmt: skip
    parts = [schema.empty_table()]
    for state in ("live", "superseded"):
        for path in snapshot.mark_paths(state, partitions_of(first_on, last_on)):
            held = pq.ParquetFile(path).read()
            for name in set(columns) - set(held.column_names):
                held = held.append_column(name, pa.nulls(held.num_rows, schema.field(name).type))
            parts.append(held.select(columns).cast(schema))
    marks = pa.concat_tables(parts)
    stands = pc.or_kleene(
        pc.is_null(marks["superseded_by"]),
        pc.fill_null(pc.greater(marks["superseded_by"], snapshot.load), False),
    )
    return marks.filter(pc.and_(pc.less_equal(marks["load"], snapshot.load), stands)).drop_columns(
        ["superseded_by"]
    )


def _make_segments(snapshot: Snapshot, bits: pa.Table, *, of_children: bool = False) -> None:
    for name in (TableName.ENROLMENTS, TableName.COHORTS, TableName.SCHOOLS):
        _view(name.value, snapshot.rows(name))
    _view("cohort_bits", bits)
    _view("children", children(snapshot.rows(TableName.IDENTITIES)))
    _view("own_authority", pa.table({"code": [snapshot.home.authority.code]}))
    for statement in (*STATEMENTS, *segments_sql(of_children=of_children)):
        _make(transpiled(statement))


@cache
def _session() -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").appName("schoolward")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.bindAddress": "localhost",
        "spark.driver.host": "localhost",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _view(name: str, table: pa.Table) -> None:
    # pyspark takes only the first chunk of each slice of an Arrow table.
    _session().createDataFrame(table.combine_chunks()).createOrReplaceTempView(name)


def _make(statement: str) -> None:
    # sqlglot writes CREATE OR REPLACE TEMPORARY TABLE as CREATE TEMPORARY VIEW, which refuses to replace.
    name = statement.split(" AS ")[0].split()[-1]
    _session().catalog.dropTempView(name)
    _session().sql(statement)


def _rows(statement: str) -> list[dict[str, Any]]:
    return [row.asDict() for row in _session().sql(statement).collect()]
