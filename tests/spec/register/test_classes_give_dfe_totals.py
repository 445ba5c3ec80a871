"""The classes give the Department for Education's own totals from its own counts of each code.

Source: DfE attendance-data-dashboard, files of October 2023 and of 29 September 2025. Crown copyright, Open
Government Licence v3.0.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

import pytest

from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import class_of
from tests.reference_data import reference_data


class PublishedCounts(NamedTuple):
    """Sessions by code and the totals that DfE published of them."""

    says: str
    on: date
    sessions: Mapping[str, int]
    present: int
    approved_educational_activity: int
    authorised: int
    unauthorised: int
    possible: int


PUBLISHED = [
    PublishedCounts(
        says="England's secondary schools on 10 October 2023, with H, J, Y and a few F.",
        on=date(2023, 10, 10),
        sessions={
            "/": 2_220_688, "\\": 2_283_929, "L": 144_277,
            "B": 24_083, "J": 333, "P": 5_559, "V": 26_804, "W": 1_740,
            "I": 194_721, "M": 17_534, "R": 76, "S": 6, "T": 351,
            "H": 1_067, "E": 16_684, "C": 28_651, "F": 3,
            "G": 17_829, "U": 10_062, "O": 105_122, "N": 13_127,
            "D": 22_620, "Y": 11_310, "Z": 5_260, "#": 4_323,
        },
        present=4_648_894,
        approved_educational_activity=58_519,
        authorised=259_093,
        unauthorised=146_140,
        possible=5_112_646,
    ),
    PublishedCounts(
        says="All of England in the week of 8 September 2025, where some schools still wrote F, H and Y.",
        on=date(2025, 9, 8),
        sessions={
            "/": 31_611_102, "\\": 32_156_438, "L": 975_583,
            "B": 105_240, "P": 15_298, "V": 169_287, "W": 6_913, "K": 20_836,
            "I": 1_278_494, "M": 194_679, "R": 1_367, "S": 308, "T": 6_658,
            "H": 25, "E": 50_179, "C": 288_920, "C1": 1_895, "J1": 7_734, "C2": 120_171, "F": 56,
            "G": 306_517, "U": 94_292, "O": 809_248, "N": 116_033,
            "D": 141_487, "Q": 2_258, "Y": 97, "Y1": 11_499, "Y2": 5_141, "Y3": 15_130, "Y4": 26_542,
            "Y5": 291, "Y6": 1_212, "Y7": 55_614, "Z": 354_944, "#": 83_839,
        },
        present=64_743_123,
        approved_educational_activity=317_574,
        authorised=1_950_486,
        unauthorised=1_326_090,
        possible=68_337_273,
    ),
]  # fmt: skip

FILES = [
    "dfe/gm_nw_england_daily_2023-09-11_to_10-13_all_codes.csv",
    "dfe/gm_nw_england_2025w37_daily_weekly_ytd_all_codes.csv",
]

_CODE_OF_COLUMN = {
    "reason_present_am": "/",
    "reason_present_pm": "\\",
    "reason_not_attending_planned_closed": "#",
    # The other columns name their code in second place; this one is the sum of the strokes.
    "reason_present": None,
}


def totals(published: PublishedCounts) -> tuple[int, int, int, int, int]:
    """DfE's five totals as the classes of the codes give them."""
    by_class: Counter[StatisticalClass | None] = Counter()
    for code, sessions in published.sessions.items():
        by_class[class_of(code, published.on)] += sessions
    assert None not in by_class, "every published code has a class"
    parts = (
        by_class[StatisticalClass.PRESENT],
        by_class[StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY],
        by_class[StatisticalClass.AUTHORISED_ABSENCE],
        by_class[StatisticalClass.UNAUTHORISED_ABSENCE],
    )
    return (*parts, sum(parts))


def as_published(published: PublishedCounts) -> tuple[int, int, int, int, int]:
    """The five totals in the same order."""
    return (
        published.present,
        published.approved_educational_activity,
        published.authorised,
        published.unauthorised,
        published.possible,
    )


def rows_of(name: str) -> Iterator[PublishedCounts]:
    """Every row of one of DfE's files."""
    with reference_data(name).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = row["attendance_date"]
            columns = {column: _CODE_OF_COLUMN.get(column, column.split("_")[1].upper()) for column in row
                       if column.startswith("reason_")}  # fmt: skip
            yield PublishedCounts(
                says=f"{name} {text} {row['la_name'] or row['region_name']}",
                on=datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date(),
                sessions={code: int(row[column]) for column, code in columns.items() if code is not None},
                present=int(row["present_sessions"]),
                approved_educational_activity=int(row["approved_educational_activity"]),
                authorised=int(row["authorised_absence"]),
                unauthorised=int(row["unauthorised_absence"]),
                possible=int(row["possible_sessions"]),
            )


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published.says)
def test_published_totals_follow_from_the_classes(published: PublishedCounts) -> None:
    assert totals(published) == as_published(published)


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_dfes_files_follows_from_the_classes(name: str) -> None:
    rows = list(rows_of(name))
    assert len(rows) > 300
    wrong = [row.says for row in rows if totals(row) != as_published(row)]
    assert not wrong, f"{len(wrong)} of {len(rows)} rows differ, the first {wrong[:3]}"
