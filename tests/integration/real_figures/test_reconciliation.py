"""`schoolward reconcile` finds our figures and DfE's equal, since one was made from the other."""

from collections import Counter

import pytest

from tests.integration.real_figures.conftest import Sent
from tests.integration.real_figures.published import RATES, TOTALS

pytestmark = pytest.mark.slow

AUTHORITIES = [str(code) for code in range(350, 360)]
MUST_AGREE = [
    *TOTALS.values(),
    *RATES.values(),
    "persistently_absent_enrolments",
    *(f"code_{code}_sessions" for code in ("/", "\\", "I", "C2", "D", "F", "H", "J", "Y", "Y7", "Z", "#")),
]


def test_all_ten_authorities_agree(sent: Sent) -> None:
    ended = sent.command(
        "reconcile", "--area", *AUTHORITIES, "--measure", ",".join(MUST_AGREE), "--json", expect=0
    )
    told = ended.told
    assert {one["area_code"] for one in told} == set(AUTHORITIES)
    assert {one["measure"] for one in told} == set(MUST_AGREE)
    # Totals and twelve codes: days, week and year to date, with rows of all phases; 2023 has ten of those codes.
    assert Counter(one["first_on"][:4] for one in told) == {
        "2023": 825 * (8 + 10),
        "2025": (200 + 40 + 40) * (8 + 12 + 4) + 40,
    }
    assert all(one["difference"] is not None and float(one["difference"]) == 0 for one in told)
    assert all(one["likely_causes"] == [] for one in told)


def test_enrolments_of_a_day_are_not_the_same_count_and_it_says_so(sent: Sent) -> None:
    ended = sent.command("reconcile", "--differences", "--json", expect=6)
    different = ended.told
    assert {one["area_code"] for one in different} == {"356"}, "the home's own authority"
    assert {one["measure"] for one in different} == {"enrolments"}
    assert all(one["first_on"] == one["last_on"] for one in different)
    assert all("everybody on roll" in one["likely_causes"][0] for one in different)
