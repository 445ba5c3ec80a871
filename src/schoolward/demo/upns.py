"""Gives every invented child a unique pupil number with a true check letter, of an authority that does not exist."""

import numpy as np
from numpy.typing import NDArray

from schoolward.register.upn import CHECK_LETTERS

NOBODYS_AUTHORITY = 999
"""Digits two to four of every UPN here; no local authority has this number."""

_LETTERS = np.frombuffer(CHECK_LETTERS.encode(), dtype=np.uint8)
_WEIGHTS = np.arange(2, 14)


def number_upns(
    *, establishment: NDArray[np.int64], year: NDArray[np.int64], temporary: NDArray[np.bool_]
) -> NDArray[np.bytes_]:
    """A UPN (13 bytes) for each child, none twice.

    `establishment` is the four-digit number of the school that allotted it and `year` the calendar year;
    within both they are numbered in turn. A temporary UPN ends in a letter.
    """
    allotted = establishment * 100 + year % 100
    order = np.argsort(allotted, kind="stable")
    in_order = allotted[order]
    first = np.r_[True, in_order[1:] != in_order[:-1]]
    starts = np.flatnonzero(first)
    serial = np.empty(len(allotted), dtype=np.int64)
    serial[order] = np.arange(len(allotted)) - starts[np.cumsum(first) - 1] + 1
    if serial.size and serial.max() > 999:
        raise ValueError("more than 999 children would be numbered by one school in one year")
    twelve = NOBODYS_AUTHORITY * 10**9 + allotted * 1000 + serial
    return _with_check_letters(twelve, temporary)


def _with_check_letters(twelve: NDArray[np.int64], temporary: NDArray[np.bool_]) -> NDArray[np.bytes_]:
    digits = twelve[:, None] // 10 ** np.arange(11, -1, -1) % 10
    text = np.empty((len(twelve), 13), dtype=np.uint8)
    text[:, 1:] = digits + ord("0")
    text[temporary, 12] = _LETTERS[
        digits[temporary, 11]
    ]  # a letter counts as its place, here the digit's own
    text[:, 0] = _LETTERS[digits @ _WEIGHTS % len(_LETTERS)]
    return text.view("S13").ravel()
