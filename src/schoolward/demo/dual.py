"""Pairs each dual-registered child's two enrolments, so that each school knows when the child is due at the other."""

from dataclasses import dataclass

import numpy as np

from schoolward.demo.register_year import Away
from schoolward.demo.roll_book import NEVER, Dates, Ints, RollBook

_FOR_EVER = np.datetime64("9999-12-31")
_WEEK = 31


@dataclass(frozen=True, kw_only=True)
class DualRegistration:
    """One place an enrolment: when it is away at the other school, and from when its status is M (NaT: never)."""

    away: Away
    main_from: Dates


def pair_dual_registrations(book: RollBook) -> DualRegistration:
    """A subsidiary enrolment is away on the main school's weekdays; a main one on the other's, while that holds."""
    count = len(book.child)
    weekdays = np.zeros(count, dtype=np.int64)
    first, last = np.full(count, _FOR_EVER), np.full(count, _FOR_EVER)
    main_from = np.full(count, NEVER)
    main = np.flatnonzero(book.status == "M")
    main_of = dict(zip(book.child[main].tolist(), main.tolist(), strict=True))
    for subsidiary in np.flatnonzero(book.status == "S").tolist():
        at_main = main_of.get(int(book.child[subsidiary]))
        weekdays[subsidiary] = _WEEK - book.attends_on[subsidiary]
        first[subsidiary] = book.entry[subsidiary]
        if at_main is None:
            continue
        first[at_main] = main_from[at_main] = book.entry[subsidiary]
        weekdays[at_main] = book.attends_on[subsidiary]
        leaving = book.leaving[subsidiary]
        last[at_main] = _FOR_EVER if np.isnat(leaving) else leaving
    return DualRegistration(away=Away(weekdays=weekdays, first_on=first, last_on=last), main_from=main_from)


def of_rows(away: Away, rows: Ints) -> Away:
    """The same of some enrolments only."""
    return Away(weekdays=away.weekdays[rows], first_on=away.first_on[rows], last_on=away.last_on[rows])
