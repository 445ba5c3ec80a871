"""The figure that is asked for, and the answer: counts with their definition, coverage and as-known-on date."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from schoolward.measures.definitions import Rate, counts_needed, measure_named
from schoolward.measures.dimensions import Dimension, dimension_named
from schoolward.register.rounding import half_up


class Mode(StrEnum):
    """The unit of count: enrolments, as DfE counts, or pupils with their registrations merged, as casework does.

    In pupil mode the records that the authority has decided to be one child are one pupil.
    """

    ENROLMENT = "enrolment"
    PUPIL = "pupil"


class BadQuestion(ValueError):
    """The figure cannot be asked for like this; the message says why."""


YEARS = range(1900, 2200)
"""A day outside these years is a slip of the keyboard."""


@dataclass(frozen=True, kw_only=True)
class AnnualRules:
    """DfE's rules for annual absence statistics, each of which can be asked for by itself.

    ages_5_to_15: only pupils aged 5 to 15 on 31 August before the year.
    without_year_11_after_spring_bank_holiday: no sessions of 15-year-olds in the second half of the summer term.
    without_late_starters: no enrolment that began in the second half of the summer term, in that year.
    """

    ages_5_to_15: bool = False
    without_year_11_after_spring_bank_holiday: bool = False
    without_late_starters: bool = False

    @classmethod
    def all(cls) -> "AnnualRules":
        """All of them, as in DfE's annual release."""
        return cls(
            ages_5_to_15=True, without_year_11_after_spring_bank_holiday=True, without_late_starters=True
        )


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which measures, grouped by what, over which days (both included), of whom, in which mode."""

    measures: tuple[str, ...]
    by: tuple[str, ...] = ()
    first_on: date
    last_on: date
    where: tuple[tuple[str, str], ...] = ()
    mode: Mode = Mode.ENROLMENT
    annual_rules: AnnualRules = field(default_factory=AnnualRules)

    def __post_init__(self) -> None:
        if not self.measures:
            raise BadQuestion("name at least one measure")
        if self.first_on > self.last_on:
            raise BadQuestion(f"the period ends ({self.last_on}) before it begins ({self.first_on})")
        for on in (self.first_on, self.last_on):
            if on.year not in YEARS:
                raise BadQuestion(f"{on} cannot be meant: days are between {YEARS[0]} and {YEARS[-1]}")
        for name in self.measures:
            measure_named(name)
        if len(set(self.by)) < len(self.by):
            raise BadQuestion("a dimension is named twice")
        for name in (*self.by, *(name for name, _ in self.where)):
            dimension_named(name)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the rows are grouped by."""
        return tuple(dimension_named(name) for name in self.by)

    @property
    def filters(self) -> tuple[tuple[Dimension, str], ...]:
        """Which values of which dimensions are asked for; several of one dimension mean any of them."""
        return tuple((dimension_named(name), value) for name, value in self.where)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What the figure rests on. Expected marks are null where no calendar says when the schools are open.

    A school that reports without being expected counts on both sides: it does not stand in for one that is silent.
    """

    schools_reported: int
    schools_expected: int
    marks_reported: int
    marks_expected: int | None


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One row: the values of the dimensions and the counts behind every measure asked for."""

    group: tuple[str, ...]
    counts: dict[str, int]
    coverage: Coverage

    def value(self, measure: str) -> int | Decimal | None:
        """A count, or a rate as the ratio of two counts to ten places, half up; null where nothing was possible."""
        defined = measure_named(measure)
        if not isinstance(defined, Rate):
            return self.counts[measure]
        below = self.counts[defined.denominator]
        return None if below == 0 else half_up(self.counts[defined.numerator], below, 10)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The answer to a question, sorted by group."""

    question: Question
    as_known_on: str | None
    rows: tuple[FigureRow, ...]


def needed_counts(question: Question) -> tuple[str, ...]:
    """The names of the counts that answer the question, in a settled order."""
    return tuple(count.name for count in counts_needed(question.measures))
