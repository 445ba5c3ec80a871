"""The oracle: answers every measure row by row in plain Python, slowly and obviously: the others must equal it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from schoolward.engines.asked_cohorts import asked_cohorts
from schoolward.engines.open_sessions import due_until, last_word, spans_of
from schoolward.measures.definitions import POSSIBLE_CLASSES, SessionCount, UnitCount, counts_needed
from schoolward.measures.dimensions import NO, NOT_KNOWN, YES, Dimension, Source
from schoolward.measures.figures import Coverage, FigureRow, Figures, Mode, Question
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS, class_of
from schoolward.register.years import (
    AcademicYear,
    half_term_on,
    iso_week_label,
    second_half_of_summer_starts_on,
    term_on,
)
from schoolward.store.identities import same_child
from schoolward.store.layout import MARKS, TableName
from schoolward.store.snapshot import Snapshot

Row = dict[str, Any]

ABSENCE = (StatisticalClass.AUTHORISED_ABSENCE, StatisticalClass.UNAUTHORISED_ABSENCE)


@dataclass(frozen=True)
class Spell:
    """One enrolment as it stands: who, where, from when to when, and everything said of it, oldest first."""

    school: int
    pupil: int
    number: int
    entry_on: date
    leaving_on: date | None
    status: str | None
    attributes: tuple[tuple[date, Row], ...]

    def holds(self, on: date) -> bool:
        """Whether the pupil was on this roll on the day; the leaving date is the last day."""
        return self.entry_on <= on and (self.leaving_on is None or on <= self.leaving_on)

    def attributes_on(self, on: date) -> Row:
        """What was true on the day; before the first thing said, that first thing."""
        told = [row for since, row in self.attributes if since <= on]
        return told[-1] if told else self.attributes[0][1]


def answer(snapshot: Snapshot, question: Question) -> Figures:
    """The figures, counted one mark after another. UnknownDimension for a cohort that nobody was ever in."""
    asked_cohorts(question, snapshot.rows(TableName.COHORTS))
    return _Counting(snapshot, question).answer()


def known_marks(snapshot: Snapshot) -> list[Row]:
    """Every mark that stood at the snapshot."""
    marks: list[Row] = []
    for state in ("live", "superseded"):
        for path in snapshot.mark_paths(state):
            for row in pq.ParquetFile(path).read().to_pylist():
                replaced = row.get("superseded_by")
                if row["load"] <= snapshot.load and (replaced is None or replaced > snapshot.load):
                    marks.append(row)
    assert all(set(row) <= set(MARKS.names) for row in marks)
    return marks


def standing_spells(rows: Iterable[Row]) -> list[Spell]:
    """The enrolments that stand, numbered for each pupil and school by entry date."""
    said: dict[tuple[int, int, date], list[Row]] = defaultdict(list)
    for row in rows:
        said[row["school"], row["pupil"], row["entry_on"]].append(row)
    spells: list[Spell] = []
    numbers: dict[tuple[int, int], int] = defaultdict(int)
    for (school, pupil, entry_on), told in sorted(said.items()):
        last = max(told, key=lambda row: (row["load"], row["attributes_from"]))
        if last["replaced"]:
            continue
        latest: dict[date, Row] = {}
        for row in sorted(told, key=lambda row: row["load"]):
            if not row["replaced"]:
                latest[row["attributes_from"]] = row
        numbers[school, pupil] += 1
        spells.append(
            Spell(
                school, pupil, numbers[school, pupil], entry_on, last["leaving_on"], last["enrolment_status"],
                tuple(sorted(latest.items(), key=lambda item: item[0])),
            )
        )  # fmt: skip
    return spells


class _Counting:
    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        self.question = question
        self.snapshot = snapshot
        self.own_authority = snapshot.home.authority.code
        self.spells: dict[tuple[int, int], list[Spell]] = defaultdict(list)
        for spell in standing_spells(snapshot.rows(TableName.ENROLMENTS).to_pylist()):
            self.spells[spell.school, spell.pupil].append(spell)
        merged = same_child(snapshot).to_pylist() if question.mode is Mode.PUPIL else []
        self.kept: dict[int, int] = {row["pupil"]: row["same_as"] for row in merged}
        self.schools: dict[int, Row] = {}
        for row in snapshot.rows(TableName.SCHOOLS).sort_by("load").to_pylist():
            self.schools[row["urn"]] = row
        latest: dict[tuple[int, str, date], Row] = {}
        for row in snapshot.rows(TableName.COHORTS).sort_by("load").to_pylist():
            latest[row["pupil"], row["cohort"], row["from_on"]] = row
        self.cohorts: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in latest.values():
            self.cohorts[self._whose(row["pupil"]), row["cohort"]].append(row)

    def _whose(self, pupil: int) -> int:
        """The unit that a record counts for beside its enrolments: the child in pupil mode, or else the record."""
        return self.kept.get(pupil, pupil)

    def answer(self) -> Figures:
        counts = counts_needed(self.question.measures)
        session_counts = [count for count in counts if isinstance(count, SessionCount)]
        unit_counts = [count for count in counts if isinstance(count, UnitCount)]
        tallies: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        absence: dict[tuple[str, ...], dict[tuple[str, object], list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )
        reported: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for mark, spell, is_counted in self._marks():
            group = self._group(spell, mark["date"], mark["session"])
            if group is None:
                continue
            code, klass = mark["code"], class_of(mark["code"], mark["date"])
            if is_counted:
                for count in session_counts:
                    tallies[group][count.name] += count.counts(code, klass)
                for unit in self._units(spell):
                    absence[group][unit][0] += klass in POSSIBLE_CLASSES
                    absence[group][unit][1] += klass in ABSENCE
            if code not in BLANK_MARKS and code not in ("#", "Z"):
                reported[group].append(spell.school)
            else:
                reported[group] = reported[group]
        expected = self._expected()
        groups = sorted(set(reported) | set(expected)) if self.question.by else [()]
        rows = []
        for group in groups:
            values = {count.name: tallies[group][count.name] for count in session_counts}
            values |= {
                count.name: _units_counted(count, absence[group], self.question.mode) for count in unit_counts
            }
            schools, due = set(reported[group]), expected.get(group, [])
            rows.append(
                FigureRow(
                    group=group,
                    counts={count.name: values[count.name] for count in counts},
                    coverage=Coverage(
                        schools_reported=len(schools),
                        schools_expected=len(schools | set(due)),
                        marks_reported=len(reported[group]),
                        marks_expected=len(due) if due else None,
                    ),
                )
            )
        received_at = self.snapshot.received_at
        known = None if received_at is None else received_at.isoformat()
        return Figures(question=self.question, as_known_on=known, rows=tuple(rows))

    def _marks(self) -> list[tuple[Row, Spell, bool]]:
        """Marks of the period with the enrolment they fall in, and whether they count: in pupil mode one a session."""
        found = []
        for mark in known_marks(self.snapshot):
            if self.question.first_on <= mark["date"] <= self.question.last_on:
                for spell in self.spells[mark["school"], mark["pupil"]]:
                    if spell.holds(mark["date"]):
                        found.append((mark, spell))
        if self.question.mode is Mode.ENROLMENT:
            return [(mark, spell, True) for mark, spell in found]
        best: dict[tuple[int, date, str], tuple[int, int, int, bool, int]] = {}
        ranks = []
        for mark, spell in found:
            klass = class_of(mark["code"], mark["date"])
            weight = 0 if klass in POSSIBLE_CLASSES else 1 if mark["code"] in BLANK_MARKS else 2
            pupil, child = spell.pupil, self._whose(spell.pupil)
            rank = (weight, 0 if spell.status in ("C", "M") else 1, spell.school, pupil != child, pupil)
            slot = (child, mark["date"], mark["session"])
            best[slot] = min(rank, best.get(slot, rank))
            ranks.append((slot, rank))
        return [(*told, best[slot] == rank) for told, (slot, rank) in zip(found, ranks, strict=True)]

    def _units(self, spell: Spell) -> list[tuple[str, object]]:
        return [("enrolment", (spell.school, spell.pupil, spell.number)), ("pupil", self._whose(spell.pupil))]

    def _group(self, spell: Spell, on: date, session: str) -> tuple[str, ...] | None:
        """The group of a session, or None if the filters or the annual rules leave it out."""
        if not self._is_wanted(spell, on):
            return None
        wanted: dict[Dimension, set[str]] = defaultdict(set)
        for dimension, value in self.question.filters:
            wanted[dimension].add(value.lower())
        for dimension, values in wanted.items():
            if self._value(dimension, spell, on, session).lower() not in values:
                return None
        return tuple(self._value(dimension, spell, on, session) for dimension in self.question.dimensions)

    def _is_wanted(self, spell: Spell, on: date) -> bool:
        rules, year = self.question.annual_rules, AcademicYear.of(on)
        dob = spell.attributes_on(on)["dob"]
        age = year.start_year - dob.year - (1 if dob.month > 8 else 0)
        late = second_half_of_summer_starts_on(year)
        if rules.ages_5_to_15 and not 5 <= age <= 15:
            return False
        if rules.without_year_11_after_spring_bank_holiday and age == 15 and on >= late:
            return False
        return not (rules.without_late_starters and late <= spell.entry_on <= year.last_on)

    def _value(self, dimension: Dimension, spell: Spell, on: date, session: str) -> str:
        if dimension.source is Source.COHORT:
            spells = self.cohorts[self._whose(spell.pupil), dimension.cohort]
            member = any(
                r["from_on"] <= on and (r["until_on"] is None or on <= r["until_on"]) for r in spells
            )
            return YES if member else NO
        school, told = self.schools[spell.school], spell.attributes_on(on)
        values: Row = {
            **told,
            "school": spell.school,
            "school_name": school["name"],
            "local_authority": school["local_authority"],
            "phase": school["phase"],
            "trust": school["trust"],
            "enrolment_status": spell.status,
            "free_school_meals": {True: YES, False: NO, None: None}[told["free_school_meals"]],
            "out_of_borough": self._out_of_borough(told["home_authority"], school["local_authority"]),
            "session_date": on.isoformat(),
            "session": session,
            "weekday": on.strftime("%A"),
            "iso_week": iso_week_label(on),
            "half_term": half_term_on(on).label,
            "term": term_on(on).label,
            "academic_year": AcademicYear.of(on).label,
        }
        value = values[dimension.name]
        return NOT_KNOWN if value is None else str(value)

    def _out_of_borough(self, home: str | None, school: str) -> str | None:
        if home is None:
            return None
        lives_here, learns_here = home == self.own_authority, school == self.own_authority
        return {
            (True, True): "no",
            (True, False): "attends_elsewhere",
            (False, True): "lives_elsewhere",
            (False, False): "both_elsewhere",
        }[lives_here, learns_here]

    def _expected(self) -> dict[tuple[str, ...], list[int]]:
        """For each group, the school of every session for which a register is expected."""
        due: dict[tuple[str, ...], list[int]] = defaultdict(list)
        rows = last_word(self.snapshot.rows(TableName.CALENDAR))
        until = due_until(self.snapshot, self.question)
        for (school, _), spells in self.spells.items():
            told = self.schools[school]
            opened, closed = told["opened_on"] or date.min, told["closed_on"] or date.max
            calendar = SchoolCalendar.from_spans(spans_of(rows, school=school))
            for session in calendar.open_sessions(self.question.first_on, until):
                for spell in spells:
                    if spell.holds(session.on) and opened <= session.on <= closed:
                        group = self._group(spell, session.on, session.half.value)
                        if group is not None:
                            due[group].append(school)
        return due


def _units_counted(count: UnitCount, absence: dict[tuple[str, object], list[int]], mode: Mode) -> int:
    unit = mode.value if count.unit == "mode" else count.unit
    return sum(
        possible > 0 and (count.condition is None or count.condition.is_met(absent=absent, possible=possible))
        for (kind, _), (possible, absent) in absence.items()
        if kind == unit
    )
