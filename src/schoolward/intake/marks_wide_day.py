"""Reads marks with a pupil and a day on each line, morning and afternoon side by side, as office exports give them."""

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import read_days, style_of
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.mark_cells import Cell, marks_in_cells
from schoolward.intake.mark_checks import judge
from schoolward.intake.marks_long import LAESTAB, SCHOOL, UPN, URN, school_of
from schoolward.intake.tabular import read_sheet
from schoolward.register.sessions import SessionHalf

FORMAT = "marks CSV, wide by day"

LAYOUT = Layout(
    "a marks file with one pupil and day a line",
    required=(
        UPN,
        Known("date", ("attendance date", "session date", "mark date")),
        Known("am", ("am mark", "am code", "morning", "mark am")),
        Known("pm", ("pm mark", "pm code", "afternoon", "mark pm")),
    ),
    optional=(URN, LAESTAB),
    one_of=(SCHOOL,),
)

_CELLS = (
    Cell(name="am", days_after=0, half=SessionHalf.AM),
    Cell(name="pm", days_after=0, half=SessionHalf.PM),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a marks file with one pupil and day a line."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's marks; `rows_read` counts marks (two a line, save empty cells that are not due) and broken lines."""
    sheet = read_sheet(data, LAYOUT)
    days = read_days(sheet["date"], style_of([sheet["date"]]), blank="date_missing")
    sent = marks_in_cells(
        sheet, _CELLS, school=school_of(sheet), firsts=days, received_on=context.received_on
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
