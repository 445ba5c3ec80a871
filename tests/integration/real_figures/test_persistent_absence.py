"""DfE's counts of persistently absent enrolments come back from registers that leave just so many with an absence."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.integration.real_figures.conftest import Sent, needs
from tests.integration.real_figures.published import OF_2025, of_authorities

pytestmark = pytest.mark.slow

ASKED = (
    "--from", "2025-09-08", "--to", "2025-09-14", "--by", "local_authority", "phase", "--measure", "enrolments",
    "persistently_absent_enrolments", "persistent_absence_rate", "severely_absent_enrolments", "pupils",
)  # fmt: skip


def test_every_row_can_be_sent_as_registers() -> None:
    """No row had to be left out: each has room for its sessions among its enrolments, and an absence for each of the
    persistently absent. The year's first week has ten sessions, so that one missed is ten per cent."""
    assert len(needs(OF_2025)) == 30


def test_enrolments_and_persistent_absence(sent: Sent) -> None:
    ours = {(group["local_authority"], group["phase"]): group for group in sent.figures(*ASKED)}
    rows = [row for row in of_authorities(OF_2025, "year_to_date") if row.phase != "Total"]
    assert len(rows) == len(ours) == 30
    for row in rows:
        group = ours[row.authority, row.phase]
        assert group["enrolments"] == row.number("ytd_enrolments")
        assert group["persistently_absent_enrolments"] == row.number("pa_flag")
        rate = Decimal(row.number("pa_flag")) / row.number("ytd_enrolments")
        assert group["persistent_absence_rate"] == f"{rate.quantize(Decimal('1e-10'), ROUND_HALF_UP):f}"


def test_stockports_primary_schools(sent: Sent) -> None:
    """DfE, attendance-data-dashboard, 29 September 2025: 3,219 of 19,596 enrolments, 16.4 %."""
    [group] = [
        group
        for group in sent.figures(*ASKED)
        if (group["local_authority"], group["phase"]) == ("356", "Primary")
    ]
    assert group["persistently_absent_enrolments"] == 3_219
    assert group["enrolments"] == group["pupils"] == 19_596
    assert group["persistent_absence_rate"] == "0.1642682180"


def test_all_phases_together(sent: Sent) -> None:
    """DfE's rows of all phases are the sums of the phases; so are ours, since an enrolment has one phase."""
    ours = {
        group["local_authority"]: group
        for group in sent.figures(*ASKED[:4], "--by", "local_authority", *ASKED[7:])
    }
    rows = [row for row in of_authorities(OF_2025, "year_to_date") if row.phase == "Total"]
    assert len(rows) == 10
    for row in rows:
        assert ours[row.authority]["enrolments"] == row.number("ytd_enrolments")
        assert ours[row.authority]["persistently_absent_enrolments"] == row.number("pa_flag")
