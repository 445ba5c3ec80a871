"""Reads marks with a pupil and a week on each line, the week's sessions side by side, as office exports give them."""

from dataclasses import replace

import numpy as np

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import Days, read_days, style_of
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.mark_cells import Cell, marks_in_cells
from schoolward.intake.mark_checks import judge
from schoolward.intake.marks_long import LAESTAB, SCHOOL, UPN, URN, school_of
from schoolward.intake.tabular import read_sheet
from schoolward.register.sessions import SessionHalf

FORMAT = "marks CSV, wide by week"

_WEEKDAYS = (
    ("mon", "monday"),
    ("tue", "tues", "tuesday"),
    ("wed", "weds", "wednesday"),
    ("thu", "thur", "thurs", "thursday"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
)
_CELLS = tuple(
    Cell(name=f"{names[0]}_{half.value.lower()}", days_after=after, half=half)
    for after, names in enumerate(_WEEKDAYS)
    for half in SessionHalf
)
_MONDAY = 4  # 1970-01-05


def _known(cell: Cell) -> Known:
    names, half = _WEEKDAYS[cell.days_after], cell.half.value
    return Known(
        cell.name, tuple(f"{name} {half}" for name in names[1:]) + tuple(f"{half} {name}" for name in names)
    )


LAYOUT = Layout(
    "a marks file with one pupil and week a line",
    required=(
        UPN,
        Known("week_beginning", ("week commencing", "w/c", "week starting", "week start", "monday")),
    ),
    optional=(URN, LAESTAB, *(_known(cell) for cell in _CELLS)),
    one_of=(SCHOOL, tuple((cell.name,) for cell in _CELLS if cell.days_after < 5)),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a marks file with one pupil and week a line."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's marks; `rows_read` counts marks (one a cell, save empty ones that are not due) and broken lines."""
    sheet = read_sheet(data, LAYOUT)
    column = sheet["week_beginning"]
    weeks = _from_monday(read_days(column, style_of([column]), blank="date_missing"))
    cells = [cell for cell in _CELLS if cell.name in sheet.columns]
    sent = marks_in_cells(
        sheet, cells, school=school_of(sheet), firsts=weeks, received_on=context.received_on
    )
    judged = judge(sent, context)
    return ReadFile(
        kind=Kind.MARKS,
        format=FORMAT,
        rows_read=sent.rows_read,
        accepted=judged.accepted,
        rejected=judged.rejected,
        warnings=(*sheet.warnings, *judged.warnings),
    )


def _from_monday(weeks: Days) -> Days:
    """The weeks with a reason against each that does not begin on a Monday."""
    reasons = list(weeks.reasons)
    for at in np.flatnonzero(weeks.is_day() & ((weeks.numbers - _MONDAY) % 7 != 0)):
        reasons[at] = "week_not_monday"
    return replace(weeks, reasons=tuple(reasons))
