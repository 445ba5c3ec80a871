"""Reads who belongs to which cohort from when to when: looked after, child in need, young carer and whatever else."""

import re
from datetime import date

import numpy as np

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import years_after
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import upn_reasons
from schoolward.intake.marks_long import UPN
from schoolward.intake.rows import Rows, by_number
from schoolward.intake.tabular import read_sheet

FORMAT = "cohorts CSV"

EARLIEST = date(1980, 1, 1)
"""No pupil of today was anything before this."""

LAYOUT = Layout(
    "a cohorts file",
    required=(
        UPN,
        Known("cohort", ("cohort name", "group", "vulnerability", "status")),
        Known(
            "from_on", ("from", "start date", "from date", "starts on", "date from", "valid from", "start")
        ),
    ),
    optional=(
        Known(
            "until_on",
            ("until", "end date", "to", "until date", "to date", "ends on", "date to", "valid to", "end"),
        ),
        Known("source", ("source system", "sender")),
    ),
    marks_of_others=("entryon", "entrydate", "dateofentry", "admissiondate", "doa"),
)

_COHORT = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PARTINGS = re.compile(r"[\s\-/&.]+|_+")


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a cohorts file."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's memberships, one spell a line."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.COHORTS)
    sheet = rows.sheet
    rows.refusals.refuse_values(sheet["upn"], upn_reasons(sheet["upn"].distinct))
    rows.texts("upn", "source")
    rows.read("cohort", cohort_of, reason="cohort_name", blank="cohort_name")
    style = rows.style("from_on", "until_on")
    bounds = (EARLIEST, years_after(context.received_on, 2))
    first = rows.days("from_on", style, blank="date_missing", bounds=bounds, outside="spell_range")
    until = rows.days(
        "until_on", style, bounds=(EARLIEST, years_after(context.received_on, 30)), outside="spell_range"
    )
    rows.in_order(first, until, "until_before_from")
    assert first is not None  # the layout requires it
    keys: list[np.ndarray] = [sheet["upn"].index, by_number(sheet["cohort"], cohort_of), first.by_row()]
    rows.once(
        keys,
        shown=sheet["cohort"],
        duplicate="duplicate_spell",
        conflict="conflicting_spells",
        content=[until.by_row() if until is not None else np.zeros(len(sheet.lines))],
    )
    return rows.file(format=FORMAT)


def cohort_of(text: str) -> str | None:
    """The cohort's name as we write it: `Looked After` is `looked_after`; None for what cannot be a name."""
    name = _PARTINGS.sub("_", text.strip().casefold()).strip("_")
    return name if _COHORT.fullmatch(name) else None
