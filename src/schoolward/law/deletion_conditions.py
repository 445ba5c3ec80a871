"""Knows what the grounds of deletion ask for, and which of it the records and the register show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import Reading
from schoolward.law.decision import Fact
from schoolward.law.marks import CodedSession, listed, many, said, whole_days
from schoolward.law.periods import months_after
from schoolward.law.steps import Matter
from schoolward.register.age import compulsory_school_age_ends_on
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.codes import BLANK_MARKS, class_of


class Ground(StrEnum):
    """The letters of regulation 9(1) of which something is checked here, or for whose sake a check is left out."""

    WRITTEN_NOTICE = "f"
    NOT_BACK_FROM_LEAVE = "h"
    CONTINUOUS_ABSENCE = "i"
    DIED = "k"
    END_OF_AGE = "l"


LONGEST_HOLIDAY = timedelta(days=60)
"""The first school day on or after a day lies within this of it, if the calendar of that time is known."""


class EnquiryOutcome(StrEnum):
    """What joint enquiries can have found."""

    NOT_FOUND = "NOT_FOUND"
    WILL_NOT_RETURN = "FOUND_AGREED_WILL_NOT_RETURN"
    WILL_RETURN = "FOUND_WILL_RETURN"


@dataclass(frozen=True, kw_only=True)
class RecordedDeletion:
    """A deletion with the ground given for it, and what its conditions are held against.

    Marks and calendar of before `looked_at_from` are not among them, whether they are held or not; null if all are.
    """

    deleted_on: date
    ground: str
    record: Matter
    born_on: date | None
    marks: Iterable[CodedSession]
    calendar: SchoolCalendar
    placed_by_authority: bool
    looked_at_from: date | None = None

    def is_looked_at(self, on: date) -> bool:
        """Whether marks and calendar of the day are among what is looked at."""
        return self.looked_at_from is None or on >= self.looked_at_from

    def reaches_before(self, stretch: Sequence[date]) -> bool:
        """Whether days that the stretch lacks lie before the days looked at, and not where no calendar is known."""
        if self.looked_at_from is None or not self.is_looked_at(self.deleted_on):
            return self.looked_at_from is not None
        opened_on = self.calendar.sessions[0].on if self.calendar.sessions else date.max
        return stretch[:1] == (opened_on,) and opened_on - self.looked_at_from <= LONGEST_HOLIDAY

    def first_on(self, event: str) -> date | None:
        """The earliest day of the event."""
        return min((one.on for one in self.record.events if one.name == event), default=None)

    def latest_on(self, event: str) -> date | None:
        """The latest day of the event that is not after the deletion."""
        days = (one.on for one in self.record.events if one.name == event)
        return max((on for on in days if on <= self.deleted_on), default=None)

    def by_then(self, event: str) -> bool:
        """Whether the event had happened by the day of the deletion, that day included."""
        first_on = self.first_on(event)
        return first_on is not None and first_on <= self.deleted_on


@dataclass(frozen=True)
class Findings:
    """What was found of the conditions: sentences on those not shown and those shown, and what is not known.

    `noted` is for the reader, and by itself stands neither for the deletion nor against it.
    """

    failed: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)


def conditions_of(deletion: RecordedDeletion, reading: Reading) -> Findings:
    """What the ground asks for, as far as anything is held that can show it."""
    found = Findings()
    match deletion.ground:
        case Ground.WRITTEN_NOTICE:
            _written_notice(deletion, reading, found)
        case Ground.NOT_BACK_FROM_LEAVE:
            _days_after_leave(deletion, reading, found)
        case Ground.CONTINUOUS_ABSENCE:
            _continuous_absence(deletion, reading, found)
        case Ground.END_OF_AGE:
            _end_of_age(deletion, reading, found)
    if deletion.ground in reading.listed("deletion_grounds_with_enquiries"):
        _enquiries(deletion, found)
    # No source that was read excepts a ground from the consent. That it is not asked for after a death is ours.
    if deletion.placed_by_authority and deletion.ground != Ground.DIED:
        _consent(deletion, reading, found)
    return found


def _written_notice(deletion: RecordedDeletion, reading: Reading, found: Findings) -> None:
    deleted_on = deletion.deleted_on
    first_on, latest_on = deletion.first_on("parent_notice"), deletion.latest_on("parent_notice")
    found.facts["parent_notice_on"] = latest_on or first_on
    if first_on is None:
        found.failed.append("Ground (f) rests on a written notice of the parent, and none is recorded.")
    elif latest_on is None:
        found.failed.append(
            f"Ground (f) rests on a written notice of the parent. It is dated {said(first_on)}, after the deletion "
            f"of {said(deleted_on)}."
        )
    elif months_after(latest_on, months := reading.number("deletion_f_notice_months")) < deleted_on:
        found.failed.append(
            f"Ground (f) rests on a written notice of the parent. The latest is dated {said(latest_on)}, more than "
            f"{many(months, 'month')} before the deletion of {said(deleted_on)}: that the deletion still rests on it "
            "is not shown."
        )
    else:
        found.met.append(f"The parent's written notice is dated {said(latest_on)}.")


def _days_after_leave(deletion: RecordedDeletion, reading: Reading, found: Findings) -> None:
    days = reading.number("deletion_h_school_days")
    ended_on = deletion.record.on("leave_ended")
    found.facts["leave_ended_on"] = ended_on
    asked = f"Ground (h) asks for {many(days, 'school day')} after the end of the leave"
    if ended_on is None:
        found.failed.append(
            f"{asked}. When the leave ended is not recorded, so that it cannot be shown that they had passed."
        )
        found.missing.append("the day on which the leave of absence ended")
        return
    asked = f"{asked}, {said(ended_on)}"
    calendar, deleted_on = deletion.calendar, deletion.deleted_on
    last_on = calendar.school_day_after(ended_on, days)
    is_shown = last_on is not None and last_on <= deleted_on
    if not is_shown and (last_on is None or calendar.sessions[0].on > ended_on):
        # What lies before the time that is looked at cannot be asked for: it is no fault of the record.
        if deletion.is_looked_at(ended_on):
            found.failed.append(
                f"{asked}. Without the school's calendar it cannot be shown that they had passed by the deletion."
            )
        found.missing.append(
            f"the school's calendar for the {many(days, 'school day')} after the leave ended"
        )
        last_on = None
    elif not is_shown:
        found.failed.append(f"{asked}. The last of them was {said(last_on)}, after the deletion.")
    else:
        found.met.append(f"{asked}: the last of them was {said(last_on)}.")
    found.facts["last_day_to_return_on"] = last_on
    since = sorted(mark for mark in deletion.marks if ended_on < mark.on <= deletion.deleted_on)
    if back := [mark for mark in since if _is_attended(mark)]:
        found.failed.append(
            f"Ground (h) is for a pupil who has not come back after the leave. The register has the pupil attending "
            f"after {said(ended_on)}: {listed(back)}."
        )
    sickness = reading.listed("sickness_codes")
    if ill := [mark for mark in since if mark.code in sickness]:
        found.noted.append(
            f"The register has the pupil ill after the leave: {listed(ill)}. No source that was read says that illness "
            "stands against ground (h) by itself. Ground (i) is not for a pupil who is believed to be kept away by "
            "sickness or another unavoidable cause; whether ground (h) asks the same was not read."
        )
        found.missing.append(
            "whether the pupil was believed to be kept away by sickness or another unavoidable cause"
        )


def _is_attended(mark: CodedSession) -> bool:
    session_class = class_of(mark.code, mark.on)
    return session_class is not None and session_class.is_attendance


def _continuous_absence(deletion: RecordedDeletion, reading: Reading, found: Findings) -> None:
    days, codes = reading.number("deletion_i_school_days"), reading.listed("deletion_i_codes")
    calendar, deleted_on = deletion.calendar, deletion.deleted_on
    marks = [mark for mark in deletion.marks if mark.on <= deleted_on]
    absent = set(whole_days(marks, codes, calendar, until=deleted_on))
    school_days = calendar.open_days(date.min, deleted_on)
    # The register of the day of the deletion itself may not have been taken: without a mark it is passed over.
    if school_days and school_days[-1] == deleted_on and deleted_on not in absent:
        if not any(mark.on == deleted_on and _is_other(mark, codes) for mark in marks):
            school_days = school_days[:-1]
    stretch = school_days[-days:]
    not_so = [on for on in stretch if on not in absent]
    found.facts["continuous_school_days_shown"] = sum(not not_so or on > not_so[-1] for on in stretch)
    is_known = len(stretch) == days and calendar.sessions[-1].on >= deleted_on
    if not is_known:
        found.missing.append(f"the school's calendar for the {many(days, 'school day')} before the deletion")
    asked = (
        f"Ground (i) asks for {many(days, 'continuous school day')} up to the deletion, every session of which has "
        f"one of the codes {', '.join(codes)}"
    )
    if not_so:
        found.failed.append(f"{asked}. {_not_shown(marks, codes, not_so, found)}")
    elif not is_known:
        # What lies before the time that is looked at cannot be asked for: it is no fault of the record.
        if not deletion.reaches_before(stretch):
            found.failed.append(f"{asked}. Without the school's calendar for them that cannot be shown.")
    else:
        found.met.append(f"{asked}: {said(stretch[0])} to {said(stretch[-1])} are such days.")


def _is_other(mark: CodedSession, codes: tuple[str, ...]) -> bool:
    return mark.code not in codes and mark.code not in BLANK_MARKS


def _not_shown(marks: list[CodedSession], codes: tuple[str, ...], days: list[date], found: Findings) -> str:
    """What stands in the register on the days that are not wholly so coded; nothing is inferred from no mark."""
    asked = frozenset(days)
    other = [mark for mark in marks if mark.on in asked and _is_other(mark, codes)]
    if other:
        return f"Other codes stand on those days: {listed(sorted(other))}."
    more = f" and of {many(len(days) - 1, 'other day')}" if len(days) > 1 else ""
    found.missing.append(f"every mark of {said(days[0])}{more}")
    return f"For {len(days)} of those days the marks held here do not show it."


def _end_of_age(deletion: RecordedDeletion, reading: Reading, found: Findings) -> None:
    if deletion.born_on is None:
        return
    reading.value("compulsory_school_age_ends")
    ends_on = compulsory_school_age_ends_on(deletion.born_on)
    if deletion.deleted_on < ends_on:
        found.failed.append(
            f"Ground (l) is for a pupil who reaches the end of compulsory school age. Its last day is "
            f"{said(ends_on)}, after the deletion of {said(deletion.deleted_on)}."
        )
    else:
        found.met.append(f"The last day of compulsory school age was {said(ends_on)}.")


def _enquiries(deletion: RecordedDeletion, found: Findings) -> None:
    record, ground = deletion.record, deletion.ground
    told = record.detail("enquiry_outcome")
    found.facts["enquiry_outcome"] = told
    if not (deletion.by_then("enquiry") or deletion.by_then("enquiry_outcome")):
        found.failed.append(
            f"Ground ({ground}) asks for joint enquiries of school and authority, and none is recorded by the day of "
            "the deletion."
        )
        return
    if told == EnquiryOutcome.WILL_NOT_RETURN:
        lacking = [
            body for body, event in (("the school", "school_agreed"), ("the authority", "authority_agreed"))
            if not deletion.by_then(event)
        ]  # fmt: skip
        if lacking:
            found.failed.append(
                "The pupil was found, so that school and authority have to agree that there is no reasonable ground "
                f"to believe that the pupil will attend again. That {' and '.join(lacking)} agreed is not recorded "
                "by the day of the deletion."
            )
        else:
            found.met.append("Joint enquiries found the pupil, and school and authority agreed.")
    elif told == EnquiryOutcome.NOT_FOUND and not deletion.by_then("enquiry_outcome"):
        found.failed.append(
            f"Ground ({ground}) asks for joint enquiries before the deletion. That they did not find the pupil is "
            f"recorded only on {said(deletion.record.on('enquiry_outcome') or deletion.deleted_on)}, after the "
            "deletion."
        )
    elif told == EnquiryOutcome.NOT_FOUND:
        found.met.append("Joint enquiries did not find the pupil.")
    elif told != EnquiryOutcome.WILL_RETURN:
        found.failed.append(
            f"Ground ({ground}) asks for joint enquiries, and what they found is not recorded."
        )
        found.missing.append("what the joint enquiries found")


def _consent(deletion: RecordedDeletion, reading: Reading, found: Findings) -> None:
    whose = reading.word("deletion_consent")
    consent_on = deletion.first_on("authority_consent")
    found.facts["authority_consent_on"] = consent_on
    if consent_on is not None and consent_on <= deletion.deleted_on:
        found.met.append(f"The consent of {whose} is dated {said(consent_on)}.")
        return
    lacking = "and it is not recorded"
    if consent_on is not None:
        lacking = f"and it is dated {said(consent_on)}, after the deletion of {said(deletion.deleted_on)}"
    found.failed.append(
        f"The deletion of a pupil whom an authority placed in a special school needs the consent of {whose}, "
        f"{lacking}. If it refuses, a direction of the Secretary of State can stand in its place."
    )
