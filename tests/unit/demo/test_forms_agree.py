"""The same register says the same in whatever form a school sends it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from schoolward.demo.ctf_files import ctf_file
from schoolward.demo.extract import Extract
from schoolward.demo.long_files import LongLayout, long_file
from schoolward.demo.marks import NOT_ON_ROLL, is_any
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_years import register_years
from schoolward.demo.wide_files import wide_day_file, wide_week_file
from schoolward.demo.wonde_files import wonde_files
from schoolward.intake import ctf, marks_long, marks_wide_day, marks_wide_week, wonde
from schoolward.intake.batches import Context, ReadFile
from tests.unit.demo.small_borough import borough_of

RECEIVED_ON = date(2026, 9, 1)
CONTEXT = Context(received_on=RECEIVED_ON)


@pytest.fixture(scope="module")
def extract() -> Extract:
    """Every mark of a school's first half-term, save registers that were not taken."""
    years = register_years(borough_of(), until=date(2025, 10, 24))
    year = next(year for year in years if year.school.kind == "special")
    register, _ = draw_register(year)
    return Extract(year=year, register=register, cells=(register != NOT_ON_ROLL) & ~is_any(register, "", "-"))


def _content(told: ReadFile) -> set[tuple[object, ...]]:
    """Pupil, date, session and code, without the filler of days on which the school was shut."""
    marks = told.accepted.filter(pa.compute.not_equal(told.accepted["code"].cast("string"), "#"))
    columns = (marks[name].to_pylist() for name in ("upn", "date", "session", "code"))
    return {row for row in zip(*columns, strict=True) if row[3]}


@pytest.fixture(scope="module")
def expected(extract: Extract) -> set[tuple[object, ...]]:
    """The same from the plain long form."""
    data = long_file(extract, LongLayout(), sent_on=RECEIVED_ON, received_on=RECEIVED_ON)
    told = marks_long.read("long.csv", data, CONTEXT)
    assert told.rejected.num_rows == 0
    assert told.accepted.num_rows == extract.cells.sum() > 1_000
    return _content(told)


def test_long_file_with_every_option(extract: Extract, expected: set[tuple[object, ...]]) -> None:
    layout = LongLayout(minutes=True, comment=True, recorded_at=True, windows=True)
    data = long_file(extract, layout, sent_on=date(2026, 8, 1), received_on=RECEIVED_ON)
    assert data.startswith(b"\xef\xbb\xbfurn,upn,date,session,code,minutes_late,comment,recorded_at\r\n")
    told = marks_long.read("long.csv", data, CONTEXT)
    assert told.rejected.num_rows == 0
    assert _content(told) == expected
    late = told.accepted["minutes_late"].to_numpy(zero_copy_only=False)
    codes = np.array(told.accepted["code"].to_pylist())
    assert np.isnan(late[~np.isin(codes, ["L", "U"])]).all()
    assert late[codes == "L"].min() >= 1
    assert late[codes == "L"].max() <= 28
    assert (late[codes == "U"] > 30).all()
    recorded = told.accepted["recorded_at"].to_numpy()
    assert recorded.min() > np.datetime64("2026-08-01")
    assert recorded.max() < np.datetime64(RECEIVED_ON)


def test_wide_by_day(extract: Extract, expected: set[tuple[object, ...]]) -> None:
    assert _content(marks_wide_day.read("day.csv", wide_day_file(extract), CONTEXT)) == expected


def test_wide_by_week(extract: Extract, expected: set[tuple[object, ...]]) -> None:
    data, outside = wide_week_file(extract)
    told = marks_wide_week.read("week.csv", data, CONTEXT)
    assert _content(told) == expected
    assert outside == 0  # whoever left did so on a Friday


def test_a_week_that_ends_after_leaving_has_cells_of_days_off_roll(extract: Extract) -> None:
    leaving = np.full(extract.year.pupils, np.datetime64("2025-10-15"))  # a Wednesday
    year = replace(extract.year, leaving=leaving)
    register = year.without_those_not_on_roll(extract.register)
    cells = extract.cells & (register != NOT_ON_ROLL)
    last_week = np.repeat(year.dates >= np.datetime64("2025-10-13"), 2)
    data, outside = wide_week_file(Extract(year=year, register=register, cells=cells & last_week))
    told = marks_wide_week.read("week.csv", data, CONTEXT)
    pupils = int((cells & last_week).any(axis=1).sum())
    assert outside == 4 * pupils
    assert told.accepted.num_rows == 10 * pupils


def test_ctf_with_commas(extract: Extract, expected: set[tuple[object, ...]]) -> None:
    told = ctf.read("marks.xml", ctf_file(extract, commas=True, received_on=RECEIVED_ON), CONTEXT)
    assert told.rejected.num_rows == 0
    assert _content(told) == expected


def test_ctf_without_commas_where_no_code_has_two_characters(
    extract: Extract, expected: set[tuple[object, ...]]
) -> None:
    two_characters = is_any(extract.register, "C1", "C2", "J1", *(f"Y{number}" for number in range(1, 8)))
    short = np.flatnonzero(two_characters.sum(axis=1) == 0)
    cells = np.zeros_like(extract.cells)
    cells[short] = extract.cells[short]
    plain = Extract(year=extract.year, register=extract.register, cells=cells)
    told = ctf.read("marks.xml", ctf_file(plain, commas=False, received_on=RECEIVED_ON), CONTEXT)
    upns = {upn.decode() for upn in extract.year.upn[short]}
    assert told.rejected.num_rows == 0
    assert _content(told) - {row for row in _content(told) if row[3] == "-"} == {
        row for row in expected if row[0] in upns
    }


def test_wonde_pages(extract: Extract, expected: set[tuple[object, ...]]) -> None:
    told = wonde.read(dict(wonde_files(extract, received_on=RECEIVED_ON)), CONTEXT)
    assert told.rejected.num_rows == 0
    assert _content(told) == expected


def test_an_extract_must_fit_its_register(extract: Extract) -> None:
    with pytest.raises(ValueError, match="row an enrolment"):
        Extract(year=extract.year, register=extract.register, cells=extract.cells[1:])
