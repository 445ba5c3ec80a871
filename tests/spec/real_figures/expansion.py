"""Turns published counts of codes into the registers of an invented school that give exactly those counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

ABSENT = frozenset("I M R S T H E C C1 J1 C2 F G U O N".split())
"""Codes of absence in either era (F and H are of the former one), as DfE adds them up."""
NOT_POSSIBLE = frozenset("D Q Y Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z".split())
MORNING, AFTERNOON = "/", "\\"
"""Present at the morning's and at the afternoon's register: each can stand in its own session only."""


class NotFeasible(ValueError):
    """No register of so many pupils can give these counts; the message says why."""


@dataclass(frozen=True, kw_only=True)
class SentSession:
    """One session of a register: which pupil (by number) has which code. No pupil has two."""

    on: date
    half: str
    pupils: NDArray[np.int64]
    codes: NDArray[np.str_]


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What a school's register has to give beside the counts.

    `attending` pupils have at least one possible session; of those exactly `absent` have an absence, if that is
    asked for. Sessions that are not possible stand where there is room: `pupils` are as many as all that takes.
    """

    pupils: int
    attending: int
    absent: int


@dataclass(frozen=True, kw_only=True)
class _Halves:
    """A day's marks by session, morning first: absences, presences and marks that are not possible."""

    absent: tuple[NDArray[np.str_], NDArray[np.str_]]
    attended: tuple[NDArray[np.str_], NDArray[np.str_]]
    not_possible: tuple[NDArray[np.str_], NDArray[np.str_]]

    def possible(self, half: int) -> int:
        return len(self.absent[half]) + len(self.attended[half])

    def marks(self, half: int) -> int:
        return self.possible(half) + len(self.not_possible[half])


def needed(
    days: Mapping[date, Mapping[str, int]], *, attending: int | None = None, absent: int | None = None
) -> Needed:
    """How many pupils these days take: as many as the fullest session, or those asked for and whom the rest needs."""
    halves = [_halves(counts, most_absent=absent) for counts in days.values()]
    fullest = max((day.possible(half) for day in halves for half in (0, 1)), default=0)
    marks = max((day.marks(half) for day in halves for half in (0, 1)), default=0)
    if attending is None:
        return Needed(pupils=marks, attending=fullest, absent=fullest)
    if fullest > attending:
        raise NotFeasible(f"a session has {fullest} possible marks, and there are {attending} pupils")
    absent = attending if absent is None else absent
    return Needed(pupils=max(attending, marks), attending=attending, absent=absent)


def register(days: Mapping[date, Mapping[str, int]], need: Needed) -> Iterator[SentSession]:
    """The sessions of the days; every count of every code comes out as given.

    Absences go round the absent pupils, so that each has one before any has a second; presences go to the pupils
    without absence first. NotFeasible where a pupil would be left without the possible session that is needed.
    """
    reached = np.zeros(need.attending, dtype=bool)
    turn = turn_of_others = absences = 0
    others = np.arange(need.absent, need.attending)
    for on, counts in days.items():
        day = _halves(counts, most_absent=need.absent)
        for half, name in enumerate(("AM", "PM")):
            away = (turn + np.arange(len(day.absent[half]))) % max(need.absent, 1)
            turn, absences = (turn + len(away)) % max(need.absent, 1), absences + len(away)
            is_free = np.ones(need.pupils, dtype=bool)
            is_free[away] = False
            free = np.concatenate([np.roll(others, -turn_of_others), np.arange(need.absent)])
            present = free[is_free[free]][: len(day.attended[half])]
            turn_of_others = (turn_of_others + len(present)) % max(len(others), 1)
            is_free[present] = False
            nowhere = np.flatnonzero(is_free)[::-1][: len(day.not_possible[half])]
            reached[away], reached[present] = True, True
            pupils = np.concatenate([away, present, nowhere])
            codes = np.concatenate([day.absent[half], day.attended[half], day.not_possible[half]])
            if len(pupils) != len(codes):
                raise NotFeasible(f"{on} {name}: {len(codes)} marks for {len(pupils)} pupils")
            yield SentSession(on=on, half=name, pupils=pupils, codes=codes)
    if not reached.all():
        raise NotFeasible(f"{np.count_nonzero(~reached)} of {need.attending} pupils have no possible session")
    if need.absent < need.attending and absences < need.absent:
        raise NotFeasible(f"{absences} absences for {need.absent} absent pupils")


def _halves(counts: Mapping[str, int], *, most_absent: int | None) -> _Halves:
    """Parts a day's marks into morning and afternoon, so that both are about equally full."""
    fixed = counts.get(MORNING, 0), counts.get(AFTERNOON, 0)
    absent = _spread({code: n for code, n in counts.items() if code in ABSENT})
    elsewhere = _spread(
        {c: n for c, n in counts.items() if c not in ABSENT | NOT_POSSIBLE | {MORNING, AFTERNOON}}
    )
    nowhere = _spread({code: n for code, n in counts.items() if code in NOT_POSSIBLE})
    movable = len(absent) + len(elsewhere)
    morning = min(max((sum(fixed) + movable + 1) // 2 - fixed[0], 0), movable)
    away = min(round(len(absent) * morning / movable), len(absent), morning) if movable else 0
    if most_absent is not None:
        away = min(max(away, len(absent) - most_absent), most_absent)
        if not 0 <= len(absent) - away <= most_absent:
            raise NotFeasible(f"{len(absent)} absences on a day for {most_absent} absent pupils")
    there = min(max(morning - away, 0), len(elsewhere))
    parted = fixed[0] + away + there, fixed[1] + movable - away - there
    early = min(max((sum(parted) + len(nowhere) + 1) // 2 - parted[0], 0), len(nowhere))
    return _Halves(
        absent=(absent[:away], absent[away:]),
        attended=(
            np.concatenate([np.repeat(MORNING, fixed[0]), elsewhere[:there]]),
            np.concatenate([np.repeat(AFTERNOON, fixed[1]), elsewhere[there:]]),
        ),
        not_possible=(nowhere[:early], nowhere[early:]),
    )


def _spread(counts: Mapping[str, int]) -> NDArray[np.str_]:
    """Each code as often as counted, the same way on every run, and every code in both halves of the result."""
    codes = np.repeat(np.array([*counts, ""], dtype="<U2"), [*counts.values(), 0])
    return np.concatenate([codes[0::2], codes[1::2]])
