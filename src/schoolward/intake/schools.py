"""Reads schools from a file with the column names of GIAS (Get Information about Schools), by name."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import DateStyle
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import urn_of
from schoolward.intake.pupil_values import authority_of, postcode_of
from schoolward.intake.rows import Rows, by_number
from schoolward.intake.school_phases import phase_of
from schoolward.intake.tabular import Sheet, read_sheet

FORMAT = "schools CSV"

LAYOUT = Layout(
    "a schools file",
    required=(
        Known("URN", ("school urn",)),
        Known("EstablishmentName", ("name", "school name")),
        Known("LA (code)", ("la", "lea", "local authority code", "local authority")),
    ),
    optional=(
        Known("EstablishmentNumber", ("estab",)),
        Known("TypeOfEstablishment (code)", ("type code",)),
        Known("TypeOfEstablishment (name)", ("type", "type name", "type of establishment")),
        Known("PhaseOfEducation (code)", ("phase code",)),
        Known("PhaseOfEducation (name)", ("phase", "phase of education")),
        Known("Trusts (name)", ("trust", "trust name", "trusts")),
        Known("AdministrativeWard (name)", ("ward", "ward name", "administrative ward")),
        Known("Postcode", ("post code",)),
        Known("OpenDate", ("opened on", "open date")),
        Known("CloseDate", ("closed on", "close date")),
        Known("StatutoryLowAge", ("low age",)),
        Known("StatutoryHighAge", ("high age",)),
    ),
    marks_of_others=("upn",),
)

_STYLES = (DateStyle.DASHED, DateStyle.ISO, DateStyle.SLASHED)
_OLDEST_AGE = 25
_SAYING_PHASE = (
    "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)",
    "PhaseOfEducation (code)",
    "PhaseOfEducation (name)",
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a schools file."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's schools, one a line."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.SCHOOLS)
    sheet = rows.sheet
    rows.read("URN", urn_of, reason="urn_shape", blank="urn_shape", into="urn")
    rows.read("EstablishmentName", str, blank="school_name_missing", into="name")
    rows.read(
        "LA (code)", authority_of, reason="authority_code", blank="authority_code", into="local_authority"
    )
    rows.read("EstablishmentNumber", _number_of, reason="establishment_number", into=None)
    rows.put("laestab", _laestabs(sheet))
    rows.put("phase", _phases(sheet))
    rows.read("TypeOfEstablishment (name)", str, into="type_name")
    rows.read("Trusts (name)", str, into="trust")
    rows.read("AdministrativeWard (name)", str, into="ward")
    rows.read("Postcode", postcode_of, into="postcode")
    rows.read("StatutoryLowAge", _age_of, reason="school_age", into="statutory_low_age")
    rows.read("StatutoryHighAge", _age_of, reason="school_age", into="statutory_high_age")
    style = rows.style("OpenDate", "CloseDate", styles=_STYLES)
    opened = rows.days("OpenDate", style, styles=_STYLES, into="opened_on")
    closed = rows.days("CloseDate", style, styles=_STYLES, into="closed_on")
    rows.in_order(opened, closed, "closed_before_opened")
    urn = sheet["URN"]
    rows.once(
        [by_number(urn, urn_of)], shown=urn, duplicate="duplicate_school", conflict="conflicting_schools"
    )
    return rows.file(format=FORMAT)


def _number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _age_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) <= _OLDEST_AGE else None


def _laestabs(sheet: Sheet) -> pa.Array:
    """The DfE number: the authority's three digits and the establishment's four; null where it has none."""
    estab = sheet.get("EstablishmentNumber")
    if estab is None:
        return pa.nulls(len(sheet.lines), pa.int32())
    authorities = sheet["LA (code)"].mapped(lambda text: authority_of(text) and int(text), pa.int32())
    return pc.add(
        pc.multiply(authorities, pa.scalar(10_000, pa.int32())), estab.mapped(_number_of, pa.int32())
    )


def _phases(sheet: Sheet) -> pa.Array:
    """By row, judged once for each combination of type and phase that occurs."""
    columns = [sheet.get(name) for name in _SAYING_PHASE]
    index = np.column_stack([np.zeros(len(sheet.lines), np.int32) if c is None else c.index for c in columns])
    kinds, kind_of = np.unique(index, axis=0, return_inverse=True)
    texts = [[""] if column is None else column.texts() for column in columns]
    phases = [
        phase_of(
            type_code=texts[0][kind[0]], type_name=texts[1][kind[1]],
            phase_code=texts[2][kind[2]], phase_name=texts[3][kind[3]],
        )
        for kind in kinds
    ]  # fmt: skip
    return pa.array(phases, pa.string()).take(pa.array(kind_of.ravel()))
