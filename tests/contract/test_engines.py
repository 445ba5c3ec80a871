"""The suite that every engine passes: one borough, one list of questions, and what holds for every answer."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schoolward.engines import reference
from schoolward.engines.duckdb.dashboards import dashboards
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import UnknownDimension
from schoolward.measures.figures import Figures, needed_counts
from schoolward.register.years import AcademicYear, HalfTerm
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot
from tests.contract import spark
from tests.contract.engines import ENGINES, SPARK, Engine
from tests.contract.questions import BOROUGH, QUESTIONS
from tests.spec.measures.example import Asked, ask
from tests.spec.measures.front_door import loaded

each_question = pytest.mark.parametrize("name", QUESTIONS)
ON_SPARK = pytest.param(
    SPARK,
    id=SPARK.name,
    # Spark's driver talks to its Java side over a socket of this machine, and warns of its own affairs.
    marks=[pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.filterwarnings("ignore")],
)
each_engine = pytest.mark.parametrize("engine", [*ENGINES, ON_SPARK], ids=lambda engine: engine.name)
each_engine_but_the_oracle = pytest.mark.parametrize(
    "engine",
    [*(engine for engine in ENGINES if engine.name != "reference"), ON_SPARK],
    ids=lambda engine: engine.name,
)


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The borough of the contract, loaded once."""
    home, refused = loaded(BOROUGH, tmp_path_factory.mktemp("contract"))
    assert refused == ()
    return home


@pytest.fixture(scope="module")
def oracle(borough: Home) -> Callable[[str], Figures]:
    """The reference's answers, each worked out once."""
    return cache(
        lambda name: reference.answer(snapshot(borough, QUESTIONS[name].known_at), QUESTIONS[name].question)
    )


def answered(engine: Engine, borough: Home, name: str) -> Figures:
    """The engine's answer; a gap skips the test with its reason."""
    why = engine.why_absent() or engine.gap(name)
    if why is not None:
        pytest.skip(f"{engine.name}: {why}")
    asked = QUESTIONS[name]
    return engine.answer(snapshot(borough, asked.known_at), asked.question)


@each_question
@each_engine_but_the_oracle
def test_every_engine_answers_as_the_reference_does(
    engine: Engine, name: str, borough: Home, oracle: Callable[[str], Figures]
) -> None:
    assert answered(engine, borough, name) == oracle(name)


@each_question
def test_what_holds_for_every_answer(name: str, oracle: Callable[[str], Figures]) -> None:
    figures = oracle(name)
    question = figures.question
    groups = [row.group for row in figures.rows]
    assert groups == sorted(set(groups))
    assert question.by or groups == [()]
    for row in figures.rows:
        assert len(row.group) == len(question.by)
        assert tuple(row.counts) == needed_counts(question)
        assert all(type(count) is int and count >= 0 for count in row.counts.values())
        assert 0 <= row.coverage.schools_reported <= row.coverage.schools_expected
        assert row.coverage.marks_expected != 0
        for measure in question.measures:
            value = row.value(measure)
            assert value is None or value >= 0
        counts = row.counts
        if "attended_sessions" in counts:
            assert (
                counts["attended_sessions"] + counts["overall_absence_sessions"]
                == counts["possible_sessions"]
            )
        if "severely_absent_enrolments" in counts:
            most = [counts[n] for n in ("severely_absent_enrolments", "persistently_absent_enrolments")]
            assert most[0] <= most[1] <= counts["units_with_possible_sessions"]


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name.startswith("by ")])
def test_sessions_of_the_groups_add_up_to_the_whole(name: str, oracle: Callable[[str], Figures]) -> None:
    whole = oracle("the basics of all time").rows[0].counts
    for count in ("possible_sessions", "attended_sessions", "overall_absence_sessions", "missing_marks"):
        assert sum(row.counts[count] for row in oracle(name).rows) == whole[count]


@each_engine
def test_a_cohort_that_nobody_named_is_refused(engine: Engine, borough: Home) -> None:
    if why := engine.why_absent():
        pytest.skip(f"{engine.name}: {why}")
    for asked in (
        ask("pupils", "", by="cohort:astronauts"),
        ask("pupils", "", where=(("cohort:astronauts", "no"),)),
    ):
        with pytest.raises(
            UnknownDimension, match=r"'astronauts'.*child_in_need, looked_after, traveller, young_carer"
        ):
            engine.answer(snapshot(borough), asked.question)


@each_engine
def test_a_cohort_named_later_was_unknown_before(engine: Engine, borough: Home) -> None:
    if why := engine.why_absent():
        pytest.skip(f"{engine.name}: {why}")
    asked: Asked = ask("pupils", "", by="cohort:traveller", known_on="17 Jul 2026")
    with pytest.raises(UnknownDimension, match="'traveller'"):
        engine.answer(snapshot(borough, asked.known_at), asked.question)


def test_the_questions_leave_no_measure_out() -> None:
    assert set(QUESTIONS["every measure at once"].question.measures) == set(measures())


@pytest.mark.parametrize("engine", [*ENGINES, SPARK], ids=lambda engine: engine.name)
def test_gaps_are_of_questions_that_there_are(engine: Engine) -> None:
    assert {name for name, _ in engine.gaps} <= set(QUESTIONS)
    assert all(reason for _, reason in engine.gaps)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_asking_leaves_the_store_as_it_was(engine: Engine, borough: Home) -> None:
    def files() -> list[Path]:
        return sorted(path for path in borough.store_folder.rglob("*") if path.is_file())

    before = files()
    engine.answer(snapshot(borough), QUESTIONS["schools by week"].question)
    assert files() == before


@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_makes_the_same_tables_for_pages(borough: Home) -> None:
    if why := spark.why_absent():
        pytest.skip(f"spark: {why}")
    days = {"first_on": date(2025, 9, 8), "last_on": date(2026, 7, 19)}
    half_terms = [HalfTerm(AcademicYear(year), number) for year in (2023, 2025) for number in range(1, 7)]
    made = spark.dashboards(snapshot(borough), half_terms, **days)
    shown = dashboards(borough, bring_up_to_date(borough), **days)
    for name, table in shown.items():
        assert in_order(made[name]) == in_order(table.to_pylist()), name
        assert made[name], name


def in_order(rows: list[dict[str, Any]]) -> list[tuple[tuple[str, str], ...]]:
    """The rows as text, sorted: Spark and DuckDB have other kinds of whole numbers."""
    return sorted(tuple((name, str(value)) for name, value in row.items()) for row in rows)
