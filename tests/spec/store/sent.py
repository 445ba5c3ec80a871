"""A data officer's desk for tests: sends small files to a store as schools would, and says what it then holds."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schoolward.engines.duckdb.answers import answer
from schoolward.engines.duckdb.marks_view import make_marks
from schoolward.intake.reasons import REASONS
from schoolward.law.value_files import national_law
from schoolward.measures.figures import Mode, Question
from schoolward.register.upn import check_letter
from schoolward.store.connection import connect
from schoolward.store.delivery import Delivery
from schoolward.store.home import Authority, Home, create_home, open_home
from schoolward.store.identities import same_child
from schoolward.store.layout import TableName
from schoolward.store.loading import load
from schoolward.store.scrub_plan import plan_scrub
from schoolward.store.scrubbing import ScrubDone, apply_scrub
from schoolward.store.snapshot import Snapshot, snapshot
from schoolward.store.steps import standing_steps
from schoolward.store.summary import LoadSummary

ALDER, BIRCH = 900001, 900002
LAESTABS = {ALDER: 9992001, BIRCH: 9992002}
MONDAY, TUESDAY, WEDNESDAY = "2026-01-12", "2026-01-13", "2026-01-14"
OPENED = "2025-09-10 09:00"
"""When the base of schools, calendar and pupils came; it is load 1."""


def upn(letter: str) -> str:
    """The UPN of the pupil whom tests call by this letter."""
    digits = f"8{ord(letter):011d}"
    return check_letter(digits) + digits


LETTERS = {upn(letter): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def instant(text: str) -> datetime:
    """An instant such as 2026-01-12 18:00, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schools(*urns: int) -> str:
    """A schools file."""
    rows = [
        f"{urn},School {urn},999,{LAESTABS.get(urn, 9990000 + urn % 10000) % 10000},Primary" for urn in urns
    ]
    return _lines("URN,EstablishmentName,LA (code),EstablishmentNumber,PhaseOfEducation (name)", rows)


def calendar(*spans: str) -> str:
    """A calendar file for every school; a span is `kind first last`, with AM or PM for half a day."""
    return _lines("kind,first_on,last_on,session", [",".join((*span.split(), "", "")[:4]) for span in spans])


def pupil(letter: str, **said: str) -> dict[str, str]:
    """A row of a pupils file: at Alder since September 2022, aged ten; `said` differs."""
    sound = {
        "upn": upn(letter),
        "surname": f"Pupil {letter}",
        "dob": "2015-05-05",
        "urn": str(ALDER),
        "entry_date": "2022-09-01",
    }
    return {**sound, **said}


def pupils(*rows: str | Mapping[str, str]) -> str:
    """A pupils file; a letter alone is the usual pupil of that letter."""
    told = [pupil(row) if isinstance(row, str) else row for row in rows]
    columns = list(dict.fromkeys(name for row in told for name in row))
    return _lines(",".join(columns), [",".join(row.get(name, "") for name in columns) for row in told])


def cohorts(*spells: str) -> str:
    """A cohorts file; a spell is `letter cohort from [until]`."""
    rows = []
    for spell in spells:
        letter, cohort, first, last = (*spell.split(), "")[:4]
        rows.append(f"{upn(letter)},{cohort},{first},{last}")
    return _lines("upn,cohort,from_on,until_on", rows)


def steps(*rows: str) -> str:
    """A steps file; a row is `letter kind reference event date [detail]`, with `parent=P1` or `urn=900001` last."""
    lines = []
    for row in rows:
        words = row.split()
        said = dict(word.split("=") for word in words if "=" in word)
        letter, kind, reference, event, on, *detail = (word for word in words if "=" not in word)
        lines.append(
            f"{upn(letter)},{kind},{reference},{event},{on},{' '.join(detail)},"
            f"{said.get('parent', '')},{said.get('urn', '')}"
        )
    return _lines("upn,kind,reference,event,on,detail,parent,urn", lines)


def school_links(*rows: str) -> str:
    """A file of links between schools; a row is `urn link_urn type [date [name]]`."""
    lines = []
    for row in rows:
        urn, linked, word, *rest = row.split(maxsplit=4)
        on, name = (*rest, "", "")[:2]
        lines.append(f"{urn},{linked},{name},{word},{on}")
    return _lines("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate", lines)


def identities(*rows: str) -> str:
    """A file of identity decisions; a row is `letter = letter reference`, or `letter alone reference`."""
    lines = []
    for row in rows:
        letter, *kept, reference = row.replace(" = ", " ").split()
        lines.append(f"{upn(letter)},{'' if kept == ['alone'] else upn(*kept)},{reference},Data team")
    return _lines("UPN,Same As UPN,Decision Reference,Source", lines)


def marks(*rows: str, school: int | None = ALDER, laestab: int | None = None) -> str:
    """A marks file; a row is `letter date session code [recorded_at]`."""
    lines = []
    for row in rows:
        letter, on, session, code, recorded = (*row.split(), "")[:5]
        lines.append(f"{school or laestab},{upn(letter)},{on},{session},{code},{recorded}")
    return _lines(f"{'urn' if school else 'laestab'},upn,date,session,code,recorded_at", lines)


def base() -> tuple[str, ...]:
    """Two schools, a term, pupils A, B and C at Alder and D at Birch."""
    return (
        schools(ALDER, BIRCH),
        calendar("term 2026-01-05 2026-02-13"),
        pupils("A", "B", "C", pupil("D", urn=str(BIRCH))),
    )


def _lines(heading: str, rows: list[str]) -> str:
    return "\n".join((heading, *rows, ""))


def _slot(row: Mapping[str, Any], letters: Mapping[int, str]) -> str:
    school = "" if row["school"] == ALDER else f"{row['school']} "
    return f"{school}{letters[row['pupil']]} {row['date']} {row['session']}"


@dataclass
class Desk:
    """A store, and the folder in which its files arrive."""

    home: Home
    inbox: Path
    arrived: int = field(default=0)

    @classmethod
    def empty(cls, folder: Path) -> "Desk":
        """A new store that knows nothing."""
        inbox = folder / "inbox"
        inbox.mkdir(parents=True)
        return cls(home=create_home(folder / "home", Authority(code="999", name="Testborough")), inbox=inbox)

    def copied_to(self, folder: Path) -> "Desk":
        """The same in another folder, so that one beginning serves many tests."""
        shutil.copytree(self.home.folder, folder / "home")
        inbox = folder / "inbox"
        inbox.mkdir()
        home = Home(folder=folder / "home", authority=self.home.authority)
        return Desk(home=home, inbox=inbox, arrived=self.arrived)

    def file(self, text: str | bytes, name: str | None = None) -> Path:
        """Puts a file in the inbox under a name of its own."""
        self.arrived += 1
        path = self.inbox / (name or f"{self.arrived:03}.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def send(
        self, *files: str | bytes | Path, at: str, now: str | None = None, only_schools: tuple[int, ...] = ()
    ) -> LoadSummary:
        """Loads one delivery of these files, received at that instant; holds it to what every load must do."""
        paths = tuple(file if isinstance(file, Path) else self.file(file) for file in files)
        delivery = Delivery(received_at=instant(at), sender="a school", paths=paths)
        done = load(
            self.home,
            delivery,
            by="an officer",
            now=instant(now or at),
            only_schools=frozenset(only_schools) if only_schools else None,
        )
        for file in done.files:
            assert file.rows_accepted + file.rows_rejected == file.rows_read, file
        assert sum(count for _, count in done.rejected_by_reason) == done.rows_rejected
        return done

    def known(self, at: str | None = None) -> Snapshot:
        """The store as it is, or as it was known at an instant."""
        return snapshot(self.home, None if at is None else instant(at))

    def standing(self, at: str | None = None) -> dict[str, str]:
        """The mark that stands in each session, as engines are given it: `A 2026-01-12 AM` and its code."""
        known = self.known(at)
        connection = connect(self.home.spill_folder)
        try:
            make_marks(connection, known)
            rows = connection.sql("SELECT * FROM marks").to_arrow_table().to_pylist()
        finally:
            connection.close()
        letters = self._letters()
        slots = {_slot(row, letters): row["code"] for row in rows}
        assert len(slots) == len(rows), "a session has two marks that stand"
        return dict(sorted(slots.items()))

    def steps(self, at: str | None = None) -> list[str]:
        """The steps that stand, `A penalty_notice PN1: issued 2026-01-12, paid 2026-01-20 80`, one line a reference."""
        letters = self._letters()
        found: dict[str, list[tuple[str, str]]] = {}
        for row in standing_steps(self.known(at)).to_pylist():
            matter = f"{letters[row['pupil']]} {row['kind']} {row['reference']}"
            event = " ".join(filter(None, (row["event"], str(row["on"]), row["detail"])))
            found.setdefault(matter, []).append((str(row["on"]), event))
        return [
            f"{matter}: {', '.join(event for _, event in sorted(events))}"
            for matter, events in sorted(found.items())
        ]

    def same_child(self, at: str | None = None) -> dict[str, str]:
        """Each record that is merged into another, with the one that is kept at the end: `{"A": "B"}`."""
        letters = self._letters()
        rows = same_child(self.known(at)).to_pylist()
        return {letters[row["pupil"]]: letters[row["same_as"]] for row in rows}

    def told(self, slot: str) -> list[tuple[str, int, int | None]]:
        """Everything that was ever told of a session: code, the load that told, the load that replaced it."""
        letters = self._letters()
        found = [row for row in self.mark_rows() if _slot(row, letters) == slot]
        found.sort(key=lambda row: (row["load"], row.get("superseded_by") or 0))
        return [(row["code"], row["load"], row.get("superseded_by")) for row in found]

    def mark_rows(self) -> list[dict[str, Any]]:
        """Every row of the marks' files, with its state."""
        known = self.known()
        return [
            {**row, "state": state}
            for state in ("live", "superseded")
            for path in known.mark_paths(state)
            for row in pq.read_table(path, partitioning=None).to_pylist()
        ]

    def scrub(self, on: str, *, held: frozenset[int] = frozenset()) -> ScrubDone:
        """Scrubs, on a day, what need not be kept as at that day."""
        plan = plan_scrub(self.home, on=date.fromisoformat(on), law=national_law(), held=held)
        return apply_scrub(self.home, plan=plan, by="an officer", at=instant(f"{on} 12:00"))

    def key(self, letter: str) -> int:
        """The pupil key of a letter."""
        rows = self.known().rows(TableName.PUPILS).to_pylist()
        return next(row["pupil"] for row in rows if row["upn"] == upn(letter))

    def on_disk(self) -> list[tuple[str, dict[str, Any]]]:
        """Every row of every Parquet file anywhere in the data folder, whether or not a table names the file."""
        return [
            (path.relative_to(self.home.folder).as_posix(), row)
            for path in sorted(self.home.folder.rglob("*.parquet"))
            if "_delta_log" not in path.parts
            for row in pq.ParquetFile(path).read().to_pylist()
        ]

    def _letters(self) -> dict[int, str]:
        """The letter of each pupil number; of two UPNs the one that was told first."""
        rows = self.known().rows(TableName.PUPILS).sort_by([("load", "descending")]).to_pylist()
        return {row["pupil"]: LETTERS[row["upn"]] for row in rows}

    def refused(self, done: LoadSummary) -> list[tuple[int, str, str, str]]:
        """Line, field, value and reason of every row that a load refused; each reason has words for its sender."""
        rows = [row for row in self.known().rows(TableName.REJECTS).to_pylist() if row["load"] == done.load]
        assert all(REASONS[row["reason"]].reason and REASONS[row["reason"]].mend for row in rows)
        return sorted((row["line"], row["field"], row["value"], row["reason"]) for row in rows)

    def figure(
        self,
        measure: str,
        *by: str,
        at: str | None = None,
        first: str = "2025-09-01",
        last: str = "2026-07-31",
        mode: str = "enrolment",
    ) -> Any:
        """One measure as it was known: its value, or with dimensions a dict of values by group.

        Of several measures with commas between them, a tuple of values.
        """
        names = tuple(measure.split(","))
        question = Question(
            measures=names,
            by=by,
            first_on=date.fromisoformat(first),
            last_on=date.fromisoformat(last),
            mode=Mode(mode),
        )
        rows = answer(self.known(at), question).rows
        values = {" ".join(row.group): tuple(row.value(name) for name in names) for row in rows}
        told = values if len(names) > 1 else {group: value for group, (value,) in values.items()}
        return told if by else told[""]

    def expected_marks(self, *, first: str, last: str, at: str | None = None) -> int | None:
        """How many marks the roll and the calendar let expect."""
        question = Question(
            measures=("possible_sessions",),
            first_on=date.fromisoformat(first),
            last_on=date.fromisoformat(last),
        )
        return answer(self.known(at), question).rows[0].coverage.marks_expected

    def fingerprints(self) -> dict[str, str]:
        """Each file of the store with the hash of its bytes."""
        return {
            str(path.relative_to(self.home.store_folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.home.store_folder.rglob("*"))
            if path.is_file()
        }


def as_an_earlier_release_left_it(desk: Desk, *lacked: TableName) -> Desk:
    """The same store without tables that no load of that release names."""
    for name in lacked:
        shutil.rmtree(desk.home.table(name).folder)
    table = desk.home.table(TableName.LOADS)
    for path in table.paths(table.files(table.head())):
        rows = pq.read_table(path, partitioning=None)
        versions = [json.loads(text) for text in rows["versions"].to_pylist()]
        for told in versions:
            for name in lacked:
                del told[name.value]
        place = rows.schema.get_field_index("versions")
        texts = pa.array([json.dumps(told) for told in versions], pa.string())
        pq.write_table(rows.set_column(place, "versions", texts), path)
    return Desk(home=open_home(desk.home.folder), inbox=desk.inbox, arrived=desk.arrived)
