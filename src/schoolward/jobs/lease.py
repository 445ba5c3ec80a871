"""How long a worker holds what it has taken up, and what stands if it is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_ATTEMPTS = 3
"""A job whose workers have ended this often without a word is given up: it may be what ends them."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """One worker's hold. It is prolonged while the worker lives; once it has run out, another may take the job up."""

    worker: str
    lasts: timedelta = timedelta(seconds=60)

    def until(self, at: datetime) -> datetime:
        """To when it holds if it is given or prolonged now."""
        return at + self.lasts

    @property
    def beat_seconds(self) -> float:
        """How often it is prolonged: four times while it lasts."""
        return self.lasts.total_seconds() / 4
