"""The days of a period with the week, half-term, term and year of each, for SQL to join to."""

from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa

from schoolward.register.years import (
    AcademicYear,
    half_term_on,
    iso_week_label,
    second_half_of_summer_starts_on,
    term_on,
    week_monday,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=8)
def days(first_on: date, last_on: date) -> pa.Table:
    """One row a day from the first to the last, both included."""
    every = [first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1)]
    years = [AcademicYear.of(on) for on in every]
    return pa.table(
        {
            "date": pa.array(every, pa.date32()),
            "session_date": pa.array([on.isoformat() for on in every]),
            "weekday": pa.array([WEEKDAYS[on.weekday()] for on in every]),
            "monday": pa.array([week_monday(on) for on in every], pa.date32()),
            "iso_week": pa.array([iso_week_label(on) for on in every]),
            "half_term": pa.array([half_term_on(on).label for on in every]),
            "half_term_number": pa.array([half_term_on(on).number for on in every], pa.int32()),
            "term": pa.array([term_on(on).label for on in every]),
            "academic_year": pa.array([year.label for year in years]),
            "start_year": pa.array([year.start_year for year in years], pa.int32()),
            "year_last_on": pa.array([year.last_on for year in years], pa.date32()),
            "second_half_of_summer_on": pa.array(
                [second_half_of_summer_starts_on(year) for year in years], pa.date32()
            ),
        }
    )
