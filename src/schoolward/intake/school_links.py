"""Reads which school followed which, from a file with the column names of GIAS's links extract."""

import numpy as np

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import DateStyle
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import urn_of
from schoolward.intake.rows import Rows, by_number
from schoolward.intake.step_details import within
from schoolward.intake.tabular import read_sheet

FORMAT = "school links CSV"

LONGEST_TYPE = 60
"""Characters."""

LAYOUT = Layout(
    "a file of links between schools",
    required=(
        Known("URN", ("school urn",)),
        Known("LinkURN", ("linked urn", "linked school urn")),
        Known("LinkType", ("type of link",)),
    ),
    optional=(
        Known("LinkName", ("linked name", "linked school")),
        Known("LinkEstablishedDate", ("link date", "linked on", "linked from")),
    ),
)

_STYLES = (DateStyle.DASHED, DateStyle.ISO, DateStyle.SLASHED)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a file of links between schools."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's links, one a line: what the school `link_urn` is to the school `urn`."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.SCHOOL_LINKS)
    urn, linked = rows.sheet["URN"], rows.sheet["LinkURN"]
    rows.read("URN", urn_of, reason="urn_shape", blank="urn_shape", into="urn")
    rows.read("LinkURN", urn_of, reason="urn_shape", blank="urn_shape", into="link_urn")
    rows.read(
        "LinkType",
        within(LONGEST_TYPE),
        reason="school_link_type",
        blank="school_link_type",
        into="link_type",
    )
    rows.read("LinkName", str, into="link_name")
    style = rows.style("LinkEstablishedDate", styles=_STYLES)
    rows.days("LinkEstablishedDate", style, styles=_STYLES, into="on")
    pairs = rows.told("urn", "link_urn", "link_type").to_pylist()
    itself = np.array([one["urn"] == one["link_urn"] for one in pairs], dtype=bool)
    rows.refusals.refuse(itself, reason="school_linked_to_itself", field="LinkURN", column=linked)
    rows.once(
        [by_number(urn, urn_of), by_number(linked, urn_of)],
        shown=linked,
        duplicate="duplicate_school_link",
        conflict="conflicting_school_links",
    )
    told = [
        followed(**one) if sound else None for one, sound in zip(pairs, rows.refusals.accepted, strict=True)
    ]
    standing = {*told} - {None}
    crossed = np.array([one is not None and one[::-1] in standing for one in told], dtype=bool)
    rows.refusals.refuse(
        crossed, reason="school_links_crossed", field="LinkType", column=rows.sheet["LinkType"]
    )
    return rows.file(format=FORMAT)


def followed(*, urn: int, link_urn: int, link_type: str) -> tuple[int, int] | None:
    """The school that came first and the one that followed it; None where the link is of another type.

    A type that begins with Predecessor names the school before `urn`; one that begins with Successor the school after.
    """
    word = link_type.casefold()
    if word.startswith("predecessor"):
        return link_urn, urn
    return (urn, link_urn) if word.startswith("successor") else None
