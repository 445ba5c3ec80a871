"""What is promised of speed and size, held against what was measured."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Something promised of the speed or size, and what was measured."""

    what: str
    measured: float
    promised: float
    unit: str
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the measurement is on the right side."""
        return self.measured >= self.promised if self.at_least else self.measured <= self.promised

    def line(self) -> str:
        """In words."""
        bound = "at least" if self.at_least else "at most"
        verdict = "kept" if self.is_kept else "NOT KEPT"
        return f"{verdict:>8}  {self.what}: {self.measured:,.2f} {self.unit} ({bound} {self.promised:,.2f} promised)"
