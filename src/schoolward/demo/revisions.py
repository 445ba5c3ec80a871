"""Decides what a school first sent of a mark and what it sent later: reasons found, registers filled, slips mended."""

from collections import Counter

import numpy as np

from schoolward.demo.marks import BLANK, CODE_AT, NOT_ON_ROLL, SLIPS, Register, is_any
from schoolward.demo.register_year import RegisterYear

_FOUND_LATER = 0.6
"""Of the sessions first sent as N, the share of which a reason is known a fortnight later."""
_UNTAKEN_PER_REGISTER = 0.0007
_CHANGED_LATER = 0.004
_CARELESS = 0.06
"""Share of files in which somebody typed by hand."""


def leave_some_without_reason(
    year: RegisterYear, register: Register, *, rng: np.random.Generator
) -> Register:
    """What was first sent. `register` itself is changed to what is known in the end: some N and blanks stay.

    The nearer a day is to the end of its half-term, the likelier that its reason was not yet known.
    """
    sent = register.copy()
    recent = _recency(year)
    rate = year.of_phase("no_reason")[:, None] * recent[None, :]
    chance = rng.random((year.pupils, len(year.dates)), dtype=np.float32)
    open_question = is_any(register, "I", "O")
    never = np.repeat(chance < rate, 2, axis=1) & open_question
    first = np.repeat(chance < rate / (1 - _FOUND_LATER), 2, axis=1) & open_question
    register[never] = CODE_AT["N"]
    sent[first] = CODE_AT["N"]
    changed = (rng.random(register.shape, dtype=np.float32) < _CHANGED_LATER) & is_any(
        register, "I", "M", "C"
    )
    sent[changed] = CODE_AT["O"]
    _leave_untaken(year, register, sent, rng)
    return sent


def type_slips(
    year: RegisterYear, sent: Register, sessions: slice, *, rng: np.random.Generator
) -> Counter[str]:
    """Changes a few marks of a file into ones that no register may hold; how many are refused for each reason."""
    part = sent[:, sessions]
    held = np.flatnonzero(year.laid.spare(part != NOT_ON_ROLL).ravel())
    if rng.random() > _CARELESS or len(held) < 100:
        return Counter()
    cells = rng.choice(held, int(rng.integers(3, 9)), replace=False)
    refused: Counter[str] = Counter()
    for turn, cell in enumerate(cells.tolist()):
        row, column = divmod(cell, part.shape[1])
        if turn % 2:
            slip, reason = SLIPS[turn // 2 % len(SLIPS)]
        else:
            slip, reason = ("/", "code_morning_only") if column % 2 else ("\\", "code_afternoon_only")
        part[row, column] = CODE_AT[slip]
        refused[reason] += 1
    return refused


def _leave_untaken(year: RegisterYear, register: Register, sent: Register, rng: np.random.Generator) -> None:
    """Now and then a year group's register was not taken; half of them are filled in later."""
    for group in np.unique(year.year_group):
        rows = np.flatnonzero(year.year_group == group)
        rows = rows[: 1 + len(rows) // 2]
        for session in np.flatnonzero(rng.random(year.sessions) < _UNTAKEN_PER_REGISTER):
            held = rows[
                (register[rows, session] != NOT_ON_ROLL) & ~is_any(register[rows, session], "D", "X", "Y4")
            ]
            sent[held, session] = BLANK
            if rng.random() < 0.5:
                register[held, session] = BLANK


def _recency(year: RegisterYear) -> np.ndarray:
    """A weight of 1 on average that grows towards the end of each half-term."""
    ends = np.r_[np.flatnonzero(np.diff(year.dates).astype(int) > 4), len(year.dates) - 1]
    left = ends[np.searchsorted(ends, np.arange(len(year.dates)))] - np.arange(len(year.dates))
    weight = 0.3 + 5.0 * np.exp(-left / 4.0)
    return weight / weight.mean()
