"""Reads DfE's wide attendance tables (a column a reason) as reference figures under our measures' names."""

from collections.abc import Callable
from datetime import date

from schoolward.intake.batches import Context, ReadFile
from schoolward.intake.days import read_days, style_of
from schoolward.intake.dfe_figures import PLACE_COLUMNS, Cells, Figures, place_of
from schoolward.intake.dfe_measures import DAY_ENROLMENTS, measure_of_column
from schoolward.intake.dfe_periods import Period, period_of
from schoolward.intake.headings import Known, Layout, heading_of, headings_in
from schoolward.intake.tabular import Column, Sheet, read_sheet
from schoolward.intake.text import decode

FORMAT = "DfE attendance CSV, wide"

_FIRST = (Known("time_period"), Known("time_identifier"), Known("possible_sessions"), *PLACE_COLUMNS[:2])
_LATER = (
    *PLACE_COLUMNS[2:],
    Known("attendance_date"),
    Known("education_phase", ("school_type",)),
    Known("breakdown"),
    Known(DAY_ENROLMENTS),
)
LAYOUT = Layout("a DfE attendance table", required=_FIRST, optional=_LATER)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a wide attendance table of DfE."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The table's figures; `rows_read` counts figures, and lines that are refused whole."""
    known = {column.name for column in LAYOUT.columns}
    headings = heading_of(decode(data, windows_1252=False).data).names
    measured = {
        heading: measure for heading in headings if (measure := measure_of_column(heading)) is not None
    }
    others = tuple(Known(heading) for heading in dict.fromkeys(measured) if heading not in known)
    sheet = read_sheet(
        data, Layout(LAYOUT.title, required=_FIRST, optional=_LATER + others), windows_1252=False
    )
    figures = Figures(sheet)
    figures.warnings = [warning for warning in sheet.warnings if "not read" not in warning]
    figures.place(
        *figures.each([known.name for known in PLACE_COLUMNS], place_of), shown=sheet["geographic_level"]
    )
    figures.date(*figures.each(_SAYING_WHEN, _when(sheet)), shown=_shown_time(sheet))
    figures.phase(sheet.get("education_phase"))
    cells = [Cells(column=sheet[heading], measure=measure) for heading, measure in measured.items()]
    enrolments = sheet.get(DAY_ENROLMENTS)
    if enrolments is not None:
        cells.append(Cells(column=enrolments, measure="enrolments", rows=figures.period_is("day")))
    return figures.file(cells, format=FORMAT)


_SAYING_WHEN = ("breakdown", "time_period", "time_identifier", "attendance_date")


def _when(sheet: Sheet) -> Callable[[str, str, str, str], Period | None]:
    """Dates a row by its span's name, year, week or term, and day, in the file's way of writing days."""
    column = sheet.get("attendance_date")
    days: dict[str, date | None] = {"": None}
    if column is not None:
        days |= zip(column.texts(), read_days(column, style_of([column])).as_dates(), strict=True)

    def when(frame: str, year: str, identifier: str, day: str) -> Period | None:
        if day and not frame and days[day] is None:
            return None  # a row of one day, and the day cannot be read
        return period_of(frame=frame, time_period=year, time_identifier=identifier, on=days.get(day))

    return when


def _shown_time(sheet: Sheet) -> Column:
    return sheet.get("attendance_date") or sheet["time_period"]
