"""Defects that other attendance systems were seen to have, each kept out by a test that names it.

Those that a small register can show are worked examples with a `defect`; here are the others that touch figures.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolward.engines.duckdb.dashboards import dashboards
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.measures.figures import Figures, Question
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot
from tests.contract.engines import ENGINES, Engine
from tests.spec.measures.example import Example, Sending, ask
from tests.spec.measures.examples import EXAMPLES
from tests.spec.measures.front_door import loaded, upn_of

each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)

SENDING = Sending(
    received="12 Sep 2025",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 8, I I
    Bo    | Birch  | Mon 8 Sep 2025 | X C2 L U blank D N O / \
    """,
    roll="""
    pupil | school | born        | on roll from
    Bo    | Birch  | 14 Feb 2008 | 1 Sep 2019
    """,
)
WEEK: dict[str, Any] = {"first_on": date(2025, 9, 8), "last_on": date(2025, 9, 14)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two schools' marks of one week."""
    example = Example(title="A week", source="Schoolward", sent=(SENDING,), asked=(ask("pupils", ""),))
    return loaded(example, tmp_path)[0]


def send_marks(home: Home, text: str) -> tuple[tuple[str, int], ...]:
    """Loads a marks file as typed, and says what was refused."""
    path = home.folder.parent / "typed.csv"
    path.write_text(text, encoding="utf-8")
    at = SENDING.received_at
    summary = load(home, Delivery(received_at=at, sender="a school", paths=(path,)), by="a test", now=at)
    assert summary.rows_accepted + summary.rows_rejected == summary.rows_read
    return tuple(sorted(summary.rejected_by_reason))


def counted(engine: Engine, home: Home, *measures: str) -> Figures:
    """The week's figures by school."""
    return engine.answer(snapshot(home), Question(measures=measures, by=("school",), **WEEK))


@each_engine
def test_bad_dates_duplicates_and_torn_rows_never_reach_a_figure(engine: Engine, home: Home) -> None:
    """Seen: rows of the years 0003 and 2175, duplicates and malformed rows inside an import."""
    before = counted(engine, home, "possible_sessions", "missing_marks")
    ann = upn_of("Ann")
    refused = send_marks(
        home,
        "urn,upn,date,session,code\n"
        f"900001,{ann},0003-09-08,AM,I\n"
        f"900001,{ann},2175-09-08,AM,I\n"
        f"900001,{ann},2025-09-31,AM,I\n"
        f"900001,{ann},2025-09-08,AM,/\n"
        f"900001,{ann},2025-09-08,AM,/\n"
        f"900001,{ann},2025-09-09,AM,I\n"
        f"900001,{ann},2025-09-09,AM,O\n"
        f"900001,{ann}\n"
        f"900001,{ann},2025-09-10,EVE,I\n",
    )
    assert sum(count for _, count in refused) == 8
    assert counted(engine, home, "possible_sessions", "missing_marks").rows == before.rows


@each_engine
def test_what_a_comment_says_changes_no_figure(engine: Engine, home: Home) -> None:
    """Seen: a to-do list that was gamed by mistyped notes."""
    before = counted(engine, home, "unauthorised_absence_sessions", "authorised_absence_sessions")
    bo = upn_of("Bo")
    refused = send_marks(
        home,
        "urn,upn,date,session,code,comment\n"
        f"900002,{bo},2025-09-11,AM,N,ill - mother rang\n"
        f"900002,{bo},2025-09-11,PM,O,PRESENT\n",
    )
    assert refused == ()
    after = counted(engine, home, "unauthorised_absence_sessions", "authorised_absence_sessions")
    assert after.rows == before.rows


@each_engine
def test_two_screens_count_codes_alike(engine: Engine, home: Home) -> None:
    """Seen: a pie and a report beside it with different rules for codes such as X."""
    shown = dashboards(home, bring_up_to_date(home), **WEEK)
    names = (
        "possible_sessions",
        "authorised_absence_sessions",
        "unauthorised_absence_sessions",
        "late_sessions",
    )
    asked = {row.group[0]: tuple(row.counts.values()) for row in counted(engine, home, *names).rows}
    pie = {
        str(row["school"]): tuple(row[name] for name in ("possible", "authorised", "unauthorised", "late"))
        for row in shown["school_by_group"].to_pylist()
        if row["grouping"] == "sex"
    }
    assert pie == asked == {"900001": (10, 2, 0, 0), "900002": (7, 1, 3, 2)}
    listed = [(row["school"], row["absent"], row["possible"]) for row in shown["persistent"].to_pylist()]
    assert listed == [(900001, 2, 10), (900002, 4, 7)]


def test_the_list_of_defects_is_worked_through() -> None:
    """Consecutive days of absence (calendar days counted as school days, any day for all) are no figures."""
    defects = [example.defect for example in EXAMPLES if example.defect]
    assert len(defects) >= 9
    for word in ("90 %", "leavers", "empty mark", "no attendance at all", "minimum-days", "102 %", "90 days",
                 "half-day threshold", "compulsory school age"):  # fmt: skip
        assert any(word in defect for defect in defects), word
