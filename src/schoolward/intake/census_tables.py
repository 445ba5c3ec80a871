"""Reads the School Census as COLLECT extracts it into tables: pupils on roll, leavers, and reasons."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import TERMLY_ABSENCE, Context, Kind, ReadFile
from schoolward.intake.census_absence import SENT_ABSENCE, check_absence
from schoolward.intake.headings import Known, Layout, fold, headings_in
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Sheet, read_sheet

FORMAT = "School Census table"

_PUPIL_ROW = Known("pupil row", ("pupilonrolltableid", "pupilnolongeronrolltableid"))
_SCHOOL = Known("NativeId", ("urn", "laestab"))
_WINDOWS = {"termly": "termly", "summer_half_term_2": "summerhalfterm2"}

_PUPILS = pa.schema(
    {"row": pa.string(), "upn": pa.string(), **{f"{window} possible": pa.string() for window in _WINDOWS}}
)

PUPILS_TABLE = Layout(
    "a School Census table of pupils",
    required=(_PUPIL_ROW, _SCHOOL, Known("upn"), Known("termlysessionspossible")),
    optional=tuple(
        Known(f"{window}sessions{what}")
        for window in _WINDOWS.values()
        for what in ("possible", "authorised", "unauthorised")
        if (window, what) != ("termly", "possible")
    ),
)
REASONS_TABLE = Layout(
    "a School Census table of reasons for absence",
    required=(_PUPIL_ROW, _SCHOOL, Known("sessions"), Known("attendancereason")),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of one of the tables; the file's name does not matter."""
    headings = headings_in(head)
    return PUPILS_TABLE.fits(headings) or REASONS_TABLE.fits(headings)


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """One table alone. A table of reasons holds no UPN: without its table of pupils every row is refused."""
    return read_together({name: data}, context)[name]


def read_together(files: Mapping[str, bytes], context: Context) -> dict[str, ReadFile]:
    """Tables of one census, each table of reasons tied to its pupils by their row in the tables of pupils.

    A line is refused whole, for its first fault; an accepted line of pupils gives a row for each window in it.
    """
    reasons = {name for name, data in files.items() if REASONS_TABLE.fits(headings_in(data))}
    pupils = {name: read_sheet(data, PUPILS_TABLE) for name, data in files.items() if name not in reasons}
    known = pa.concat_tables([_pupils_known(sheet) for sheet in pupils.values()] or [_PUPILS.empty_table()])
    given = {name: _pupils_table(sheet) for name, sheet in pupils.items()}
    for name in sorted(reasons):
        given[name] = _reasons_table(read_sheet(files[name], REASONS_TABLE), known)
    return {name: given[name] for name in files}


def _pupils_known(sheet: Sheet) -> pa.Table:
    columns = {"row": _cells(sheet, "pupil row"), "upn": _cells(sheet, "upn")}
    for window, prefix in _WINDOWS.items():
        columns[f"{window} possible"] = _cells(sheet, f"{prefix}sessionspossible")
    known = pa.table(columns, schema=_PUPILS)
    return known.filter(pc.not_equal(known["row"], ""))


def _pupils_table(sheet: Sheet) -> ReadFile:
    count = len(sheet.lines)
    by_window = [_sent_in(sheet, window, place) for place, window in enumerate(_WINDOWS)]
    without = np.setdiff1d(np.arange(count), np.concatenate([rows for rows, _ in by_window]))
    nothing = _sent(sheet, without, {"window": pa.nulls(len(without), pa.string())})
    sent = pa.concat_tables([*(table for _, table in by_window), nothing])
    accepted, rejected = check_absence(sent)
    faulty = rejected["line"].to_numpy()
    first = np.unique(faulty, return_index=True)[1]
    accepted = accepted.filter(pc.invert(pc.is_in(accepted["line"], pa.array(faulty, pa.int32()))))
    windowless = pc.sum(pc.is_null(accepted["window"])).as_py() or 0
    accepted = accepted.filter(pc.is_valid(accepted["window"])).sort_by("line")
    warnings = (
        [f"{windowless:,} pupils came without sessions: no absence is known of them"] if windowless else []
    )
    spoiled = Refusals(0).table(sheet.lines[:0], sheet.spoiled)
    return _read_file(sheet, accepted, pa.concat_tables([rejected.take(pa.array(first)), spoiled]), warnings)


def _sent_in(sheet: Sheet, window: str, place: int) -> tuple[np.ndarray, pa.Table]:
    """The rows whose line says anything of the window, and what it says."""
    prefix = f"{_WINDOWS[window]}sessions"
    cells = {what: _cells(sheet, f"{prefix}{what}") for what in ("possible", "authorised", "unauthorised")}
    says = np.zeros(len(sheet.lines), dtype=bool)
    for column in cells.values():
        says |= pc.fill_null(pc.not_equal(column, ""), False).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(says)
    at = pa.array(rows)
    columns = {
        "window": pa.repeat(pa.scalar(window, pa.string()), len(rows)),
        "figure": pa.array(rows * len(_WINDOWS) + place, pa.int32()),
        **{what: column.take(at) for what, column in cells.items()},
    }
    return rows, _sent(sheet, rows, columns)


def _sent(sheet: Sheet, rows: np.ndarray, columns: Mapping[str, pa.Array]) -> pa.Table:
    """SENT_ABSENCE of these rows: the school and the pupil from the sheet, the rest as given."""
    at = pa.array(rows)
    held = {
        "line": pa.array(sheet.lines[rows], pa.int32()),
        "figure": pa.array(rows * len(_WINDOWS), pa.int32()),
        "school": _cells(sheet, "NativeId").take(at),
        "upn": _cells(sheet, "upn").take(at),
        **columns,
    }
    return pa.table(
        {name: held.get(name, pa.nulls(len(rows), pa.string())) for name in SENT_ABSENCE.names}, SENT_ABSENCE
    )


def _reasons_table(sheet: Sheet, known: pa.Table) -> ReadFile:
    window = _window_of(sheet)
    ids = _cells(sheet, "pupil row")
    place = pc.index_in(ids, known["row"].combine_chunks())
    tied = np.flatnonzero(pc.is_valid(place).to_numpy(zero_copy_only=False))
    pupils = known.take(place.take(pa.array(tied)))
    columns = {
        "upn": pupils["upn"],
        "window": pa.repeat(pa.scalar(window, pa.string()), len(tied)),
        "figure": pa.array(place.take(pa.array(tied)), pa.int32()),
        "possible": pupils[f"{window} possible"],
        "code": _cells(sheet, "attendancereason").take(pa.array(tied)),
        "code_sessions": _cells(sheet, "sessions").take(pa.array(tied)),
    }
    accepted, rejected = check_absence(_sent(sheet, tied, columns))
    refusals = Refusals(len(ids))
    refusals.refuse(
        ~np.isin(np.arange(len(ids)), tied),
        reason="needs_on_roll_table",
        field="pupilonrolltableid",
        column=sheet["pupil row"],
    )
    loose = refusals.table(sheet.lines, sheet.spoiled)
    return _read_file(sheet, accepted, pa.concat_tables([rejected, loose]), [])


def _window_of(sheet: Sheet) -> str:
    folded = [fold(name) for name in sheet.heading.names]
    return next(
        (w for w, prefix in _WINDOWS.items() if any(n.startswith(f"{prefix}session") for n in folded)),
        "termly",
    )


def _cells(sheet: Sheet, name: str) -> pa.Array:
    """The column's cells; empty where the table does not have the column."""
    column = sheet.get(name)
    return (
        column.distinct.take(pa.array(column.index))
        if column
        else pa.repeat(pa.scalar("", pa.string()), len(sheet.lines))
    )


def _read_file(sheet: Sheet, accepted: pa.Table, rejected: pa.Table, warnings: list[str]) -> ReadFile:
    # A census table has some sixty columns about other things: to list them would hide what matters.
    kept = [w for w in sheet.warnings if not w.startswith("columns that are not read")]
    return ReadFile(
        kind=Kind.TERMLY_ABSENCE,
        format=FORMAT,
        rows_read=accepted.num_rows + rejected.num_rows,
        accepted=accepted.cast(TERMLY_ABSENCE),
        rejected=rejected.sort_by("line"),
        warnings=(*kept, *warnings),
    )
