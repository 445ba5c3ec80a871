"""Cohort memberships as dated spells."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import cohorts
from schoolward.intake.cohorts import cohort_of
from tests.spec.intake.sent_tables import CONTEXT, A, B, accepted, refusals, table

HEADING = "upn,cohort,from,until,source"

NAMES = [
    ("looked_after", "looked_after"),
    ("Looked After", "looked_after"),
    (" LOOKED  AFTER ", "looked_after"),
    ("Young-carer", "young_carer"),
    ("Gypsy/Roma/Traveller", "gypsy_roma_traveller"),
    ("Child in need", "child_in_need"),
    ("EHCP", "ehcp"),
    ("tier_2", "tier_2"),
    ("x" * 40, "x" * 40),
    ("x" * 41, None),
    ("x", None),
    ("2nd tier", None),
    ("née", None),
    ("a;drop table", None),
    ("=cmd", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_cohorts_name_as_we_write_it(text: str, name: str | None) -> None:
    assert cohort_of(text) == name


def test_spells_with_and_without_an_end() -> None:
    data = table(
        HEADING,
        f"{A},Looked After,2025-09-01,2026-03-31,Social care",
        f"{A},Looked After,2026-06-01,,",
        f"{A},young carer,2026-06-01,2026-06-01,",
        f"{B},Looked After,2025-09-01,,",
    )
    told = cohorts.read("c.csv", data, CONTEXT)
    assert accepted(told, "line", "upn", "cohort", "from_on", "until_on", "source") == [
        (2, A, "looked_after", date(2025, 9, 1), date(2026, 3, 31), "Social care"),
        (3, A, "looked_after", date(2026, 6, 1), None, None),
        (4, A, "young_carer", date(2026, 6, 1), date(2026, 6, 1), None),
        (5, B, "looked_after", date(2025, 9, 1), None, None),
    ]


@pytest.mark.parametrize(
    "heading",
    ["UPN,Cohort,Start Date,End Date", "upn,cohort,from_on,until_on", "upn,Cohort name,From date,To date"],
)
def test_other_spellings_of_the_heading(heading: str) -> None:
    told = cohorts.read("c.csv", table(heading, f"{A},sen,01/09/2025,31/03/2026"), CONTEXT)
    assert accepted(told, "from_on", "until_on") == [(date(2025, 9, 1), date(2026, 3, 31))]


class Refused(NamedTuple):
    """A line that is refused, with field and reason."""

    line: str
    field: str
    reason: str


REFUSED = [
    Refused("?,ehcp,2025-09-01,,", "upn", "upn_shape"),
    Refused(f"{A},,2025-09-01,,", "cohort", "cohort_name"),
    Refused(f"{A},4th,2025-09-01,,", "cohort", "cohort_name"),
    Refused(f"{A},ehcp,,,", "from_on", "date_missing"),
    Refused(f"{A},ehcp,2025-09-31,,", "from_on", "date_not_real"),
    Refused(f"{A},ehcp,0003-09-01,,", "from_on", "spell_range"),
    Refused(f"{A},ehcp,2175-09-01,,", "from_on", "spell_range"),
    Refused(f"{A},ehcp,2025-09-01,2175-09-01,", "until_on", "spell_range"),
    Refused(f"{A},ehcp,2025-09-01,soon,", "until_on", "date_shape"),
    Refused(f"{A},ehcp,2025-09-02,2025-09-01,", "until_on", "until_before_from"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line[14:]}")
def test_a_membership_is_refused_and_told_why(case: Refused) -> None:
    told = cohorts.read("c.csv", table(HEADING, f"{B},ehcp,2025-09-01,,", case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert told.accepted.num_rows == 1


def test_the_same_spell_twice_and_spells_that_contradict() -> None:
    data = table(
        HEADING,
        f"{A},Looked After,2025-09-01,2026-03-31,one",
        f"{A},looked_after,2025-09-01,2026-03-31,two",
        f"{B},ehcp,2025-09-01,2026-03-31,",
        f"{B},EHCP,2025-09-01,,",
        f"{B},ehcp,2025-09-02,,",
    )
    told = cohorts.read("c.csv", data, CONTEXT)
    assert refusals(told) == [
        (3, "cohort", "duplicate_spell"),
        (4, "cohort", "conflicting_spells"),
        (5, "cohort", "conflicting_spells"),
    ]
    assert accepted(told, "line") == [(2,), (6,)]
