"""The words for steps taken with a child, as other systems and paper files hold them: kinds, events, details."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class StepKind(StrEnum):
    """What a step belongs to."""

    CONTACT = "contact"
    SUPPORT_PLAN = "support_plan"
    PART_TIME_TIMETABLE = "part_time_timetable"
    SECTION_19 = "section_19"
    PROFESSIONAL_TOLD = "professional_told"
    ATTENDANCE_CONTRACT = "attendance_contract"
    NEW_PUPIL_RETURN = "new_pupil_return"
    DELETION_RETURN = "deletion_return"
    ATTENDANCE_RETURN = "attendance_return"
    SICKNESS_RETURN = "sickness_return"
    DELETION = "deletion"
    NOTICE_TO_IMPROVE = "notice_to_improve"
    SANCTION = "sanction"
    PENALTY_NOTICE = "penalty_notice"
    OTHER_AUTHORITY = "other_authority"
    EDUCATION_SUPERVISION_ORDER = "education_supervision_order"
    SCHOOL_ATTENDANCE_ORDER = "school_attendance_order"
    PROSECUTION = "prosecution"


class Detail(StrEnum):
    """What the detail of an event has to be."""

    NONE = "nothing"
    WORDS = "words"
    POUNDS = "whole pounds"
    SESSIONS = "a number of sessions"
    SESSIONS_OF_WEEK = "sessions of the week"
    GROUND = "a letter"
    AUTHORITY = "an authority's three digits"


EVENTS: Mapping[StepKind, Mapping[str, Detail]] = {
    StepKind.CONTACT: dict.fromkeys(
        ("telephone_call", "letter", "home_visit", "meeting", "early_help_offered", "referral"), Detail.NONE
    ),
    StepKind.SUPPORT_PLAN: {
        "agreed": Detail.NONE, "lead": Detail.WORDS, "reviewed": Detail.NONE, "ended": Detail.NONE,
    },
    StepKind.PART_TIME_TIMETABLE: {
        "agreed": Detail.NONE, "parent_agreed": Detail.NONE, "starts": Detail.NONE, "ends": Detail.NONE,
        "sessions_off": Detail.SESSIONS_OF_WEEK, "reviewed": Detail.NONE,
    },
    StepKind.SECTION_19: {"decided": Detail.WORDS, "provision_began": Detail.NONE},
    StepKind.PROFESSIONAL_TOLD: {"told": Detail.WORDS},
    StepKind.ATTENDANCE_CONTRACT: {
        "offered": Detail.NONE, "accepted": Detail.NONE, "declined": Detail.NONE, "ended": Detail.NONE,
    },
    StepKind.NEW_PUPIL_RETURN: {"received": Detail.NONE},
    StepKind.DELETION_RETURN: {"received": Detail.NONE},
    StepKind.ATTENDANCE_RETURN: {"received": Detail.NONE},
    StepKind.SICKNESS_RETURN: {"received": Detail.NONE},
    StepKind.DELETION: {
        "deleted": Detail.GROUND, "recorded": Detail.NONE, "parent_notice": Detail.NONE,
        "leave_ended": Detail.NONE, "enquiry": Detail.WORDS, "enquiry_outcome": Detail.WORDS,
        "school_agreed": Detail.NONE, "authority_agreed": Detail.NONE, "authority_consent": Detail.NONE,
    },
    StepKind.NOTICE_TO_IMPROVE: {
        "issued": Detail.NONE, "starts": Detail.NONE, "ends": Detail.NONE,
        "most_unauthorised_sessions": Detail.SESSIONS, "decided": Detail.WORDS,
    },
    StepKind.SANCTION: {"proposed": Detail.WORDS, "item": Detail.WORDS, "decided": Detail.WORDS},
    StepKind.PENALTY_NOTICE: {
        "issued": Detail.NONE, "posted": Detail.NONE, "received": Detail.NONE, "offence_from": Detail.NONE,
        "offence_until": Detail.NONE, "paid": Detail.POUNDS, "withdrawn": Detail.WORDS, "prosecuted": Detail.NONE,
    },
    StepKind.OTHER_AUTHORITY: {
        "asked": Detail.AUTHORITY, "answered_none": Detail.NONE, "notice_issued": Detail.NONE,
        "notice_withdrawn": Detail.NONE, "cannot_say": Detail.NONE,
    },
    StepKind.EDUCATION_SUPERVISION_ORDER: {
        "considered": Detail.WORDS, "childrens_services_consulted": Detail.NONE, "applied": Detail.NONE,
        "directed_by_court": Detail.NONE, "reasons_given": Detail.NONE, "made": Detail.NONE,
        "extended_until": Detail.NONE, "ended": Detail.NONE,
    },
    StepKind.SCHOOL_ATTENDANCE_ORDER: {
        "notice_served": Detail.NONE, "satisfied": Detail.NONE, "made": Detail.NONE, "revoked": Detail.NONE,
    },
    StepKind.PROSECUTION: {
        "proposed": Detail.NONE, "absence_from": Detail.NONE, "absence_until": Detail.NONE,
        "information_laid": Detail.NONE, "decided": Detail.WORDS,
    },
}  # fmt: skip
"""Every event of every kind, and its detail. The `on` of an event is the day of what it names: of `ends`, the last
day; of `extended_until`, the last day of the extension."""


class Event(NamedTuple):
    """Something that happened, or a day that was fixed."""

    name: str
    on: date
    detail: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """All events of one reference, by day: a notice, a plan, an order. `parent` is the sender's own reference."""

    kind: StepKind
    reference: str
    parent: str
    urn: int | None
    source: str
    events: tuple[Event, ...]

    def on(self, name: str) -> date | None:
        """The latest day of the event, or None."""
        return max((event.on for event in self.events if event.name == name), default=None)

    def detail(self, name: str) -> str | None:
        """The detail of the latest such event, or None."""
        found = [event for event in self.events if event.name == name]
        return found[-1].detail if found else None

    def until(self, as_at: date) -> "Matter":
        """The matter with what had happened by the day; days that were fixed ahead (ends, review) stay."""
        kept = tuple(event for event in self.events if event.on <= as_at or event.name in FIXED_AHEAD)
        return Matter(
            kind=self.kind, reference=self.reference, parent=self.parent, urn=self.urn, source=self.source,
            events=kept,
        )  # fmt: skip


FIXED_AHEAD = frozenset({"starts", "ends", "extended_until", "absence_until", "offence_until"})
"""Events whose day may lie ahead of the day on which they are told."""


def of_kind(matters: Iterable[Matter], kind: StepKind) -> tuple[Matter, ...]:
    """The matters of one kind, by reference."""
    return tuple(sorted((matter for matter in matters if matter.kind is kind), key=lambda m: m.reference))


def sessions_of_week(words: str) -> frozenset[tuple[int, str]]:
    """Weekday (Monday 0) and half of each session named in "Mon PM, Wed AM". ValueError for anything else."""
    found = set()
    for part in words.replace(";", ",").split(","):
        name, _, half = part.strip().partition(" ")
        weekday = _WEEKDAYS.get(name.lower())
        if weekday is None or half.strip().upper() not in ("AM", "PM"):
            raise ValueError(f"{part.strip()!r} is not a session of the week: write Mon AM, Wed PM")
        found.add((weekday, half.strip().upper()))
    return frozenset(found)


_WEEKDAYS = {
    name: number
    for number, day in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    for name in (day, day[:3])
}
