"""Reads term dates, holidays, closures and INSET days, for all schools of the authority or for one."""

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import EARLIEST_MARK, Days, years_after
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import urn_of
from schoolward.intake.marks_long import URN
from schoolward.intake.rows import Rows
from schoolward.intake.tabular import read_sheet
from schoolward.register.sessions import SessionHalf

FORMAT = "calendar CSV"

LONGEST_SPAN = 400
"""Days: an academic year and a little more."""

LAYOUT = Layout(
    "a calendar file",
    required=(
        Known("kind", ("type", "event", "event type", "day type", "term")),
        Known(
            "first_on",
            ("first", "from", "start date", "first day", "from date", "date from", "start", "starts on"),
        ),
        Known(
            "last_on", ("last", "to", "end date", "last day", "to date", "date to", "end", "ends on", "until")
        ),
    ),
    optional=(
        URN,
        Known("session", ("am pm", "half day")),
        Known("name", ("description", "title", "event name")),
    ),
    marks_of_others=("upn", "uniquepupilnumber", "geographiclevel"),
)

_KINDS = {
    "term": "term",
    "term dates": "term",
    **{
        f"{season}{part}": "term"
        for season in ("autumn", "spring", "summer")
        for part in ("", " term", " 1", " 2", " term 1", " term 2")
    },
    "holiday": "holiday",
    "holidays": "holiday",
    "school holiday": "holiday",
    "half term": "holiday",
    "half-term": "holiday",
    "bank holiday": "holiday",
    "closure": "closure",
    "closed": "closure",
    "inset": "inset",
    "inset day": "inset",
    "open": "open",
}
_SESSIONS = {"am": SessionHalf.AM, "pm": SessionHalf.PM}


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a calendar file."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's spans of days, one a line. Spans may overlap: what an overlap means is the calendar's to decide."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.CALENDAR)
    rows.read("urn", urn_of, reason="urn_shape")
    rows.read(
        "kind",
        lambda text: _KINDS.get(" ".join(text.casefold().split())),
        reason="calendar_kind",
        blank="calendar_kind",
    )
    rows.read("session", lambda text: _SESSIONS.get(text.casefold()), reason="calendar_session")
    rows.texts("name")
    style = rows.style("first_on", "last_on")
    bounds = (EARLIEST_MARK, years_after(context.received_on, 3))
    first = rows.days("first_on", style, blank="date_missing", bounds=bounds, outside="calendar_range")
    last = rows.days("last_on", style, blank="date_missing", bounds=bounds, outside="calendar_range")
    rows.in_order(first, last, "last_before_first")
    _refuse_long_spans(rows, first, last)
    return rows.file(format=FORMAT)


def _refuse_long_spans(rows: Rows, first: Days | None, last: Days | None) -> None:
    if first is None or last is None:
        return  # the layout requires both
    both = first.is_day()[first.column.index] & last.is_day()[last.column.index]
    days = last.by_row().astype("int64") - first.by_row()
    rows.refusals.refuse(
        both & (days >= LONGEST_SPAN), reason="span_too_long", field="last_on", column=last.column
    )
