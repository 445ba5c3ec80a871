"""Reads a part-time timetable from its events: when it runs, what it lacks, and in which sessions the pupil is off."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schoolward.law.marks import CodedSession, said
from schoolward.law.steps import Matter, sessions_of_week
from schoolward.register.codes import class_of


@dataclass(frozen=True, kw_only=True)
class PartTimeTimetable:
    """One timetable as it was known on a day. `looked_at_on`: last agreed, begun or reviewed.

    `lacks` names in words what it has to have and does not. The agreements are the first ones: that a timetable is
    agreed anew does not undo them. `off` holds the sessions of the week in which the pupil is off, each time with the
    day on which they were told.
    """

    reference: str
    starts_on: date
    ends_on: date | None
    lacks: tuple[str, ...]
    school_agreed_on: date | None
    parent_agreed_on: date | None
    off: tuple[tuple[date, frozenset[tuple[int, str]]], ...]
    looked_at_on: date

    @classmethod
    def of(cls, matter: Matter, as_at: date) -> "PartTimeTimetable | None":
        """The timetable, or None where nothing says from when it runs."""
        matter = matter.until(as_at)
        agreed_on, parent_agreed_on, ends_on = (
            matter.on("agreed"),
            matter.on("parent_agreed"),
            matter.on("ends"),
        )
        starts_on = matter.on("starts") or agreed_on or parent_agreed_on
        if starts_on is None:
            return None
        needed = (
            ("the school's agreement", agreed_on),
            ("a parent's agreement", parent_agreed_on),
            ("its times", matter.on("sessions_off")),
            ("a last day", ends_on),
        )
        looked_at = (starts_on, agreed_on, matter.on("reviewed"))
        return cls(
            reference=matter.reference,
            starts_on=starts_on,
            ends_on=ends_on,
            lacks=tuple(what for what, on in needed if on is None),
            school_agreed_on=_first_on(matter, "agreed"),
            parent_agreed_on=_first_on(matter, "parent_agreed"),
            off=tuple((e.on, sessions_of_week(e.detail)) for e in matter.events if e.name == "sessions_off"),
            looked_at_on=max(on for on in looked_at if on is not None),
        )

    def covers(self, on: date) -> bool:
        """Whether the day lies in its time."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def is_off_in(self, mark: CodedSession) -> bool | None:
        """Whether the pupil is off in the session; None if the timetable does not say.

        The sessions told last on or before that day hold, or the first that were told at all.
        """
        if not self.off:
            return None
        told = [sessions for on, sessions in self.off if on <= mark.on]
        return (mark.on.weekday(), mark.half) in (told[-1] if told else self.off[0][1])

    def is_agreed_after(self, on: date) -> bool:
        """Whether both have agreed, and the later of them only after the day."""
        if self.school_agreed_on is None or self.parent_agreed_on is None:
            return False
        return on < max(self.school_agreed_on, self.parent_agreed_on)

    @property
    def time_said(self) -> str:
        """From when to when it runs, in words."""
        return f"from {said(self.starts_on)}" + (f" to {said(self.ends_on)}" if self.ends_on else "")

    @property
    def lacks_said(self) -> str:
        """What it lacks, in words."""
        *others, last = self.lacks
        return f"{', '.join(others)} and {last}" if others else last

    @property
    def agreement_said(self) -> str:
        """When each of both agreed, in a sentence; nothing where one has not."""
        if self.school_agreed_on is None or self.parent_agreed_on is None:
            return ""
        return f"The school agreed on {said(self.school_agreed_on)} and a parent on {said(self.parent_agreed_on)}."


def _first_on(matter: Matter, name: str) -> date | None:
    return min((event.on for event in matter.events if event.name == name), default=None)


def timetables_of(matters: Iterable[Matter], as_at: date) -> tuple[PartTimeTimetable, ...]:
    """Those of the matters that say from when they run."""
    return tuple(plan for matter in matters if (plan := PartTimeTimetable.of(matter, as_at)) is not None)


def timetable_on(on: date, known: Sequence[PartTimeTimetable]) -> PartTimeTimetable | None:
    """The timetable that holds on the day: of several the one that lacks least, by then agreed, begun last."""
    return min(
        (plan for plan in known if plan.covers(on)),
        key=lambda plan: (len(plan.lacks), plan.is_agreed_after(on), -plan.starts_on.toordinal()),
        default=None,
    )


def by_timetable(
    sessions: Iterable[CodedSession], known: Sequence[PartTimeTimetable]
) -> dict[PartTimeTimetable | None, list[CodedSession]]:
    """The sessions by the timetable that holds on their day; under None those that have none."""
    gathered: dict[PartTimeTimetable | None, list[CodedSession]] = defaultdict(list)
    for mark in sessions:
        gathered[timetable_on(mark.on, known)].append(mark)
    return gathered


def is_absence(mark: CodedSession) -> bool:
    """Whether the code is one of absence, authorised or not."""
    session_class = class_of(mark.code, mark.on)
    return session_class is not None and session_class.is_absence
