"""The form of a reason for which a row is refused: what is wrong, and how its sender mends it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why a row was refused, and what its sender can do."""

    reason: str
    mend: str
