"""Reads DfE's published attendance counts with the standard library alone, so that our own reader is checked too."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from tests.reference_data import reference_data

OF_2023 = "dfe/gm_nw_england_daily_2023-09-11_to_10-13_all_codes.csv"
OF_2025 = "dfe/gm_nw_england_2025w37_daily_weekly_ytd_all_codes.csv"

PHASES = {
    "Primary": "Primary",
    "Secondary": "Secondary",
    "Special": "Special",
    "PRU/Academy/Free school AP": "Alternative provision",
    "Total": "Total",
}
"""DfE's names of the phases that the ten authorities have, and ours."""

TOTALS = {
    "possible_sessions": "possible_sessions",
    "present_sessions": "present_sessions",
    "approved_educational_activity": "approved_educational_activity_sessions",
    "overall_attendance": "attended_sessions",
    "authorised_absence": "authorised_absence_sessions",
    "unauthorised_absence": "unauthorised_absence_sessions",
    "overall_absence": "overall_absence_sessions",
    "late_sessions": "late_sessions",
}
RATES = {
    "attendance_perc": "attendance_rate",
    "overall_absence_perc": "overall_absence_rate",
    "authorised_absence_perc": "authorised_absence_rate",
    "unauthorised_absence_perc": "unauthorised_absence_rate",
}
SHARES = {
    "illness_perc": "I",
    "appointments_perc": "M",
    "unauth_hol_perc": "G",
    "unauth_oth_perc": "O",
    "unauth_late_registers_closed_perc": "U",
    "unauth_not_yet_perc": "N",
    "auth_religious_perc": "R",
    "auth_study_perc": "S",
    "auth_mob_perc": "T",
    "auth_excluded_perc": "E",
    "auth_performance_perc": "C1",
    "auth_interview_perc": "J1",
    "auth_part_time_perc": "C2",
    "auth_other_perc": "C",
}
"""Shares of one reason in possible sessions."""

_PLAIN_COLUMNS = {
    "reason_present_am": "/",
    "reason_present_pm": "\\",
    "reason_not_attending_planned_closed": "#",
}
_FRAMES = {"": "day", "Daily": "day", "Weekly": "week", "YTD": "year_to_date"}


@dataclass(frozen=True, kw_only=True)
class PublishedRow:
    """One line of DfE's file: where, of which phase, of which days, and every cell as published."""

    level: str
    authority: str
    region: str
    phase: str
    frame: str
    first_on: date
    last_on: date
    cells: Mapping[str, str]

    @property
    def codes(self) -> dict[str, int]:
        """Sessions by code, those without any included."""
        return {code: int(self.cells[column]) for column, code in _code_columns(tuple(self.cells)).items()}

    def number(self, column: str) -> int:
        return int(self.cells[column])

    def percentage(self, column: str) -> Decimal:
        return Decimal(self.cells[column])


@cache
def _code_columns(columns: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for column in columns:
        shaped = re.match(r"reason_([a-z][0-9]?)_", column)
        if column in _PLAIN_COLUMNS:
            found[column] = _PLAIN_COLUMNS[column]
        elif shaped:
            found[column] = shaped[1].upper()
    return found


@cache
def published(name: str) -> tuple[PublishedRow, ...]:
    """Every line of that file for the phases that the authorities have."""
    return tuple(_rows(name))


def of_authorities(name: str, *frames: str) -> list[PublishedRow]:
    """The lines of the ten authorities, those spans only that are named."""
    return [row for row in published(name) if row.authority and (not frames or row.frame in frames)]


def _rows(name: str) -> Iterator[PublishedRow]:
    with reference_data(name).open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.DictReader(file):
            phase = PHASES.get(cells.get("education_phase") or cells["school_type"])
            if phase is None:
                continue
            frame = _FRAMES[cells.get("breakdown", "")]
            first_on, last_on = _days(frame, cells)
            yield PublishedRow(
                level=cells["geographic_level"],
                authority=cells["old_la_code"] if cells["geographic_level"] == "Local authority" else "",
                region=cells["region_name"],
                phase=phase,
                frame=frame,
                first_on=first_on,
                last_on=last_on,
                cells=cells,
            )


def _days(frame: str, cells: Mapping[str, str]) -> tuple[date, date]:
    """The row's own day, or the week that it commences. The year to date begins in the same week here."""
    if frame == "day":
        on = _day(cells["attendance_date"])
        return on, on
    monday = _day(cells["week_commencing"])
    return monday, monday + timedelta(days=6)


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)
