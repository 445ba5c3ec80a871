"""Measures the rules: a whole borough judged as at a day, judged again after a load, and the window of a year."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schoolward.attention.borough import Judged, judge_again, judge_borough
from schoolward.bench import boroughs
from schoolward.bench.boroughs import Borough, copy_of, written
from schoolward.bench.promises import Promise
from schoolward.bench.timing import Timings, peak_of
from schoolward.engines.duckdb.bare_scan import bare_scan, scanning_connection
from schoolward.engines.duckdb.rule_facts.threshold import thresholds_met
from schoolward.engines.duckdb.rule_facts.touched import touched_since
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.law.value_files import national_law
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot

MIDDLE_OF_THE_YEAR = date(2026, 1, 16)

JUDGE_ALONE = """
import sys
from pathlib import Path
from schoolward.bench.attention import judge
from schoolward.bench.boroughs import LAST_DAY
from schoolward.store.home import open_home
judge(open_home(Path(sys.argv[1])), LAST_DAY)
"""


def judge(home: Home, as_at: date) -> Judged:
    """Every rule for every pupil as at a day, with the reasons of each call."""
    return judge_borough(snapshot(home), as_at=as_at, law=national_law())


def attention(
    whole: Borough, timings: Timings, *, folder: Path, rounds: int, say: Callable[[str], None]
) -> list[Promise]:
    """What is promised of the rules, measured beside the bare scan."""
    known, last_day = snapshot(whole.home), boroughs.LAST_DAY
    connection = scanning_connection(known)
    bare_scan(connection, known)
    judged = judge(whole.home, last_day)
    for _ in range(rounds):
        timings.time("rules: scan", lambda: bare_scan(connection, known))
        timings.time("rules: last day", lambda: judge(whole.home, last_day))
        timings.time("rules: middle", lambda: judge(whole.home, MIDDLE_OF_THE_YEAR))
        timings.time("rules: window", lambda: thresholds_met(known, as_at=last_day, law=national_law()))
    connection.close()
    peak = peak_of(JUDGE_ALONE, str(whole.home.folder))
    say(
        f"rules: {len(judged.calls):,} calls as at {last_day} by judging {judged.pupils_judged:,} of "
        f"{judged.pupils_on_roll:,} pupils, {timings.median('rules: last day'):.3f} s; as at {MIDDLE_OF_THE_YEAR} "
        f"{timings.median('rules: middle'):.3f} s, {timings.ratio('rules: middle', 'rules: scan'):.1f} times the scan"
    )
    return [
        Promise(
            what="every rule for the borough, as at the last day of the year",
            measured=timings.ratio("rules: last day", "rules: scan"),
            promised=12,
            unit="times the bare scan",
        ),
        Promise(what="peak memory of that", measured=peak / 1e9, promised=1.5, unit="GB"),
        Promise(
            what="the window rule for every pupil and every day of the year",
            measured=timings.ratio("rules: window", "rules: scan"),
            promised=3,
            unit="times the bare scan",
        ),
        *_again(whole, timings, judged, folder=folder, say=say),
    ]


def _again(
    whole: Borough, timings: Timings, before: Judged, *, folder: Path, say: Callable[[str], None]
) -> list[Promise]:
    """One school sends its last day again, a part of it corrected: whom that touches, and how long it takes."""
    home = copy_of(whole.home, folder / "again-home")
    load(home, _a_schools_day(whole.home, folder / "again"), by="benchmark", now=boroughs.NOW)
    bring_up_to_date(home)
    known = snapshot(home)
    touched = touched_since(known, before.load, as_at=before.as_at).pupils
    after = timings.time("rules: again", lambda: judge_again(before, known, law=national_law()))
    shutil.rmtree(folder / "again-home")
    if not isinstance(after, Judged) or touched is None:
        raise TypeError("a school's marks cannot touch everybody")
    say(
        f"rules again after one school's corrections: {len(touched)} pupils touched, {after.pupils_judged} of them "
        f"with something to judge, {timings.median('rules: again'):.3f} s"
    )
    return [
        Promise(
            what="pupils judged again after one school's corrections, beside those touched",
            measured=after.pupils_judged / len(touched),
            promised=1,
            unit="times as many",
        )
    ]


def _a_schools_day(home: Home, folder: Path) -> Delivery:
    """What the largest school sends again of the last day: one present mark in twenty is now coded I."""
    known = snapshot(home)
    marks = pa.concat_tables(
        pq.ParquetFile(path).read(["school", "pupil", "date", "session", "code"])
        for path in known.mark_paths("live", [("2025-26", 6)])
    )
    marks = marks.filter(pc.equal(marks["date"], pa.scalar(boroughs.LAST_DAY, pa.date32())))
    counted = (
        marks.group_by("school").aggregate([("pupil", "count")]).sort_by([("pupil_count", "descending")])
    )
    marks = marks.filter(pc.equal(marks["school"], counted["school"][0]))
    row = pa.array(range(marks.num_rows))
    corrected = pc.and_(pc.equal(pc.bit_wise_and(row, 15), 0), pc.not_equal(marks["code"], "I"))
    marks = marks.set_column(4, "code", pc.if_else(corrected, "I", marks["code"]))
    return written(marks, known.rows(TableName.PUPILS), folder)
