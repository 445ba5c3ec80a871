"""The class of a mark in SQL is that of its code on its day, also for codes whose class changes."""

from datetime import date, timedelta

import duckdb
import pytest

from schoolward.engines.duckdb import classing
from schoolward.engines.duckdb.classing import by_code, quoted
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS, CodeSpan, class_of, code_spans

CLASSES = list(StatisticalClass)
NUMBER: dict[StatisticalClass | None, int] = {
    None: 0,
    **{klass: number for number, klass in enumerate(CLASSES, 1)},
}


def class_number(code: str, statistical_class: StatisticalClass | None) -> int:
    """A number for each class."""
    return NUMBER[statistical_class]


def evaluated(expression: str, marks: list[tuple[str, date]]) -> list[int]:
    """What the SQL expression gives for each mark."""
    values = ", ".join(f"({n}, {quoted(code)}, DATE '{on}')" for n, (code, on) in enumerate(marks))
    connection = duckdb.connect()
    try:
        rows = connection.execute(
            f"SELECT {expression} FROM (VALUES {values}) AS m (n, code, date) ORDER BY n"
        ).fetchall()
    finally:
        connection.close()
    return [number for (number,) in rows]


@pytest.mark.parametrize(
    ("first_on", "last_on"),
    [
        (date(2024, 8, 1), date(2024, 9, 30)),
        (date(2012, 1, 1), date(2026, 7, 31)),
        (date(2025, 9, 1), date(2025, 9, 1)),
    ],
)
def test_every_code_is_classed_as_the_register_classes_it(first_on: date, last_on: date) -> None:
    codes = sorted({span.code for span in code_spans()}) + sorted(BLANK_MARKS)
    days = {
        first_on,
        last_on,
        *(on for on in (date(2024, 8, 18), date(2024, 8, 19)) if first_on <= on <= last_on),
    }
    marks = [
        (code, on)
        for code in codes
        for on in sorted(days)
        if code in BLANK_MARKS or class_of(code, on) is not None
    ]
    told = evaluated(by_code(class_number, first_on=first_on, last_on=last_on), marks)
    assert told == [0 if code in BLANK_MARKS else NUMBER[class_of(code, on)] for code, on in marks]


def test_a_code_may_change_its_class_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [date(2006, 9, 1), date(2024, 8, 19), date(2025, 1, 1), None]
    spans = tuple(
        CodeSpan(
            code="J", valid_from=since, valid_until_exclusive=until, statistical_class=klass, retired=False
        )
        for since, until, klass in zip(changes[:-1], changes[1:], CLASSES[1:4], strict=True)
        if since is not None
    )
    monkeypatch.setattr(classing, "code_spans", lambda: spans)
    days = [date(2024, 8, 18) + timedelta(days=n) for n in range(2)] + [date(2024, 12, 31), date(2025, 1, 1)]
    expression = by_code(class_number, first_on=date(2024, 1, 1), last_on=date(2025, 12, 31))
    assert evaluated(expression, [("J", on) for on in days]) == [2, 3, 3, 4]


def test_a_text_with_quotes_stays_a_text() -> None:
    awkward = 'O\'Neill \\ "Sons"; DROP TABLE marks --'
    (told,) = duckdb.connect().execute(f"SELECT {quoted(awkward)}").fetchall()
    assert told == (awkward,)
