"""Term dates, holidays, closures and INSET days."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import calendar
from tests.spec.intake.sent_tables import CONTEXT, accepted, refusals, table

HEADING = "urn,kind,first,last,session,name"


def test_spans_for_every_school_and_for_one() -> None:
    data = table(
        HEADING,
        ",term,2026-09-02,2026-12-18,,Autumn",
        ",Half Term,2026-10-26,2026-10-30,,Half-term",
        "900001,INSET day,2026-09-02,2026-09-02,,",
        "900001,closed,2026-11-05,2026-11-05,pm,Boiler",
        "900001,open,2026-11-07,2026-11-07,AM,Saturday school",
    )
    told = calendar.read("c.csv", data, CONTEXT)
    assert accepted(told, "urn", "kind", "first_on", "last_on", "session", "name") == [
        (None, "term", date(2026, 9, 2), date(2026, 12, 18), None, "Autumn"),
        (None, "holiday", date(2026, 10, 26), date(2026, 10, 30), None, "Half-term"),
        (900001, "inset", date(2026, 9, 2), date(2026, 9, 2), None, None),
        (900001, "closure", date(2026, 11, 5), date(2026, 11, 5), "PM", "Boiler"),
        (900001, "open", date(2026, 11, 7), date(2026, 11, 7), "AM", "Saturday school"),
    ]


@pytest.mark.parametrize(
    "heading", ["type,from,to", "Event,Start Date,End Date", "Day type,First day,Last day"]
)
def test_other_spellings_of_the_heading(heading: str) -> None:
    told = calendar.read("c.csv", table(heading, "holiday,26/10/2026,30/10/2026"), CONTEXT)
    assert accepted(told, "urn", "first_on", "last_on") == [(None, date(2026, 10, 26), date(2026, 10, 30))]


class Refused(NamedTuple):
    """A line that is refused, with field and reason."""

    line: str
    field: str
    reason: str


REFUSED = [
    Refused("9,term,2026-09-02,2026-12-18,,", "urn", "urn_shape"),
    Refused(",,2026-09-02,2026-12-18,,", "kind", "calendar_kind"),
    Refused(",party,2026-09-02,2026-12-18,,", "kind", "calendar_kind"),
    Refused(",closed,2026-09-02,2026-09-02,noon,", "session", "calendar_session"),
    Refused(",term,,2026-12-18,,", "first_on", "date_missing"),
    Refused(",term,2026-09-02,,,", "last_on", "date_missing"),
    Refused(",term,2026-09-02,2026-12-32,,", "last_on", "date_not_real"),
    Refused(",term,2026-12-18,2026-09-02,,", "last_on", "last_before_first"),
    Refused(",term,2026-09-02,2027-10-07,,", "last_on", "span_too_long"),
    Refused(",term,0003-09-02,2026-12-18,,", "first_on", "calendar_range"),
    Refused(",term,2175-09-02,2175-12-18,,", "first_on", "calendar_range"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line}")
def test_a_span_is_refused_and_told_why(case: Refused) -> None:
    told = calendar.read("c.csv", table(HEADING, ",term,2026-09-02,2027-10-06,,", case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert told.accepted.num_rows == 1
