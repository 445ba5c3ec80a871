"""Lets what is told of one record of a child hold for all of the child's records, where several have been merged."""

import duckdb

OF_EVERY_RECORD = """
CREATE OR REPLACE TEMPORARY TABLE {table} AS
SELECT * FROM {table}
UNION
SELECT told.* REPLACE (mine.pupil AS pupil)
FROM {table} AS told
JOIN children AS theirs ON theirs.pupil = told.pupil
JOIN children AS mine ON mine.child = theirs.child
"""


def share_among_records(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Gives each record of a child the rows that the table has for any of them. Needs the table children."""
    if connection.execute("SELECT COUNT(*) FROM children").fetchall()[0][0]:
        connection.execute(OF_EVERY_RECORD.format(table=table))
