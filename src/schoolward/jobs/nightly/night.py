"""What a nightly job is, what it is told, and on which night its hour has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schoolward.access.reach import HERE
from schoolward.audit.actor import Actor
from schoolward.jobs.models import NightlyRun
from schoolward.store.home import Home

AT_NIGHT = time(2, 0)
"""In England. An hour that every night has once: clocks go forward at one, and back to it."""


class NightFault(RuntimeError):
    """The job could not do its part; the text says why, and holds no pupil's details."""


@dataclass(frozen=True, kw_only=True)
class Night:
    """What a job is told: where the data are, which night it is, and the instant at which it began."""

    home: Home
    run: NightlyRun
    by: Actor
    at: datetime

    @property
    def on(self) -> date:
        """The day that the night begins: at two in the morning it is already that day."""
        return self.run.on


@dataclass(frozen=True, kw_only=True)
class NightlyJob:
    """One thing that is done every night. `does` returns what it counted, by plain names."""

    name: str
    label: str
    does: Callable[[Night], Mapping[str, int | str]]
    at: time = AT_NIGHT

    def latest_night(self, at: datetime) -> date:
        """The last night whose hour has come."""
        here = at.astimezone(HERE)
        return here.date() if here.time() >= self.at else here.date() - timedelta(days=1)
