"""Small random boroughs for property tests: pupils, rolls, cohorts, calendars and marks, sent in several loads."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from schoolward.register.codes import BLANK_MARKS, code_spans
from schoolward.store.delivery import Delivery
from schoolward.store.home import Authority, Home, create_home
from schoolward.store.loading import load
from tests.spec.intake.sent_tables import upn

Row = dict[str, str]
Slot = tuple[date, str]

AUTHORITY = Authority(code="356", name="Demo Borough")
LONG_AFTER = date(2027, 9, 1)
"""When all registers have come; where the first load comes on one of the days, later marks come too early."""

SCHOOLS: tuple[Row, ...] = (
    {"URN": "900001", "EstablishmentName": "Ashby", "LA (code)": "356", "PhaseOfEducation (name)": "Primary",
     "Trusts (name)": "Hawthorn Trust", "OpenDate": "", "CloseDate": ""},
    {"URN": "900002", "EstablishmentName": "Birch", "LA (code)": "356", "PhaseOfEducation (name)": "Secondary",
     "Trusts (name)": "", "OpenDate": "05-11-2025", "CloseDate": ""},
    {"URN": "900003", "EstablishmentName": "Elm", "LA (code)": "351", "PhaseOfEducation (name)": "Primary",
     "Trusts (name)": "Hawthorn Trust", "OpenDate": "", "CloseDate": "22-04-2025"},
)  # fmt: skip
"""Two of ours, one of which opened in a half-term; one of the next authority, which closed in another."""

URNS = tuple(row["URN"] for row in SCHOOLS)
COHORTS = ("looked_after", "child_in_need", "young_carer")
CODES = (*sorted({span.code for span in code_spans()}), *sorted(BLANK_MARKS))
PRESENT = "present"
NOTHING_SAID = dict.fromkeys(
    ("upn", "urn", "dob", "entry_on", "leaving_on", "year_group", "sex", "ethnicity", "sen_provision",
     "free_school_meals", "home_authority", "ward", "enrolment_status", "attributes_from"), "",
)  # fmt: skip

EDGES = (
    date(2025, 9, 10),  # an ordinary week
    date(2024, 8, 15),  # the codes change on the 19th
    date(2025, 1, 1),  # a term and an ISO year begin in midweek
    date(2027, 1, 1),  # ISO week 53
    date(2025, 4, 21),  # Easter Monday
    date(2025, 5, 26),  # the second half of the summer term
    date(2025, 8, 1),  # the academic year
    date(2025, 11, 3),  # a half-term of ours
)
BIRTHDAYS = (
    date(2016, 1, 15), date(2019, 8, 31), date(2019, 9, 1), date(2020, 2, 29), date(2008, 8, 31), date(2008, 9, 1),
    date(2009, 11, 20), date(2010, 9, 1), date(2021, 5, 1),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Load:
    """What arrives together. `files` is how many files the marks come in, `order` shuffles their rows.

    An identity decision is a record, the record that is kept or nothing, and a reference.
    """

    pupils: tuple[tuple[tuple[str, str], ...], ...] = ()
    cohorts: tuple[tuple[str, str, date, date | None], ...] = ()
    calendar: tuple[tuple[str, str, date, date, str], ...] = ()
    marks: tuple[tuple[str, str, Slot, str], ...] = ()
    identities: tuple[tuple[str, str, str], ...] = ()
    files: int = 1
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class World:
    """Several loads, and the days that they are about. The first load arrives at noon of `first_received_on`."""

    days: tuple[date, ...]
    first_received_on: date
    loads: tuple[Load, ...] = field(repr=True)

    def received_at(self, number: int) -> datetime:
        """When the load arrived, a day after the one before."""
        noon = datetime.combine(self.first_received_on, time(12), UTC)
        return noon + timedelta(days=number)


def days_of_worlds() -> st.SearchStrategy[tuple[date, ...]]:
    """One or two stretches of days around an edge of the calendar."""
    stretch = st.builds(
        lambda edge, before, length: tuple(
            edge + timedelta(days=n - before) for n in range(max(length, before + 1))
        ),
        st.sampled_from(EDGES), st.integers(0, 4), st.integers(1, 7),
    )  # fmt: skip
    return st.lists(stretch, min_size=1, max_size=2).map(
        lambda parts: tuple(sorted({on for p in parts for on in p}))
    )


@st.composite
def rolls(draw: st.DrawFn, days: tuple[date, ...]) -> list[Row]:
    """Rows of pupils files: for each pupil one to three enrolments, at one school or several, in turn or at once."""
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 4))):
        dob = draw(st.sampled_from(BIRTHDAYS))
        ends: dict[str, date | None] = {}
        for urn in draw(st.lists(st.sampled_from(URNS), min_size=1, max_size=3)):
            first = max(dob, date(2023, 9, 1))
            if urn in ends:
                last = ends[urn]
                if last is None:
                    continue
                first = last + timedelta(days=1)
            entry = draw(st.sampled_from(sorted({first, *(on for on in days if on > first)})))
            leaving = draw(st.none() | st.sampled_from([on for on in days if on >= entry] or [entry]))
            ends[urn] = leaving
            about = {"upn": upn(number), "urn": urn, "dob": dob.isoformat(), "entry_on": entry.isoformat(),
                     "leaving_on": leaving.isoformat() if leaving else ""}  # fmt: skip
            rows.append({**about, **draw(attributes()), "attributes_from": ""})
            for since in draw(st.lists(st.sampled_from(days), max_size=2, unique=True)):
                if since >= dob:
                    rows.append({**about, **draw(attributes()), "attributes_from": since.isoformat()})
    return rows


def attributes() -> st.SearchStrategy[Row]:
    """What is said of a pupil: few values, so that groups hold several, and each may be left out."""
    return st.fixed_dictionaries(
        {
            "year_group": st.sampled_from(("", "R", "10", "11")),
            "sex": st.sampled_from(("", "F", "M")),
            "ethnicity": st.sampled_from(("", "WBRI")),
            "sen_provision": st.sampled_from(("", "N", "E")),
            "free_school_meals": st.sampled_from(("", "Y", "N")),
            "home_authority": st.sampled_from(("", "356", "351")),
            "ward": st.sampled_from(("", "Millfield")),
            "enrolment_status": st.sampled_from(("", "C", "M", "S")),
        }
    )


@st.composite
def memberships(draw: st.DrawFn, days: tuple[date, ...], pupils: list[str]) -> Load:
    """A few spells in cohorts, open or closed."""
    spells: dict[tuple[str, str, date], date | None] = {}
    for _ in range(draw(st.integers(0, 4))):
        since = draw(st.sampled_from((date(2024, 1, 1), *days)))
        until = draw(st.none() | st.sampled_from([on for on in days if on >= since] or [since]))
        spells[draw(st.sampled_from(pupils)), draw(st.sampled_from(COHORTS)), since] = until
    return Load(
        cohorts=tuple((pupil, cohort, since, until) for (pupil, cohort, since), until in spells.items())
    )


def calendars(days: tuple[date, ...]) -> st.SearchStrategy[list[tuple[str, str, date, date, str]]]:
    """Terms, holidays, closures, INSET days and extra openings, of all schools or of one."""
    span = st.tuples(
        st.sampled_from(("", *URNS)),
        st.sampled_from(("term", "term", "holiday", "closure", "inset", "open")),
        st.sampled_from(days),
        st.sampled_from(days),
        st.sampled_from(("", "", "AM", "PM")),
    ).map(lambda s: (s[0], s[1], min(s[2], s[3]), max(s[2], s[3]), "" if s[1] == "term" else s[4]))
    return st.lists(span, max_size=4)


@st.composite
def marks(draw: st.DrawFn, days: tuple[date, ...], roll: list[Row]) -> list[tuple[str, str, Slot, str]]:
    """For each enrolment mostly one mark, with exceptions; now and then on days off roll, which are refused."""
    found: dict[tuple[str, str, Slot], str] = {}
    for pupil, urn in sorted({(row["upn"], row["urn"]) for row in roll}):
        mostly = draw(st.sampled_from((PRESENT, PRESENT, "I", "D", None)))
        if mostly is not None:
            found |= {(pupil, urn, slot): mostly for slot in slots(days)}
        odd = draw(st.dictionaries(st.sampled_from(slots(days)), st.sampled_from(CODES), max_size=8))
        found |= {(pupil, urn, slot): code for slot, code in odd.items()}
    return [(*key, code) for key, code in found.items()]


def slots(days: tuple[date, ...]) -> list[Slot]:
    """Every session of the days."""
    return list(product(days, ("AM", "PM")))


@st.composite
def worlds(draw: st.DrawFn, *, with_identities: bool = True) -> World:
    """A first load and up to two more that revise marks, rolls, cohorts, calendars and who is the same child."""
    days = draw(days_of_worlds())
    roll = draw(rolls(days))
    pupils = sorted({row["upn"] for row in roll})
    first = Load(
        pupils=frozen(roll),
        cohorts=draw(memberships(days, pupils)).cohorts,
        calendar=tuple(draw(calendars(days))),
        marks=tuple(draw(marks(days, roll))),
        identities=draw(decisions(pupils, "first")),
        files=draw(st.integers(1, 3)),
        order=draw(st.integers(0, 3)),
    )
    later = [draw(revisions(days, roll, pupils, number)) for number in range(draw(st.integers(0, 2)))]
    received = draw(st.sampled_from((LONG_AFTER, LONG_AFTER, LONG_AFTER, days[-1], days[len(days) // 2])))
    loads = (first, *later)
    if not with_identities:
        loads = tuple(replace(each, identities=()) for each in loads)
    return World(days=days, first_received_on=received, loads=loads)


@st.composite
def decisions(draw: st.DrawFn, pupils: list[str], reference: str) -> tuple[tuple[str, str, str], ...]:
    """A few decisions on who is the same child; those that part what is not merged, or close a circle, are refused."""
    told = draw(st.dictionaries(st.sampled_from(pupils), st.sampled_from(("", *pupils)), max_size=3))
    return tuple((record, kept, reference) for record, kept in told.items())


@st.composite
def revisions(
    draw: st.DrawFn, days: tuple[date, ...], roll: list[Row], pupils: list[str], number: int
) -> Load:
    """A later load: some marks again, some enrolments told anew, some memberships, some decisions on identity."""
    places = sorted({(row["upn"], row["urn"]) for row in roll})
    revised = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(places), st.sampled_from(slots(days))),
            st.sampled_from((PRESENT, *CODES)),
            max_size=12,
        )
    )
    retold: list[Row] = []
    for row in draw(
        st.lists(st.sampled_from(roll), max_size=2, unique_by=lambda row: (row["upn"], row["urn"]))
    ):
        entry = date.fromisoformat(row["entry_on"])
        earlier = (
            draw(st.booleans()) and entry > date(2023, 9, 3) and entry - timedelta(days=2) >= date(2023, 9, 1)
        )
        leaving = draw(st.none() | st.sampled_from([on for on in days if on >= entry] or [entry]))
        since = draw(st.none() | st.sampled_from(days))
        retold.append(
            {
                **row,
                **draw(attributes()),
                "entry_on": (entry - timedelta(days=2) if earlier else entry).isoformat(),
                "leaving_on": leaving.isoformat() if leaving else "",
                "attributes_from": since.isoformat() if since and since.isoformat() >= row["dob"] else "",
            }
        )
    return Load(
        pupils=frozen(retold),
        cohorts=draw(memberships(days, pupils)).cohorts,
        calendar=tuple(draw(calendars(days))) if draw(st.booleans()) else (),
        marks=tuple((pupil, urn, slot, code) for ((pupil, urn), slot), code in revised.items()),
        identities=draw(decisions(pupils, f"later {number}")),
        files=draw(st.integers(1, 2)),
        order=draw(st.integers(0, 3)),
    )


def frozen(rows: list[Row]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The rows as values that hypothesis can print and compare; a row told twice stands once."""
    keys = ("upn", "urn", "entry_on", "attributes_from")
    once = {tuple(row[key] for key in keys): tuple(item for item in row.items() if item[1]) for row in rows}
    return tuple(once.values())


@cache
def _empty_home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="schoolward-empty-"))
    create_home(folder / "home", AUTHORITY)
    return folder / "home"


@contextmanager
def home_for(world: World) -> Iterator[Home]:
    """An empty home, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="schoolward-world-") as folder:
        shutil.copytree(_empty_home(), Path(folder) / "home")
        yield Home(folder=Path(folder) / "home", authority=AUTHORITY)


def send(
    home: Home, world: World, number: int, *, files: int | None = None, order: int | None = None
) -> None:
    """Writes the files of one load and loads them through the front door."""
    this = world.loads[number]
    folder = home.folder.parent / f"sent-{number}-{files}"
    folder.mkdir()
    paths = list(_files(this, folder, is_first=number == 0))
    paths += _marks_files(this, folder, files or this.files, this.order if order is None else order)
    if paths:
        at = world.received_at(number)
        load(home, Delivery(received_at=at, sender="world", paths=tuple(paths)), by="a property test", now=at)


def _files(this: Load, folder: Path, *, is_first: bool) -> Iterator[Path]:
    if is_first:
        yield _write(folder / "schools.csv", list(SCHOOLS))
    if this.pupils:
        yield _write(folder / "pupils.csv", [NOTHING_SAID | dict(row) for row in this.pupils])
    if this.cohorts:
        spells = [
            {"upn": pupil, "cohort": cohort, "from_on": since.isoformat(),
             "until_on": until.isoformat() if until else ""}
            for pupil, cohort, since, until in this.cohorts
        ]  # fmt: skip
        yield _write(folder / "cohorts.csv", spells)
    if this.identities:
        heading = ("upn", "same_as_upn", "reference")
        yield _write(
            folder / "identities.csv", [dict(zip(heading, told, strict=True)) for told in this.identities]
        )
    if this.calendar:
        spans = [
            {
                "urn": urn,
                "kind": kind,
                "first_on": first.isoformat(),
                "last_on": last.isoformat(),
                "session": session,
            }
            for urn, kind, first, last, session in this.calendar
        ]
        yield _write(folder / "calendar.csv", spans)


def _marks_files(this: Load, folder: Path, files: int, order: int) -> Iterator[Path]:
    rows = [
        {"urn": urn, "upn": pupil, "date": on.isoformat(), "session": half,
         "code": {"AM": "/", "PM": "\\"}[half] if code in (PRESENT, "/", "\\") else code}
        for pupil, urn, (on, half), code in this.marks
    ]  # fmt: skip
    if order:
        Random(order).shuffle(rows)
    for number in range(files):
        if rows[number::files]:
            yield _write(folder / f"marks-{number}.csv", rows[number::files])


def _write(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
