"""Tells of loads and of the rows that they refused, in names that scripts may rely on."""

from typing import Any

import pyarrow.compute as pc

from schoolward.intake.reasons import REASONS
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import loads, snapshot


def loads_as_objects(home: Home) -> list[dict[str, Any]]:
    """Every load, oldest first."""
    rows = loads(home).drop_columns(["versions"]).to_pylist()
    return [{**row, "received_at": row["received_at"].isoformat()} for row in rows]


def rejected_rows(home: Home, load_number: int) -> list[dict[str, Any]]:
    """Every row that a load refused, with its reason and how to mend it, as the files had them."""
    known = snapshot(home)
    rows = known.rows(TableName.REJECTS)
    files = known.rows(TableName.LOAD_FILES)
    names = {
        row["file"]: row["name"] for row in files.filter(pc.equal(files["load"], load_number)).to_pylist()
    }
    chosen = rows.filter(pc.equal(rows["load"], load_number)).sort_by(
        [("file", "ascending"), ("line", "ascending")]
    )
    return [
        {
            "file": names[row["file"]],
            "line": row["line"],
            "field": row["field"],
            "value": row["value"],
            "reason": REASONS[row["reason"]].reason,
            "how_to_mend": REASONS[row["reason"]].mend,
        }
        for row in chosen.to_pylist()
    ]
