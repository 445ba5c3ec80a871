"""Sorts out which unauthorised sessions of a pupil count towards the threshold for a penalty notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from schoolward.law.book import Reading
from schoolward.law.days_that_count import DATE_OF_BIRTH
from schoolward.law.marks import CodedSession
from schoolward.law.notices import chosen, is_standing
from schoolward.law.steps import Matter
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_starts_on

NOT_COUNTED_AGAIN = "not counted again"
COUNTED_AGAIN = "counted again"


class SortedOut(NamedTuple):
    """Unauthorised sessions up to the day: those that count, and those that do not for one of three causes."""

    counting: list[CodedSession]
    too_early: list[CodedSession]
    not_of_age: list[CodedSession]
    under_a_notice: list[CodedSession]


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """On which days an unauthorised session counts. `under_notices` holds reference, first and last day."""

    codes: frozenset[str]
    first_on: date
    last_on: date
    age_from: date
    age_until: date
    under_notices: tuple[tuple[str, date, date], ...]
    missing: tuple[str, ...]

    @classmethod
    def read(
        cls, reading: Reading, *, born_on: date | None, notices: Iterable[Matter], as_at: date
    ) -> "Conditions":
        """The law's conditions for this child. Without a date of birth every day is taken as of school age."""
        reading.number("compulsory_school_age_begins")
        reading.number("compulsory_school_age_ends")
        under, missing = _under_notices(notices, reading, as_at)
        return cls(
            codes=frozenset(reading.listed("penalty_notice_codes")),
            first_on=reading.day("penalty_notice_absences_from"),
            last_on=as_at,
            age_from=date.min if born_on is None else compulsory_school_age_starts_on(born_on),
            age_until=date.max if born_on is None else compulsory_school_age_ends_on(born_on),
            under_notices=under,
            missing=missing if born_on is not None else (DATE_OF_BIRTH, *missing),
        )

    def sorted_out(self, sessions: Iterable[CodedSession]) -> SortedOut:
        """The unauthorised ones among the sessions, up to the day."""
        unauthorised = [s for s in sessions if s.code in self.codes and s.on <= self.last_on]
        found = SortedOut([], [], [], [])
        for session in unauthorised:
            on = session.on
            if on < self.first_on:
                found.too_early.append(session)
            elif not self.age_from <= on <= self.age_until:
                found.not_of_age.append(session)
            elif self.under_notices and any(first <= on <= last for _, first, last in self.under_notices):
                found.under_a_notice.append(session)
            else:
                found.counting.append(session)
        return found

    def notices_resting_on(self, sessions: Sequence[CodedSession]) -> tuple[str, ...]:
        """References of the notices that rest on the sessions."""
        return tuple(
            reference
            for reference, first, last in self.under_notices
            if any(first <= session.on <= last for session in sessions)
        )


def _under_notices(
    notices: Iterable[Matter], reading: Reading, as_at: date
) -> tuple[tuple[tuple[str, date, date], ...], tuple[str, ...]]:
    """Reference, first and last day of each standing notice, and what is not known of them."""
    standing = [known for notice in notices if is_standing(known := notice.until(as_at))]
    if not standing:
        return (), ()
    answer = chosen(reading, "penalty_notice_sessions_reused", among=(NOT_COUNTED_AGAIN, COUNTED_AGAIN))
    if answer == COUNTED_AGAIN:
        return (), ()
    under, missing = [], []
    for notice in standing:
        first, last = notice.on("offence_from"), notice.on("offence_until")
        if first is None or last is None:
            missing.append(f"the days of absence on which notice {notice.reference} rests")
        else:
            under.append((notice.reference, first, last))
    return tuple(sorted(under)), tuple(missing)
