"""Reads what an authority decided on a child's education under section 19, and whether provision has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schoolward.law.book import Reading
from schoolward.law.marks import many, said
from schoolward.law.steps import Matter
from schoolward.register.calendars import SchoolCalendar


@dataclass(frozen=True, kw_only=True)
class EducationDecision:
    """The latest decision, with what is known of its provision.

    `provision_due_on` is the last of the school days after which provision is asked after; null where it has begun,
    where none is needed, and where the calendar does not reach so far.
    """

    on: date
    words: str
    provision_began_on: date | None
    provision_due_on: date | None
    is_provision_needed: bool
    missing: tuple[str, ...]

    @property
    def said(self) -> str:
        """What was decided, in a sentence."""
        return f"The authority decided on {said(self.on)}{f': {self.words}' if self.words else ''}."

    @property
    def provision_said(self) -> str:
        """What is known of provision, in a sentence."""
        if self.provision_began_on is not None:
            return f"Provision began on {said(self.provision_began_on)}."
        if not self.is_provision_needed:
            return "By these words no provision is needed."
        return "It is not on record that provision began."


def latest_decision(
    decisions: Sequence[Matter], calendar: SchoolCalendar, reading: Reading, *, since_on: date
) -> EducationDecision | None:
    """The latest decision since a day, or null. Decisions of one day are one, and need nothing if all say so.

    Provision that began before it counts as well, unless it was that of an earlier decision.
    """
    known = [matter.until(reading.as_at) for matter in decisions]
    decided = sorted(
        {(event.on, event.detail) for matter in known for event in matter.events if event.name == "decided"}
    )
    if not decided or decided[-1][0] < since_on:
        return None
    decided_on = decided[-1][0]
    words = [detail for on, detail in decided if on == decided_on]
    began_on = max(
        (on for matter in known for on in _began(matter, decided_on=decided_on, since_on=since_on)),
        default=None,
    )
    is_needed = not all(_needs_none(each, reading) for each in words)
    due_on: date | None = None
    missing: tuple[str, ...] = ()
    if began_on is None and is_needed:
        days = reading.number("section_19_provision_school_days")
        due_on = calendar.school_day_after(decided_on, days)
        if due_on is None:
            missing = (f"the school's calendar for the {many(days, 'school day')} after the decision",)
    return EducationDecision(
        on=decided_on, words="; ".join(filter(None, words)), provision_began_on=began_on,
        provision_due_on=due_on, is_provision_needed=is_needed, missing=missing,
    )  # fmt: skip


def provision_began_on(decisions: Sequence[Matter], *, since_on: date, as_at: date) -> date | None:
    """The last day since then on which any provision began."""
    return max(
        (
            event.on
            for matter in decisions
            for event in matter.until(as_at).events
            if event.name == "provision_began" and event.on >= since_on
        ),
        default=None,
    )


def _began(matter: Matter, *, decided_on: date, since_on: date) -> list[date]:
    """The days on which provision began that can be that of the decision."""
    own_on = matter.on("decided")
    first_on = decided_on if own_on is not None and own_on < decided_on else since_on
    return [event.on for event in matter.events if event.name == "provision_began" and event.on >= first_on]


def _needs_none(words: str, reading: Reading) -> bool:
    return _plain(words).startswith(tuple(map(_plain, reading.listed("section_19_no_provision_words"))))


def _plain(words: str) -> str:
    return words.strip().casefold().replace("_", " ")
