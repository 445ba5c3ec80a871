"""Whatever borough and whatever question come, every engine gives the oracle's answer, row for row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolward.engines import reference
from schoolward.engines.duckdb import answers
from schoolward.engines.duckdb.dashboards import GROUPINGS, dashboards, open_stored
from schoolward.engines.duckdb.stored import Stored, bring_up_to_date
from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import NOT_KNOWN, UnknownDimension, dimensions
from schoolward.measures.figures import AnnualRules, Figures, Mode, Question
from schoolward.register.years import week_monday
from schoolward.store.connection import connect
from schoolward.store.home import Home
from schoolward.store.snapshot import Snapshot, snapshot
from tests.contract.engines import Answer
from tests.property.worlds import COHORTS, World, home_for, send, worlds

MEASURES = tuple(measures())
DIMENSIONS = (*(dimension.name for dimension in dimensions()), *(f"cohort:{name}" for name in COHORTS))
VALUES = {
    "school": ("900001", "900002"),
    "phase": ("Primary", "secondary"),
    "trust": ("hawthorn trust", NOT_KNOWN),
    "sex": ("F", NOT_KNOWN),
    "free_school_meals": ("yes", "no", NOT_KNOWN),
    "out_of_borough": ("no", "attends_elsewhere", "lives_elsewhere"),
    "enrolment_status": ("M", "S"),
    "weekday": ("monday", "Friday"),
    "session": ("AM", "pm"),
    "term": ("2024/25 spring", "2024/25 summer"),
    **{f"cohort:{name}": ("yes", "no") for name in COHORTS},
}


@st.composite
def questions(draw: st.DrawFn, days: tuple[date, ...]) -> Question:
    """Any measures by any dimensions, of any of the days or of all time."""
    named = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=4, unique=True))
    ends = sorted(draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    if draw(st.booleans()):
        ends = [days[0] - timedelta(days=40), days[-1] + timedelta(days=40)]
    where = []
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2)):
        where.append((name, draw(st.sampled_from(VALUES[name]))))
    return Question(
        measures=tuple(dict.fromkeys((*named, "possible_sessions", "persistent_absence_rate"))),
        by=tuple(draw(st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True))),
        first_on=ends[0],
        last_on=ends[-1],
        where=tuple(where),
        mode=draw(st.sampled_from(Mode)),
        annual_rules=AnnualRules(
            ages_5_to_15=draw(st.booleans()),
            without_year_11_after_spring_bank_holiday=draw(st.booleans()),
            without_late_starters=draw(st.booleans()),
        ),
    )


def told(answer: Answer, known: Snapshot, question: Question) -> Figures | str:
    """The answer, or the words in which the engine refuses the question."""
    try:
        return answer(known, question)
    except UnknownDimension as fault:
        return str(fault)


@given(data=st.data(), world=worlds())
@settings(max_examples=60)
def test_duckdb_answers_as_the_reference_does(data: st.DataObject, world: World) -> None:
    with home_for(world) as home:
        for number in range(len(world.loads)):
            send(home, world, number)
        asked = data.draw(st.lists(questions(world.days), min_size=3, max_size=3), label="questions")
        for question in asked:
            number = data.draw(st.integers(-1, len(world.loads) - 1), label="as known after load")
            known = snapshot(home, world.received_at(number) + timedelta(hours=1))
            assert told(answers.answer, known, question) == told(reference.answer, known, question)


@given(world=worlds(), files=st.integers(2, 4), order=st.integers(1, 9))
@settings(max_examples=12)
def test_row_order_and_file_splits_do_not_matter(world: World, files: int, order: int) -> None:
    asked = Question(
        measures=("possible_sessions", "overall_absence_rate", "missing_marks", "persistent_absence_rate"),
        by=("school", "cohort:looked_after", "session_date"),
        first_on=world.days[0],
        last_on=world.days[-1],
    )
    with home_for(world) as whole, home_for(world) as split:
        for number in range(len(world.loads)):
            send(whole, world, number, files=1, order=0)
            send(split, world, number, files=files, order=order)
        assert told(answers.answer, snapshot(split), asked) == told(answers.answer, snapshot(whole), asked)


@given(data=st.data(), world=worlds())
@settings(max_examples=20)
def test_stored_weeks_kept_up_to_date_are_those_counted_afresh(data: st.DataObject, world: World) -> None:
    with home_for(world) as home:
        for number in range(len(world.loads)):
            send(home, world, number)
            stored = bring_up_to_date(home)
        kept = tables_of(home, stored)
        assert kept == tables_of(home, bring_up_to_date(home, afresh=True))
        first_on, last_on = week_monday(world.days[0]), week_monday(world.days[-1]) + timedelta(days=6)
        shown = dashboards(home, Stored.read(home), first_on=first_on, last_on=last_on)
        known = snapshot(home)
        by = data.draw(st.sampled_from(GROUPINGS), label="grouping")
        assert shown_groups(shown["school_by_group"], by) == asked_groups(known, by, first_on, last_on)
        for name in data.draw(
            st.sampled_from([[name] for name in stored.cohort_bits] or [[]]), label="cohort"
        ):
            held = shown_cohort(shown["school_by_cohort"], name)
            assert held == asked_groups(known, f"cohort:{name}", first_on, last_on, only="yes")
        assert shown_weeks(shown["weekly"]) == asked_weeks(known, first_on, last_on)
        for name, kind in (("persistent", "persistently"), ("severe", "severely")):
            listed = answers.answer(
                known, Question(measures=(f"{kind}_absent_enrolments",), first_on=first_on, last_on=last_on)
            )
            assert shown[name].num_rows == listed.rows[0].counts[f"{kind}_absent_enrolments"]


SHOWN = {
    "pupils": "pupils",
    "possible": "possible_sessions",
    "authorised": "authorised_absence_sessions",
    "unauthorised": "unauthorised_absence_sessions",
    "late": "late_sessions",
}
"""Columns of the dashboards, and the measures that they are."""

SHOWN_OF_WEEKS = {
    **{name: measure for name, measure in SHOWN.items() if name != "pupils"},
    "illness": "code_I_sessions",
    "holiday": "code_G_sessions",
    "missing": "missing_marks",
}

Counts = dict[tuple[str, ...], tuple[int, ...]]


def tables_of(home: Home, stored: Stored) -> list[list[tuple[object, ...]]]:
    """Every stored row, in one order."""
    if not stored.weeks:
        return []
    connection = connect(home.spill_folder)
    try:
        open_stored(connection, home, stored)
        return [
            connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
            for name in ("weeks", "segments")
        ]
    finally:
        connection.close()


def shown_groups(table: pa.Table, by: str) -> Counts:
    """Counts by school and value, of one grouping; groups of nothing but noughts are left out."""
    rows = [row for row in table.to_pylist() if row["grouping"] == by]
    return summed(((str(row["school"]), row["value"]), row, SHOWN) for row in rows)


def shown_cohort(table: pa.Table, name: str) -> Counts:
    """Counts by school, of one cohort."""
    return summed(
        ((str(row["school"]), "yes"), row, SHOWN) for row in table.to_pylist() if row["cohort"] == name
    )


def shown_weeks(table: pa.Table) -> Counts:
    """Counts by school and week."""
    return summed(
        ((str(row["school"]), str(row["monday"])), row, SHOWN_OF_WEEKS) for row in table.to_pylist()
    )


def asked_groups(known: Snapshot, by: str, first_on: date, last_on: date, *, only: str = "") -> Counts:
    """The same by asking."""
    figures = answers.answer(
        known, Question(measures=tuple(SHOWN.values()), by=("school", by), first_on=first_on, last_on=last_on)
    )
    wanted = [row for row in figures.rows if not only or row.group[1] == only]
    return summed((row.group, row.counts, {name: name for name in SHOWN.values()}) for row in wanted)


def asked_weeks(known: Snapshot, first_on: date, last_on: date) -> Counts:
    """The same by asking, day by day."""
    names = tuple(SHOWN_OF_WEEKS.values())
    figures = answers.answer(
        known, Question(measures=names, by=("school", "session_date"), first_on=first_on, last_on=last_on)
    )
    return summed(
        (
            (row.group[0], week_monday(date.fromisoformat(row.group[1])).isoformat()),
            row.counts,
            {name: name for name in names},
        )
        for row in figures.rows
    )


def summed(rows: Iterable[tuple[tuple[str, ...], Mapping[str, Any], Mapping[str, str]]]) -> Counts:
    """Sums the named columns by key, in the order of their measures; leaves out sums of nothing."""
    sums: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, row, columns in rows:
        counts = [int(row[name]) for name in columns]
        sums[key] = [a + b for a, b in zip(sums[key] or [0] * len(counts), counts, strict=True)]
    return {key: tuple(counts) for key, counts in sums.items() if any(counts)}
