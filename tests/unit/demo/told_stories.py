"""Gathers what a borough's files tell of the child of each story, as a receiver of the files would."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.demo.register_years import Borough
from schoolward.demo.stories.casting import Part
from schoolward.intake.batches import Kind
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.steps import Event, Matter, StepKind
from schoolward.law.tally import SessionTally
from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import class_of
from tests.unit.demo.small_borough import ReadBorough

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the files tell of one child at one school."""

    as_at: date
    born_on: date
    left_on: date | None
    calendar: SchoolCalendar
    marks: tuple[CodedSession, ...]
    told_before: tuple[ToldBefore, ...]
    matters: tuple[Matter, ...]
    cohorts: frozenset[str]

    def of(self, kind: StepKind) -> tuple[Matter, ...]:
        """The matters of one kind."""
        return tuple(matter for matter in self.matters if matter.kind is kind)

    @property
    def year_began_on(self) -> date:
        """1 September of the school year of the day."""
        return date(self.as_at.year - (self.as_at.month < 9), 9, 1)

    def days(self, kind: StepKind) -> tuple[date, ...]:
        """Every day on which something of the kind was received."""
        return tuple(event.on for matter in self.of(kind) for event in matter.events)

    def tally(self, first_on: date) -> SessionTally:
        """The sessions since a day."""
        classes = [(mark.code, class_of(mark.code, mark.on)) for mark in self.marks if mark.on >= first_on]
        absent = [
            code
            for code, held in classes
            if held in (StatisticalClass.AUTHORISED_ABSENCE, StatisticalClass.UNAUTHORISED_ABSENCE)
        ]
        attended = sum(
            held in (StatisticalClass.PRESENT, StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY)
            for _, held in classes
        )
        return SessionTally(possible=attended + len(absent), absent=len(absent), part_time=absent.count("C2"))


class Files:
    """Everything that a borough's files told, by child and school, for the children of stories alone."""

    def __init__(self, received: ReadBorough, borough: Borough) -> None:
        self._borough = borough
        self.as_at = received.deliveries[-1].received_at.date()
        wanted = {(part.upn, part.urn) for part in borough.parts}
        upns = {upn for upn, _ in wanted}
        self.marks: dict[tuple[str, int], dict[tuple[date, str], list[tuple[date, str]]]] = {
            key: defaultdict(list) for key in wanted
        }
        self.rolls: dict[tuple[str, int], Row] = {}
        self.cohorts: dict[str, set[str]] = defaultdict(set)
        self.steps: dict[tuple[str, str], tuple[date, list[Row]]] = {}
        numbers = {school.laestab: school.urn for school in borough.schools}
        for delivery in received.deliveries:
            on = delivery.received_at.date()
            for told in delivery.read.values():
                if told.kind is Kind.MARKS:
                    for row in _rows_of(told.accepted, upns):
                        key = (row["upn"], row["urn"] or numbers[row["laestab"]])
                        if key in wanted and row["code"] != "#":
                            self.marks[key][row["date"], row["session"]].append((on, row["code"].strip("-")))
                elif told.kind is Kind.PUPILS:
                    for row in _rows_of(told.accepted, upns):
                        self.rolls[row["upn"], row["urn"]] = row
                elif told.kind is Kind.COHORTS:
                    for row in _rows_of(told.accepted, upns):
                        self.cohorts[row["upn"]].add(row["cohort"])
                elif told.kind is Kind.STEPS:
                    self._tell_steps(on, told.accepted)

    def _tell_steps(self, on: date, table: pa.Table) -> None:
        """The newest delivery that names a reference tells the whole of it."""
        for row in table.to_pylist():
            key = (row["kind"], row["reference"])
            if self.steps.get(key, (None,))[0] != on:
                self.steps[key] = (on, [])
            self.steps[key][1].append(row)

    def of(self, part: Part) -> Told:
        """What is told of the part's child."""
        roll = self.rolls[part.upn, part.urn]
        marks = self.marks[part.upn, part.urn]
        born_on = roll["dob"]
        first = [CodedSession(on, half, told[0][1]) for (on, half), told in sorted(marks.items())]
        changed = any(len(told) > 1 for told in marks.values())
        told_on = min((told[0][0] for told in marks.values() if len(told) > 1), default=self.as_at)
        return Told(
            as_at=self.as_at,
            born_on=born_on,
            left_on=roll["leaving_on"],
            calendar=calendar_of(self._borough, part.urn),
            marks=tuple(CodedSession(on, half, told[-1][1]) for (on, half), told in sorted(marks.items())),
            told_before=(ToldBefore(told_on=told_on, sessions=tuple(first)),) if changed else (),
            matters=tuple(self._matters(part.upn)),
            cohorts=frozenset(self.cohorts[part.upn]),
        )

    def _matters(self, upn: str) -> list[Matter]:
        found = []
        for (kind, reference), (_, rows) in self.steps.items():
            if rows[0]["upn"] == upn:
                events = [Event(row["event"], row["on"], row["detail"] or "") for row in rows]
                found.append(
                    Matter(
                        kind=StepKind(kind),
                        reference=reference,
                        parent=rows[0]["parent"] or "",
                        urn=rows[0]["urn"],
                        source=rows[0]["source"] or "",
                        events=tuple(sorted(events, key=lambda event: event.on)),
                    )
                )
        return found


def calendar_of(borough: Borough, urn: int) -> SchoolCalendar:
    """The school's calendar."""
    return SchoolCalendar.from_spans(
        CalendarSpan(kind=SpanKind(row.kind), first_on=row.first_on, last_on=row.last_on)
        for row in borough.calendar.rows
        if row.urn in (None, urn)
    )


def _rows_of(table: pa.Table, upns: set[str]) -> list[Row]:
    upn = table["upn"].cast(pa.string())
    found: list[Row] = table.filter(pc.is_in(upn, value_set=pa.array(sorted(upns)))).to_pylist()
    return found
