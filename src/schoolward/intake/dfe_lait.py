"""Reads absence from DfE's Local Authority Interactive Tool (LAIT), a row an indicator, year and area."""

import re

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import Context, ReadFile
from schoolward.intake.dfe_figures import Cells, Figures, Place
from schoolward.intake.dfe_periods import Period, whole_year
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.tabular import read_sheet
from schoolward.register.years import AcademicYear

FORMAT = "DfE LAIT CSV"

LAYOUT = Layout(
    "a LAIT table",
    required=(Known("short"), Known("year"), Known("area"), Known("value"), Known("la")),
    optional=(Known("item"), Known("region")),
)

_INDICATORS = {
    "TotAbs": ("overall_absence_rate", "Total"),
    "TotAuthAbs": ("authorised_absence_rate", "Total"),
    "TotUnAuthAbs": ("unauthorised_absence_rate", "Total"),
    "PriTotAbs": ("overall_absence_rate", "Primary"),
    "PriAuth": ("authorised_absence_rate", "Primary"),
    "PriUnauth": ("unauthorised_absence_rate", "Primary"),
    "SecTotAbs": ("overall_absence_rate", "Secondary"),
    "SecAuth": ("authorised_absence_rate", "Secondary"),
    "SecUnauth": ("unauthorised_absence_rate", "Secondary"),
    "total_absence_special": ("overall_absence_rate", "Special"),
    "authorised_absence_special": ("authorised_absence_rate", "Special"),
    "unauthorised_absence_special": ("unauthorised_absence_rate", "Special"),
    "TotPerAbNew": ("persistent_absence_rate", "Total"),
    "SFPriPerAbNew": ("persistent_absence_rate", "Primary"),
    "SFSecPerAbNew": ("persistent_absence_rate", "Secondary"),
    "SpecPerAbNew": ("persistent_absence_rate", "Special"),
    "TotSevPerAbNew": ("severe_absence_rate", "Total"),
    "SFPriSevPerAbNew": ("severe_absence_rate", "Primary"),
    "SFSecSevPerAbNew": ("severe_absence_rate", "Secondary"),
    "SpecSevPerAbNew": ("severe_absence_rate", "Special"),
}
"""LAIT's short names. Indicators that are not of absence are passed over."""

_REGIONS = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}
_ENGLAND = "E92000001"
_AUTHORITY = re.compile(r"([2-9][0-9]{2})(?:\.0)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a LAIT table."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The table's rates of absence. LAIT's year is that in which the academic year ends: 2025 is 2024/25."""
    figures = Figures(read_sheet(data, LAYOUT, windows_1252=False))
    sheet = figures.sheet
    short, indicators = sheet["short"], [_INDICATORS.get(text) for text in sheet["short"].texts()]
    figures.leave_out(
        np.array([indicator is None for indicator in indicators], dtype=bool)[short.index],
        why="of indicators that are not of absence",
    )
    figures.place(*figures.each(("area", "la"), _place_of), shown=sheet["area"])
    figures.date(*figures.each(("year",), _year_ending), shown=sheet["year"])
    phases = [indicator and indicator[1] for indicator in indicators]
    figures.put(phase=pa.array(phases, pa.string()).take(pa.array(short.index)))
    cells = [
        Cells(
            column=sheet["value"],
            measure=measure,
            rows=np.array([held is not None and held[0] == measure for held in indicators], dtype=bool)[
                short.index
            ],
        )
        for measure in sorted({indicator[0] for indicator in _INDICATORS.values()})
    ]
    return figures.file(cells, format=FORMAT)


def _place_of(area: str, la: str) -> object:
    if area == "England":
        return Place(level="national", code=_ENGLAND, name=area)
    if area in _REGIONS and la.startswith("98"):
        return Place(level="regional", code=_REGIONS[area], name=area)
    shaped = _AUTHORITY.fullmatch(la)
    if shaped is None or la.startswith(("97", "98", "99")):
        return area if area else None
    return Place(level="local_authority", code=shaped[1], name=area)


def _year_ending(text: str) -> Period | None:
    return whole_year(AcademicYear(int(text) - 1)) if _YEAR.fullmatch(text) else None
