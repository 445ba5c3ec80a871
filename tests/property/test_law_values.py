"""Whatever dates the law has: on a day the value is that of the latest start not after it, local policy first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolward.law.book import LawBook
from schoolward.law.values import (
    Authority,
    DatedValue,
    NoLawThen,
    NotInForce,
    Override,
    Parameter,
)
from schoolward.register.register_code import Confidence

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
CONTENTS = st.one_of(st.none(), st.integers(0, 100))


def a_value(on: date | None, content: int | None, authority: Authority = Authority.STATUTE) -> DatedValue:
    return DatedValue(
        name="days",
        unit="days",
        in_force_from=on,
        content=content,
        citation=f"an Act of {on}",
        authority=authority,
        confidence=None if authority is Authority.LOCAL else Confidence.STATUTE,
    )


@st.composite
def parameters(draw: st.DrawFn) -> Parameter:
    """National values, some of them ends, with values that are not in force, and local ones from the first day on."""
    starts = sorted(draw(st.sets(DAYS, min_size=1, max_size=8)))
    contents = [draw(st.integers(0, 100)), *(draw(CONTENTS) for _ in starts[1:])]
    national = [a_value(on, content) for on, content in zip(starts, contents, strict=True)]
    awaited = [a_value(None, content) for content in draw(st.lists(st.integers(0, 100), max_size=2))]
    local_starts = sorted(draw(st.sets(st.dates(starts[0], date(2031, 12, 31)), max_size=4)))
    local = [a_value(on, draw(st.integers(0, 100)), Authority.LOCAL) for on in local_starts]
    # Where the undated ones stand among the dated must not matter.
    values = draw(st.permutations(range(len(national) + len(awaited))))
    places = sorted(values[: len(awaited)])
    for place, value in zip(places, awaited, strict=True):
        national.insert(place, value)
    return Parameter(
        name="days",
        label="Days",
        unit="days",
        topic="days",
        override=Override(allowed=True),
        values=tuple(national),
        local_values=tuple(local),
    )


def latest_not_after(values: tuple[DatedValue, ...], on: date) -> DatedValue | None:
    """By looking at every one."""
    begun = [value for value in values if value.in_force_from is not None and value.in_force_from <= on]
    return max(begun, key=lambda value: value.in_force_from or date.min, default=None)


@given(parameters(), DAYS)
def test_the_value_on_a_day_is_that_of_the_latest_start_not_after_it(parameter: Parameter, on: date) -> None:
    national = replace(parameter, local_values=())
    expected = latest_not_after(national.values, on)
    if expected is None:
        with pytest.raises(NoLawThen):
            national.on(on)
    elif expected.content is None:
        with pytest.raises(NotInForce):
            national.on(on)
    else:
        assert national.on(on) is expected


@given(parameters(), DAYS)
def test_local_policy_that_has_begun_stands_before_a_national_value(parameter: Parameter, on: date) -> None:
    national = latest_not_after(parameter.values, on)
    local = latest_not_after(parameter.local_values, on)
    if local is not None and national is not None and national.content is not None:
        assert parameter.on(on) is local
    elif local is None and national is not None and national.content is not None:
        assert parameter.on(on) is national


@given(parameters(), DAYS)
def test_a_book_answers_as_the_parameter_does_however_often_it_is_asked(
    parameter: Parameter, on: date
) -> None:
    book = LawBook({parameter.name: parameter})
    try:
        expected = parameter.on(on)
    except LookupError as refused:
        for _ in range(2):
            with pytest.raises(type(refused)):
                book.value(parameter.name, on)
    else:
        assert [book.value(parameter.name, on) for _ in range(2)] == [expected, expected]


@given(parameters(), DAYS, st.integers(0, 4000))
def test_nothing_holds_anew_but_on_a_day_of_change(parameter: Parameter, first_on: date, days: int) -> None:
    """Between two days without a change the value is the same; each change is of a start within them."""
    last_on = first_on + timedelta(days=days)
    book = LawBook({parameter.name: parameter})
    changes = book.changes(first_on=first_on, last_on=last_on)
    starts = [value.in_force_from for value in (*parameter.values, *parameter.local_values)]
    within = sorted(on for on in starts if on is not None and first_on <= on <= last_on)
    assert [change.after.in_force_from for change in changes] == within
    if not within and parameter.first_held_on <= first_on:
        assert value_or_end(parameter, first_on) is value_or_end(parameter, last_on)


def value_or_end(parameter: Parameter, on: date) -> DatedValue | None:
    try:
        return parameter.on(on)
    except NotInForce:
        return None
