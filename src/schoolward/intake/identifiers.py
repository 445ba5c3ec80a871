"""Judges the numbers by which senders name schools and pupils: URN, DfE number and UPN."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.register.upn import CHECK_LETTERS, check_letter, upn_fault

_URN = re.compile(r"[1-9][0-9]{5}")
_LAESTAB = re.compile(r"([2-9][0-9]{2})[/ -]?([0-9]{4})")

_LENGTH = 13
_LETTERS = np.frombuffer(CHECK_LETTERS.encode(), dtype=np.uint8)
_WEIGHTS = np.array(
    [CHECK_LETTERS.index(check_letter("0" * at + "1" + "0" * (11 - at))) for at in range(12)], dtype=np.int32
)
"""The check letter is linear in the digits, so that the register's own rule gives each digit's weight."""


def urn_of(text: str) -> int | None:
    """The school's unique reference number: six digits."""
    return int(text) if _URN.fullmatch(text) else None


def laestab_of(text: str) -> int | None:
    """The DfE number: three digits of the authority, four of the school, nothing or `/`, `-` or a space between."""
    shaped = _LAESTAB.fullmatch(text)
    return int(shaped[1] + shaped[2]) if shaped else None


def urn_reason(text: str) -> str | None:
    """What is wrong with a URN, as a key of REASONS."""
    return None if urn_of(text) is not None else "urn_shape"


def laestab_reason(text: str) -> str | None:
    """What is wrong with a DfE number, as a key of REASONS."""
    return None if laestab_of(text) is not None else "laestab_shape"


def upn_reasons(upns: pa.StringArray) -> list[str | None]:
    """By value, what is wrong with each UPN; the ordinary sound ones are told by arithmetic on all at once."""
    reasons: list[str | None] = [None] * len(upns)
    for at in np.flatnonzero(~_is_plainly_sound(upns)):
        reasons[at] = upn_fault(upns[int(at)].as_py())
    return reasons


def _is_plainly_sound(upns: pa.StringArray) -> np.ndarray:
    """By value: whether it is a check letter that fits the twelve digits that follow."""
    sound = np.zeros(len(upns), dtype=bool)
    full = np.flatnonzero(pc.equal(pc.binary_length(upns), _LENGTH).to_numpy(zero_copy_only=False))
    if not len(full):
        return sound
    characters = np.frombuffer("".join(upns.take(pa.array(full)).to_pylist()).encode(), dtype=np.uint8)
    characters = characters.reshape(-1, _LENGTH)
    digits = characters[:, 1:].astype(np.int32) - ord("0")
    is_number = ((digits >= 0) & (digits <= 9)).all(axis=1)
    fits = _LETTERS[(digits @ _WEIGHTS) % len(_LETTERS)] == characters[:, 0]
    sound[full] = is_number & fits
    return sound
