"""What cannot be asked is refused in words that say what can; what can be asked is answered to ten places."""

from datetime import date
from typing import Any

import pytest

from schoolward.console.arguments import conditions, names
from schoolward.measures.definitions import (
    POSSIBLE_CLASSES,
    BandRange,
    SessionCount,
    Threshold,
    UnitCount,
    UnknownMeasure,
    counts_needed,
    measure_named,
    measures,
)
from schoolward.measures.dimensions import UnknownDimension, dimension_named, dimensions
from schoolward.measures.figures import BadQuestion, Coverage, FigureRow, Question

DAYS: dict[str, Any] = {"first_on": date(2025, 9, 1), "last_on": date(2026, 7, 31)}


def test_a_question_needs_a_measure() -> None:
    with pytest.raises(BadQuestion, match="at least one measure"):
        Question(measures=(), **DAYS)


def test_a_period_ends_when_it_begins_or_later() -> None:
    with pytest.raises(BadQuestion, match=r"ends \(2025-08-31\) before it begins \(2025-09-01\)"):
        Question(measures=("pupils",), first_on=date(2025, 9, 1), last_on=date(2025, 8, 31))
    Question(measures=("pupils",), first_on=date(2025, 9, 1), last_on=date(2025, 9, 1))


@pytest.mark.parametrize(
    ("first_on", "last_on", "named"),
    [
        (date(3, 9, 1), date(2026, 7, 31), "0003-09-01"),
        (date(2025, 9, 1), date(9999, 12, 31), "9999-12-31"),
        (date(1, 1, 1), date(1, 1, 2), "0001-01-01"),
    ],
)
def test_a_year_that_is_a_slip_of_the_keyboard_is_refused(first_on: date, last_on: date, named: str) -> None:
    with pytest.raises(BadQuestion, match=f"{named}.*between 1900 and 2199"):
        Question(measures=("pupils",), first_on=first_on, last_on=last_on)


def test_a_dimension_is_named_once() -> None:
    with pytest.raises(BadQuestion, match="named twice"):
        Question(measures=("pupils",), by=("school", "phase", "school"), **DAYS)


@pytest.mark.parametrize(
    "name", ["attendance", "code_QQ_sessions", "code_l_sessions", "Pupils", "", "code__sessions"]
)
def test_an_unknown_measure_is_refused_with_where_to_look(name: str) -> None:
    with pytest.raises(UnknownMeasure, match=f"no measure '{name}'.*schoolward measures.*code_I_sessions"):
        Question(measures=("pupils", name), **DAYS)


@pytest.mark.parametrize(
    "name", ["gender", "School", "cohort", "cohort:", "cohort:a b", "cohort:a'b", "cohorts:x", ""]
)
def test_an_unknown_dimension_is_refused_with_those_that_there_are(name: str) -> None:
    questions: list[dict[str, Any]] = [{"by": (name,)}, {"where": ((name, "x"),)}]
    for asked in questions:
        with pytest.raises(UnknownDimension, match=r"no dimension .*school, school_name.*and cohort:<name>"):
            Question(measures=("pupils",), **asked, **DAYS)


def test_any_cohort_can_be_a_dimension() -> None:
    dimension = dimension_named("cohort:looked_after")
    assert (dimension.cohort, dimension.column) == ("looked_after", "cohort_looked_after")


def test_no_two_dimensions_share_a_column() -> None:
    columns = [dimension.column for dimension in dimensions()]
    assert len({column.lower() for column in columns}) == len(columns)
    assert not [column for column in columns if column.startswith("cohort_")]


@pytest.mark.parametrize("typed", ["phase", "phase=", "=Primary", "", "="])
def test_a_condition_needs_a_name_and_a_value(typed: str) -> None:
    with pytest.raises(BadQuestion, match=f"--where '{typed}' is not DIMENSION=VALUE"):
        conditions([typed])


def test_a_condition_may_hold_more_equals_signs_and_spaces() -> None:
    assert conditions(["trust=A = B", " ward = Mill End "]) == (("trust", "A = B"), ("ward", "Mill End"))


def test_names_may_come_with_commas() -> None:
    assert names(["school,phase", " sex ", ",", ""]) == ("school", "phase", "sex")


def row(**counts: int) -> FigureRow:
    """A row with these counts."""
    coverage = Coverage(schools_reported=1, schools_expected=1, marks_reported=1, marks_expected=None)
    return FigureRow(group=(), counts=counts, coverage=coverage)


@pytest.mark.parametrize(
    ("absent", "possible", "shown"),
    [
        (1, 3, "0.3333333333"),
        (2, 3, "0.6666666667"),
        (1, 6, "0.1666666667"),
        (19, 190, "0.1000000000"),
        (0, 7, "0.0000000000"),
        (7, 7, "1.0000000000"),
        (1, 20_000_000_000, "0.0000000001"),  # half of the last place: up
        (1, 20_000_000_001, "0.0000000000"),
        (380_295, 6_420_254, "0.0592336378"),  # Tower Hamlets, primary, 2025/26
        (2**53 + 1, 2**54, "0.5000000000"),
    ],
)
def test_a_rate_is_given_to_ten_places_half_up(absent: int, possible: int, shown: str) -> None:
    value = row(overall_absence_sessions=absent, possible_sessions=possible).value("overall_absence_rate")
    assert f"{value:f}" == shown


def test_a_rate_of_nothing_is_null_and_a_count_of_nothing_is_nought() -> None:
    nothing = row(
        overall_absence_sessions=0, possible_sessions=0, persistently_absent_enrolments=0,
        units_with_possible_sessions=0,
    )  # fmt: skip
    assert nothing.value("overall_absence_rate") is None
    assert nothing.value("persistent_absence_rate") is None
    assert nothing.value("possible_sessions") == 0


def test_a_rate_brings_the_counts_behind_it() -> None:
    needed = counts_needed(("overall_absence_rate", "possible_sessions", "persistent_absence_rate"))
    assert [count.name for count in needed] == [
        "overall_absence_sessions", "possible_sessions", "persistently_absent_enrolments",
        "units_with_possible_sessions",
    ]  # fmt: skip


def test_thresholds_compare_whole_numbers() -> None:
    ten, two = Threshold(one_in=10), Threshold(one_in=2)
    assert [ten.is_met(absent=n, possible=190) for n in (18, 19, 20)] == [False, True, True]
    assert [two.is_met(absent=n, possible=190) for n in (94, 95)] == [False, True]
    # A float would call this exactly ten per cent.
    assert not ten.is_met(absent=10**17, possible=10**18 + 1)


def test_bands_meet_end_to_end() -> None:
    conditions_met = [m.condition for m in measures().values() if isinstance(m, UnitCount)]
    bands = [condition for condition in conditions_met if isinstance(condition, BandRange)]
    for possible in (1, 3, 7, 19, 20, 100, 190):
        for absent in range(possible + 1):
            assert sum(band.is_met(absent=absent, possible=possible) for band in bands) == 1


def test_a_count_is_of_classes_or_of_codes() -> None:
    for both in ({}, {"classes": POSSIBLE_CLASSES, "codes": frozenset({"I"})}):
        with pytest.raises(ValueError, match="either classes or codes"):
            SessionCount(name="x", definition="y", **both)  # type: ignore[arg-type]


def test_every_measure_says_what_it_counts() -> None:
    for name, measure in measures().items():
        assert measure_named(name) is measure
        assert measure.name == name
        assert measure.definition.endswith(".")
