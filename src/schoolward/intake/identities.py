"""Reads decisions on which records are one child's: the record decided on, and the one that is kept for both."""

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import upn_reasons
from schoolward.intake.marks_long import UPN
from schoolward.intake.rows import Rows
from schoolward.intake.step_conflicts import numbered
from schoolward.intake.step_details import within
from schoolward.intake.tabular import read_sheet

FORMAT = "identity decisions CSV"

LONGEST_REFERENCE = 60
"""Characters."""

LAYOUT = Layout(
    "a file of identity decisions",
    required=(
        UPN,
        Known("same_as_upn", ("same as", "same child as", "kept upn")),
        Known("reference", ("decision reference", "decision ref", "decision")),
    ),
    optional=(Known("source", ("source system", "sender")),),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a file of identity decisions."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's decisions, one record a line; a record that is the same as itself stands on its own."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.IDENTITIES)
    record, kept = rows.sheet["upn"], rows.sheet["same_as_upn"]
    rows.refusals.refuse_values(record, upn_reasons(record.distinct))
    faults = zip(kept.texts(), upn_reasons(kept.distinct), strict=True)
    rows.refusals.refuse_values(kept, [fault if text else None for text, fault in faults])
    rows.texts("upn", "same_as_upn", "source")
    rows.read("reference", within(LONGEST_REFERENCE), reason="identity_reference", blank="identity_reference")
    rows.put("same_as_upn", _other_record(rows.told("upn", "same_as_upn")))
    decision = rows.told("same_as_upn", "reference", "source")
    rows.once(
        [record.index],
        shown=record,
        duplicate="duplicate_identity",
        conflict="conflicting_identities",
        content=[numbered(decision, *decision.column_names)],
    )
    return rows.file(format=FORMAT)


def _other_record(told: pa.Table) -> pa.Array:
    """By row: the record that is kept, null where it is the one decided on."""
    is_itself = pc.fill_null(pc.equal(told["upn"], told["same_as_upn"]), False)
    return pc.if_else(is_itself, pa.scalar(None, pa.string()), told["same_as_upn"]).combine_chunks()
