"""Marks, one a line: what is accepted, and for each fault the reason that its sender reads."""

from datetime import date, datetime
from typing import NamedTuple

import pytest

from schoolward.intake import marks_long
from schoolward.intake.batches import MARKS, Kind
from schoolward.intake.reasons import REASONS
from tests.spec.intake.sent_tables import CONTEXT, URN, A, B, accepted, only, refusals, table, upn

HEADING = "urn,upn,date,session,code,minutes_late,comment,recorded_at"


class Sent(NamedTuple):
    """The cells of one line, and the field and reason for which it is refused; no reason: it is accepted."""

    urn: str = URN
    upn: str = A
    date: str = "2026-09-08"
    session: str = "AM"
    code: str = "/"
    minutes_late: str = ""
    comment: str = ""
    recorded_at: str = ""
    field: str = ""
    reason: str = ""

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return ",".join(self[:8])


WRONG_LETTER = ("A" if A[0] != "A" else "B") + A[1:]

REFUSED = [
    Sent(urn="", field="urn", reason="urn_shape"),
    Sent(urn="12345", field="urn", reason="urn_shape"),
    Sent(urn="1000001", field="urn", reason="urn_shape"),
    Sent(urn="9OOOO1", field="urn", reason="urn_shape"),
    Sent(upn="", field="upn", reason="upn_shape"),
    Sent(upn=A[:-1], field="upn", reason="upn_shape"),
    Sent(upn=A.lower(), field="upn", reason="upn_shape"),
    Sent(upn="É" + A[1:], field="upn", reason="upn_shape"),
    Sent(upn=WRONG_LETTER, field="upn", reason="upn_check_letter"),
    Sent(date="", field="date", reason="date_missing"),
    Sent(date="8 Sep 2026", field="date", reason="date_shape"),
    Sent(date="20260908", field="date", reason="date_shape"),
    Sent(date="46273", field="date", reason="date_shape"),
    Sent(date="08/09/26", field="date", reason="date_two_digit_year"),
    Sent(date="2026-02-31", field="date", reason="date_not_real"),
    Sent(date="2025-02-29", field="date", reason="date_not_real"),
    Sent(date="2026-13-01", field="date", reason="date_not_real"),
    Sent(date="0000-01-01", field="date", reason="date_not_real"),
    Sent(date="0003-09-08", field="date", reason="date_too_early"),
    Sent(date="2006-07-31", field="date", reason="date_too_early"),
    Sent(date="2175-09-08", field="date", reason="date_in_future"),
    Sent(date="2026-11-21", field="date", reason="date_in_future"),
    Sent(date="08/09/2026", field="date", reason="date_other_style"),
    Sent(session="", field="session", reason="session_unknown"),
    Sent(session="EV", field="session", reason="session_unknown"),
    Sent(session="1", field="session", reason="session_unknown"),
    Sent(code="X01", field="code", reason="code_unknown"),
    Sent(code="A", field="code", reason="code_unknown"),
    Sent(code="7", field="code", reason="code_unknown"),
    Sent(code="P R", field="code", reason="code_unknown"),
    Sent(code="i", field="code", reason="code_letter_case"),
    Sent(code="c1", field="code", reason="code_letter_case"),
    Sent(date="2024-07-01", code="K", field="code", reason="code_not_yet_in_force"),
    Sent(date="2024-08-18", code="J1", field="code", reason="code_not_yet_in_force"),
    Sent(session="PM", code="/", field="code", reason="code_morning_only"),
    Sent(session="AM", code="\\", field="code", reason="code_afternoon_only"),
    Sent(code="L", minutes_late="ten", field="minutes_late", reason="minutes_late"),
    Sent(code="L", minutes_late="401", field="minutes_late", reason="minutes_late"),
    Sent(code="L", minutes_late="-1", field="minutes_late", reason="minutes_late"),
    Sent(code="L", minutes_late="1.5", field="minutes_late", reason="minutes_late"),
    Sent(code="L", minutes_late="9" * 40, field="minutes_late", reason="minutes_late"),
    Sent(recorded_at="yesterday", field="recorded_at", reason="recorded_at_shape"),
    Sent(recorded_at="2026-02-30 09:00", field="recorded_at", reason="recorded_at_shape"),
    Sent(recorded_at="2026-09-08 25:00", field="recorded_at", reason="recorded_at_shape"),
    Sent(recorded_at="0003-09-08 09:00", field="recorded_at", reason="recorded_at_shape"),
    Sent(recorded_at="1900-01-01 00:00", field="recorded_at", reason="recorded_at_range"),
    Sent(recorded_at="2175-09-08 09:00", field="recorded_at", reason="recorded_at_range"),
    Sent(recorded_at="2026-11-22 00:00", field="recorded_at", reason="recorded_at_range"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line}")
def test_a_mark_is_refused_and_told_why(case: Sent) -> None:
    told = marks_long.read("marks.csv", table(HEADING, Sent(upn=B).line, case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert told.rejected["value"].to_pylist() == [case[Sent._fields.index(case.field)]]
    assert accepted(told, "line") == [(2,)]
    (row,) = told.rejected_rows()
    assert (row.reason, row.mend) == (REASONS[case.reason].reason, REASONS[case.reason].mend)


ACCEPTED = [
    Sent(),
    Sent(session="PM", code="\\"),
    Sent(session="pm", code="I"),
    Sent(session="Afternoon", code="I"),
    Sent(session="MORNING", code="C2"),
    Sent(code=""),
    Sent(code="-"),
    Sent(code="#"),
    Sent(code=" Y7 "),
    Sent(date="2006-09-01", code="I"),
    Sent(date="2026-11-20"),
    Sent(date="2026-9-8"),
    Sent(date="2026-09-08T00:00:00"),
    Sent(date="2024-08-19", code="K"),
    Sent(date="2024-02-29", code="J"),
    Sent(code="L", minutes_late="0"),
    Sent(code="L", minutes_late="400"),
    Sent(upn=upn(77)),
]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.line)
def test_a_mark_is_accepted(case: Sent) -> None:
    told = marks_long.read("marks.csv", table(HEADING, case.line), CONTEXT)
    year, month, day = (int(part) for part in case.date[:10].rstrip("T").split("-"))
    assert only(told, ("line", "urn", "laestab", "upn", "date", "session", "code", "minutes_late")) == {
        "line": 2,
        "urn": 900001,
        "laestab": None,
        "upn": case.upn,
        "date": date(year, month, day),
        "session": "PM" if case.session.upper() in ("PM", "AFTERNOON") else "AM",
        "code": case.code.strip(),
        "minutes_late": int(case.minutes_late) if case.minutes_late else None,
    }
    assert told.accepted.schema == MARKS
    assert (told.kind, told.format, told.rows_read) == (Kind.MARKS, marks_long.FORMAT, 1)


def test_a_temporary_upn_is_a_upn() -> None:
    from schoolward.register.upn import check_letter

    twelve = "80000000001A"
    temporary = check_letter(twelve) + twelve
    told = marks_long.read("marks.csv", table(HEADING, Sent(upn=temporary).line), CONTEXT)
    assert accepted(told, "upn") == [(temporary,)]


def test_a_code_is_in_force_from_its_first_day() -> None:
    rows = [Sent(date="2024-08-18", code="K"), Sent(date="2024-08-19", code="K"), Sent(date="2024-07-01")]
    told = marks_long.read("marks.csv", table(HEADING, *(row.line for row in rows)), CONTEXT)
    assert refusals(told) == [(2, "code", "code_not_yet_in_force")]
    assert accepted(told, "line") == [(3,), (4,)]


def test_a_retired_code_is_kept_with_a_warning() -> None:
    rows = [Sent(date="2024-08-18", code="H"), Sent(code="H"), Sent(code="Y", session="PM")]
    told = marks_long.read("marks.csv", table(HEADING, *(row.line for row in rows)), CONTEXT)
    assert accepted(told, "code") == [("H",), ("H",), ("Y",)]
    assert told.warnings == (
        "marks with the code H although it had been withdrawn: 1 (kept as sent)",
        "marks with the code Y although it had been withdrawn: 1 (kept as sent)",
    )


def test_a_row_has_the_first_of_its_faults() -> None:
    row = Sent(upn="?", date="?", session="?", code="?", minutes_late="?")
    told = marks_long.read("marks.csv", table(HEADING, row.line), CONTEXT)
    assert refusals(told) == [(2, "upn", "upn_shape")]


def test_dates_with_slashes_are_day_before_month() -> None:
    rows = [
        Sent(date="08/09/2026"),
        Sent(date="8/9/2026", session="PM", code="I"),
        Sent(date="09/13/2026"),
        Sent(),
    ]
    told = marks_long.read("marks.csv", table(HEADING, *(row.line for row in rows)), CONTEXT)
    assert accepted(told, "date") == [(date(2026, 9, 8),), (date(2026, 9, 8),)]
    assert refusals(told) == [(4, "date", "date_not_real"), (5, "date", "date_other_style")]


def test_the_first_date_that_can_be_read_sets_the_style() -> None:
    rows = [Sent(date="soon"), Sent(date="31/02/2026"), Sent(date="07/09/2026"), Sent(date="2026-09-08")]
    told = marks_long.read("marks.csv", table(HEADING, *(row.line for row in rows)), CONTEXT)
    assert [reason for _, _, reason in refusals(told)] == ["date_shape", "date_not_real", "date_other_style"]


TIMES = [
    ("2026-09-08 09:01:02", datetime(2026, 9, 8, 9, 1, 2)),
    ("2026-09-08T09:01", datetime(2026, 9, 8, 9, 1)),
    ("2026-09-08", datetime(2026, 9, 8)),
    ("2026-09-08 09:01:02.789", datetime(2026, 9, 8, 9, 1, 2)),
    ("2026-09-08T09:01:02Z", datetime(2026, 9, 8, 9, 1, 2)),
    ("2026-09-08T09:01:02+01:00", datetime(2026, 9, 8, 8, 1, 2)),
    ("08/09/2026 09:01", datetime(2026, 9, 8, 9, 1)),
    ("", None),
]


def test_times_of_recording_in_one_file() -> None:
    rows = [Sent(upn=upn(number), recorded_at=text).line for number, (text, _) in enumerate(TIMES)]
    told = marks_long.read("marks.csv", table(HEADING, *rows), CONTEXT)
    assert accepted(told, "recorded_at") == [(when,) for _, when in TIMES]


def test_the_school_may_be_given_by_its_dfe_number() -> None:
    for text in ("3562001", "356/2001", "356-2001", "356 2001"):
        data = table(
            "DfE number,upn,date,session,code", f"{text},{A},2026-09-08,AM,/", f"35620,{B},2026-09-08,AM,/"
        )
        told = marks_long.read("marks.csv", data, CONTEXT)
        assert accepted(told, "urn", "laestab") == [(None, 3562001)]
        assert refusals(told) == [(3, "laestab", "laestab_shape")]
