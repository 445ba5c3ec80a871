"""Displayed rates: half up, from exact counts."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest

from schoolward.register.rounding import half_up, percentage


class RealTie(NamedTuple):
    """Absent and possible sessions of a real school whose rate lies exactly half way between two tenths.

    Source: DfE, pupil absence by term, 2012/13 to 2016/17. Crown copyright, Open Government Licence v3.0.
    """

    year: str
    laestab: int
    absent: int
    possible: int
    published: str
    half_up: str


REAL_TIES = [
    RealTie("2014/15", 8507079, 193, 2000, "9.7", "9.7"),
    RealTie("2013/14", 3717016, 252, 2240, "11.3", "11.3"),
    RealTie("2013/14", 8307001, 98, 800, "12.3", "12.3"),
    RealTie("2013/14", 9367050, 503, 2000, "25.1", "25.2"),
    RealTie("2012/13", 9082511, 525, 8400, "6.3", "6.3"),
    RealTie("2016/17", 3413541, 741, 22800, "3.3", "3.3"),
    RealTie("2016/17", 8732050, 256, 4096, "6.3", "6.3"),
    RealTie("2016/17", 8883303, 177, 6000, "2.9", "3.0"),
    RealTie("2015/16", 8963168, 95, 1520, "6.3", "6.3"),
    RealTie("2015/16", 9312019, 327, 6000, "5.5", "5.5"),
    RealTie("2015/16", 9352108, 54, 864, "6.3", "6.3"),
    RealTie("2014/15", 9082500, 95, 1520, "6.3", "6.3"),
    RealTie("2014/15", 9293920, 190, 3040, "6.3", "6.3"),
    RealTie("2013/14", 8522407, 1377, 34000, "4.0", "4.1"),
    RealTie("2013/14", 8912741, 102, 2400, "4.3", "4.3"),
    RealTie("2012/13", 3417059, 7, 112, "6.3", "6.3"),
    RealTie("2012/13", 3817008, 799, 3760, "21.3", "21.3"),
    RealTie("2012/13", 8862287, 206, 3296, "6.3", "6.3"),
]

PUBLISHED_FROM_BINARY_FLOATS = {9367050, 8883303, 8522407}
"""Three of DfE's published values are a tenth lower: a binary float fell just short of the half."""


class Rounded(NamedTuple):
    """A ratio and how it is shown."""

    numerator: int
    denominator: int
    places: int
    shown: str
    says: str


SHOWN = [
    Rounded(1, 2, 0, "1", "An exact half goes up."),
    Rounded(3, 2, 0, "2", "Also to an even number."),
    Rounded(5, 2, 0, "3", "Also where half-even would go down."),
    Rounded(-5, 2, 0, "-3", "A fall rounds as a rise of the same size would: away from nought."),
    Rounded(-1, 3, 0, "0", "There is no minus nought."),
    Rounded(2, 3, 10, "0.6666666667", "Ten places."),
    Rounded(1, 4, 1, "0.3", "A quarter to one place."),
    Rounded(0, 7, 1, "0.0", "The places are kept for nought."),
    Rounded(10**40 + 1, 2, 0, str(10**40 // 2 + 1), "No number is too long to be exact."),
    Rounded(999, 1000, 2, "1.00", "Nines carry."),
]


@pytest.mark.parametrize("tie", REAL_TIES, ids=lambda tie: f"{tie.laestab} {tie.year}")
def test_real_ties_round_half_up(tie: RealTie) -> None:
    assert (Fraction(1000 * tie.absent, tie.possible) % 1) == Fraction(1, 2), "it is a tie"
    assert str(percentage(tie.absent, tie.possible, 1)) == tie.half_up
    assert (tie.published != tie.half_up) == (tie.laestab in PUBLISHED_FROM_BINARY_FLOATS)


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.says)
def test_rounding(case: Rounded) -> None:
    assert str(half_up(case.numerator, case.denominator, case.places)) == case.shown


def test_a_published_rate_of_dfe() -> None:
    """Rochdale's secondary schools on 8 September 2025, from DfE's attendance-data-dashboard."""
    assert percentage(1_666, 28_924, 9) == Decimal("5.759922556")
    assert percentage(1_666, 28_924, 1) == Decimal("5.8")


def test_no_possible_sessions_have_no_rate() -> None:
    with pytest.raises(ValueError, match="over 0 has no value"):
        percentage(0, 0, 1)
    with pytest.raises(ValueError, match="over -4 has no value"):
        half_up(1, -4, 1)
    with pytest.raises(ValueError, match="-1 decimal places"):
        half_up(1, 4, -1)


def test_floats_are_refused_and_counts_from_columns_do_not_overflow() -> None:
    with pytest.raises(TypeError):
        half_up(0.5, 1, 0)  # type: ignore[arg-type]
    count = np.int64(2**62)
    assert str(half_up(count, count, 10)) == "1.0000000000"  # type: ignore[arg-type]
    assert str(percentage(count, count, 1)) == "100.0"  # type: ignore[arg-type]
