"""Tells a unique pupil number from a slip of the keyboard by its shape and its check letter.

The method is that of the Government Data Standards Catalogue (Unique Pupil Number 2.0, 2004) and of the
School Census check 1510, as suppliers explain it (Arbor, Juniper).
"""

import re

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters that may check a UPN; I, O and S look too much like digits."""

_WEIGHTS = range(2, 14)
_AFTER_CHECK_LETTER = re.compile(rf"[0-9]{{11}}[0-9{CHECK_LETTERS}]")
_WHOLE = re.compile(rf"[{CHECK_LETTERS}][0-9]{{11}}[0-9{CHECK_LETTERS}]")


def check_letter(following: str) -> str:
    """The letter that belongs before these twelve characters: 12 digits, or 11 and a letter (temporary UPN).

    Weights 2 to 13 over the characters in turn, summed, modulo 23; a temporary UPN's last letter counts as
    its place in CHECK_LETTERS, from 0. ValueError for any other shape.
    """
    if _AFTER_CHECK_LETTER.fullmatch(following) is None:
        raise ValueError(f"{following!r} is not the twelve characters that follow the check letter of a UPN")
    total = sum(weight * _value(character) for weight, character in zip(_WEIGHTS, following, strict=True))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def upn_fault(upn: str) -> str | None:
    """What is wrong with a UPN: "upn_shape", "upn_check_letter", or None if nothing is."""
    if _WHOLE.fullmatch(upn) is None:
        return "upn_shape"
    return None if check_letter(upn[1:]) == upn[0] else "upn_check_letter"


def is_temporary_upn(upn: str) -> bool:
    """Whether a well-shaped UPN is a temporary one: its last character is a letter."""
    return _WHOLE.fullmatch(upn) is not None and not upn[-1].isdigit()


def _value(character: str) -> int:
    """What a character counts for: a digit itself, a letter its place."""
    return int(character) if character.isdigit() else CHECK_LETTERS.index(character)
