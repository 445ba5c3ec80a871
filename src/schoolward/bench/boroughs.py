"""The boroughs that the benchmark measures: made once, loaded through the front door, kept between runs."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from schoolward.demo.borough import write_borough
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.store.delivery import Delivery, deliveries
from schoolward.store.home import Authority, Home, create_home, open_home
from schoolward.store.layout import TableName
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot

LAST_DAY = date(2026, 7, 21)
"""The last school day of 2025/26 in the fictional borough."""

NOW = datetime(2026, 8, 1, tzinfo=UTC)
REVISED_SHARE = 20
"""One mark in so many of the day's is a revision of an earlier one: five in a hundred."""


@dataclass(frozen=True, kw_only=True)
class Borough:
    """A loaded borough-year, with what loading took."""

    home: Home
    files: Path
    load_seconds: float
    marks: int


def borough(folder: Path, *, pupils: int) -> Borough:
    """The borough of that size: written and loaded if it is not there."""
    place = folder / f"{pupils}-pupils"
    note = place / "loaded.json"
    if not note.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        made = write_borough(place / "files", pupils=pupils, until=LAST_DAY)
        home = create_home(place / "home", Authority(code="356", name="Demo Borough"))
        start = perf_counter()
        for delivery in deliveries([made.manifest], received_at=NOW, sender="benchmark"):
            load(home, delivery, by="benchmark", now=NOW)
        seconds = perf_counter() - start
        bring_up_to_date(home)
        note.write_text(json.dumps({"load_seconds": seconds, "marks": sum(made.marks.values())}))
    told = json.loads(note.read_text())
    return Borough(home=open_home(place / "home"), files=place / "files", **told)


def copy_of(home: Home, folder: Path) -> Home:
    """The same data in another folder, to be changed."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home.folder, folder)
    return open_home(folder)


def next_day(home: Home, folder: Path) -> Delivery:
    """What all schools send on the day after the last: that day's marks, and revisions of the ten days before.

    The day is like the last one; one mark in twenty is an earlier mark that is now coded I.
    """
    known = snapshot(home)
    marks = pa.concat_tables(
        pq.ParquetFile(path).read(["school", "pupil", "date", "session", "code"])
        for path in known.mark_paths("live", [("2025-26", 6)])
    )
    last_on = pc.max(marks["date"]).as_py()
    today = marks.filter(pc.equal(marks["date"], last_on))
    today = today.set_column(2, "date", pa.array([last_on + timedelta(days=1)] * today.num_rows, pa.date32()))
    lately = marks.filter(
        pc.and_(
            pc.greater(marks["date"], pa.scalar(last_on - timedelta(days=10), pa.date32())),
            pc.not_equal(marks["code"], "I"),
        )
    )
    chosen = np.random.default_rng(7).choice(lately.num_rows, today.num_rows // REVISED_SHARE, replace=False)
    revised = lately.take(pa.array(np.sort(chosen)))
    revised = revised.set_column(4, "code", pa.array(["I"] * revised.num_rows))
    sent = pa.concat_tables([today, revised], promote_options="permissive")
    return written(sent, known.rows(TableName.PUPILS), folder)


def written(marks: pa.Table, pupils: pa.Table, folder: Path) -> Delivery:
    """The marks as one long CSV file a school, received now."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    upns = pupils["upn"].take(pc.index_in(marks["pupil"], value_set=pupils["pupil"].combine_chunks()))
    sent = marks.append_column("upn", upns).rename_columns(["urn", "pupil", "date", "session", "code", "upn"])
    sent = sent.select(["urn", "upn", "date", "session", "code"])
    paths = []
    for urn in pc.unique(sent["urn"]).sort().to_pylist():
        path = folder / f"marks-{urn}.csv"
        pyarrow.csv.write_csv(sent.filter(pc.equal(sent["urn"], urn)), path)
        paths.append(path)
    return Delivery(received_at=NOW, sender="benchmark", paths=tuple(paths))
