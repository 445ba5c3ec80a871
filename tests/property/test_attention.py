"""Whatever a year was like, the list of calls has exactly the calls that judging every pupil by every rule comes to."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from schoolward.attention.borough import judge_again, judge_borough
from schoolward.attention.explaining import explain
from schoolward.attention.whom import Call
from schoolward.engines.duckdb.answers import answer
from schoolward.engines.duckdb.rule_facts import tallies as tally_sql
from schoolward.engines.duckdb.rule_facts.facts import rule_facts
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.law.decision import Decision
from schoolward.law.value_files import national_law
from schoolward.measures.figures import Mode, Question
from schoolward.register.years import AcademicYear
from schoolward.store.home import Home, create_home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot, snapshot
from tests.property.attention_worlds import LOADS, send_all
from tests.property.worlds import AUTHORITY

DAYS = (
    date(2025, 9, 16), date(2025, 11, 3), date(2025, 12, 19), date(2026, 2, 18), date(2026, 3, 26),
    date(2026, 6, 29), date(2026, 7, 17), date(2026, 8, 20),
)  # fmt: skip
OF_SCHOOLS = ("register_marks", "register_retention")


@contextmanager
def a_year(seed: int) -> Iterator[Home]:
    with tempfile.TemporaryDirectory(prefix="schoolward-year-") as folder:
        home = create_home(Path(folder) / "home", AUTHORITY)
        send_all(home, seed)
        yield home
        shutil.rmtree(home.folder)


@given(seed=st.integers(0, 2**32), on=st.sampled_from(DAYS))
@example(seed=5, on=date(2025, 11, 3))
@settings(max_examples=25)
def test_the_list_has_the_calls_of_every_pupil_and_no_others(seed: int, on: date) -> None:
    with a_year(seed) as home:
        known = snapshot(home)
        listed = [call for call in judge_borough(known, as_at=on, law=national_law()).calls if call.upn]
        assert sorted(map(_of_call, listed)) == _every_call(known, on)


def _every_call(known: Snapshot, on: date) -> list[tuple[str, int, str, str, tuple[str, ...]]]:
    """What the explanation of each record says to be on the list; it tells of the child's other records too."""
    found = []
    for upn in known.rows(TableName.PUPILS)["upn"].to_pylist():
        try:
            enrolments = explain(known, upn, as_at=on, law=national_law())
        except LookupError:
            continue
        for each in enrolments:
            found += [
                _of(upn, each.enrolment.school.urn, decision)
                for decision in each.decisions
                if each.enrolment.upn == upn and each.is_listed(decision) and decision.rule not in OF_SCHOOLS
            ]
    return sorted(found)


def _of(upn: str, urn: int, decision: Decision) -> tuple[str, int, str, str, tuple[str, ...]]:
    return upn, urn, decision.rule, str(decision.outcome), decision.reasons


def _of_call(call: Call) -> tuple[str, int, str, str, tuple[str, ...]]:
    return _of(call.upn, call.urn, call.decision)


@given(seed=st.integers(0, 2**32), on=st.sampled_from(DAYS), first=st.sampled_from(LOADS[:-1]))
@settings(max_examples=15)
def test_judging_again_those_whom_a_load_touched_comes_to_the_same(seed: int, on: date, first: date) -> None:
    with a_year(seed) as home:
        earlier = snapshot(home, datetime.combine(first, time.max, UTC))
        before = judge_borough(earlier, as_at=on, law=national_law())
        again = judge_again(before, snapshot(home), law=national_law())
        whole = judge_borough(snapshot(home), as_at=on, law=national_law())
        assert again.calls == whole.calls
        assert (again.load, again.coverage, again.pupils_on_roll) == (
            whole.load,
            whole.coverage,
            whole.pupils_on_roll,
        )


@given(seed=st.integers(0, 2**32), on=st.sampled_from(DAYS), stored=st.booleans())
@settings(max_examples=15)
def test_a_pupils_sessions_are_those_of_the_figures_counted_by_pupil(
    seed: int, on: date, stored: bool
) -> None:
    with a_year(seed) as home:
        if stored:
            bring_up_to_date(home)
        known = snapshot(home)
        question = Question(
            measures=("possible_sessions", "overall_absence_sessions"),
            by=(),
            first_on=AcademicYear.of(on).first_on,
            last_on=on,
            mode=Mode.PUPIL,
        )
        with rule_facts(known, as_at=on, law=national_law()) as facts:
            every_record = facts.tallies().to_pylist()
            tallies = [row for row in every_record if facts.child_of(row["pupil"]) == row["pupil"]]
            assert bool(tally_sql.stored_weeks(known, facts.setting)) is (
                stored and facts.setting.year.start_year == 2025
            )
        counts = answer(known, question).rows[0].counts
        assert sum(row["possible"] for row in tallies) == counts["possible_sessions"]
        assert sum(row["absent"] for row in tallies) == counts["overall_absence_sessions"]
