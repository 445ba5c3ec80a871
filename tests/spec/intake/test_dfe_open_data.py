"""DfE's published attendance tables as reference figures: places, periods, measures, and what is held back."""

import csv
from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import dfe_lait, dfe_open_data, dfe_tidy
from schoolward.intake.batches import Kind, ReadFile
from schoolward.intake.dfe_measures import measure_of_column, measure_of_reason, phase_named
from schoolward.intake.dfe_periods import Period, period_of
from tests.reference_data import reference_data
from tests.spec.intake.sent_tables import CONTEXT, accepted, refusals, table

PLACES = "geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code"
STOCKPORT = "Local authority,E92000001,England,E12000002,North West,E08000007,Stockport,356"
NORTH_WEST = "Regional,E92000001,England,E12000002,North West,,,"
ENGLAND = "National,E92000001,England,,,,,"
WIDE = f"time_period,time_identifier,{PLACES},attendance_date,education_phase,enrolments,possible_sessions"


def figures(told: ReadFile) -> dict[tuple[str, str, str, date, str], str]:
    """The values by place, phase, period, first day and measure; fails where one comes twice."""
    rows = told.accepted.to_pylist()
    found = {
        (row["area_code"], row["phase"], row["period"], row["first_on"], row["measure"]): row["value"]
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def test_the_three_kinds_of_place() -> None:
    rows = [f"2025,37,{place},08/09/2025,Primary,9,38928" for place in (STOCKPORT, NORTH_WEST, ENGLAND)]
    told = dfe_open_data.read("d.csv", table(WIDE, *rows), CONTEXT)
    assert told.kind is Kind.REFERENCE
    assert accepted(told, "line", "area_level", "area_code", "area_name", "measure", "value") == [
        (line, *place, measure, value)
        for line, place in enumerate(
            [
                ("local_authority", "356", "Stockport"),
                ("regional", "E12000002", "North West"),
                ("national", "E92000001", "England"),
            ],
            start=2,
        )
        for measure, value in (("possible_sessions", "38928"), ("enrolments", "9"))
    ]
    assert told.rows_read == 6, "figures are counted, not lines"


class Dated(NamedTuple):
    """What a row calls its period, and which it is."""

    frame: str
    time_period: str
    time_identifier: str
    on: date | None
    period: Period | None


DAY = date(2025, 9, 10)
WEEK = (date(2025, 9, 8), date(2025, 9, 14))
DATED = [
    Dated("", "2023", "Week 37", DAY, Period(kind="day", first_on=DAY, last_on=DAY)),
    Dated("Daily", "2025", "37", DAY, Period(kind="day", first_on=DAY, last_on=DAY)),
    Dated("Wednesday", "2025", "Week 37", None, Period(kind="day", first_on=DAY, last_on=DAY)),
    Dated("Weekly", "2025", "37", DAY, Period(kind="week", first_on=WEEK[0], last_on=WEEK[1])),
    Dated("Week", "2025", "Week 37", None, Period(kind="week", first_on=WEEK[0], last_on=WEEK[1])),
    Dated("", "2025", "Week 37", None, Period(kind="week", first_on=WEEK[0], last_on=WEEK[1])),
    Dated("YTD", "2025", "37", DAY, Period(kind="year_to_date", first_on=WEEK[0], last_on=WEEK[1])),
    Dated("Year to date", "2024", "Week 40", None,
          Period(kind="year_to_date", first_on=date(2024, 8, 1), last_on=date(2024, 10, 6))),
    Dated("", "202425", "Autumn term", None,
          Period(kind="term", first_on=date(2024, 8, 1), last_on=date(2024, 12, 31))),
    Dated("", "202425", "Spring term", None,
          Period(kind="term", first_on=date(2025, 1, 1), last_on=date(2025, 4, 20))),
    Dated("", "202526", "Autumn term", None,
          Period(kind="term", first_on=date(2025, 9, 8), last_on=date(2025, 12, 21))),
    Dated("", "202425", "Academic year", None,
          Period(kind="academic_year", first_on=date(2024, 8, 1), last_on=date(2025, 7, 31))),
    Dated("", "2024/25", "Academic year", None,
          Period(kind="academic_year", first_on=date(2024, 8, 1), last_on=date(2025, 7, 31))),
    Dated("", "202526", "Academic year", None,
          Period(kind="academic_year", first_on=date(2025, 9, 8), last_on=date(2026, 7, 20))),
    Dated("", "202427", "Academic year", None, None),
    Dated("", "202425", "Autumn and spring term", None, None),
    Dated("", "2025", "Week 54", None, None),
    Dated("Daily", "2025", "37", None, None),
    Dated("Monthly", "2025", "37", None, None),
    Dated("", "", "", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", DATED, ids=lambda case: f"{case.frame} {case.time_period} {case.time_identifier}"
)
def test_periods(case: Dated) -> None:
    found = period_of(
        frame=case.frame, time_period=case.time_period, time_identifier=case.time_identifier, on=case.on
    )
    assert found == case.period


COLUMNS = [
    ("possible_sessions", "possible_sessions"),
    ("overall_attendance", "attended_sessions"),
    ("approved_educational_activity", "approved_educational_activity_sessions"),
    ("authorised_absence", "authorised_absence_sessions"),
    ("pa_flag", "persistently_absent_enrolments"),
    ("pa_perc", "persistent_absence_rate"),
    ("attendance_perc", "attendance_rate"),
    ("reason_present_am", "code_/_sessions"),
    ("reason_present_pm", "code_\\_sessions"),
    ("reason_present", None),
    ("reason_l_present_late_before_registers_closed", "code_L_sessions"),
    ("reason_t_authorised_grt_absence", "code_T_sessions"),
    ("reason_d_aea_dual_registration", "code_D_sessions"),
    ("reason_c1_authorised_regulated_performance", "code_C1_sessions"),
    ("reason_y_not_attending_enforced_closure", "code_Y_sessions"),
    ("reason_y4_closed_session_cancelled", "code_Y4_sessions"),
    ("reason_not_attending_planned_closed", "code_#_sessions"),
    ("reason_n_no_reason_yet", "code_N_sessions"),
    ("reason_f_legacy_family_holiday", "code_F_sessions"),
    ("num_schools", None),
    ("illness_perc", None),
]


@pytest.mark.parametrize(("column", "measure"), COLUMNS)
def test_measures_of_columns(column: str, measure: str | None) -> None:
    assert measure_of_column(column) == measure


REASONS = [
    ("All possible sessions", "possible_sessions"),
    ("All present", "present_sessions"),
    ("Overall attendance", "attended_sessions"),
    ("Mobile child (t)", "code_T_sessions"),
    ("Temporary reduced timetable (c2)", "code_C2_sessions"),
    ("Present am", "code_/_sessions"),
    ("Not attending planned closed", "code_#_sessions"),
    ("Total overall reason sessions", None),
    ("Something (q9)", None),
]


@pytest.mark.parametrize(("label", "measure"), REASONS)
def test_measures_of_reasons(label: str, measure: str | None) -> None:
    assert measure_of_reason(label) == measure


def test_phases_in_our_words() -> None:
    assert phase_named("State-funded primary") == "Primary"
    assert phase_named("PRU/Academy/Free school AP") == "Alternative provision"
    assert phase_named("Total") == "Total"
    assert phase_named("Something new") == "Something new"


def test_what_is_held_back_is_no_figure_and_what_is_no_number_is_refused() -> None:
    heading = f"time_period,time_identifier,{PLACES},education_phase,possible_sessions,late_sessions,pa_perc,breakdown"
    rows = [
        f"2025,37,{STOCKPORT},Primary,NA,c,x,Weekly",
        f"2025,37,{STOCKPORT},Special,100,many,5.25,Weekly",
        f"2025,37,{STOCKPORT},Secondary,-1,1e3,1.26001078569233e-05,Weekly",
        f"2025,99,{STOCKPORT},Total,1,2,3,Weekly",
        "2025,37,Local authority,E92000001,England,E12000002,North West,E08000007,Stockport,,Total,1,2,3,Weekly",
        "2025,37,School,E92000001,England,,,,,,Total,1,2,3,Weekly",
        "2025,37",
    ]
    told = dfe_open_data.read("d.csv", table(heading, *rows), CONTEXT)
    assert accepted(told, "line", "measure", "value") == [
        (3, "possible_sessions", "100"),
        (3, "persistent_absence_rate", "5.25"),
        (4, "possible_sessions", "-1"),
        (4, "late_sessions", "1e3"),
        (4, "persistent_absence_rate", "1.26001078569233e-05"),
    ]
    assert refusals(told) == [
        (3, "late_sessions", "figure_shape"),
        (5, "time_period", "figure_time"),
        (6, "geographic_level", "figure_place"),
        (8, "line", "line_shape"),
    ]
    assert told.warnings == (
        "rows passed over, not of England, a region or a local authority: 1",
        "cells without a figure (held back or not applicable): 3",
    )
    assert told.rows_read == 9


def test_a_row_of_a_day_that_cannot_be_read_is_no_week() -> None:
    told = dfe_open_data.read(
        "d.csv", table(WIDE, f"2023,Week 37,{STOCKPORT},31/09/2023,Primary,9,38928"), CONTEXT
    )
    assert refusals(told) == [(2, "attendance_date", "figure_time")]


def test_enrolments_over_more_than_a_day_are_means_and_not_read() -> None:
    heading = (
        f"time_period,time_identifier,{PLACES},breakdown,enrolments,possible_sessions,pa_flag,ytd_enrolments"
    )
    rows = [
        f"2025,37,{STOCKPORT},Weekly,19925.4,194678,NA,NA",
        f"2025,37,{STOCKPORT},YTD,19925.4,194678,3219,19596",
    ]
    told = dfe_open_data.read("d.csv", table(heading, *rows), CONTEXT)
    assert accepted(told, "period", "measure", "value") == [
        ("week", "possible_sessions", "194678"),
        ("year_to_date", "possible_sessions", "194678"),
        ("year_to_date", "persistently_absent_enrolments", "3219"),
        ("year_to_date", "enrolments", "19596"),
    ]


def test_the_tidy_layout() -> None:
    heading = (
        f"time_period,time_identifier,time_frame,{PLACES},reference_date,education_phase,"
        "attendance_status,attendance_type,attendance_reason,session_count,session_percent"
    )
    place = f"2025,Week 37,{{}},{STOCKPORT},2025-09-12,Primary"
    rows = [
        place.format("Monday") + ",Possible sessions,All possible sessions,All possible sessions,38928,x",
        place.format("Week") + ",Attendance,Overall attendance,Overall attendance,188375,96.76",
        place.format("Week") + ",Absence,Authorised,Illness (i),3010,1.546",
        place.format("Year to date") + ",Attendance,Present,Present am,c,c",
        place.format("Week") + ",Absence,Overall absence,Total overall reason sessions,6303,3.2",
        place.format("Fortnight") + ",Absence,Authorised,Illness (i),3010,1.546",
    ]
    told = dfe_tidy.read("d.csv", table(heading, *rows), CONTEXT)
    assert figures(told) == {
        ("356", "Primary", "day", date(2025, 9, 8), "possible_sessions"): "38928",
        ("356", "Primary", "week", date(2025, 9, 8), "attended_sessions"): "188375",
        ("356", "Primary", "week", date(2025, 9, 8), "attendance_rate"): "96.76",
        ("356", "Primary", "week", date(2025, 9, 8), "code_I_sessions"): "3010",
    }
    assert refusals(told) == [(7, "time_period", "figure_time")]
    assert told.warnings == (
        "rows passed over, under labels that are none of our measures: 1",
        "cells without a figure (held back or not applicable): 1",
    )


def test_the_local_authority_interactive_tool() -> None:
    rows = [
        "TotSevPerAbNew,% severe,2025,Stockport,2.48,356.0,North West",
        "PriTotAbs,% half days,2025,North West,5.14,981.0,NA",
        "PriTotAbs,% half days,2020,England,-,970.0,NA",
        "PriFixedEx,Exclusions,2015/16,England,1,970.0,NA",
        "PriTotAbs,% half days,soon,Stockport,4.61,356.0,North West",
        "PriTotAbs,% half days,2025,,4.61,,",
    ]
    told = dfe_lait.read("l.csv", table("short,item,year,area,value,la,region", *rows), CONTEXT)
    assert figures(told) == {
        ("356", "Total", "academic_year", date(2024, 8, 1), "severe_absence_rate"): "2.48",
        ("E12000002", "Primary", "academic_year", date(2024, 8, 1), "overall_absence_rate"): "5.14",
    }
    assert refusals(told) == [(6, "year", "figure_time"), (7, "area", "figure_place")]


def test_the_published_week_of_2025_in_full() -> None:
    path = reference_data("dfe/gm_nw_england_2025w37_daily_weekly_ytd_all_codes.csv")
    told = dfe_open_data.read(path.name, path.read_bytes(), CONTEXT)
    found = figures(told)
    assert refusals(told) == []
    monday = date(2025, 9, 8)
    expected = {
        ("356", "Primary", "day", monday, "possible_sessions"): "38928",
        ("356", "Primary", "week", monday, "possible_sessions"): "194678",
        ("356", "Primary", "week", monday, "overall_absence_rate"): "3.237653972",
        ("356", "Primary", "year_to_date", monday, "persistently_absent_enrolments"): "3219",
        ("356", "Primary", "year_to_date", monday, "enrolments"): "19596",
        ("E92000001", "Secondary", "day", monday, "enrolments"): "3219940",
    }
    assert {key: found[key] for key in expected} == expected
    _every_measured_cell_is_there(path.read_text(encoding="utf-8"), told)


@pytest.mark.parametrize(
    "name",
    [
        "gm_nw_england_daily_2023-09-11_to_10-13_all_codes.csv",
        "gm_nw_england_ytd_202526.csv",
        "gm_nw_england_autumn_term_2425.csv",
        "suppression_differencing_london_2025w37_weekly.csv",
    ],
)
def test_other_published_tables_in_full(name: str) -> None:
    path = reference_data(f"dfe/{name}")
    told = dfe_open_data.read(path.name, path.read_bytes(), CONTEXT)
    assert refusals(told) == []
    assert figures(told)
    _every_measured_cell_is_there(path.read_text(encoding="utf-8"), told)


def _every_measured_cell_is_there(text: str, told: ReadFile) -> None:
    """By line and measure, as a slow reading finds them."""
    slow: Counter[tuple[int, str, str]] = Counter()
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        for column, value in row.items():
            measure = measure_of_column(column)
            if measure is not None and value not in ("NA", "c", "x", ""):
                slow[line, measure, value] += 1
    quick = Counter(
        (row["line"], row["measure"], row["value"])
        for row in told.accepted.to_pylist()
        if not (row["measure"] == "enrolments" and row["period"] == "day")
    )
    assert quick == slow


def test_the_published_lait_table() -> None:
    path = reference_data("dfe/lait_absence_stockport_nw_england.csv")
    told = dfe_lait.read(path.name, path.read_bytes(), CONTEXT)
    found = figures(told)
    assert refusals(told) == []
    assert found["356", "Total", "academic_year", date(2024, 8, 1), "severe_absence_rate"] == "2.48"
    assert found["E92000001", "Primary", "academic_year", date(2024, 8, 1), "overall_absence_rate"] == "5.2"
