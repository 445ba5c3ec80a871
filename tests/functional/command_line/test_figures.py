"""`schoolward figures`: the counts of Elmfield as they are by hand, in every form in which they can be had."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import (
    ASH,
    BY_PHASE,
    CEDAR,
    marks,
    school_of,
    upn,
    write_elmfield,
)

PERIOD = ("--from", "2025-09-01", "--to", "2025-09-05")
ASKED = (
    "possible_sessions", "overall_absence_rate", "authorised_absence_sessions", "unauthorised_absence_sessions",
    "persistently_absent_enrolments", "severely_absent_enrolments",
)  # fmt: skip


def test_figures_by_hand(elmfield: CommandLine) -> None:
    told = elmfield("figures", *PERIOD, "--by", "phase", "--measure", *ASKED, "--json").told
    assert [group["phase"] for group in told] == list(BY_PHASE)
    for group, by_hand in zip(told, BY_PHASE.values(), strict=True):
        assert group["possible_sessions"] == by_hand.possible
        assert group["authorised_absence_sessions"] == by_hand.authorised
        assert group["unauthorised_absence_sessions"] == by_hand.unauthorised
        assert group["overall_absence_rate"] == by_hand.rate
        assert group["persistently_absent_enrolments"] == by_hand.persistent
        assert group["severely_absent_enrolments"] == by_hand.severe


def test_the_shape_of_the_json(elmfield: CommandLine) -> None:
    """Dimensions and measures in the order asked for, then the coverage and the time that the figures are of."""
    ended = elmfield(
        "figures", *PERIOD, "--by", "school", "session_date", "--where", f"school={CEDAR}", "--measure",
        "code_D_sessions", "attendance_rate", "missing_marks", "--json",
    )  # fmt: skip
    told = json.loads(ended.out, parse_float=Decimal)
    first = {
        "school": str(CEDAR),
        "session_date": "2025-09-02",
        "code_D_sessions": 2,
        "attendance_rate": "0.8333333333",
        "missing_marks": 0,
        "coverage": {
            "schools_reported": 1, "schools_expected": 1, "marks_reported": 8, "marks_expected": 8,
        },
        "as_known_on": "2025-09-08T07:00:00+00:00",
    }  # fmt: skip
    by_day = {group["session_date"]: group for group in told}
    assert by_day["2025-09-02"] == first
    assert list(by_day["2025-09-02"]) == list(first)
    assert by_day["2025-09-05"]["missing_marks"] == 1
    assert by_day["2025-09-05"]["coverage"]["marks_reported"] == 7
    assert not any(isinstance(value, Decimal) for group in told for value in group.values())
    # The first day of term, on which nothing was sent, is expected all the same.
    assert by_day["2025-09-01"]["coverage"]["marks_expected"] == 8
    assert by_day["2025-09-01"]["attendance_rate"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--measure", "possible_sessions", "late_sessions", "--by", "phase", "session"),
        ("--measure", "possible_sessions,late_sessions", "--by", "phase,session"),
        ("--measure", "possible_sessions", "--measure", "late_sessions", "--by", "phase", "--by", "session"),
        ("--by=phase", "session", "--measure=possible_sessions,", "late_sessions"),
    ],
    ids=["one after another", "commas", "repeated", "equals"],
)
def test_lists_can_be_written_in_every_way(elmfield: CommandLine, words: tuple[str, ...]) -> None:
    told = elmfield("figures", *PERIOD, *words, "--json").told
    assert [(group["phase"], group["session"]) for group in told] == [
        (phase, half) for phase in BY_PHASE for half in ("AM", "PM")
    ]
    assert [group["late_sessions"] for group in told] == [1, 0, 0, 0, 0, 0]
    assert sum(group["possible_sessions"] for group in told) == 93


def test_conditions(elmfield: CommandLine) -> None:
    """Values of one dimension are alternatives, dimensions hold together, and the case of letters does not matter."""

    def possible(*conditions: str) -> int:
        where = [word for condition in conditions for word in ("--where", condition)]
        [group] = elmfield("figures", *PERIOD, "--measure", "possible_sessions", *where, "--json").told
        return int(group["possible_sessions"])

    assert possible("phase=Primary", "phase=special") == 32 + 29
    assert possible("phase=Primary", "session=PM") == 16
    assert possible("phase=Nursery") == 0


def test_cohorts_are_those_of_the_sessions_day(elmfield: CommandLine) -> None:
    """Pupil 5 stopped being a young carer on 3 September, after four of eight sessions."""
    told = elmfield("figures", *PERIOD, "--by", "cohort:young_carer", "--measure", "possible_sessions",
                    "overall_absence_sessions", "--json").told  # fmt: skip
    by_membership = {group["cohort:young_carer"]: group for group in told}
    assert by_membership["yes"]["possible_sessions"] == 8 + 4
    assert by_membership["yes"]["overall_absence_sessions"] == 2 + 4
    assert by_membership["no"]["overall_absence_sessions"] == 1 + 4 + 4


def test_csv_and_parquet_say_what_the_json_says(elmfield: CommandLine) -> None:
    words = ("figures", *PERIOD, "--by", "phase", "session_date", "--measure", *ASKED)
    told = elmfield(*words, "--json").told
    ended = elmfield(*words, "--csv", "figures.csv", "--parquet", "figures.parquet")
    assert ended.out == "", "what goes to files is not shown as well"
    flat = [{**{k: v for k, v in g.items() if k != "coverage"}, **g["coverage"]} for g in told]
    with (elmfield.folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        from_csv = list(csv.DictReader(file))
    assert [{key: "" if value is None else str(value) for key, value in group.items()} for group in flat] == [
        {key: row[key] for key in group} for group, row in zip(flat, from_csv, strict=True)
    ]
    from_parquet = pq.read_table(elmfield.folder / "figures.parquet")
    assert from_parquet.to_pylist() == [{key: g[key] for key in from_parquet.column_names} for g in flat]
    assert set(from_parquet.column_names) == set(flat[0])


def test_an_empty_answer_has_its_columns_and_their_types(elmfield: CommandLine) -> None:
    elmfield("figures", "--from", "2020-09-01", "--to", "2020-09-05", "--by", "phase", "--measure",
             "possible_sessions", "overall_absence_rate", "--parquet", "none.parquet")  # fmt: skip
    table = pq.read_table(elmfield.folder / "none.parquet")
    assert table.num_rows == 0
    assert table.schema.field("phase").type == pa.string()
    assert table.schema.field("possible_sessions").type == pa.int64()
    assert table.schema.field("overall_absence_rate").type == pa.string()
    assert table.schema.field("marks_expected").type == pa.int64()


def test_the_screen_shows_rates_coverage_and_what_they_mean(elmfield: CommandLine) -> None:
    shown = elmfield("figures", *PERIOD, "--by", "phase", "--measure", *ASKED[:2])
    [special] = [line for line in shown.out.splitlines() if "Special" in line]
    assert "29" in special.split()
    assert "13.8 %" in special
    assert "1 of 1" in special
    assert "As known on 2025-09-08T07:00:00+00:00" in shown.plain
    assert "Overall absence divided by possible sessions" in shown.plain


def test_as_known_between_two_loads(fresh: CommandLine, tmp_path: Path) -> None:
    """Four moments: before anything was known, after the first load, just at the second, and now."""
    fresh("load", *write_elmfield(tmp_path / "sent"), "--received-at", "2025-09-08T07:00:00+00:00")
    (tmp_path / "later.csv").write_text(marks(pupils=[5], codes={}))
    fresh("load", "later.csv", "--received-at", "2025-09-12T07:00:00+00:00")
    words = ("figures", *PERIOD, "--measure", "unauthorised_absence_sessions", "possible_sessions", "--json")

    def unauthorised(*known: str) -> int:
        [group] = fresh(*words, *known).told
        assert group["possible_sessions"] == 93
        return int(group["unauthorised_absence_sessions"])

    assert unauthorised("--as-known-on", "2025-09-08") == 9
    assert unauthorised("--as-known-on", "2025-09-12T06:59:59+00:00") == 9
    assert unauthorised("--as-known-on", "2025-09-12T08:00:00+01:00") == 1
    assert unauthorised() == 1
    [group] = fresh(*words, "--as-known-on", "2025-09-10T12:00:00").told
    assert group["as_known_on"] == "2025-09-10T12:00:00+00:00"
    early = fresh(*words, "--as-known-on", "2025-09-07", expect=2)
    assert "nothing was known at 2025-09-07" in early.plain


def test_a_pupil_at_two_schools_is_one_pupil_and_two_enrolments(fresh: CommandLine, tmp_path: Path) -> None:
    """Pupil 9 is on Ash's roll too and was there on 2 September, where Cedar wrote D."""
    files = write_elmfield(tmp_path / "sent")
    (tmp_path / "second.csv").write_text(
        f"upn,dob,urn,entry_date,enrolment_status\n{upn(9)},2013-09-15,{ASH},2025-09-01,S\n"
    )
    (tmp_path / "there.csv").write_text(
        "urn,upn,date,session,code\n"
        f"{ASH},{upn(9)},2025-09-02,AM,/\n{ASH},{upn(9)},2025-09-02,PM,I\n"
        f"{ASH},{upn(9)},2025-09-03,AM,D\n{ASH},{upn(9)},2025-09-03,PM,D\n"
    )
    fresh("load", *files, "second.csv", "there.csv")
    assert school_of(9) == CEDAR
    words = ("figures", *PERIOD, "--measure", "enrolments", "pupils", "possible_sessions",
             "overall_absence_sessions", "persistently_absent_enrolments", "--json")  # fmt: skip
    [by_enrolment] = fresh(*words).told
    [by_pupil] = fresh(*words, "--mode", "pupil").told
    assert (by_enrolment["enrolments"], by_enrolment["pupils"]) == (13, 12)
    assert by_enrolment["possible_sessions"] == by_pupil["possible_sessions"] == 95
    assert by_enrolment["overall_absence_sessions"] == by_pupil["overall_absence_sessions"] == 3 + 8 + 4 + 1
    # One of two sessions at Ash is half of them; of all eight, one is an eighth: persistent either way.
    assert by_enrolment["persistently_absent_enrolments"] == 5
    assert by_pupil["persistently_absent_enrolments"] == 5


def test_dfes_annual_rules_leave_out_children_under_five(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    (tmp_path / "young.csv").write_text(
        f"upn,dob,urn,entry_date\n{upn(20)},2020-09-01,{ASH},2025-09-01\n{upn(21)},2020-08-31,{ASH},2025-09-01\n"
    )
    (tmp_path / "there.csv").write_text(
        "urn,upn,date,session,code\n" + "".join(f"{ASH},{upn(n)},2025-09-02,AM,/\n" for n in (20, 21))
    )
    fresh("load", *files, "young.csv", "there.csv")
    words = ("figures", *PERIOD, "--measure", "possible_sessions", "--json")
    assert fresh(*words).told[0]["possible_sessions"] == 95
    for rules in (["--dfe-annual-rules"], ["--ages-5-to-15"]):
        assert fresh(*words, *rules).told[0]["possible_sessions"] == 94
