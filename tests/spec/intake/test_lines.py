"""Lines that cannot be taken apart cost themselves alone, and every line keeps the number an editor shows."""

from typing import NamedTuple

import pytest

from schoolward.intake import marks_long, tabular
from schoolward.intake.batches import UnreadableFile
from schoolward.intake.lines import LONGEST_LINE
from tests.spec.intake.sent_tables import CONTEXT, A, accepted, refusals, table, upn

HEADING = "urn,upn,date,session,code,comment"


def good(number: int, comment: str = "") -> str:
    """A sound line, another pupil's for each number."""
    return f"900001,{upn(number)},2026-09-08,AM,/,{comment}"


class Line(NamedTuple):
    """One line between two sound ones: the reason against it (None: it is sound) and its comment if so."""

    text: str
    reason: str | None
    comment: str | None = None


LINES = [
    Line(f"900001,{A},2026-09-08,AM,/", "line_shape"),
    Line(f"900001,{A},2026-09-08,AM,/,a,b", "line_shape"),
    Line("900001", "line_shape"),
    Line(f'900001,{A},2026-09-08,AM,/,"left open', "line_quotes"),
    Line(f'"900001,{A},2026-09-08,AM,/,', "line_quotes"),
    Line(f'900001,{A},2026-09-08,AM,"/"x,', "line_quotes"),
    Line(f'900001,{A},2026-09-08,"AM,"/",two', "line_quotes"),
    Line('"', "line_quotes"),
    Line(good(9, "x" * LONGEST_LINE), "line_too_long"),
    Line(good(9, '"' * LONGEST_LINE), "line_too_long"),
    Line(good(9, '"well, quoted"'), None, "well, quoted"),
    Line(good(9, '"said ""ill"""'), None, 'said "ill"'),
    Line(good(9, '""'), None, None),
    Line(good(9, 'said "ill" by phone'), None, 'said "ill" by phone'),
    Line(good(9, '5" cut'), None, '5" cut'),
    Line(good(9, " padded "), None, "padded"),
    Line(good(9, "x" * 1000), None, "x" * 1000),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("case", LINES, ids=lambda case: case.text[-30:])
def test_a_line_between_sound_ones(case: Line, ends: str) -> None:
    data = ends.join((HEADING, good(1), good(2), case.text, good(3), good(4, '"q"'), "")).encode()
    told = marks_long.read("marks.csv", data, CONTEXT)
    sound = [(2, None), (3, None), (5, None), (6, "q")]
    if case.reason is None:
        assert refusals(told) == []
        assert accepted(told, "line", "comment") == sorted([*sound, (4, case.comment)])
    else:
        assert refusals(told) == [(4, "line", case.reason)]
        assert accepted(told, "line", "comment") == sound
    assert told.rows_read == 5


def test_lines_keep_their_numbers_past_empty_and_broken_ones() -> None:
    data = table(
        "", HEADING, good(1), "", ",,,,,", '"', good(2), "   ", "broken", good(3), "900001,,,,,", "", good(4)
    )
    told = marks_long.read("marks.csv", data, CONTEXT)
    assert accepted(told, "line") == [(3,), (7,), (10,), (13,)]
    assert refusals(told) == [(6, "line", "line_quotes"), (9, "line", "line_shape"), (11, "upn", "upn_shape")]
    assert told.rows_read == 7


def test_a_line_with_only_columns_that_are_not_read_is_still_a_row() -> None:
    told = marks_long.read("marks.csv", table(HEADING + ",form", ",,,,,,", ",,,,,,Total: 31"), CONTEXT)
    assert refusals(told) == [(3, "urn", "urn_shape")]


def test_many_broken_lines_cost_themselves_alone() -> None:
    rows = [good(n) if n % 3 else f"{n}" if n % 2 else f'"{good(n)}' for n in range(1, 2001)]
    told = marks_long.read("marks.csv", table(HEADING, *rows), CONTEXT)
    assert accepted(told, "line") == [(n + 1,) for n in range(1, 2001) if n % 3]
    assert refusals(told) == [
        (n + 1, "line", "line_shape" if n % 2 else "line_quotes") for n in range(3, 2001, 3)
    ]


def test_a_long_value_is_shown_cut() -> None:
    told = marks_long.read("marks.csv", table(HEADING, f"900001,{A},{'9' * 500},AM,/,"), CONTEXT)
    assert told.rejected["value"].to_pylist() == ["9" * 199 + "…"]


def test_a_file_of_which_nothing_has_the_heading_s_columns_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tabular, "MOST_BROKEN_LINES", 10)
    nine = marks_long.read("marks.csv", table(HEADING, *["1,2"] * 9), CONTEXT)
    assert (nine.rows_read, nine.rejected.num_rows) == (9, 9)
    with pytest.raises(UnreadableFile, match="cannot be taken apart"):
        marks_long.read("marks.csv", table(HEADING, *["1,2"] * 10), CONTEXT)
