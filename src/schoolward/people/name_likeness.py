"""When two names are written differently and may still be one."""

import re
import unicodedata

LEAST_LETTERS = 4
"""A slip of one letter says nothing in a name shorter than this."""

LEAST_SHORT_FORM = 3
"""Letters of a short form, as in Alex for Alexander."""


def folded(name: str) -> str:
    """The letters alone, small and without accents: Anne-Marie, ANNE MARIE and Annémarie are one name."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalpha())


def are_near(one: str, other: str) -> bool:
    """Whether they are the same name, a slip apart, a name and its short form, or share a part as double names do."""
    mine, others = folded(one), folded(other)
    if mine == others or _parts(one) & _parts(other):
        return True
    short, long = sorted((mine, others), key=len)
    if len(short) >= LEAST_SHORT_FORM and long.startswith(short):
        return True
    return len(short) >= LEAST_LETTERS and _are_a_slip_apart(short, long)


def _parts(name: str) -> set[str]:
    return {part for part in map(folded, re.split(r"[\s\-]+", name)) if len(part) >= LEAST_SHORT_FORM}


def _are_a_slip_apart(short: str, long: str) -> bool:
    """One letter more, one other, or two neighbours exchanged."""
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(long) - len(short) == 1:
        return short[at:] == long[at + 1 :]
    if len(long) != len(short):
        return False
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
