"""Reads DfE's tidy attendance tables (a row a reason), as Explore Education Statistics publishes them."""

import numpy as np

from schoolward.intake.batches import Context, ReadFile
from schoolward.intake.dfe_figures import PLACE_COLUMNS, Cells, Figures, place_of
from schoolward.intake.dfe_measures import measure_of_reason, rate_of_reason
from schoolward.intake.dfe_periods import Period, period_of
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.tabular import read_sheet

FORMAT = "DfE attendance CSV, tidy"

LAYOUT = Layout(
    "a tidy DfE attendance table",
    required=(
        Known("time_period"),
        Known("time_identifier"),
        Known("attendance_reason"),
        Known("session_count"),
        *PLACE_COLUMNS[:2],
    ),
    optional=(
        *PLACE_COLUMNS[2:],
        Known("time_frame"),
        Known("education_phase"),
        Known("session_percent"),
    ),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a tidy attendance table of DfE."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The table's figures; rows under labels that are none of our measures are passed over with a warning."""
    figures = Figures(read_sheet(data, LAYOUT, windows_1252=False))
    sheet = figures.sheet
    figures.warnings = [warning for warning in sheet.warnings if "not read" not in warning]
    figures.place(
        *figures.each([known.name for known in PLACE_COLUMNS], place_of), shown=sheet["geographic_level"]
    )
    figures.date(
        *figures.each(("time_frame", "time_period", "time_identifier"), _when), shown=sheet["time_period"]
    )
    figures.phase(sheet.get("education_phase"))
    reason = sheet["attendance_reason"]
    counted = [measure_of_reason(text) for text in reason.texts()]
    figures.leave_out(
        np.array([measure is None for measure in counted], dtype=bool)[reason.index],
        why="under labels that are none of our measures",
    )
    cells: list[Cells] = []
    shared = sheet.get("session_percent")
    rates = [rate_of_reason(text) for text in reason.texts()]
    for column, measures in ((sheet["session_count"], counted), (shared, rates)):
        if column is None:
            continue
        for measure in sorted({measure for measure in measures if measure is not None}):
            rows = np.array([held == measure for held in measures], dtype=bool)[reason.index]
            cells.append(Cells(column=column, measure=measure, rows=rows))
    return figures.file(cells, format=FORMAT)


def _when(frame: str, year: str, identifier: str) -> Period | None:
    return period_of(frame=frame, time_period=year, time_identifier=identifier, on=None)
