"""Works out for each date of birth on roll when compulsory school age begins and ends."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.classing import quoted
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_starts_on


def make_ages(connection: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> None:
    """Makes the table ages (dob, begins_on, ends_on) of every enrolled pupil who has a mark with one of the codes."""
    listed = ", ".join(quoted(code) for code in codes)
    born = connection.sql(
        "SELECT DISTINCT e.dob FROM enrolled AS e JOIN notable AS n ON n.school = e.school AND n.pupil = e.pupil "
        f"WHERE n.code IN ({listed}) AND e.dob IS NOT NULL"
    ).to_arrow_table()["dob"]
    days = born.to_pylist()
    connection.register(
        "ages",
        pa.table(
            {
                "dob": born,
                "begins_on": pa.array([compulsory_school_age_starts_on(on) for on in days], pa.date32()),
                "ends_on": pa.array([compulsory_school_age_ends_on(on) for on in days], pa.date32()),
            }
        ),
    )
