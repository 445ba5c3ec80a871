"""Keeps counted figures beside the store and up to date with it; they can be deleted and come out the same."""

import json
import os
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import relation
from schoolward.engines.duckdb.segments import cohort_bits, make_segments
from schoolward.engines.duckdb.weeks import broken_weeks_sql, refresh_weeks, week_of, write_weeks
from schoolward.register.years import AcademicYear, HalfTerm
from schoolward.store.connection import connect
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot, snapshot

ROLL_TABLES = (TableName.ENROLMENTS, TableName.COHORTS, TableName.SCHOOLS)
STATE = "state.json"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Which load the stored figures stand at, and their files: weeks by half-term, with the mark files behind them."""

    load: int = 0
    roll: dict[str, int] = field(default_factory=dict)
    segments: str = ""
    weeks: dict[str, dict[str, Any]] = field(default_factory=dict)
    cohort_bits: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, home: Home) -> "Stored":
        """What the folder holds; nothing if it is not there or cannot be read, for it can be made again."""
        try:
            stored = cls(**json.loads((home.figures_folder / STATE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()
        return stored if all((home.figures_folder / name).is_file() for name in stored.files) else cls()

    def write(self, home: Home) -> None:
        """Puts this in the place of what was there, in one step."""
        fresh = home.figures_folder / f"{STATE}.new"
        fresh.write_text(json.dumps(self.__dict__, indent=1, sort_keys=True), encoding="utf-8")
        os.replace(fresh, home.figures_folder / STATE)

    @property
    def files(self) -> list[str]:
        """Every file, from the figures' folder."""
        return [self.segments, *(told["file"] for told in self.weeks.values())]

    def week_paths(self, home: Home) -> list[str]:
        """The files of counted weeks."""
        return [str(home.figures_folder / told["file"]) for _, told in sorted(self.weeks.items())]


def half_term_key(half_term: HalfTerm) -> str:
    """The half-term as a folder of the stored figures, in Hive's way."""
    year = half_term.academic_year.label.replace("/", "-")
    return f"academic_year={year}/half_term={half_term.number}"


def bring_up_to_date(home: Home, *, afresh: bool = False) -> Stored:
    """Counts what loads have changed since the figures were stored, or everything, and stores it.

    The caller holds the write lock, or is the only one to count.
    """
    known = snapshot(home)
    old = Stored() if afresh else Stored.read(home)
    if old.segments and old.load == known.load and not afresh:
        return old
    home.figures_folder.mkdir(exist_ok=True)
    connection = connect(home.spill_folder)
    try:
        new = _Refresh(home=home, known=known, old=old, connection=connection).run()
    finally:
        connection.close()
    new.write(home)
    _delete_others(home, new)
    return new


@dataclass(kw_only=True)
class _Refresh:
    home: Home
    known: Snapshot
    old: Stored
    connection: duckdb.DuckDBPyConnection

    def run(self) -> Stored:
        roll = {name.value: self.known.versions[name] for name in ROLL_TABLES}
        same_roll = roll == self.old.roll and (self.home.figures_folder / self.old.segments).is_file()
        segments = self.old.segments if same_roll else self._write_segments()

        self._view("segments", segments)
        if self.old.segments and not same_roll:
            self._view("old_segments", self.old.segments)
        weeks = {
            half_term_key(half_term): self._weeks(half_term, paths, same_roll=same_roll)
            for half_term, paths in self._half_terms()
        }
        bits = cohort_bits(self.known.rows(TableName.COHORTS))
        return Stored(
            load=self.known.load,
            roll=roll,
            segments=segments,
            weeks=weeks,
            cohort_bits=dict(zip(bits["cohort"].to_pylist(), bits["bit"].to_pylist(), strict=True)),
        )

    def _view(self, name: str, file: str) -> None:
        path = quoted(str(self.home.figures_folder / file))
        self.connection.execute(
            f"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT * FROM read_parquet({path})"
        )

    def _write_segments(self) -> str:
        make_segments(self.connection, self.known)
        path = _unused(self.home.figures_folder, f"segments-{self.known.load}")
        self.connection.execute(
            f"COPY (SELECT * FROM segments ORDER BY school, pupil, spell, from_on) TO {quoted(str(path))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        self.connection.execute("DROP TABLE segments")
        return path.name

    def _half_terms(self) -> list[tuple[HalfTerm, list[str]]]:
        """Each half-term that has marks, with its live files."""
        table = self.home.table(TableName.MARKS)
        by_half_term: dict[HalfTerm, list[str]] = {}
        for file in self.known.mark_files("live"):
            year = AcademicYear(int(file.partition["academic_year"][:4]))
            half_term = HalfTerm(year, int(file.partition["half_term"]))
            by_half_term.setdefault(half_term, []).extend(table.paths([file]))
        return sorted(by_half_term.items())

    def _weeks(self, half_term: HalfTerm, paths: list[str], *, same_roll: bool) -> dict[str, Any]:
        key = half_term_key(half_term)
        held = self.old.weeks.get(key)
        marks = sorted(Path(path).name for path in paths)
        if held is not None and same_roll and held["marks"] == marks:
            return held
        folder = self.home.figures_folder / key
        folder.mkdir(parents=True, exist_ok=True)
        path = _unused(folder, f"weeks-{self.known.load}")
        if held is None:
            write_weeks(self.connection, half_term=half_term, mark_paths=paths, path=path)
        else:
            touched = self._make_touched(
                half_term, paths, marks_same=held["marks"] == marks, same_roll=same_roll
            )
            if not touched:
                return {**held, "marks": marks}
            old = self.home.figures_folder / held["file"]
            refresh_weeks(self.connection, half_term=half_term, mark_paths=paths, old=old, path=path)
        return {"file": str(path.relative_to(self.home.figures_folder)), "marks": marks}

    def _make_touched(
        self,
        half_term: HalfTerm,
        paths: list[str],
        *,
        marks_same: bool,
        same_roll: bool,
    ) -> int:
        """Makes table `touched` and says how many rows it has.

        They are the pupils' weeks in which a mark came or went since the stored load, or which broke or mended.
        """
        parts = ["SELECT NULL::INTEGER AS school, NULL::INTEGER AS pupil, NULL::DATE AS monday LIMIT 0"]
        if not marks_same:
            year = half_term.academic_year.label.replace("/", "-")
            gone = self.known.mark_paths("superseded", [(year, half_term.number)])
            monday = week_of("date")
            parts.append(
                f"SELECT school, pupil, {monday} FROM {relation(paths)} WHERE load > {self.old.load}"
            )
            parts.append(
                f"SELECT school, pupil, {monday} FROM {relation(gone)} WHERE superseded_by > {self.old.load}"
            )
        if not same_roll:
            before = broken_weeks_sql(half_term, "old_segments")
            after = broken_weeks_sql(half_term, "segments")
            parts += [f"({before} EXCEPT {after})", f"({after} EXCEPT {before})"]
        query = " UNION ".join(f"SELECT * FROM ({part})" for part in parts)
        self.connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE touched AS {query}")
        return int(self.connection.execute("SELECT COUNT(*) FROM touched").fetchall()[0][0])


def _unused(folder: Path, name: str) -> Path:
    """A path with that name which no file has: what stands is never written over, for a count may be killed."""
    paths = (folder / (f"{name}-{again}.parquet" if again else f"{name}.parquet") for again in count())
    return next(path for path in paths if not path.exists())


def _delete_others(home: Home, kept: Stored) -> None:
    """Deletes files that neither these figures nor, perhaps, somebody still reading the last ones need."""
    named = set(kept.files)
    for path in home.figures_folder.rglob("*.parquet"):
        if str(path.relative_to(home.figures_folder)) not in named:
            path.unlink(missing_ok=True)
