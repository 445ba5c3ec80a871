"""Reads what has been done with children already, as other systems and spreadsheets hold it: one event a row."""

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import EARLIEST_MARK, number_of, years_after
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import upn_reasons, urn_of
from schoolward.intake.marks_long import UPN, URN
from schoolward.intake.rows import Rows
from schoolward.intake.step_conflicts import FIELD_OF, conflicts, others_of_their_reference, repeats
from schoolward.intake.step_details import detail_and_reason, within
from schoolward.intake.tabular import Column, Sheet, read_sheet
from schoolward.law.steps import EVENTS, FIXED_AHEAD, StepKind

FORMAT = "steps CSV"

LONGEST_REFERENCE = 60
LONGEST_PARENT = 40
"""Characters. The parent is told by the sender's own reference, never by name."""

YEARS_AHEAD = 4
"""Further ahead no day is fixed with a child; an order may be prolonged by years at a time."""

LAYOUT = Layout(
    "a steps file",
    required=(
        UPN,
        Known("kind", ("step kind", "kind of step", "step type", "step", "type")),
        Known("reference", ("ref", "reference number", "reference no", "ref no")),
        Known("event", ("step event", "what happened")),
        Known("on", ("event date", "date of event", "happened on", "date", "day")),
    ),
    optional=(
        URN,
        Known("parent", ("parent reference", "parent ref", "parent id")),
        Known("detail", ("details", "event detail")),
        Known("source", ("source system", "sender")),
    ),
)

_PARTINGS = re.compile(r"[\s\-_]+")
_KINDS: Mapping[str, StepKind] = {kind.value: kind for kind in StepKind}


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a steps file."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's events. A reference is told whole or not at all: one row that is refused takes its others along."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.STEPS)
    sheet = rows.sheet
    rows.refusals.refuse_values(sheet["upn"], upn_reasons(sheet["upn"].distinct))
    rows.texts("upn", "source")
    rows.read("kind", kind_of, reason="step_kind", blank="step_kind")
    rows.read("reference", within(LONGEST_REFERENCE), reason="step_reference", blank="step_reference")
    rows.read("event", as_we_write_it)
    _judge_events(rows)
    _read_days(rows, context)
    rows.read("urn", urn_of, reason="urn_shape")
    rows.read("parent", within(LONGEST_PARENT), reason="step_parent")
    _read_details(rows)
    _refuse_what_cannot_stand_together(rows)
    return rows.file(format=FORMAT)


def kind_of(text: str) -> StepKind | None:
    """The kind that the words name: `Penalty notice` is `penalty_notice`; None for what is none of ours."""
    return _KINDS.get(as_we_write_it(text))


def as_we_write_it(text: str) -> str:
    """A name in small letters, with `_` for spaces and hyphens."""
    return _PARTINGS.sub("_", text.casefold()).strip("_")


def _combinations(sheet: Sheet, *names: str) -> tuple[list[tuple[str, ...]], Column]:
    """The texts that stand together in these columns, and by row which; the column holds the last text of each.

    A column that the file lacks is empty in every row.
    """
    if not len(sheet.lines):
        return [], Column(name=names[-1], distinct=pa.array([], pa.string()), index=np.array([], np.int64))
    absent = Column(name="", distinct=pa.array([""]), index=np.zeros(len(sheet.lines), np.int64))
    columns = [sheet.get(name) or absent for name in names]
    found, index = np.unique(np.column_stack([c.index for c in columns]), axis=0, return_inverse=True)
    texts = [column.texts() for column in columns]
    told = [tuple(held[at] for held, at in zip(texts, places, strict=True)) for places in found.tolist()]
    last = pa.array([words[-1] for words in told], pa.string())
    return told, Column(name=names[-1], distinct=last, index=index.ravel())


def _judge_events(rows: Rows) -> None:
    told, column = _combinations(rows.sheet, "kind", "event")
    kinds = [(kind_of(kind), as_we_write_it(event)) for kind, event in told]
    known = [kind is None or event in EVENTS[kind] for kind, event in kinds]
    rows.refusals.refuse_values(column, [None if is_known else "step_event" for is_known in known])


def _read_days(rows: Rows, context: Context) -> None:
    """Reads the day of each event: one to come only where the event is a day that is fixed ahead."""
    bounds = (EARLIEST_MARK, years_after(context.received_on, YEARS_AHEAD))
    days = rows.days("on", rows.style("on"), blank="date_missing", bounds=bounds, outside="step_range")
    assert days is not None  # the layout requires it
    event = rows.sheet["event"]
    fixed = np.array([as_we_write_it(text) in FIXED_AHEAD for text in event.texts()], dtype=bool)[event.index]
    to_come = days.is_day()[days.column.index] & (days.by_row() > number_of(context.received_on))
    rows.refusals.refuse(to_come & ~fixed, reason="step_not_yet", field="on", column=days.column)


def _read_details(rows: Rows) -> None:
    told, column = _combinations(rows.sheet, "kind", "event", "detail")
    judged: list[tuple[str | None, str | None]] = []
    for kind, event, text in told:
        known = kind_of(kind)
        wanted = EVENTS[known].get(as_we_write_it(event)) if known else None
        judged.append((None, None) if wanted is None else detail_and_reason(wanted, text))
    rows.refusals.refuse_values(column, [reason for _, reason in judged])
    details = pa.array([detail for detail, _ in judged], pa.string())
    rows.put("detail", details.take(pa.array(column.index)))


def _refuse_what_cannot_stand_together(rows: Rows) -> None:
    told = rows.told("kind", "reference", "event", "on", "detail", "upn", "urn", "parent", "source")
    sound = np.flatnonzero(rows.refusals.accepted)
    for reason, places in conflicts(told.take(pa.array(sound))).items():
        _refuse(rows, sound[places], reason)
    named = told["kind"].is_valid().to_numpy() & told["reference"].is_valid().to_numpy()
    others = others_of_their_reference(told, ~rows.refusals.accepted & named)
    _refuse(rows, others, "step_incomplete")
    standing = np.flatnonzero(rows.refusals.accepted)
    _refuse(rows, standing[repeats(told.take(pa.array(standing)))], "duplicate_step")


def _refuse(rows: Rows, places: np.ndarray, reason: str) -> None:
    mask = np.zeros(len(rows.sheet.lines), dtype=bool)
    mask[places] = True
    field = FIELD_OF[reason]
    rows.refusals.refuse(mask, reason=reason, field=field, column=rows.sheet.get(field))
