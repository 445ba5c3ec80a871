"""How near the invented year comes to DfE's published figures of Stockport 2025/26, phase by phase and code by code."""

import csv
from datetime import date

import numpy as np
import pytest

from schoolward.demo.marks import CODES, is_any
from schoolward.demo.published import STOCKPORT_2025_26, Comparison, compare
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_years import register_years
from schoolward.demo.season import weekday_of
from schoolward.demo.year_count import published_phase
from tests.reference_data import reference_data
from tests.unit.demo.small_borough import borough_of, counts_of


def _table(comparisons: list[Comparison]) -> str:
    lines = [f"{'phase':10} {'figure':22} {'ours':>8} {'DfE':>8} {'points':>8}"]
    for one in comparisons:
        lines.append(
            f"{one.phase:10} {one.figure:22} {one.ours:8.3f} {one.published:8.3f} {one.difference:+8.3f}"
        )
    return "\n".join(lines)


def _far(comparisons: list[Comparison], allowed: dict[tuple[str, str], float]) -> list[str]:
    """The figures that differ by more points than allowed for their phase."""
    return [
        f"{one.phase} {one.figure}: {one.ours:.3f}, published {one.published:.3f}"
        for one in comparisons
        if abs(one.difference) > allowed.get((one.phase, one.figure), np.inf)
    ]


@pytest.mark.slow
def test_the_full_borough() -> None:
    comparisons = compare(counts_of(borough_of(45_000)))
    print(_table(comparisons))  # noqa: T201 (the table is what the reader of a failure wants)
    allowed = {}
    for phase in ("primary", "secondary", "special"):
        allowed[phase, "overall absence"] = 0.15
        allowed[phase, "unauthorised absence"] = 0.2
        allowed[phase, "persistent absence"] = 1.0
        allowed[phase, "severe absence"] = 0.6
    assert _far(comparisons, allowed) == []
    for one in comparisons:
        if one.figure.startswith("code") and one.published > 0.05 and one.phase != "special":
            assert one.ours == pytest.approx(one.published, rel=0.35), one


def test_a_borough_of_6_000_pupils() -> None:
    comparisons = compare(counts_of(borough_of(6_000)))
    print(_table(comparisons))  # noqa: T201 (the table is what the reader of a failure wants)
    allowed = {
        ("primary", "overall absence"): 0.3,
        ("primary", "unauthorised absence"): 0.3,
        ("primary", "persistent absence"): 2.0,
        ("secondary", "overall absence"): 0.5,
        ("secondary", "unauthorised absence"): 0.5,
        ("secondary", "persistent absence"): 2.0,
        ("special", "overall absence"): 2.0,
        ("special", "persistent absence"): 6.0,
    }
    assert _far(comparisons, allowed) == []


def test_the_typed_figures_are_the_published_ones() -> None:
    with reference_data("dfe/gm_nw_england_ytd_202526.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["la_name"] == "Stockport"]
    for row in rows:
        if row["education_phase"] == "Total":
            continue
        typed = STOCKPORT_2025_26[row["education_phase"].lower()]
        assert typed.possible == int(row["possible_sessions"])
        assert typed.persistent_absence == pytest.approx(float(row["pa_perc"]), abs=1e-4)
        for code, sessions in typed.sessions.items():
            (column,) = [name for name in row if name.startswith(f"reason_{code.lower()}_")]
            assert sessions == int(row[column]), column


def test_more_are_away_on_fridays_and_in_december() -> None:
    """DfE's week of 8 September 2025 has Friday at 1.15 times the week's absence, the middle of the week at 0.93."""
    by_weekday, by_month = np.zeros((5, 2)), np.zeros((13, 2))
    for year in register_years(borough_of(6_000), until=date(2026, 7, 31)):
        if published_phase(year.school) != "primary":
            continue
        register, _ = draw_register(year)
        away = is_any(register, "I", "O", "N", "M").sum(axis=0).reshape(-1, 2).sum(axis=1)
        there = is_any(register, *CODES[1:19]).sum(axis=0).reshape(-1, 2).sum(axis=1)
        months = year.dates.astype("datetime64[M]").astype(int) % 12 + 1
        for counts, places in ((by_weekday, weekday_of(year.dates)), (by_month, months)):
            np.add.at(counts, places, np.column_stack([away, there]))
    friday = by_weekday[:, 0] / by_weekday[:, 1]
    assert friday[4] == max(friday)
    assert 1.05 < friday[4] / friday[1:4].mean() < 1.35
    month = by_month[[9, 12, 6], 0] / by_month[[9, 12, 6], 1]
    assert month[1] > 1.5 * month[0]
    assert month[1] > 1.3 * month[2]
