"""Marks side by side: a day a line or a week a line, and what an empty cell is."""

from datetime import date, timedelta

from schoolward.intake import marks_wide_day, marks_wide_week
from tests.spec.intake.sent_tables import CONTEXT, URN, A, B, accepted, refusals, table

DAY = "urn,upn,date,am,pm"
WEEK = "urn,upn,week_beginning," + ",".join(
    f"{day}_{half}" for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm")
)
MONDAY = date(2026, 9, 7)


def test_a_day_gives_two_marks() -> None:
    told = marks_wide_day.read(
        "m.csv", table(DAY, f"{URN},{A},2026-09-08,/,\\", f"{URN},{B},2026-09-08,I,-"), CONTEXT
    )
    assert accepted(told, "line", "upn", "session", "code") == [
        (2, A, "AM", "/"),
        (2, A, "PM", "\\"),
        (3, B, "AM", "I"),
        (3, B, "PM", "-"),
    ]
    assert told.rows_read == 4, "two marks a line"


def test_an_empty_cell_is_a_missing_mark_on_a_school_day_that_is_past() -> None:
    data = table(
        DAY,
        f"{URN},{A},2026-11-19,/,",  # the Thursday before the file came
        f"{URN},{A},2026-11-20,/,",  # the day on which it came: the afternoon is not due yet
        f"{URN},{A},2026-11-14,,",  # a Saturday
        f"{URN},{A},2026-11-21,,",  # a day to come
        f"{URN},{A},2026-11-24,,",
    )
    told = marks_wide_day.read("m.csv", data, CONTEXT)
    assert accepted(told, "line", "session", "code") == [(2, "AM", "/"), (2, "PM", ""), (3, "AM", "/")]
    assert (told.rows_read, refusals(told)) == (3, [])


def test_a_mark_on_a_saturday_is_a_mark() -> None:
    told = marks_wide_day.read("m.csv", table(DAY, f"{URN},{A},2026-11-14,/,"), CONTEXT)
    assert accepted(told, "session", "code") == [("AM", "/")]


def test_faults_of_a_day_are_told_for_each_mark() -> None:
    data = table(
        DAY,
        f"{URN},{A},2026-09-08,\\,\\",
        f"{URN},{A},2026-09-09,/,/",
        f"{URN},{A},2026-09-31,/,\\",
        f"{URN},?,2026-09-08,/,\\",
        f"{URN},{B},2026-09-08,X01,i",
        f"{URN},{B},2026-11-23,,\\",
        f"{URN},{B},2026-09-08",
        f"{URN},{B},2026-09-10,/,\\",
    )
    told = marks_wide_day.read("m.csv", data, CONTEXT)
    assert refusals(told) == [
        (2, "am", "code_afternoon_only"),
        (3, "pm", "code_morning_only"),
        (4, "date", "date_not_real"),
        (4, "date", "date_not_real"),
        (5, "upn", "upn_shape"),
        (5, "upn", "upn_shape"),
        (6, "am", "code_unknown"),
        (6, "pm", "code_letter_case"),
        (7, "date", "date_in_future"),
        (8, "line", "line_shape"),
    ]
    assert accepted(told, "line", "session") == [(2, "PM"), (3, "AM"), (9, "AM"), (9, "PM")]
    assert told.rows_read == 14


def test_conflicts_in_a_wide_file_name_the_cell() -> None:
    data = table(DAY, f"{URN},{A},2026-09-08,/,\\", f"{URN},{A},2026-09-08,/,N")
    told = marks_wide_day.read("m.csv", data, CONTEXT)
    assert refusals(told) == [
        (2, "pm", "conflicting_marks"),
        (3, "am", "duplicate_mark"),
        (3, "pm", "conflicting_marks"),
    ]


def test_a_week_gives_ten_marks_on_its_days() -> None:
    cells = ["/", "\\", "I", "I", "", "\\", "L", "-", "/", "\\"]
    told = marks_wide_week.read("m.csv", table(WEEK, f"{URN},{A},{MONDAY},{','.join(cells)}"), CONTEXT)
    assert accepted(told, "date", "session", "code") == [
        (MONDAY + timedelta(days=at // 2), "AM" if at % 2 == 0 else "PM", code)
        for at, code in enumerate(cells)
    ]
    assert told.rows_read == 10


SPELLINGS = (
    "URN,UPN,W/C,Mon AM,Mon PM,Tue AM,Tue PM,Wed AM,Wed PM,Thu AM,Thu PM,Fri AM,Fri PM",
    "urn,upn,Week Commencing,MonAM,MonPM,TuesAM,TuesPM,WedsAM,WedsPM,ThursAM,ThursPM,FriAM,FriPM",
    "urn,upn,week starting,Monday AM,Monday PM,Tuesday AM,Tuesday PM,Wednesday AM,Wednesday PM,"
    "Thursday AM,Thursday PM,Friday AM,Friday PM",
)


def test_a_week_in_other_spellings() -> None:
    for heading in SPELLINGS:
        told = marks_wide_week.read("m.csv", table(heading, f"{URN},{A},07/09/2026" + ",I" * 10), CONTEXT)
        assert told.accepted.num_rows == 10, heading


def test_weekend_columns_hold_marks_only_where_something_stands() -> None:
    heading = WEEK + ",sat_am,sat_pm,sun_am,sun_pm"
    told = marks_wide_week.read("m.csv", table(heading, f"{URN},{A},{MONDAY}{',I' * 10},/,,-,#"), CONTEXT)
    assert accepted(told, "date", "code")[10:] == [
        (MONDAY + timedelta(days=5), "/"),
        (MONDAY + timedelta(days=6), "#"),
    ]
    assert told.rows_read == 12


def test_days_without_a_column_have_no_marks() -> None:
    told = marks_wide_week.read(
        "m.csv", table("urn,upn,w/c,mon_am,tue_pm", f"{URN},{A},{MONDAY},/,"), CONTEXT
    )
    assert accepted(told, "date", "session", "code") == [
        (MONDAY, "AM", "/"),
        (MONDAY + timedelta(days=1), "PM", ""),
    ]


def test_the_present_week_has_marks_only_as_far_as_they_are_due() -> None:
    row = f"{URN},{A},2026-11-16,/,\\,/,\\,/,,/,\\,/,"
    told = marks_wide_week.read("m.csv", table(WEEK, row), CONTEXT)
    assert [code for (code,) in accepted(told, "code")] == ["/", "\\", "/", "\\", "/", "", "/", "\\", "/"]
    next_week = f"{URN},{A},2026-11-23,/{',' * 9}"
    told = marks_wide_week.read("m.csv", table(WEEK, row, next_week), CONTEXT)
    assert refusals(told) == [(3, "week_beginning", "date_in_future")]
    assert told.rejected["value"].to_pylist() == ["2026-11-23"]


def test_a_week_that_does_not_begin_on_a_monday_is_refused_mark_by_mark() -> None:
    data = table(WEEK, f"{URN},{A},2026-09-08{',I' * 10}", f"{URN},{B},2026-09-07{',I' * 10}")
    told = marks_wide_week.read("m.csv", data, CONTEXT)
    assert refusals(told) == [(2, "week_beginning", "week_not_monday")] * 10
    assert told.rejected["value"].to_pylist() == ["2026-09-08"] * 10
    assert told.accepted.num_rows == 10


def test_a_fault_in_a_cell_of_the_week_names_its_column() -> None:
    cells = ["/", "\\", "I", "q", "?", "\\", "\\", "\\", "/", "\\"]
    told = marks_wide_week.read("m.csv", table(WEEK, f"{URN},{A},{MONDAY},{','.join(cells)}"), CONTEXT)
    assert sorted(refusals(told)) == [
        (2, "thu_am", "code_afternoon_only"),
        (2, "tue_pm", "code_letter_case"),
        (2, "wed_am", "code_unknown"),
    ]
