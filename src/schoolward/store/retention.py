"""Says what need not be kept any longer as at a day: register entries by the law, refused rows by our own rule."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from schoolward.law.book import LawBook
from schoolward.law.periods import years_after
from schoolward.law.rules.register_retention import RULE
from schoolward.register.years import AcademicYear

REFUSED_ROWS_RULE = "refused rows: kept to the end of the academic year after the one in which they came"
"""A refused row never became an entry, so that the law sets no time. It is needed while its sender can still mend it,
and the returns of an academic year are corrected until the end of the next."""

BEHIND_LONDON = timedelta(hours=1)
"""In summer a day begins in London an hour before it does in UTC."""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What may go as at a day: register entries made before `entries_before`, refused rows from before
    `refused_before`. `rule` says by which rule, value and citation the entries go."""

    as_at: date
    entries_before: date
    refused_before: date
    rule: str

    def __post_init__(self) -> None:
        if not self.entries_before < self.refused_before <= self.as_at:
            raise ValueError("entries are kept for longer than refused rows, and neither goes before its day")

    @property
    def entries_before_at(self) -> datetime:
        """When that day began, in London or earlier: too early a limit keeps an entry a day too long."""
        return _start_of(self.entries_before)

    @property
    def refused_before_at(self) -> datetime:
        """The same for refused rows."""
        return _start_of(self.refused_before)


def keeping_on(on: date, *, law: LawBook) -> Keeping:
    """What may go as at a day, by the retention period in force on it, local policy included."""
    period = law.value("register_retention_years", on)
    years = law.reading(RULE.name, on).number(period.name)
    return Keeping(
        as_at=on,
        entries_before=years_after(on, -years),
        refused_before=AcademicYear(AcademicYear.of(on).start_year - 1).first_on,
        rule=f"{RULE.name}: {period.words} ({period.citation})",
    )


def _start_of(on: date) -> datetime:
    return datetime.combine(on, time(), UTC) - BEHIND_LONDON
