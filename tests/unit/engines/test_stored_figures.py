"""Stored figures are no truth of their own: gone, spoilt or never made, they come out the same again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schoolward.engines.duckdb.dashboards import dashboards
from schoolward.engines.duckdb.stored import Stored, bring_up_to_date
from schoolward.store.home import Authority, Home, create_home
from tests.spec.measures.example import Example, Sending, ask
from tests.spec.measures.front_door import loaded, send

YEAR = {"first_on": date(2025, 9, 1), "last_on": date(2026, 7, 26)}

REGISTER = Sending(
    received="10 Jan 2026",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | I x 2, present x 8
    Ann   | Ashby  | Mon 10 Nov 2025 | present x 10
    Ben   | Ashby  | Mon 8 Sep 2025  | present x 10
    Ben   | Ashby  | Mon 15 Sep 2025 | D x 10
    Cy    | Birch  | Mon 8 Sep 2025  | D x 10
    """,
    cohorts="""
    pupil | cohort       | from            | until
    Ann   | looked_after | Wed 10 Sep 2025 |
    """,
)
REVISION = Sending(
    received="11 Jan 2026",
    register="""
    pupil | school | from            | marks
    Ben   | Ashby  | Mon 10 Nov 2025 | U U
    """,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with two schools' marks in two half-terms."""
    example = Example(title="Stored", source="Schoolward", sent=(REGISTER,), asked=(ask("pupils", ""),))
    return loaded(example, tmp_path)[0]


def weeks_files(home: Home) -> dict[str, bytes]:
    """Every stored file with its content."""
    return {
        str(path.relative_to(home.figures_folder)): path.read_bytes()
        for path in home.figures_folder.rglob("*.parquet")
    }


def shown(home: Home) -> dict[str, list[dict[str, object]]]:
    """The dashboards' tables as rows."""
    tables = dashboards(home, bring_up_to_date(home), **YEAR)
    return {name: sorted(table.to_pylist(), key=str) for name, table in tables.items()}


def test_pupils_are_counted_as_the_measure_counts_them(home: Home) -> None:
    by_group = [row for row in shown(home)["school_by_group"] if row["grouping"] == "sex"]
    # Cy was never due at Birch: no possible session, and so no pupil of its figures.
    assert [(row["school"], row["pupils"], row["possible"]) for row in by_group] == [
        (900001, 2, 30),
        (900002, 0, 0),
    ]


def test_lists_hold_those_over_the_threshold(home: Home) -> None:
    (row,) = shown(home)["persistent"]
    assert (row["school"], row["spell"], row["possible"], row["absent"]) == (900001, 1, 20, 2)
    assert shown(home)["severe"] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: [path.unlink() for path in folder.rglob("*") if path.is_file()],
        lambda folder: (folder / "state.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "state.json").write_text(
            '{"load": 1, "of_another_version": 2}', encoding="utf-8"
        ),
        lambda folder: next(folder.rglob("weeks-*.parquet")).unlink(),
        lambda folder: next(folder.rglob("segments-*.parquet")).unlink(),
    ],
    ids=["all gone", "torn state", "another version's state", "a file of weeks gone", "the segments gone"],
)
def test_what_is_gone_or_spoilt_is_made_again(home: Home, spoil: Callable[[Path], object]) -> None:
    before = shown(home)
    spoil(home.figures_folder)
    assert shown(home) == before


def test_nothing_new_leaves_everything_as_it_is(home: Home) -> None:
    first = bring_up_to_date(home)
    files = weeks_files(home)
    assert bring_up_to_date(home) == first == Stored.read(home)
    assert weeks_files(home) == files


def test_only_the_half_term_of_a_revision_is_written_again(home: Home) -> None:
    first = bring_up_to_date(home)
    send(home, REVISION, home.folder.parent / "revision")
    second = bring_up_to_date(home)
    changed = [key for key in second.weeks if second.weeks[key]["file"] != first.weeks[key]["file"]]
    assert changed == ["academic_year=2025-26/half_term=2"]
    assert second.segments == first.segments


def test_counted_afresh_the_figures_are_the_same(home: Home) -> None:
    send(home, REVISION, home.folder.parent / "revision")
    before = shown(home)
    bring_up_to_date(home, afresh=True)
    assert shown(home) == before


def test_before_the_first_mark_the_tables_are_empty(tmp_path: Path) -> None:
    roll = Sending(roll="pupil | school\nAnn | Ashby")
    told = loaded(Example(title="Roll", source="s", sent=(roll,), asked=(ask("pupils", ""),)), tmp_path)[0]
    assert all(table == [] for table in shown(told).values())


def test_before_the_first_load_the_tables_are_empty(tmp_path: Path) -> None:
    home = create_home(tmp_path / "home", Authority(code="356", name="Demo Borough"))
    assert all(table == [] for table in shown(home).values())
