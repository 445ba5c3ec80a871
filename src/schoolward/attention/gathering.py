"""Makes of the engine's answers the enrolments that rules are asked about, with no more of each than they look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.attention.enrolments import Asking, Course, Enrolment, School
from schoolward.engines.duckdb.rule_facts.facts import Enrolled, RuleFacts
from schoolward.engines.duckdb.rule_facts.roll import year_group_at
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.steps import Event, Matter, StepKind
from schoolward.law.tally import SessionTally
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.sessions import Session, SessionHalf

Judged = Mapping[Enrolled, Iterable[str]]
"""For each enrolment the rules that it is judged by."""

UNAUTHORISED = "penalty_notice_codes"

LOOKED_AT: Mapping[str, str] = {
    "absence_tier": "",
    "code_n_overdue": "unestablished_codes",
    "deletion_return": "",
    "education_supervision_order": "",
    "fifteen_day_sickness": "sickness_codes",
    "new_pupil_return": "",
    "penalty_notice_clock": "",
    "penalty_notice_sequence": "",
    "penalty_notice_threshold": UNAUTHORISED,
    "prosecution_time_limit": "",
    "sanction_checklist": UNAUTHORISED,
    "school_attendance_order": "",
    "section_19_clock": "section_19_codes",
    "severe_absence_without_plan": "",
    "suspension_beyond_day_five": "suspension_codes",
    "ten_day_unauthorised_absence": "attendance_return_codes",
}
"""The parameter with the codes that a rule looks at, "" where it looks at none; a rule not named may look at all."""


@dataclass(frozen=True)
class Gathering:
    """The facts of one day, each read once."""

    facts: RuleFacts

    @cached_property
    def asking(self) -> Asking:
        """What every rule is asked with."""
        recorded = {StepKind(kind): on for kind, on in self.facts.first_steps().items()}
        setting = self.facts.setting
        return Asking(
            as_at=setting.as_at, looked_at_from=setting.since, law=self.facts.law, recorded_from=recorded
        )

    @cached_property
    def schools(self) -> Mapping[int, School]:
        """Every school with its calendar."""
        calendars = _calendars(self.facts.open_sessions)
        return {
            row["school"]: School(
                urn=row["school"],
                name=row["name"],
                type_name=row["type_name"] or "",
                phase=row["phase"] or "",
                calendar=calendars.get(row["school"], SchoolCalendar(())),
                youngest_year_group=year_group_at(row["youngest"]),
                oldest_year_group=year_group_at(row["oldest"]),
            )
            for row in self.facts.schools().to_pylist()
        }

    @cached_property
    def cohorts(self) -> Mapping[int, frozenset[str]]:
        """The cohorts of each pupil who is in any."""
        names: dict[int, set[str]] = defaultdict(set)
        told = self.facts.cohorts()
        for pupil, cohort in zip(told["pupil"].to_pylist(), told["cohort"].to_pylist(), strict=True):
            names[pupil].add(cohort)
        return {pupil: frozenset(of_pupil) for pupil, of_pupil in names.items()}

    @cached_property
    def matters(self) -> Mapping[int, tuple[Matter, ...]]:
        """The matters of each pupil with whom any step was taken, by kind and reference."""
        return matters_of(self.facts.steps())

    def enrolments(
        self,
        judged: Judged,
        *,
        courses: Mapping[int, Course],
        told_before: Mapping[Enrolled, tuple[ToldBefore, ...]],
    ) -> Iterator[Enrolment]:
        """Each enrolment with what its rules look at. `courses` are those of the pupils judged by their tier."""
        # What a corrected session is now has to be said too, whatever its code.
        sessions = self.facts.sessions(
            {
                enrolled: None if enrolled in told_before else self._codes(rules)
                for enrolled, rules in judged.items()
            }
        )
        at_threshold = [enrolled for enrolled, rules in judged.items() if "penalty_notice_threshold" in rules]
        elsewhere = self._elsewhere(at_threshold)
        for row in self.facts.enrolments(judged).to_pylist():
            enrolled = (row["school"], row["pupil"])
            yield Enrolment(
                school=self.schools[row["school"]],
                pupil=row["pupil"],
                child=row["child"],
                upn=row["upn"],
                entry_on=row["entry_on"],
                leaving_on=row["leaving_on"],
                is_main=row["is_main"],
                born_on=row["dob"],
                year_group=row["year_group"] or "",
                has_plan_for_special_needs=row["sen_provision"] == "E",
                cohorts=self.cohorts.get(row["pupil"], frozenset()),
                sessions=sessions.get(enrolled, ()),
                elsewhere=elsewhere.get(enrolled, ()),
                told_before=told_before.get(enrolled, ()),
                matters=self.matters.get(row["pupil"], ()),
                course=courses.get(row["pupil"], Course()),
            )

    def _codes(self, rules: Iterable[str]) -> frozenset[str] | None:
        """The codes that any of the rules looks at; null for all."""
        reading = self.facts.law.reading("", self.facts.setting.as_at)
        codes: set[str] = set()
        for rule in rules:
            if rule not in LOOKED_AT:
                return None
            if LOOKED_AT[rule]:
                codes.update(reading.listed(LOOKED_AT[rule]))
        return frozenset(codes)

    def _elsewhere(self, enrolled: list[Enrolled]) -> dict[Enrolled, tuple[CodedSession, ...]]:
        """For each of these, the same child's unauthorised sessions at other schools, under whichever record."""
        codes = self.facts.law.reading("", self.facts.setting.as_at).listed(UNAUTHORISED)
        others = self.facts.at_other_schools(enrolled, codes)
        of_child: dict[int, list[Enrolled]] = defaultdict(list)
        for other in others:
            of_child[self.facts.child_of(other[1])].append(other)
        sessions = self.facts.sessions(dict.fromkeys(others, frozenset(codes)))
        return {
            own: tuple(
                session
                for other in of_child[self.facts.child_of(own[1])]
                if other[0] != own[0]
                for session in sessions[other]
            )
            for own in enrolled
        }

    def told_before(self, *, besides: Iterable[Enrolled] = ()) -> Mapping[Enrolled, tuple[ToldBefore, ...]]:
        """Earlier states of knowledge of unauthorised sessions, where they can have met the threshold."""
        reading = self.facts.law.reading("", self.facts.setting.as_at)
        return self.facts.told_before(
            codes=reading.listed(UNAUTHORISED),
            fewest=reading.number("penalty_notice_threshold_sessions"),
            besides=besides,
        )


def matters_of(steps: pa.Table) -> dict[int, tuple[Matter, ...]]:
    """The events gathered by pupil, kind and reference, as they stand in that order."""
    gathered: dict[int, list[Matter]] = defaultdict(list)
    rows = steps.sort_by(
        [(name, "ascending") for name in ("pupil", "kind", "reference", "on", "event", "detail")]
    ).to_pylist()
    for (pupil, kind, reference), events in groupby(rows, key=itemgetter("pupil", "kind", "reference")):
        told = list(events)
        gathered[pupil].append(
            Matter(
                kind=StepKind(kind),
                reference=reference,
                parent=next((row["parent"] for row in told if row["parent"]), ""),
                urn=next((row["school"] for row in told if row["school"] is not None), None),
                source=next((row["source"] for row in told if row["source"]), ""),
                events=tuple(Event(row["event"], row["on"], row["detail"] or "") for row in told),
            )
        )
    return {pupil: tuple(matters) for pupil, matters in gathered.items()}


def courses_of(tallies: pa.Table) -> dict[int, Course]:
    """Each pupil's possible and missed sessions, by the pupil's key."""
    columns = [
        tallies[name].to_pylist()
        for name in (
            "pupil", "possible", "absent", "part_time", "recent_possible", "recent_absent", "before_possible",
            "before_absent",
        )
    ]  # fmt: skip
    return {
        pupil: Course(
            year=SessionTally(possible=possible, absent=absent, part_time=part_time),
            recent=SessionTally(possible=recent_possible, absent=recent_absent),
            before=SessionTally(possible=before_possible, absent=before_absent),
        )
        for (
            pupil, possible, absent, part_time, recent_possible, recent_absent, before_possible, before_absent
        ) in zip(*columns, strict=True)
    }  # fmt: skip


def _calendars(opened: pa.Table) -> dict[int, SchoolCalendar]:
    """The calendar of each school; schools that are open in the same sessions share one."""
    made: dict[bytes, SchoolCalendar] = {}
    found: dict[int, SchoolCalendar] = {}
    schools = opened["school"].to_numpy()
    days = opened["date"].cast(pa.int32()).to_numpy()
    afternoon = pc.equal(opened["session"], SessionHalf.PM.value).to_numpy(zero_copy_only=False)
    starts = np.flatnonzero(np.r_[True, np.diff(schools) != 0]) if len(schools) else np.array([], int)
    for start, end in zip(starts, np.r_[starts[1:], len(schools)], strict=True):
        order = np.lexsort((afternoon[start:end], days[start:end]))
        numbers = days[start:end][order].astype(np.int64) * 2 + afternoon[start:end][order]
        key = numbers.tobytes()
        if key not in made:
            made[key] = SchoolCalendar(tuple(map(_session, numbers.tolist())))
        found[int(schools[start])] = made[key]
    return found


@cache
def _session(number: int) -> Session:
    day, half = divmod(number, 2)
    return Session(date.fromordinal(day + _EPOCH), SessionHalf.PM if half else SessionHalf.AM)


_EPOCH = date(1970, 1, 1).toordinal()
