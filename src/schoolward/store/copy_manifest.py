"""What a copy of a store holds, to the last byte and the last session: the file that makes a folder a whole copy."""

import hashlib
import json
import os
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from schoolward.store.connection import connect
from schoolward.store.layout import TableName
from schoolward.store.marks_merge import marks_of
from schoolward.store.snapshot import Snapshot, loads

MANIFEST = "manifest.json"
FORMAT = "schoolward-copy-1"

SESSIONS_COUNTED = """
SELECT academic_year, school, code, SUM(live)::BIGINT, SUM(superseded)::BIGINT FROM ({parts}) AS counted
GROUP BY academic_year, school, code ORDER BY academic_year, school, code
"""

IN_A_YEAR = """
SELECT '{year}' AS academic_year, school, COALESCE(code, '') AS code,
    COUNT(*) FILTER (WHERE is_live) AS live, COUNT(*) FILTER (WHERE NOT is_live) AS superseded
FROM (SELECT school, code, TRUE AS is_live FROM {live} AS l UNION ALL SELECT school, code, FALSE FROM {superseded} AS s)
GROUP BY school, code
"""

SessionsCounted = tuple[str, int, str, int, int]
"""Academic year, school, code, how many sessions have it now, and how many had it until they were corrected."""


class BadCopy(ValueError):
    """A folder that cannot be restored; the message names what is wrong in it."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What must come out the same from a store and its copy: rows by table, and sessions by year, school and code."""

    rows: dict[str, int]
    sessions: tuple[SessionsCounted, ...]

    @classmethod
    def of(cls, known: Snapshot, *, spill_folder: Path) -> "Proof":
        """Counted from the store's own files."""
        small = (name for name in known.versions if name is not TableName.MARKS)
        rows = {name.value: known.rows(name).num_rows for name in small}
        sessions = _sessions(known, spill_folder)
        marks = sum(live + superseded for *_, live, superseded in sessions)
        counted = {**rows, TableName.MARKS.value: marks, TableName.LOADS.value: loads(known.home).num_rows}
        return cls(rows=dict(sorted(counted.items())), sessions=sessions)

    def difference(self, other: "Proof") -> str | None:
        """The first thing of which the other has not as many, in words; null if they agree."""
        for name in sorted(self.rows | other.rows):
            ours, theirs = self.rows.get(name, 0), other.rows.get(name, 0)
            if ours != theirs:
                return f"table {name} has {theirs:,} rows and should have {ours:,}"
        ours_of, theirs_of = ({told[:3]: told[3:] for told in proof.sessions} for proof in (self, other))
        for year, school, code in sorted(ours_of | theirs_of):
            key = (year, school, code)
            if ours_of.get(key) != theirs_of.get(key):
                return f"the sessions with code {code!r} of school {school} in {year} are not as many as they were"
        return None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The load at which the copy was taken, when, for whom; the hash of every file; and what must come out."""

    format: str
    authority: str
    load: int
    received_at: str | None
    copied_at: str
    files: dict[str, str]
    proof: Proof

    def write(self, folder: Path) -> None:
        """Writes it in one step, after which the folder is a whole copy."""
        fresh = folder / f"{MANIFEST}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, folder / MANIFEST)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of a copy. BadCopy where there is none or it cannot be read."""
        path = folder / MANIFEST
        if not path.is_file():
            raise BadCopy(
                f"{folder} is no whole copy of a store: it has no {MANIFEST}, which is written last. "
                "If copying was interrupted, delete the folder and copy again."
            )
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            proof = Proof(
                rows=dict(told["proof"]["rows"]),
                sessions=tuple(tuple(row) for row in told["proof"]["sessions"]),
            )
            manifest = cls(**{**told, "files": dict(told["files"]), "proof": proof})
        except (ValueError, KeyError, TypeError) as fault:
            raise BadCopy(f"{path} cannot be read ({fault}). Use another copy.") from None
        if manifest.format != FORMAT:
            raise BadCopy(f"{path} is of format {manifest.format!r}; this release reads {FORMAT}")
        return manifest

    def check(self, folder: Path) -> None:
        """BadCopy that names the first file of the folder which is missing, changed, or not in the manifest."""
        found = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() or path.is_symlink()
        } - {MANIFEST}
        for name, sha256 in self.files.items():
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise BadCopy(f"{folder / MANIFEST} names {name}, which is outside the copy")
            if name not in found:
                raise BadCopy(f"{folder} lacks {name}, which belongs to the copy. Use another copy.")
            if hash_of(folder / name) != sha256:
                raise BadCopy(f"{folder / name} is not as it was copied. Use another copy.")
        for name in sorted(found - self.files.keys()):
            raise BadCopy(f"{folder / name} does not belong to the copy. Take it out, or use another copy.")


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> str:
    """Copies a file to the disk, into a folder that is made if need be; the SHA-256 of what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while part := read.read(1 << 20):
            digest.update(part)
            written.write(part)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _sessions(known: Snapshot, spill_folder: Path) -> tuple[SessionsCounted, ...]:
    """Every mark of the store's newest state, counted."""
    by_year: dict[str, dict[str, list[str]]] = {}
    table = known.home.table(TableName.MARKS)
    for state in ("live", "superseded"):
        for file in known.mark_files(state):
            paths = by_year.setdefault(file.partition["academic_year"], {"live": [], "superseded": []})
            paths[state] += table.paths([file])
    if not by_year:
        return ()
    parts = " UNION ALL ".join(
        IN_A_YEAR.format(year=year, live=marks_of(paths["live"]), superseded=marks_of(paths["superseded"]))
        for year, paths in sorted(by_year.items())
    )
    with closing(connect(spill_folder)) as connection:
        return tuple(connection.execute(SESSIONS_COUNTED.format(parts=parts)).fetchall())
