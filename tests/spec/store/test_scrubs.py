"""What need not be kept any longer goes, and nothing else: six years from the day on which an entry was made."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.engines.scrubbed_days import refuse_scrubbed_days
from schoolward.law.rules.register_retention import Outcome, register_retention
from schoolward.law.value_files import national_law
from schoolward.measures.figures import BadQuestion, Question
from schoolward.store import scrubbing
from schoolward.store.layout import TableName
from schoolward.store.scrub_plan import ScrubPlan, plan_scrub
from schoolward.store.scrubbing import ScrubRefused, apply_scrub
from schoolward.store.scrubs import scrubs
from schoolward.store.snapshot import loads
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    Desk,
    calendar,
    cohorts,
    identities,
    instant,
    marks,
    pupil,
    pupils,
    schools,
    upn,
)

MONDAY, TUESDAY = "2019-09-16", "2019-09-17"
LAST_KEPT, FIRST_GONE = "2025-09-20", "2025-09-21"
"""Six years from 20 September 2019, on which the first marks came, and the day after."""

OLD = {"dob": "2012-05-05", "entry_date": "2018-09-01"}
LEFT = {**OLD, "leaving_date": "2019-09-17"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A leaver, A, and B, who stays; marks of autumn 2019, one corrected, one refused; and marks of January 2026."""
    desk = Desk.empty(tmp_path_factory.mktemp("scrubs"))
    desk.send(
        schools(ALDER, BIRCH),
        calendar("term 2019-09-02 2019-10-25"),
        pupils(pupil("A", **LEFT), pupil("B", **OLD)),
        cohorts("A looked_after 2019-09-01", "B young_carer 2019-09-01"),
        at="2019-09-10 09:00",
    )
    desk.send(
        marks(f"A {MONDAY} AM N", f"A {TUESDAY} AM I", f"B {MONDAY} AM N", f"C {MONDAY} AM /"),
        at="2019-09-20 18:00",
    )
    desk.send(
        calendar("term 2026-01-05 2026-02-13"),
        marks("B 2026-01-12 AM /", "B 2026-01-13 AM N"),
        at="2026-01-16 18:00",
    )
    return desk


@pytest.fixture
def desk(base: Desk, tmp_path: Path) -> Desk:
    """That store, to be changed."""
    return base.copied_to(tmp_path)


def planned(desk: Desk, on: str, **said: frozenset[int]) -> ScrubPlan:
    """What would go on a day."""
    return plan_scrub(desk.home, on=date.fromisoformat(on), law=national_law(), **said)


def test_an_entry_is_kept_to_its_anniversary_that_day_included(desk: Desk) -> None:
    kept, gone = planned(desk, LAST_KEPT), planned(desk, FIRST_GONE)

    assert (kept.marks, kept.pupils) == (0, frozenset())
    assert (gone.marks, gone.first_on, gone.last_on) == (3, date(2019, 9, 16), date(2019, 9, 17))
    assert [(going.half_term.number, going.live, going.superseded) for going in gone.half_terms] == [
        (1, 3, 0)
    ]
    assert (gone.half_terms[0].pupils, gone.half_terms[0].schools) == (2, 1)
    judged = register_retention(
        made_on=date(2019, 9, 20),
        open_proceedings=False,
        as_at=date.fromisoformat(FIRST_GONE),
        law=national_law(),
    )
    assert judged.outcome is Outcome.MAY_BE_REVIEWED


@pytest.mark.parametrize(
    ("row", "received", "kept_to"),
    [
        (f"B {TUESDAY} AM N", "2019-10-01 09:00", "2025-10-01"),
        (f"B {TUESDAY} AM N 2019-09-18T09:00", "2019-10-01 09:00", "2025-10-01"),
        (f"B {TUESDAY} AM N 2019-10-02T09:00", "2019-10-01 09:00", "2025-10-02"),
        (f"B {TUESDAY} AM N", "2019-09-30 23:30", "2025-10-01"),
    ],
    ids=[
        "when it came", "recorded before it came", "recorded later than it came by its sender's clock",
        "in London it was the next day",
    ],
)  # fmt: skip
def test_an_entry_was_made_when_the_last_of_session_recording_and_receipt_was(
    tmp_path: Path, row: str, received: str, kept_to: str
) -> None:
    desk = Desk.empty(tmp_path)
    desk.send(schools(ALDER), pupils(pupil("B", **OLD)), at="2019-09-10 09:00")
    desk.send(marks(row), at=received)
    next_day = date.fromordinal(date.fromisoformat(kept_to).toordinal() + 1)

    assert (planned(desk, kept_to).marks, planned(desk, next_day.isoformat()).marks) == (0, 1)


def test_what_goes_is_gone_from_every_file_on_disk(desk: Desk) -> None:
    leaver, other = desk.key("A"), desk.key("B")
    refused = desk.home.rejects_file(2)
    refused.parent.mkdir()
    refused.write_text(f"refused,{upn('C')}\n", encoding="utf-8")
    bring_up_to_date(desk.home)
    spilled, staged = desk.home.spill_folder / "a count that died", desk.home.working_folder / "marks"
    for left in (spilled, staged):
        left.mkdir(parents=True)
        (left / "left").write_text(upn("A"), encoding="utf-8")
    long_ago = instant("2025-09-19 12:00").timestamp()
    os.utime(spilled, (long_ago, long_ago))
    done = desk.scrub(FIRST_GONE)

    assert done.load == 4
    rows = desk.on_disk()
    assert {row["pupil"] for _, row in rows if "pupil" in row} == {other}
    assert {row["date"] for _, row in rows if "date" in row} == {date(2026, 1, 12), date(2026, 1, 13)}
    said = "\n".join(str(row) for _, row in rows)
    assert upn("A") not in said
    assert upn("C") not in said, "nor is the UPN of a row that was refused"
    assert not any(row["pupil"] == leaver for _, row in rows if "pupil" in row)
    for path in (path for path in desk.home.folder.rglob("*") if path.is_file()):
        for letter in "AC":
            assert upn(letter).encode() not in path.read_bytes(), path
    assert not desk.home.figures_folder.exists()
    assert not any(left.exists() for left in (refused, spilled, staged))


def test_what_must_be_kept_stays_as_it_was(desk: Desk) -> None:
    before = desk.figure("unauthorised_absence_sessions,possible_sessions", "school")
    desk.scrub(FIRST_GONE)

    assert desk.standing() == {"B 2026-01-12 AM": "/", "B 2026-01-13 AM": "N"}
    assert desk.standing("2026-01-15 18:00") == {}
    assert desk.figure("unauthorised_absence_sessions,possible_sessions", "school") == before
    known = desk.known()
    assert known.rows(TableName.COHORTS)["cohort"].to_pylist() == ["young_carer"]
    assert known.rows(TableName.ENROLMENTS)["pupil"].to_pylist() == [desk.key("B")]
    assert known.rows(TableName.SCHOOLS).num_rows == 2
    assert [row["load"] for row in loads(desk.home).to_pylist()] == [1, 2, 3, 4]


def test_stored_figures_are_counted_again_without_what_went(desk: Desk) -> None:
    assert len(bring_up_to_date(desk.home).weeks) == 2
    desk.scrub(FIRST_GONE)

    stored = bring_up_to_date(desk.home)
    assert (list(stored.weeks), stored.load) == (["academic_year=2025-26/half_term=3"], 4)


def test_what_was_done_is_written_down_and_names_nobody(desk: Desk) -> None:
    desk.scrub(FIRST_GONE)

    told = {row.pop("table"): row for row in scrubs(desk.home).to_pylist()}
    assert {name: row["rows"] for name, row in told.items()} == {
        "marks": 3, "pupils": 1, "enrolments": 1, "cohorts": 1, "load_files": 5, "rejects": 1,
    }  # fmt: skip
    assert told["marks"] == {
        "load": 4,
        "scrubbed_at": instant(f"{FIRST_GONE} 12:00"),
        "scrubbed_by": "an officer",
        "as_at": date(2025, 9, 21),
        "rows": 3,
        "first_on": date(2019, 9, 16),
        "last_on": date(2019, 9, 17),
        "before_on": date(2019, 9, 21),
        "until_load": 2,
        "rule": "register_retention: 6 years (SI 2024/208 regulation 7)",
        "highest_pupil": 2,
    }
    assert told["rejects"]["rule"].startswith("refused rows: kept to the end of the academic year after")


def test_a_corrected_entry_goes_with_its_last_correction(desk: Desk) -> None:
    desk.send(marks(f"B {MONDAY} AM I"), at="2026-01-20 18:00")
    desk.scrub("2026-02-01")

    assert desk.told(f"B {MONDAY} AM") == [("N", 2, 4), ("I", 4, None)]
    assert desk.standing("2026-01-17 18:00")[f"B {MONDAY} AM"] == "N"
    assert [slot for slot in desk.standing() if "2019" in slot] == [f"B {MONDAY} AM"]


def test_nothing_of_a_pupil_on_hold_goes(desk: Desk) -> None:
    leaver = desk.key("A")
    desk.scrub(FIRST_GONE, held=frozenset({leaver}))

    assert [slot for slot in desk.standing() if "2019" in slot] == [f"A {MONDAY} AM", f"A {TUESDAY} AM"]
    assert leaver in desk.known().rows(TableName.COHORTS)["pupil"].to_pylist()
    assert desk.scrub("2025-09-22").plan.pupils == {leaver}


def test_a_pupil_on_hold_stays_without_a_mark_too(desk: Desk) -> None:
    desk.send(pupils(pupil("E", **LEFT)), at="2026-01-17 18:00")

    assert desk.key("E") in planned(desk, "2032-02-01").pupils
    assert desk.key("E") not in planned(desk, "2032-02-01", held=frozenset({desk.key("E")})).pupils


def test_a_pupil_on_a_roll_stays_and_so_does_one_of_whom_something_was_told_since(desk: Desk) -> None:
    assert planned(desk, FIRST_GONE).pupils == {desk.key("A")}
    desk.send(cohorts("A young_carer 2019-09-01"), at="2026-01-17 18:00")

    assert planned(desk, "2026-02-01").pupils == frozenset()


def test_the_records_of_one_child_go_together_or_not_at_all(desk: Desk) -> None:
    desk.send(identities("A = B d1"), at="2026-01-17 09:00")

    plan = planned(desk, "2032-01-20")

    assert plan.pupils == frozenset(), "A left long ago, but A and B are one child, and B is on roll"
    apart = desk.send(identities("A alone d2"), at="2026-01-18 09:00")
    assert apart.load is not None
    desk.scrub("2033-01-20")
    assert upn("A") not in {row["upn"] for row in desk.known().rows(TableName.PUPILS).to_pylist()}
    assert desk.same_child() == {}


def test_the_key_of_a_pupil_who_is_gone_is_not_given_again(desk: Desk) -> None:
    desk.send(pupils(pupil("E", **LEFT)), at="2026-01-17 18:00")
    last = desk.key("E")
    desk.scrub("2032-02-01")
    assert last not in desk.known().rows(TableName.PUPILS)["pupil"].to_pylist()
    desk.send(pupils("F"), at="2032-02-02 09:00")

    assert desk.key("F") == last + 1


def test_refused_rows_are_kept_to_the_end_of_the_next_academic_year(desk: Desk) -> None:
    assert planned(desk, "2021-07-31").rows[TableName.REJECTS] == 0
    assert planned(desk, "2021-08-01").rows[TableName.REJECTS] == 1


def test_a_scrub_with_nothing_to_do_is_no_load(desk: Desk) -> None:
    desk.scrub(FIRST_GONE)
    before = desk.fingerprints()

    assert desk.scrub(FIRST_GONE).load is None
    assert desk.fingerprints() == before


def test_old_registers_are_not_taken_in_again(desk: Desk) -> None:
    desk.scrub(FIRST_GONE)
    done = desk.send(marks(f"B {MONDAY} AM /", "B 2026-01-14 AM /"), at="2026-01-17 18:00")

    assert desk.refused(done) == [(2, "date", MONDAY, "past_keeping")]
    assert desk.standing()["B 2026-01-14 AM"] == "/"


def test_a_file_whose_refused_rows_went_is_not_tried_again(desk: Desk) -> None:
    sent = desk.file(marks("B 2026-01-14 AM /", "C 2026-01-14 AM /"))
    desk.send(sent, at="2026-01-17 18:00")
    desk.scrub("2027-09-01")
    desk.send(pupils("C"), at="2027-09-02 18:00")
    done = desk.send(sent, at="2027-09-03 18:00")

    assert (done.load, done.files[0].already_loaded_in) == (None, 4)


def test_a_delivery_that_came_before_the_scrub_can_still_be_loaded(desk: Desk) -> None:
    desk.scrub("2026-02-01")

    assert desk.send(marks("B 2026-01-14 AM I"), at="2026-01-17 18:00").load == 5
    assert desk.standing("2026-01-16 23:00") == {"B 2026-01-12 AM": "/", "B 2026-01-13 AM": "N"}


def asked(first: str, last: str) -> Question:
    """A figure of those days."""
    return Question(
        measures=("possible_sessions",), first_on=date.fromisoformat(first), last_on=date.fromisoformat(last)
    )


def test_figures_of_scrubbed_days_are_refused_and_not_nought(desk: Desk) -> None:
    desk.scrub(FIRST_GONE)
    refuse_scrubbed_days(desk.home, asked("2025-09-01", "2026-07-31"))
    refuse_scrubbed_days(desk.home, asked("2018-09-01", "2019-07-31"))

    with pytest.raises(BadQuestion) as refusal:
        refuse_scrubbed_days(desk.home, asked("2019-09-17", "2026-07-31"))
    assert str(refusal.value) == (
        "registers from before 2019-09-21 were scrubbed on 2025-09-21 under register_retention: 6 years "
        "(SI 2024/208 regulation 7), so that figures for 2019-09-17 to 2026-07-31 cannot be told any more. "
        "Ask for 2019-09-21 or later."
    )


def refused(desk: Desk, plan: ScrubPlan, *, by: str = "an officer", at: datetime | None = None) -> str:
    """Why a scrub is refused; nothing has changed."""
    before = desk.fingerprints()
    with pytest.raises(ScrubRefused) as refusal:
        apply_scrub(desk.home, plan=plan, by=by, at=at or instant("2026-02-01 12:00"))
    assert desk.fingerprints() == before
    return str(refusal.value)


def test_a_plan_for_a_day_to_come_is_refused(desk: Desk) -> None:
    assert "which is still to come" in refused(desk, planned(desk, "2026-02-02"))


def test_a_plan_that_is_too_old_is_refused(desk: Desk) -> None:
    # In August 2024 three years were enough: what went by that law cannot go by today's.
    assert "more than 31 days ago" in refused(desk, planned(desk, "2024-08-18"))


def test_a_scrub_needs_somebody_who_orders_it_and_a_time_with_a_zone(desk: Desk) -> None:
    plan = planned(desk, "2026-02-01")
    assert "needs the name" in refused(desk, plan, by=" ")
    assert "time zone" in refused(desk, plan, at=datetime(2026, 2, 1))


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda desk: desk.send(marks(f"B {MONDAY} AM I"), at="2026-01-17 18:00"),
        lambda desk: desk.send(cohorts("A young_carer 2019-09-01"), at="2026-01-17 18:00"),
        lambda desk: desk.scrub("2026-01-30"),
    ],
    ids=["a correction", "a pupil told of", "another scrub"],
)
def test_a_plan_that_has_been_overtaken_is_refused(desk: Desk, meanwhile: Callable[[Desk], object]) -> None:
    plan = planned(desk, "2026-02-01")
    meanwhile(desk)

    assert "the plan was made after load 3" in refused(desk, plan)


@pytest.mark.parametrize("name", [TableName.MARKS, TableName.COHORTS])
def test_a_table_that_another_program_changes_meanwhile_is_not_scrubbed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: TableName
) -> None:
    plan, before, standing = planned(desk, "2026-02-01"), scrubs(desk.home), desk.standing()

    def another_program_writes(*_: object) -> None:
        table = desk.home.table(name)
        table.restore(table.head() - 1)

    with monkeypatch.context() as patched:
        patched.setattr(scrubbing, "_delete_derived", another_program_writes)
        with pytest.raises(ScrubRefused, match="another program is writing"):
            apply_scrub(desk.home, plan=plan, by="an officer", at=instant("2026-02-01 12:00"))

    assert (scrubs(desk.home), desk.standing()) == (before, standing)
    assert desk.scrub("2026-02-01").load == 4


def test_a_plan_stands_while_loads_change_nothing_of_what_goes(desk: Desk) -> None:
    plan = planned(desk, "2026-02-01")
    desk.send(marks("B 2026-01-14 AM I"), at="2026-01-17 18:00")

    assert apply_scrub(desk.home, plan=plan, by="an officer", at=instant("2026-02-01 12:00")).load == 5
