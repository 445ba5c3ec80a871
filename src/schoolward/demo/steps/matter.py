"""Says what was done with one child in one matter: a notice, a plan, an order, a return."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class SchoolDay(NamedTuple):
    """So many school days of the child's school before the last day of what is told."""

    ago: int


Day = int | date | SchoolDay
"""A day: itself, or so many calendar days before the last day of what is told (negative: after it)."""

SUPPORT_TEAM = "School Attendance Support Team"
ADMISSIONS = "Admissions"
LEGAL = "legal services"
SCHOOL = "school"

SOURCES = {
    "contact": SUPPORT_TEAM,
    "support_plan": SUPPORT_TEAM,
    "part_time_timetable": SUPPORT_TEAM,
    "section_19": "Medical and inclusion team",
    "professional_told": SUPPORT_TEAM,
    "attendance_contract": SUPPORT_TEAM,
    "new_pupil_return": ADMISSIONS,
    "deletion_return": ADMISSIONS,
    "attendance_return": SUPPORT_TEAM,
    "sickness_return": SUPPORT_TEAM,
    "deletion": ADMISSIONS,
    "notice_to_improve": SUPPORT_TEAM,
    "sanction": SUPPORT_TEAM,
    "penalty_notice": LEGAL,
    "other_authority": LEGAL,
    "education_supervision_order": LEGAL,
    "school_attendance_order": LEGAL,
    "prosecution": LEGAL,
}
"""Which of the authority's systems tells of each kind."""

PREFIXES = {
    "contact": "AT",
    "support_plan": "SP",
    "part_time_timetable": "PT",
    "section_19": "S19",
    "professional_told": "TP",
    "attendance_contract": "AC",
    "new_pupil_return": "NR",
    "deletion_return": "DR",
    "attendance_return": "AR",
    "sickness_return": "SR",
    "deletion": "DE",
    "notice_to_improve": "NI",
    "sanction": "SA",
    "penalty_notice": "PN",
    "other_authority": "OA",
    "education_supervision_order": "ESO",
    "school_attendance_order": "SAO",
    "prosecution": "PR",
}
"""What a reference of each kind begins with."""

FIXED = frozenset(
    {
        "starts", "ends", "sessions_off", "most_unauthorised_sessions", "offence_from", "offence_until",
        "absence_from", "absence_until", "lead",
    }
)  # fmt: skip
"""Events that say what a matter is about: told with the first thing that happened in it, whatever their own day."""


class Event(NamedTuple):
    """One event of a matter. `told` is the day from which it can be told, where that is not its own day."""

    name: str
    on: Day
    detail: str = ""
    told: Day | None = None


@dataclass(frozen=True)
class Matter:
    """All events of one matter. `parent` is the sender's letter for one of the parents, "" where none is meant."""

    kind: str
    events: tuple[Event, ...]
    parent: str = ""

    def __post_init__(self) -> None:
        if self.kind not in SOURCES:
            raise ValueError(f"{self.kind} is no kind of step")


def matter(
    kind: str, *events: tuple[str, Day] | tuple[str, Day, str] | tuple[str, Day, str, Day], parent: str = ""
) -> Matter:
    """A matter with its events: name, day, and where there is one the detail and the day from which it is told."""
    return Matter(kind, tuple(Event(*event) for event in events), parent)
