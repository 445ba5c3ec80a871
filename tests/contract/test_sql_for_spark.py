"""Keeps the engine's SQL to what Spark has too: every text goes through sqlglot and comes out as Spark's own."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp
from sqlglot.errors import SqlglotError

from schoolward.engines.duckdb.bare_scan import SQL as BARE_SCAN
from schoolward.engines.duckdb.dashboards import dashboard_sql
from schoolward.engines.duckdb.figure_sql import FigureSql
from schoolward.engines.duckdb.quality import BY_SCHOOL, clock_of_code_n
from schoolward.engines.duckdb.segments import segments_sql
from schoolward.engines.duckdb.weeks import broken_weeks_sql, weeks_sql
from schoolward.law.value_files import national_law
from schoolward.measures.figures import Question
from schoolward.register.years import half_term_on
from schoolward.store.roll import STATEMENTS
from tests.contract.questions import QUESTIONS
from tests.contract.spark import transpiled
from tests.property.test_engines import questions
from tests.property.worlds import COHORTS, EDGES

COHORT_BITS = {name: 1 << n for n, name in enumerate((*COHORTS, "traveller"))}

FUNCTIONS = frozenset(
    (
        "And Or Not Case If Exists Coalesce Greatest Least Cast TryCast Lower Extract DateDiff TimestampTrunc "
        "TsOrDsToDate ArrayAgg Count Sum Min Max BitwiseOrAgg RowNumber DenseRank Lead"
    ).split()
)
"""What our SQL calls, as sqlglot names it. Spark has them all: look before adding one."""

NOT_OF_SPARK = (exp.Placeholder, exp.Parameter, exp.IntDiv)


def texts() -> Iterator[tuple[str, str]]:
    """The name and the text of every statement but those of single questions."""
    for statement in (*STATEMENTS, *segments_sql(), *segments_sql(of_children=True)):
        yield statement.split(" AS")[0].split()[-1], statement
    for edge in EDGES:
        half_term = half_term_on(edge)
        yield f"weeks of {half_term.label}", weeks_sql(half_term, "marks")
        yield f"broken weeks of {half_term.label}", broken_weeks_sql(half_term)
    statements, queries = dashboard_sql(first_on=date(2025, 9, 1), last_on=date(2026, 7, 31))
    for statement in statements:
        yield statement.split(" AS")[0].split()[-1], statement
    yield from queries.items()
    yield "the bare scan", BARE_SCAN.format(marks="marks")
    yield "quality by school", quality_sql()


def quality_sql() -> str:
    """The text behind `schoolward check`, for one period."""
    days = {"first": "DATE '2025-09-01'", "last": "DATE '2025-12-19'", "on": "DATE '2025-12-20'"}
    clock = clock_of_code_n(national_law(), date(2025, 12, 20))
    return BY_SCHOOL.format(blank="'', '-'", retired="m.code = 'H'", **clock, **days)


def faults_for_spark(statement: str) -> list[str]:
    """What in a statement Spark would not understand."""
    faults = []
    for tree in sqlglot.parse(statement, read="spark"):
        if tree is None or isinstance(tree, exp.Command):
            return [f"not parsed: {statement[:80]}"]
        for node in tree.walk():
            if isinstance(node, exp.Func) and type(node).__name__ not in FUNCTIONS:
                faults.append(f"the function {type(node).__name__} {node.name}")
            if isinstance(node, NOT_OF_SPARK):
                faults.append(type(node).__name__)
            if isinstance(node, exp.Star) and (node.args.get("except_") or node.args.get("except")):
                faults.append("* EXCEPT")
            if isinstance(node, exp.Table) and node.db:
                faults.append(f"the file {node}")
            if isinstance(node, exp.Group) and node.args.get("all"):
                faults.append("GROUP BY ALL")
    bare = re.sub(r"'(?:[^'\\]|\\.)*'|`[^`]*`", "''", statement)
    faults += [word for word in ("EXCLUDE", "//", "::", "read_parquet", "?", '"') if word in bare]
    return faults


@pytest.mark.parametrize(("name", "text"), [pytest.param(*told, id=told[0]) for told in texts()])
def test_every_statement_is_spark_s_too(name: str, text: str) -> None:
    assert faults_for_spark(transpiled(text)) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_sql_of_the_contract_s_questions_is_spark_s_too(name: str) -> None:
    in_spark(QUESTIONS[name].question)


@given(question=st.sampled_from(EDGES).flatmap(lambda edge: questions((edge,))))
@settings(max_examples=60)
def test_the_sql_of_any_question_is_spark_s_too(question: Question) -> None:
    in_spark(question)


def in_spark(question: Question) -> None:
    """Fails if counts or expectations of the question cannot be asked of Spark, or would ask of other codes."""
    sql = FigureSql(question=question, cohort_bit=COHORT_BITS)
    for text in (sql.counts(), sql.expected()):
        spark = transpiled(text)
        assert faults_for_spark(spark) == []
        assert literals(text, "duckdb") == literals(spark, "spark")


def literals(text: str, dialect: str) -> set[str]:
    """Every text literal as its dialect understands it: a backslash is a code, and in Spark it escapes."""
    return {
        node.name for node in sqlglot.parse_one(text, read=dialect).find_all(exp.Literal) if node.is_string
    }


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * EXCLUDE (a) FROM t",
        "SELECT a // 2 FROM t",
        "SELECT * FROM read_parquet('x')",
        "SELECT a, COUNT(*) FROM t GROUP BY ALL",
        "SELECT a FROM t WHERE b = ?",
        "SELECT a FROM t WHERE b = $b",
        "SELECT regexp_full_match(a, 'x') FROM t",
        "SELECT mode(a) FROM t",
    ],
)
def test_what_only_duckdb_has_is_found(text: str) -> None:
    try:
        spark = transpiled(text)
    except SqlglotError:
        return
    assert faults_for_spark(spark) != []
