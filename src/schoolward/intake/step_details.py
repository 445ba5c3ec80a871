"""Reads the detail of a step: whole pounds, sessions of the week, a letter, or whatever its event demands."""

import re
from collections.abc import Callable, Mapping

from schoolward.law.steps import Detail, sessions_of_week

LONGEST_WORDS = 500
"""Characters. A detail says what kind of thing happened; the record of it stays where it was written."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_POUNDS = re.compile(r"£?([0-9]{1,6})(?:\.00)?")
_SESSIONS = re.compile(r"[0-9]{1,3}")
_GROUND = re.compile(r"[A-Za-z]|\([A-Za-z]\)")
_AUTHORITY = re.compile(r"[0-9]{3}")


def detail_and_reason(wanted: Detail, text: str) -> tuple[str | None, str | None]:
    """The detail as it is kept, None where there is none, and the reason against it."""
    if wanted is Detail.NONE:
        return None, "step_detail_unwanted" if text else None
    if not text:
        return None, "step_detail_missing"
    read, reason = _READERS[wanted]
    detail = read(text)
    return detail, reason if detail is None else None


def within(most: int) -> Callable[[str], str | None]:
    """Keeps a text of at most so many characters, and gives None for a longer one."""
    return lambda text: text if len(text) <= most else None


def _pounds(text: str) -> str | None:
    shaped = _POUNDS.fullmatch(text)
    return str(int(shaped[1])) if shaped and int(shaped[1]) else None


def _sessions(text: str) -> str | None:
    return str(int(text)) if _SESSIONS.fullmatch(text) else None


def _sessions_of_week(text: str) -> str | None:
    try:
        found = sessions_of_week(text)
    except ValueError:
        return None
    return ", ".join(f"{_WEEKDAYS[weekday]} {half}" for weekday, half in sorted(found))


def _ground(text: str) -> str | None:
    return text.strip("()").lower() if _GROUND.fullmatch(text) else None


def _authority(text: str) -> str | None:
    return text if _AUTHORITY.fullmatch(text) else None


_READERS: Mapping[Detail, tuple[Callable[[str], str | None], str]] = {
    Detail.WORDS: (within(LONGEST_WORDS), "step_words"),
    Detail.POUNDS: (_pounds, "step_pounds"),
    Detail.SESSIONS: (_sessions, "step_sessions"),
    Detail.SESSIONS_OF_WEEK: (_sessions_of_week, "step_sessions_of_week"),
    Detail.GROUND: (_ground, "step_ground"),
    Detail.AUTHORITY: (_authority, "step_authority"),
}
"""For each kind of detail its reader, and the reason against what it cannot read."""
