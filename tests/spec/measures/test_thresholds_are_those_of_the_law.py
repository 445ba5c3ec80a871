"""Figures and rules draw the line of persistent and of severe absence at the same share."""

from datetime import date

import pytest

from schoolward.law.value_files import national_law
from schoolward.measures.definitions import Threshold, UnitCount, measures


@pytest.mark.parametrize(
    ("measure", "parameter"),
    [
        ("persistently_absent_enrolments", "persistent_absence_per_cent"),
        ("severely_absent_enrolments", "severe_absence_per_cent"),
    ],
)
def test_a_measure_counts_from_the_share_of_the_law(measure: str, parameter: str) -> None:
    counted = measures()[measure]
    assert isinstance(counted, UnitCount)
    assert isinstance(counted.condition, Threshold)
    per_cent = national_law().reading("absence_tier", date(2026, 9, 1)).number(parameter)
    assert counted.condition.one_in * per_cent == 100
