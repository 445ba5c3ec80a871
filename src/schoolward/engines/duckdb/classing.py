"""Turns the code releases into SQL: what a mark counts as, by its code and the day of the session."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS, CodeSpan, code_spans

COMMONEST = ("/", "\\", "I", "L", "O", "M", "U", "G", "C", "N", "V", "B", "D", "X")
"""Codes by how often they stand in registers: asked for in this order, most marks are settled by the first two."""


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def spans_between(first_on: date, last_on: date) -> dict[str, list[CodeSpan]]:
    """The spans of each code that reach into the period, oldest first."""
    spans: dict[str, list[CodeSpan]] = defaultdict(list)
    for span in sorted(code_spans(), key=lambda span: (span.code, span.valid_from)):
        until = span.valid_until_exclusive
        if span.valid_from <= last_on and (until is None or until > first_on):
            spans[span.code].append(span)
    return dict(spans)


def by_code(
    value: Callable[[str, StatisticalClass | None], int], *, first_on: date, last_on: date, mark: str = "m"
) -> str:
    """An SQL expression: the value of a mark by its code, and by its class on the day. Blank marks have no class.

    Only codes whose value changes within the period look at the day, so that DuckDB works the rest out once for
    each code and not for each mark.
    """
    cases = [(blank, str(value(blank, None))) for blank in sorted(BLANK_MARKS)]
    for code, spans in spans_between(first_on, last_on).items():
        values = [value(code, span.statistical_class) for span in spans]
        if len(set(values)) == 1:
            cases.append((code, str(values[0])))
        else:
            arms = " ".join(
                f"WHEN {mark}.date < DATE '{span.valid_until_exclusive}' THEN {number}"
                for span, number in zip(spans[:-1], values[:-1], strict=True)
            )
            cases.append((code, f"CASE {arms} ELSE {values[-1]} END"))
    rank = {code: place for place, code in enumerate(COMMONEST)}
    cases.sort(key=lambda case: (rank.get(case[0], len(rank)), case[0]))
    arms = " ".join(f"WHEN {quoted(code)} THEN {number}" for code, number in cases if number != "0")
    return f"CASE {mark}.code {arms} ELSE 0 END" if arms else "0"
