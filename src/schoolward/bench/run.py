"""Runs the benchmark and holds what it measures against what is promised."""

import shutil
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from schoolward.bench import boroughs, pandas_figures
from schoolward.bench.attention import attention
from schoolward.bench.boroughs import Borough, borough, copy_of, next_day
from schoolward.bench.database import database
from schoolward.bench.promises import Promise
from schoolward.bench.timing import Timings, peak_of
from schoolward.engines.duckdb.bare_scan import bare_scan, scanning_connection
from schoolward.engines.duckdb.dashboards import dashboards
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.intake import marks_long
from schoolward.intake.batches import Context
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot

YEAR = (date(2025, 9, 1), date(2026, 8, 2))
QUARTER = 4

REBUILD_ALONE = """
import sys
from pathlib import Path
from schoolward.bench.run import rebuild
from schoolward.store.home import open_home
rebuild(open_home(Path(sys.argv[1])))
"""

PANDAS_ALONE = """
import sys
from pathlib import Path
from schoolward.bench.run import in_pandas
from schoolward.store.home import open_home
in_pandas(open_home(Path(sys.argv[1])))
"""

Say = Callable[[str], None]


def rebuild(home: Home) -> object:
    """Every figure that the dashboards need, counted afresh from the marks."""
    stored = bring_up_to_date(home, afresh=True)
    return dashboards(home, stored, first_on=YEAR[0], last_on=YEAR[1])


def in_pandas(home: Home) -> object:
    """The same in pandas."""
    stored = bring_up_to_date(home)
    return pandas_figures.figures(
        snapshot(home).mark_paths("live"), str(home.figures_folder / stored.segments), stored.cohort_bits
    )


def run(folder: Path, *, pupils: int, rounds: int, say: Say) -> bool:
    """Measures everything, says it, and returns whether every promise was kept."""
    say(f"Making or finding a borough of {pupils:,} pupils and one of a quarter of that in {folder} …")
    whole, quarter = borough(folder, pupils=pupils), borough(folder, pupils=pupils // QUARTER)
    say(f"{whole.marks:,} marks and {quarter.marks:,} marks. {rounds} rounds, each thing in turn.")
    timings = Timings()
    promises = [
        *_counting(whole, timings, rounds=rounds, say=say),
        *_a_day(whole, timings, folder=folder, rounds=rounds, say=say),
        *attention(whole, timings, folder=folder, rounds=rounds, say=say),
        *database(whole, timings, rounds=rounds, say=say),
        *_parsing(whole, timings, say=say),
        *_size_and_growth(whole, quarter, timings, rounds=rounds, say=say),
    ]
    say("")
    for promise in promises:
        say(promise.line())
    return all(promise.is_kept for promise in promises)


def _counting(whole: Borough, timings: Timings, *, rounds: int, say: Say) -> list[Promise]:
    known = snapshot(whole.home)
    connection = scanning_connection(known)
    bare_scan(connection, known)
    for _ in range(rounds):
        timings.time("scan", lambda: bare_scan(connection, known))
        timings.time("rebuild", lambda: rebuild(whole.home))
    connection.close()
    say(
        f"bare scan {timings.median('scan'):.3f} s; rebuilding every figure {timings.median('rebuild'):.3f} s"
    )
    peak = peak_of(REBUILD_ALONE, str(whole.home.folder))
    promises = [
        Promise(
            what="rebuilding every figure of the dashboards",
            measured=timings.ratio("rebuild", "scan"),
            promised=6,
            unit="times the bare scan",
        ),
        Promise(what="peak memory of that", measured=peak / 1e9, promised=1, unit="GB"),
    ]
    if find_spec("pandas") is None:
        say("pandas is not installed, so that nothing is compared with it; `make bench` installs it")
        return promises
    for _ in range(min(rounds, 2)):
        timings.time("pandas", lambda: in_pandas(whole.home))
    memory = peak_of(PANDAS_ALONE, str(whole.home.folder))
    say(f"the same in pandas {timings.median('pandas'):.3f} s, peak {memory / 1e9:.2f} GB")
    faster = timings.median("pandas") / timings.median("rebuild")
    promises.append(
        Promise(what="faster than pandas", measured=faster, promised=3, unit="times", at_least=True)
    )
    return promises


def _a_day(whole: Borough, timings: Timings, *, folder: Path, rounds: int, say: Say) -> list[Promise]:
    delivery = next_day(whole.home, folder / "day")
    context = Context(received_on=boroughs.NOW.date())
    for _ in range(rounds):
        home = copy_of(whole.home, folder / "day-home")
        timings.time(
            "day: parse",
            lambda: [marks_long.read(path.name, path.read_bytes(), context) for path in delivery.paths],
        )
        timings.time("day: load", lambda home=home: load(home, delivery, by="benchmark", now=boroughs.NOW))  # type: ignore[misc]
        timings.time("day: refresh", lambda home=home: bring_up_to_date(home))  # type: ignore[misc]
    shutil.rmtree(folder / "day-home")
    parse, loaded, refreshed = (timings.median(f"day: {name}") for name in ("parse", "load", "refresh"))
    say(
        f"one day: {loaded:.3f} s to load, {parse:.3f} s of it to parse; {refreshed:.3f} s to refresh figures"
    )
    beside = (loaded + refreshed - parse) / timings.median("scan")
    return [
        Promise(
            what="one day with revisions, committed and figures refreshed, beside the parse",
            measured=beside,
            promised=4,
            unit="times the bare scan",
        )
    ]


def _parsing(whole: Borough, timings: Timings, *, say: Say) -> list[Promise]:
    context = Context(received_on=boroughs.NOW.date())
    data = [
        (path.name, read)
        for path in sorted(whole.files.rglob("marks/*.csv"))
        if marks_long.recognises(path.name, (read := path.read_bytes())[:4096])
    ]
    rows = 0

    def parse() -> None:
        nonlocal rows
        rows = sum(marks_long.read(name, read, context).rows_read for name, read in data)

    timings.time("parsing", parse)
    a_second = rows / timings.median("parsing")
    say(f"parsing and checking {rows:,} rows of marks CSV: {timings.median('parsing'):.3f} s on one core")
    return [
        Promise(
            what="parsing and checking marks CSV on one core",
            measured=a_second / 1e6,
            promised=1,
            unit="million rows a second",
            at_least=True,
        )
    ]


def _size_and_growth(
    whole: Borough, quarter: Borough, timings: Timings, *, rounds: int, say: Say
) -> list[Promise]:
    known = snapshot(whole.home)
    live = sum(file.size for state in ("live", "superseded") for file in known.mark_files(state))
    every = sum(path.stat().st_size for path in whole.home.store_folder.rglob("*") if path.is_file())
    tables = sum(
        file.size
        for name, version in known.versions.items()
        if name is not TableName.MARKS
        for file in whole.home.table(name).files(version)
    )
    say(
        f"marks {live / whole.marks:.3f} bytes a mark, the other tables {tables / whole.marks:.3f}, "
        f"the store's folder with replaced files and logs {every / whole.marks:.3f}"
    )
    for _ in range(rounds):
        timings.time("rebuild, quarter", lambda: rebuild(quarter.home))
        timings.time("rebuild, whole", lambda: rebuild(whole.home))
    times_the_marks = whole.marks / quarter.marks
    say(
        f"the whole has {times_the_marks:.2f} times the marks of the quarter; "
        f"loading took {quarter.load_seconds:.1f} s and {whole.load_seconds:.1f} s"
    )
    return [
        Promise(what="the store", measured=(live + tables) / whole.marks, promised=1, unit="bytes a mark"),
        Promise(
            what="four times the pupils, rebuilt",
            measured=timings.ratio("rebuild, whole", "rebuild, quarter"),
            promised=4.4,
            unit="times as long",
        ),
        Promise(
            what="four times the pupils, loaded",
            measured=whole.load_seconds / quarter.load_seconds,
            promised=4.4,
            unit="times as long",
        ),
    ]
