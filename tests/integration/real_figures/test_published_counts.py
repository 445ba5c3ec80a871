"""DfE's counts by code, sent as registers, come back as DfE's totals and rates: every one, exactly."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import pytest

from schoolward.register.rounding import percentage
from tests.integration.real_figures.conftest import Sent
from tests.integration.real_figures.published import (
    OF_2023,
    OF_2025,
    RATES,
    SHARES,
    TOTALS,
    PublishedRow,
    of_authorities,
)

pytestmark = pytest.mark.slow

PERIODS = {OF_2023: ("2023-09-11", "2023-10-13"), OF_2025: ("2025-09-08", "2025-09-14")}
A_ROW_OF_2023 = 8 + 25
"""Figures in a line: totals and codes."""
A_ROW_OF_2025 = 8 + 37 + 2 * 4 + 14
"""Totals, codes, rates (as DfE prints them, and as the command does), and shares of single reasons."""
LETTERS_OF_A_RATE = 11
"""DfE's rates are as wide as a spreadsheet's cell: so many digits and the point, noughts at the end left out."""

Ours = Mapping[str, object]


def measures_of(rows: Iterable[PublishedRow]) -> list[str]:
    """What has to be asked to set beside everything that these rows tell."""
    row = next(iter(rows))
    rates = RATES.values() if "attendance_perc" in row.cells else ()
    return [*TOTALS.values(), *rates, *(f"code_{code}_sessions" for code in row.codes)]


def differences(row: PublishedRow, ours: Ours) -> tuple[int, list[str]]:
    """How many figures of the row were compared, and those that differ."""
    pairs: list[tuple[str, object, object]] = [
        (measure, row.number(column), ours[measure]) for column, measure in TOTALS.items()
    ]
    pairs += [(f"code {code}", count, ours[f"code_{code}_sessions"]) for code, count in row.codes.items()]
    possible = int(str(ours["possible_sessions"]))
    if "attendance_perc" in row.cells:
        for column, measure in RATES.items():
            count = ours[measure.replace("_rate", "_sessions").replace("attendance", "attended")]
            pairs.append((column, row.percentage(column), _as_wide(int(str(count)), possible)))
            pairs.append((measure, _as_ratio(row, measure), ours[measure]))
        pairs += [
            (column, row.percentage(column), _as_wide(int(str(ours[f"code_{code}_sessions"])), possible))
            for column, code in SHARES.items()
        ]
    where = f"{row.authority} {row.phase} {row.frame} {row.first_on}"
    return len(pairs), [f"{where} {name}: {theirs} / {us}" for name, theirs, us in pairs if theirs != us]


def _as_wide(count: int, possible: int) -> Decimal:
    """The percentage as DfE prints it."""
    digits_before = len(str(100 * count // possible))
    return percentage(count, possible, LETTERS_OF_A_RATE - 1 - digits_before)


def _as_ratio(row: PublishedRow, measure: str) -> str:
    """What the command has to print for DfE's own two counts."""
    counted = {ours: column for column, ours in TOTALS.items()}
    column = counted[measure.replace("_rate", "_sessions").replace("attendance", "attended")]
    ratio = Decimal(row.number(column)) / Decimal(row.number("possible_sessions"))
    return f"{ratio.quantize(Decimal('1e-10'), ROUND_HALF_UP):f}"


def compared(rows: list[PublishedRow], ours: Iterable[Ours], *dimensions: str) -> int:
    """Compares every row with the group that is of the same authority, phase and day; how many figures that were."""
    held = {tuple(group[name] for name in dimensions): group for group in ours}
    count, faults = 0, []
    for row in rows:
        told = {
            "local_authority": row.authority,
            "phase": row.phase,
            "session_date": row.first_on.isoformat(),
        }
        group = held.get(tuple(told[name] for name in dimensions))
        if group is None:
            faults.append(f"nothing for {told}")
            continue
        number, differing = differences(row, group)
        count, faults = count + number, faults + differing
    assert not faults, f"{len(faults)} of {count} figures differ, among them:\n" + "\n".join(faults[:20])
    return count


def figures(sent: Sent, era: str, *by: str) -> list[dict[str, object]]:
    first, last = PERIODS[era]
    measures = measures_of(of_authorities(era))
    return sent.figures("--from", first, "--to", last, "--by", *by, "--measure", *measures)


def test_every_line_was_taken(sent: Sent) -> None:
    assert sent.marks == {OF_2023: 18_527_141, OF_2025: 3_986_115}
    loads = sent.loaded.told["loads"]
    assert [load["marks"]["new"] for load in loads] == list(sent.marks.values())
    assert sent.loaded.told["rows_rejected"] == 0
    assert sent.loaded.told["rows_accepted"] == sent.loaded.told["rows_read"]


def test_days_of_2025(sent: Sent) -> None:
    """150 rows of the ten authorities' primary, secondary and special schools."""
    rows = [row for row in of_authorities(OF_2025, "day") if row.phase != "Total"]
    by = ("local_authority", "phase", "session_date")
    assert compared(rows, figures(sent, OF_2025, *by), *by) == 150 * A_ROW_OF_2025


def test_days_of_2023(sent: Sent) -> None:
    """825 rows, three of the authorities with alternative provision. DfE's file has no rates; its counts have F, H,
    J and Y in their own time."""
    rows = of_authorities(OF_2023, "day")
    assert any(row.codes[code] for row in rows for code in "HJY"), "codes of the former era"
    by = ("local_authority", "phase", "session_date")
    assert compared(rows, figures(sent, OF_2023, *by), *by) == 825 * A_ROW_OF_2023


def test_authorised_absence_holds_f_in_both_eras(sent: Sent) -> None:
    """DfE counts F as authorised, though it was withdrawn in 2013; some schools still send it."""
    for era, sessions in ((OF_2023, 32), (OF_2025, 38)):
        rows = [row for row in of_authorities(era, "day") if row.phase != "Total"]
        assert sum(row.codes["F"] for row in rows) == sessions


def test_the_week_of_2025(sent: Sent) -> None:
    rows = [row for row in of_authorities(OF_2025, "week") if row.phase != "Total"]
    by = ("local_authority", "phase")
    assert compared(rows, figures(sent, OF_2025, *by), *by) == 30 * A_ROW_OF_2025


def test_the_year_to_date_of_2025(sent: Sent) -> None:
    """Its first week, so that it has the same counts."""
    rows = [row for row in of_authorities(OF_2025, "year_to_date") if row.phase != "Total"]
    by = ("local_authority", "phase")
    assert compared(rows, figures(sent, OF_2025, *by), *by) == 30 * A_ROW_OF_2025


def test_totals_of_the_phases_are_unweighted_in_2025(sent: Sent) -> None:
    """DfE's rows of all phases, by day and for the week: from 2025/26 its rates are absence over possible sessions."""
    rows = [row for row in of_authorities(OF_2025) if row.phase == "Total"]
    days = [row for row in rows if row.frame == "day"]
    spans = [row for row in rows if row.frame != "day"]
    by_day = ("local_authority", "session_date")
    assert compared(days, figures(sent, OF_2025, *by_day), *by_day) == 50 * A_ROW_OF_2025
    assert compared(spans, figures(sent, OF_2025, "local_authority"), "local_authority") == 20 * A_ROW_OF_2025
