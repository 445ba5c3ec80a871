"""Decides whether what is recorded supports the deletion of a pupil's name from the roll."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import DATE_OF_BIRTH, is_known_not_of_age
from schoolward.law.decision import Decision, Fact
from schoolward.law.deletion_conditions import EnquiryOutcome, Ground, RecordedDeletion, conditions_of
from schoolward.law.marks import CodedSession, many, said
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.age import compulsory_school_age_ends_on
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear


class Outcome(StrEnum):
    """What can come of it."""

    FOUND_WILL_RETURN = "found_will_return"
    GROUND_NOT_VALID = "ground_not_valid"
    CONDITIONS_NOT_MET = "conditions_not_met"
    RETROSPECTIVE = "retrospective"
    GROUND_NOT_GIVEN = "ground_not_given"
    IN_ORDER = "in_order"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"
    FINISHED_FINAL_YEAR = "finished_final_year"
    NO_RECORD = "no_record"


RULE = Rule(
    name="deletion_from_roll",
    title="Deletion from the roll",
    question="Does what is recorded support the deletion of the pupil's name from the roll?",
    outcomes={
        Outcome.FOUND_WILL_RETURN: "Joint enquiries found the pupil, who will return: that stands against a deletion.",
        Outcome.GROUND_NOT_VALID: "The ground given is none of those for a pupil of compulsory school age.",
        Outcome.CONDITIONS_NOT_MET: "A condition of the deletion is not met, or cannot be shown.",
        Outcome.RETROSPECTIVE: "The name was deleted for a day before the one on which the deletion was entered.",
        Outcome.GROUND_NOT_GIVEN: "Deletions are recorded here, and no ground is recorded for this one.",
        Outcome.IN_ORDER: "A ground is recorded, and nothing that is held here stands against the deletion.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "The pupil was not of compulsory school age, and the grounds for such "
        "pupils are not held here.",
        Outcome.FINISHED_FINAL_YEAR: "The pupil finished the school's final year, and no ground is looked for.",
        Outcome.NO_RECORD: "Nothing is recorded here that the deletion could be held against.",
    },
    calls=frozenset(
        {
            Outcome.FOUND_WILL_RETURN, Outcome.GROUND_NOT_VALID, Outcome.CONDITIONS_NOT_MET,
            Outcome.RETROSPECTIVE, Outcome.GROUND_NOT_GIVEN,
        }
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Departure:
    """The pupil and the end of the time on roll, as far as it is known as at the day."""

    left_on: date
    record: Matter | None
    born_on: date | None
    calendar: SchoolCalendar
    looked_at_from: date | None
    year_group: str
    finished_final_year: bool

    @cached_property
    def deleted_on(self) -> date:
        """The day of the deletion; the last day on roll where none is recorded."""
        return (self.record.on("deleted") if self.record else None) or self.left_on

    @cached_property
    def ground(self) -> str:
        """The letter recorded, or nothing."""
        told = self.record.detail("deleted") if self.record else None
        return (told or "").strip().lower()

    @cached_property
    def is_of_age(self) -> bool:
        """Whether the pupil was of compulsory school age on that day, or is taken to have been."""
        return not is_known_not_of_age(self.born_on, self.deleted_on)


@dataclass
class _Notes:
    """What is found, in the order of gravity: the first fault is the gravest."""

    outcome: Outcome | None = None
    reasons: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)

    def fault(self, outcome: Outcome, *reasons: str) -> None:
        """Takes a finding at which somebody has to act."""
        self.outcome = self.outcome or outcome
        self.reasons += reasons


def deletion_from_roll(
    *,
    left_on: date,
    deletion: Matter | None,
    deletions_recorded: bool,
    born_on: date | None,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    year_group: str = "",
    placed_by_authority: bool = False,
    finished_final_year: bool = False,
    looked_at_from: date | None = None,
    as_at: date,
    law: LawBook,
) -> Decision:
    """The gravest that can be said of a deletion, with a reason for everything that is not shown.

    `left_on` is the last day on roll, and the day of the deletion where the record gives none.
    `placed_by_authority`: an authority placed the pupil in this special school. `finished_final_year`: the pupil
    finished the school's final year at its end. `looked_at_from`: the first day of which marks and calendar are
    given, null if all are; what a ground asks of the days before is missing and no fault. No outcome says why a pupil
    left, or that anybody did wrong.
    """
    reading = law.reading(RULE.name, as_at)
    grounds = reading.listed("deletion_grounds")
    if left_on > as_at:
        reason = f"The last day on roll, {said(left_on)}, lies after the day asked about."
        return reading.decide(Outcome.NO_RECORD, reason, facts={"left_on": left_on})
    record = deletion.until(as_at) if deletion is not None else None
    departure = _Departure(
        left_on=left_on, record=record if record and record.events else None, born_on=born_on,
        calendar=calendar, looked_at_from=looked_at_from, year_group=year_group,
        finished_final_year=finished_final_year,
    )  # fmt: skip
    notes = _Notes(facts={"left_in_examination_years": False})
    if departure.record is not None:
        if departure.is_of_age:
            _look_at_the_ground(departure, departure.record, grounds, notes)
            _look_at_the_conditions(departure, departure.record, marks, placed_by_authority, reading, notes)
        _look_at_the_entry(departure, departure.record, reading, notes)
    is_recorded = deletions_recorded or departure.record is not None
    if is_recorded and departure.is_of_age and not departure.ground and not finished_final_year:
        reason = f"Deletions are recorded here, and no ground is recorded for the one of {said(departure.deleted_on)}."
        notes.fault(Outcome.GROUND_NOT_GIVEN, reason)
    if born_on is None and is_recorded:
        notes.missing.append(DATE_OF_BIRTH)
    outcome = notes.outcome or _without_fault(departure, reading, notes)
    notes.reasons += notes.noted
    _note_the_year(departure, reading, law, notes)
    notes.facts |= {
        "left_on": left_on,
        "deleted_on": departure.deleted_on,
        "ground": departure.ground or None,
        "year_group": year_group or None,
        "finished_final_year": finished_final_year,
    }
    return reading.decide(outcome, *notes.reasons, facts=notes.facts, missing=notes.missing, since_on=left_on)


def _look_at_the_ground(
    departure: _Departure, record: Matter, grounds: tuple[str, ...], notes: _Notes
) -> None:
    if record.detail("enquiry_outcome") == EnquiryOutcome.WILL_RETURN:
        found_on, deletion = record.on("enquiry_outcome"), f"the deletion of {said(departure.deleted_on)}"
        notes.facts["found_on"] = found_on
        finding = f"Joint enquiries found the pupil, who will return. That stands against {deletion}."
        if found_on is not None and found_on > departure.deleted_on:
            finding = (
                f"Joint enquiries found the pupil, who will return. That was recorded on {said(found_on)}, after "
                f"{deletion}: whether the name goes back on the roll has to be settled."
            )
        notes.fault(Outcome.FOUND_WILL_RETURN, finding)
    if departure.ground and departure.ground not in grounds:
        notes.fault(
            Outcome.GROUND_NOT_VALID,
            f"Ground ({departure.ground}) is recorded. The grounds for a pupil of compulsory school age are "
            f"({grounds[0]}) to ({grounds[-1]}) of regulation 9(1).",
        )


def _look_at_the_conditions(
    departure: _Departure,
    record: Matter,
    marks: Iterable[CodedSession],
    placed_by_authority: bool,
    reading: Reading,
    notes: _Notes,
) -> None:
    found = conditions_of(
        RecordedDeletion(
            deleted_on=departure.deleted_on, ground=departure.ground, record=record, born_on=departure.born_on,
            marks=marks, calendar=departure.calendar, placed_by_authority=placed_by_authority,
            looked_at_from=departure.looked_at_from,
        ),
        reading,
    )  # fmt: skip
    if found.failed:
        notes.fault(Outcome.CONDITIONS_NOT_MET, *found.failed)
    notes.met += found.met
    notes.noted += found.noted
    notes.missing += found.missing
    notes.facts |= found.facts


def _look_at_the_entry(departure: _Departure, record: Matter, reading: Reading, notes: _Notes) -> None:
    recorded_on, deleted_on = record.on("recorded"), departure.deleted_on
    notes.facts["recorded_on"] = recorded_on
    if recorded_on is None:
        notes.missing.append("the day on which the deletion was entered in the register")
    elif recorded_on > deleted_on:
        notes.fault(
            Outcome.RETROSPECTIVE,
            f"The deletion was entered on {said(recorded_on)} for {said(deleted_on)}, "
            f"{many((recorded_on - deleted_on).days, 'day')} before. A deletion takes effect "
            f"{reading.word('deletion_not_backdated')}.",
        )


def _without_fault(departure: _Departure, reading: Reading, notes: _Notes) -> Outcome:
    """The outcome where nothing is found that calls, with its reasons."""
    deleted_on, ground = said(departure.deleted_on), departure.ground
    if not departure.is_of_age:
        reading.value("compulsory_school_age_begins")
        reading.value("compulsory_school_age_ends")
        notes.reasons.append(
            f"The pupil was not of compulsory school age on {deleted_on}. Regulation 9(3) has its own grounds for "
            "such pupils, which are not held here."
        )
        return Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE
    if ground:
        notes.reasons += (
            f"Ground ({ground}) of regulation 9(1) is recorded for {deleted_on}, and nothing that is held here "
            "stands against it.",
            *notes.met,
            "What else the ground asks for is not checked here.",
        )
        return Outcome.IN_ORDER
    if departure.finished_final_year:
        notes.reasons.append(
            "No ground is recorded, and none is looked for here: no return is due for a pupil who finished the "
            "school's final year at its end. The school's own register needs one all the same."
        )
        return Outcome.FINISHED_FINAL_YEAR
    notes.reasons.append(
        f"The pupil left the roll on {deleted_on}. Deletions and their grounds are not recorded here."
    )
    notes.missing.append("the authority's records of deletions and their grounds")
    return Outcome.NO_RECORD


def _note_the_year(departure: _Departure, reading: Reading, law: LawBook, notes: _Notes) -> None:
    """Notes a departure in the years before examinations, with no word on its cause."""
    name, left_on = "deletion_examination_year_groups", departure.left_on
    # Looked up for the decision only where it is noted, so that no other decision rests on it.
    years = law.value(name, reading.as_at).content
    if not isinstance(years, tuple) or departure.year_group not in years:
        return
    next_on = departure.calendar.school_day_after(left_on, 1)
    is_early = next_on is not None and next_on <= AcademicYear.of(left_on).last_on
    if departure.born_on is not None:
        is_early = is_early and left_on < compulsory_school_age_ends_on(departure.born_on)
    if not is_early or departure.finished_final_year or departure.ground == Ground.DIED:
        return
    reading.value(name)
    notes.facts["left_in_examination_years"] = True
    notes.reasons.append(
        f"The pupil was in Year {departure.year_group} and left before the end of the school year. That is noted "
        "for the reader, and by itself says nothing against the deletion."
    )
