"""A school day has two sessions; this names them and puts them in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SessionHalf(StrEnum):
    """Morning or afternoon."""

    AM = "AM"
    PM = "PM"


@dataclass(frozen=True, order=True)
class Session:
    """One half of one day. Ordered by day, morning before afternoon."""

    on: date
    half: SessionHalf

    def __post_init__(self) -> None:
        SessionHalf(self.half)
