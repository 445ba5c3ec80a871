"""Starts the processes that tests of the store kill or set against each other, and compares what they leave."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolward.store.home import open_home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import loads
from tests.spec.store.sent import Desk

REPOSITORY = Path(__file__).resolve().parents[3]


def run(**asked: Any) -> None:
    """Runs the script that starts dying processes; fails with what it says if one ended as none should."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.store.dying", json.dumps(asked, default=str)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True)
class Left:
    """What a process left: the step at which it died (or that it completed), and the store."""

    step: str
    desk: Desk


def left(out: Path, inbox: Path) -> Iterator[Left]:
    """What each of the processes left, in order."""
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        named = folder.with_suffix(".step")
        step = named.read_text(encoding="utf-8") if named.exists() else "completed"
        yield Left(f"{folder.name}: {step}", Desk(home=open_home(folder), inbox=inbox, arrived=900))


def everything(desk: Desk) -> dict[str, list[str]]:
    """Every row that the store holds, by table; loads without the versions of tables, which may differ."""
    known = desk.known()
    tables = {
        name.value: known.rows(name).to_pylist()
        for name in TableName
        if name not in (TableName.LOADS, TableName.MARKS)
    }
    tables["loads"] = loads(desk.home).drop_columns(["versions"]).to_pylist()
    tables["marks"] = [
        {key: value for key, value in row.items() if value is not None} for row in desk.mark_rows()
    ]
    return {name: sorted(str(row) for row in rows) for name, rows in tables.items()}
