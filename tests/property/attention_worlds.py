"""A year at two schools for property tests of attention: random habits of absence, corrections, and steps taken."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.loading import load
from tests.spec.intake.sent_tables import upn

FIRST, LAST = date(2025, 9, 1), date(2026, 7, 17)
HOLIDAYS = (
    (date(2025, 10, 27), date(2025, 10, 31)), (date(2025, 12, 22), date(2026, 1, 2)),
    (date(2026, 2, 16), date(2026, 2, 20)), (date(2026, 3, 30), date(2026, 4, 10)),
    (date(2026, 5, 25), date(2026, 5, 29)),
)  # fmt: skip
SCHOOLS = (
    ("900001", "Ashby", "Primary", "Community school"),
    ("900002", "Birch", "Secondary", "Academy converter"),
    ("900003", "Cob House", "Independent", "Other independent school"),
)
CODES = ("I", "O", "N", "G", "U", "E", "C2", "X", "D", "M", "", "Q", "J", "R", "Y7")
COHORTS = ("social_worker", "looked_after", "youth_justice", "child_protection", "ehcp")
BORN = (
    date(2015, 5, 4), date(2010, 9, 12), date(2021, 1, 20), date(2020, 12, 31), date(2010, 2, 28),
    date(2008, 11, 1), date(2016, 2, 29),
)  # fmt: skip
LOADS = (date(2025, 12, 19), date(2026, 3, 27), date(2026, 7, 17))
"""When marks come: those up to the day, and corrections of earlier ones."""


def send_all(home: Home, seed: int) -> None:
    """Loads a random year through the front door, in three loads."""
    chance, chances_of_identity = Random(seed), Random(seed + 1)
    pupils = [_pupil(chance, number) for number in range(chance.randint(3, 7))]
    days = [on for on in _days() if not any(first <= on <= last for first, last in HOLIDAYS)]
    marks = {pupil["upn"]: _register(chance, days) for pupil in pupils}
    for number, until in enumerate(LOADS):
        folder = home.folder.parent / f"sent-{number}"
        folder.mkdir()
        paths = _rolls(folder, pupils, chance) if number == 0 else []
        since = LOADS[number - 1] if number else date.min
        rows = [row for pupil in pupils for row in _rows(pupil, marks[pupil["upn"]], since, until)]
        if number:
            rows += _corrections(chance, pupils, marks, since)
        paths.append(_write(folder / "marks.csv", ("urn", "upn", "date", "session", "code"), rows))
        steps = _steps(chance, pupils, until, number)
        if steps:
            columns = ("upn", "kind", "reference", "event", "on", "urn", "parent", "detail", "source")
            paths.append(_write(folder / "steps.csv", columns, steps))
        same_child = _decisions(chances_of_identity, pupils, number)
        if same_child:
            heading = ("upn", "same_as_upn", "reference")
            paths.append(_write(folder / "identities.csv", heading, same_child))
        at = datetime(until.year, until.month, until.day, 18, tzinfo=UTC)
        load(home, Delivery(received_at=at, sender="world", paths=tuple(paths)), by="a property test", now=at)


def _days() -> list[date]:
    every = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [on for on in every if on.weekday() < 5]


def _pupil(chance: Random, number: int) -> dict[str, str]:
    urn = chance.choice(SCHOOLS)[0]
    entry = chance.choice((date(2024, 9, 2), date(2025, 9, 1), date(2025, 11, 10), date(2026, 2, 2)))
    leaving = chance.choice((None, None, None, date(2026, 1, 30), date(2026, 5, 15)))
    born = chance.choice(BORN)
    return {
        "upn": upn(number), "urn": urn, "dob": born.isoformat(), "entry_on": entry.isoformat(),
        "leaving_on": leaving.isoformat() if leaving and leaving > entry else "",
        "year_group": str(chance.randint(1, 11)), "enrolment_status": "C",
        "sen_provision": chance.choice(("N", "E")),
    }  # fmt: skip


def _register(chance: Random, days: list[date]) -> dict[tuple[date, str], str]:
    """Mostly there, with stretches of one code or of several in turn."""
    slots = [(on, half) for on in days for half in ("AM", "PM")]
    marks = {slot: "/" if slot[1] == "AM" else "\\" for slot in slots}
    for _ in range(chance.randint(0, 9)):
        start, length = chance.randrange(len(slots)), chance.choice((1, 2, 5, 9, 10, 11, 24, 40))
        code, step = chance.choice(CODES), chance.choice((1, 1, 2, 6))
        for place in range(start, min(start + length * step, len(slots)), step):
            marks[slots[place]] = code
    return marks


def _rows(
    pupil: dict[str, str], marks: dict[tuple[date, str], str], since: date, until: date
) -> list[tuple[str, ...]]:
    first = date.fromisoformat(pupil["entry_on"])
    last = date.fromisoformat(pupil["leaving_on"]) if pupil["leaving_on"] else LAST
    return [
        (pupil["urn"], pupil["upn"], on.isoformat(), half, code)
        for (on, half), code in marks.items()
        if since < on <= until and first <= on <= last
    ]


def _corrections(
    chance: Random, pupils: list[dict[str, str]], marks: dict[str, dict[tuple[date, str], str]], until: date
) -> list[tuple[str, ...]]:
    """Earlier marks told anew: most often an unexplained absence that is explained now."""
    rows = []
    for pupil in pupils:
        for row in _rows(pupil, marks[pupil["upn"]], date.min, until):
            if row[4] in ("N", "O") and chance.random() < 0.4:
                rows.append((*row[:4], "I"))
            elif row[4] in ("/", "\\") and chance.random() < 0.01:
                rows.append((*row[:4], "O"))
    return rows


def _steps(chance: Random, pupils: list[dict[str, str]], until: date, number: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for pupil in pupils:
        for kind, events in STORIES:
            if chance.random() < 0.25:
                start = until - timedelta(days=chance.randint(1, 60))
                reference = f"{kind}-{pupil['upn']}-{number}"
                rows += [
                    (pupil["upn"], kind, reference, event, (start + timedelta(days=after)).isoformat(),
                     pupil["urn"], "A" if kind in ("penalty_notice", "notice_to_improve") else "", detail, "SAST")
                    for event, after, detail in events
                    if start + timedelta(days=after) <= until or event in ("ends", "starts", "offence_until")
                ]  # fmt: skip
    return rows


def _decisions(chance: Random, pupils: list[dict[str, str]], number: int) -> list[tuple[str, ...]]:
    """Records merged and parted, mostly none; what cannot stand is refused."""
    upns = [pupil["upn"] for pupil in pupils]
    return [(upn, chance.choice((*upns, "", "")), f"D{number}") for upn in upns if chance.random() < 0.2]


STORIES: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...] = (
    ("contact", (("letter", 0, ""), ("meeting", 6, ""))),
    ("support_plan", (("agreed", 0, ""), ("lead", 0, "head of year"), ("reviewed", 20, ""))),
    ("attendance_return", (("received", 0, ""),)),
    ("sickness_return", (("received", 0, ""),)),
    ("new_pupil_return", (("received", 0, ""),)),
    ("deletion_return", (("received", 0, ""),)),
    ("deletion", (("deleted", 0, "a"), ("recorded", 0, ""))),
    ("penalty_notice", (("offence_from", -30, ""), ("offence_until", -2, ""), ("issued", 0, ""), ("posted", 0, ""))),
    ("notice_to_improve",
     (("issued", 0, ""), ("starts", 1, ""), ("ends", 36, ""), ("most_unauthorised_sessions", 0, "2"))),
    ("part_time_timetable",
     (("agreed", 0, ""), ("parent_agreed", 0, ""), ("starts", 1, ""), ("ends", 40, ""),
      ("sessions_off", 0, "Mon PM, Tue PM"))),
    ("sanction", (("proposed", 0, "penalty_notice"), ("item", 1, "support_offered: two meetings"))),
    ("section_19", (("decided", 0, "provision arranged"),)),
    ("prosecution", (("proposed", 0, ""), ("absence_from", -100, ""), ("absence_until", -40, ""))),
    ("professional_told", (("told", 0, "social worker"),)),
)  # fmt: skip


def _rolls(folder: Path, pupils: list[dict[str, str]], chance: Random) -> list[Path]:
    schools = [(urn, name, "356", phase, kind) for urn, name, phase, kind in SCHOOLS]
    spans = [("", "term", FIRST, LAST, "")] + [("", "holiday", *span, "") for span in HOLIDAYS]
    spans += [("900001", "inset", date(2025, 10, 3), date(2025, 10, 3), "")]
    spans += [("900002", "closure", date(2026, 1, 15), date(2026, 1, 15), "PM")]
    told = [
        (pupil["upn"], cohort, "2024-01-01", "")
        for pupil in pupils
        for cohort in COHORTS
        if chance.random() < 0.3
    ]
    paths = [
        _write(
            folder / "schools.csv",
            (
                "URN",
                "EstablishmentName",
                "LA (code)",
                "PhaseOfEducation (name)",
                "TypeOfEstablishment (name)",
            ),
            schools,
        ),
        _write(folder / "pupils.csv", tuple(pupils[0]), [tuple(pupil.values()) for pupil in pupils]),
        _write(folder / "calendar.csv", ("urn", "kind", "first_on", "last_on", "session"), spans),
    ]
    if told:
        paths.append(_write(folder / "cohorts.csv", ("upn", "cohort", "from_on", "until_on"), told))
    return paths


def _write(path: Path, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path
