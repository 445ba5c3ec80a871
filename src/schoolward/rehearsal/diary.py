"""Plays what people do in the order of its instants: each deed by itself, what they merely look at in batches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction

from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

AT_ONCE = 500
"""Events of one transaction."""

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What the pages put on record of what somebody looked at, or tried."""

    kind: EventKind
    by: Actor
    about: tuple[str, ...]
    detail: dict[str, Any]


@dataclass
class Diary:
    """What is to happen. Of two things at one instant the one written down first happens first."""

    entries: list[tuple[datetime, int, Callable[[datetime], object] | _Look]] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=count)

    def deed(self, at: datetime, does: Callable[[datetime], object]) -> None:
        """An action, or several, that is told the instant."""
        self.entries.append((at, next(self.turn), does))

    def look(
        self,
        at: datetime,
        kind: EventKind,
        *,
        by: Actor,
        about: Iterable[str] = (),
        detail: Mapping[str, Any] = NOTHING,
    ) -> None:
        """An event that a page or the API would write."""
        look = _Look(kind=kind, by=by, about=tuple(about), detail=dict(detail))
        self.entries.append((at, next(self.turn), look))

    def play(self, *, before: datetime) -> None:
        """Does all that happens before the instant; the rest stays in the diary."""
        entries = sorted(self.entries, key=lambda each: each[:2])
        now = [each for each in entries if each[0] < before]
        self.entries = [each for each in entries if each[0] >= before]
        waiting: list[tuple[datetime, _Look]] = []
        for at, _, entry in now:
            if isinstance(entry, _Look):
                waiting.append((at, entry))
                if len(waiting) == AT_ONCE:
                    _write(waiting)
            else:
                _write(waiting)
                entry(at)
        _write(waiting)


def _write(waiting: list[tuple[datetime, _Look]]) -> None:
    with transaction.atomic():
        for at, look in waiting:
            record(look.kind, by=look.by, at=at, about=look.about, detail=look.detail)
    waiting.clear()
