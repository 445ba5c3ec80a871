"""A DuckDB connection set up for this machine: bounded memory, its own folder to spill to, nothing from the network."""

import uuid
from pathlib import Path

import duckdb

MEMORY_LIMIT = "900MB"

UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException)
"""What DuckDB raises at a file that is missing, cut short or no Parquet, and at a disk that is full."""


def connect(spill_folder: Path, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory database that spills to a folder of its own in the given one, and never installs an extension."""
    # DuckDB makes the last folder of a path, and only when it spills.
    spill_folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill_folder / str(uuid.uuid4())),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        settings["threads"] = threads
    connection = duckdb.connect(config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection
