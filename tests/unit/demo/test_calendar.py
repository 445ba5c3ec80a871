"""The invented calendar is a real school year's."""

from datetime import date

import numpy as np

from schoolward.demo.season import weekday_of
from tests.unit.demo.small_borough import borough_of

BOROUGH = borough_of(6_000)


def _open_days(urn: int, first_on: date, last_on: date) -> np.ndarray:
    return BOROUGH.calendar.days[urn].between(first_on, last_on)


def test_a_school_is_open_190_days_less_its_closures() -> None:
    for school in BOROUGH.schools:
        closed = sum(row.kind == "closure" and row.urn == school.urn for row in BOROUGH.calendar.rows)
        assert len(_open_days(school.urn, date(2025, 9, 1), date(2026, 7, 31))) == 190 - closed


def test_every_school_trains_on_five_days_of_2025_26() -> None:
    for school in BOROUGH.schools:
        training = [
            row for row in BOROUGH.calendar.rows
            if row.kind == "inset" and row.urn == school.urn and row.first_on < date(2026, 8, 1)
        ]  # fmt: skip
        assert len({row.first_on for row in training}) == 5


def test_nobody_is_open_at_weekends_on_bank_holidays_or_at_christmas() -> None:
    for school in BOROUGH.schools:
        days = BOROUGH.calendar.days[school.urn].open_days
        assert weekday_of(days).max() <= 4
        assert np.datetime64("2026-05-04") not in days
        assert not len(_open_days(school.urn, date(2025, 12, 20), date(2026, 1, 4)))


def test_one_school_has_half_terms_of_its_own() -> None:
    (own,) = [school for school in BOROUGH.schools if school.own_half_terms]
    other = next(school for school in BOROUGH.schools if not school.own_half_terms)
    span = (date(2025, 10, 20), date(2025, 10, 23))
    assert len(_open_days(own.urn, *span)) == 0
    assert len(_open_days(other.urn, *span)) == 4
    assert len(_open_days(own.urn, date(2026, 7, 22), date(2026, 7, 24))) == 3


def test_the_snow_closes_some_schools_in_the_calendar_and_cancels_others_sessions() -> None:
    snow = date(2026, 1, 9)
    closed = {row.urn for row in BOROUGH.calendar.rows if row.kind == "closure" and row.first_on == snow}
    cancelled = {urn for urn, days in BOROUGH.calendar.days.items() if np.datetime64(snow) in days.cancelled}
    assert closed
    assert cancelled
    assert not closed & cancelled
    assert all(
        row.known_on > snow for row in BOROUGH.calendar.rows if row.first_on == snow and row.urn in closed
    )
