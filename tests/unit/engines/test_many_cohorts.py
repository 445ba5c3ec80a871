"""The list of cohorts is open: many names must not stand in the way of figures that do not ask for them."""

from pathlib import Path

import pytest

from schoolward.engines.duckdb.answers import answer
from schoolward.engines.duckdb.dashboards import dashboards
from schoolward.engines.duckdb.quality import quality
from schoolward.engines.duckdb.segments import MOST_COHORTS, TooManyCohorts, bits_of
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.law.value_files import national_law
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot
from tests.spec.measures.example import Example, Sending, ask, read_day
from tests.spec.measures.front_door import loaded

MANY = [f"group_{n:02d}" for n in range(MOST_COHORTS + 8)]

ASKED = ask("possible_sessions", "", by="cohort:group_00 cohort:group_69")


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One pupil in more cohorts than have bits."""
    spells = "\n".join(f"Ann | {name} | 8 Sep 2025 | 8 Sep 2025" for name in MANY)
    spells += "\nAnn | group_69 | 1 Sep 2025 | 2 Sep 2025"
    sending = Sending(
        register="pupil | school | from | marks\nAnn | Ashby | Mon 8 Sep 2025 | present x 4",
        cohorts="pupil | cohort | from | until\n" + spells,
    )
    example = Example(title="Many cohorts", source="Schoolward", sent=(sending,), asked=(ASKED,))
    return loaded(example, Path(tmp_path_factory.mktemp("many")))[0]


def test_figures_by_some_of_many_cohorts(borough: Home) -> None:
    told = answer(snapshot(borough), ASKED.question)
    assert [(row.group, row.counts["possible_sessions"]) for row in told.rows] == [
        (("no", "no"), 2),
        (("yes", "yes"), 2),
    ]


def test_the_quality_of_what_was_sent_asks_for_no_cohort(borough: Home) -> None:
    day = read_day("8 Sep 2025")
    assert {
        school.school
        for school in quality(snapshot(borough), first_on=day, last_on=day, on=day, law=national_law())
    } >= {900001}


def test_stored_figures_hold_the_largest_of_too_many(borough: Home) -> None:
    stored = bring_up_to_date(borough)
    assert sorted(stored.cohort_bits) == [*MANY[: MOST_COHORTS - 1], "group_69"]
    day = read_day("8 Sep 2025")
    shown = dashboards(borough, stored, first_on=day, last_on=day)["school_by_cohort"].to_pylist()
    assert {(row["cohort"], row["possible"]) for row in shown} == {(name, 2) for name in stored.cohort_bits}


def test_more_cohorts_than_can_be_told_apart_at_once_are_refused_in_words() -> None:
    assert bits_of(MANY[:MOST_COHORTS]).num_rows == MOST_COHORTS
    with pytest.raises(TooManyCohorts, match="70 cohorts are to be told apart and 62 can be"):
        bits_of(MANY)
