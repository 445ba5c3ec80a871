"""Tells what a load refused, in words for its sender, and writes it as a table that can be corrected."""

import csv
from pathlib import Path
from typing import Any, TextIO

import pyarrow.compute as pc

from schoolward.intake.reasons import REASONS
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import snapshot

COLUMNS = ("file", "line", "field", "value", "reason", "how_to_mend")


def refused_rows(home: Home, load: int, *, most: int | None = None) -> list[dict[str, Any]]:
    """The rows that a load refused, by file and line, each with its reason and how to mend it."""
    known = snapshot(home)
    rows = known.rows(TableName.REJECTS)
    files = known.rows(TableName.LOAD_FILES)
    names = {row["file"]: row["name"] for row in files.filter(pc.equal(files["load"], load)).to_pylist()}
    chosen = rows.filter(pc.equal(rows["load"], load)).sort_by([("file", "ascending"), ("line", "ascending")])
    return [
        {
            "file": names[row["file"]],
            "line": row["line"],
            "field": row["field"],
            "value": row["value"],
            "reason": REASONS[row["reason"]].reason,
            "how_to_mend": REASONS[row["reason"]].mend,
        }
        for row in chosen.slice(0, most).to_pylist()
    ]


def write_refused(rows: list[dict[str, Any]], path: Path) -> None:
    """Writes refused rows to a CSV file, which spreadsheets read as UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_refused_to(file, rows)


def write_refused_to(file: TextIO, rows: list[dict[str, Any]]) -> None:
    """The same to what is open for writing."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    # A spreadsheet would run a value that begins like a formula; a sender's value never should.
    writer.writerows({key: _inert(value) for key, value in row.items()} for row in rows)


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
