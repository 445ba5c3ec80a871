"""Answers a question and writes the answer for other programs: with its coverage and the instant as known on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schoolward.engines.duckdb.answers import answer
from schoolward.engines.scrubbed_days import refuse_scrubbed_days
from schoolward.measures.figures import BadQuestion, FigureRow, Figures, Question
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot

DEFAULT_MEASURES = (
    "enrolments",
    "possible_sessions",
    "overall_absence_rate",
    "unauthorised_absence_rate",
    "persistent_absence_rate",
    "severe_absence_rate",
)
"""What is counted where nobody says what."""


class NothingKnown(BadQuestion):
    """No load had been received by then."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Figures, and the instant as known on which they are told: the one asked for, or the last load's."""

    figures: Figures
    as_known_on: str | None

    def objects(self) -> list[dict[str, Any]]:
        """An object a row, in names that scripts may rely on. A rate is text with ten places, so that none is lost."""
        return [self._object(row) for row in self.figures.rows]

    def _object(self, row: FigureRow) -> dict[str, Any]:
        question, coverage = self.figures.question, row.coverage
        values = {name: row.value(name) for name in question.measures}
        return {
            **dict(zip(question.by, row.group, strict=True)),
            **{
                name: value if value is None or isinstance(value, int) else f"{value:f}"
                for name, value in values.items()
            },
            "coverage": {
                "schools_reported": coverage.schools_reported,
                "schools_expected": coverage.schools_expected,
                "marks_reported": coverage.marks_reported,
                "marks_expected": coverage.marks_expected,
            },
            "as_known_on": self.as_known_on,
        }


def told(home: Home, question: Question, *, known_at: datetime | None) -> Told:
    """The answer as it was known at an instant, or as it is now. NothingKnown where no load had come."""
    known = snapshot(home, known_at)
    if known.load == 0:
        raise NothingKnown(
            "nothing has been loaded yet; load files with `schoolward load PATH...`"
            if known_at is None
            else f"nothing was known at {known_at.isoformat()}: the first load came later"
        )
    refuse_scrubbed_days(home, question)
    figures = answer(known, question)
    return Told(
        figures=figures, as_known_on=figures.as_known_on if known_at is None else known_at.isoformat()
    )
