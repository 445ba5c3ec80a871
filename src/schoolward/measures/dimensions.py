"""What figures can be grouped and filtered by."""

from dataclasses import dataclass
from enum import StrEnum


class UnknownDimension(ValueError):
    """There is no dimension of that name."""


class Source(StrEnum):
    """Where the value of a dimension comes from: the mark, its day, or the enrolment as it was on that day."""

    MARK = "mark"
    DAY = "day"
    ENROLMENT = "enrolment"
    COHORT = "cohort"


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """A name to group by. `finer_than_week`: its value can change within one week of one enrolment."""

    name: str
    source: Source
    meaning: str
    finer_than_week: bool = False

    @property
    def cohort(self) -> str:
        """The cohort's name, for a cohort dimension."""
        return self.name.partition(":")[2]

    @property
    def column(self) -> str:
        """The name as a column of SQL."""
        return self.name.replace(":", "_")


NOT_KNOWN = "not known"
"""What a row says where the value was never told."""

YES, NO = "yes", "no"

_DAY = Source.DAY
_ENROLMENT = Source.ENROLMENT

_DIMENSIONS = (
    Dimension(name="school", source=_ENROLMENT, meaning="URN of the school that made the mark"),
    Dimension(name="school_name", source=_ENROLMENT, meaning="name of that school"),
    Dimension(
        name="local_authority", source=_ENROLMENT, meaning="three-digit code of the school's authority"
    ),
    Dimension(
        name="phase",
        source=_ENROLMENT,
        meaning="Primary, Secondary, Special, Alternative provision and so on",
    ),
    Dimension(name="trust", source=_ENROLMENT, meaning="academy trust of the school"),
    Dimension(
        name="year_group", source=_ENROLMENT, meaning="National Curriculum year on the day: R, 1 to 14, X"
    ),
    Dimension(name="sex", source=_ENROLMENT, meaning="M or F"),
    Dimension(name="ethnicity", source=_ENROLMENT, meaning="School Census ethnicity code"),
    Dimension(
        name="sen_provision",
        source=_ENROLMENT,
        meaning="N none, K SEN support, E education, health and care plan",
    ),
    Dimension(name="free_school_meals", source=_ENROLMENT, meaning="yes or no: eligible on the day"),
    Dimension(
        name="enrolment_status", source=_ENROLMENT, meaning="C single, M main, S subsidiary registration"
    ),
    Dimension(
        name="home_authority",
        source=_ENROLMENT,
        meaning="three-digit code of the authority where the child lives",
    ),
    Dimension(
        name="out_of_borough",
        source=_ENROLMENT,
        meaning="no; lives_elsewhere (at one of our schools); attends_elsewhere (our resident, school outside); "
        "both_elsewhere",
    ),
    Dimension(name="ward", source=_ENROLMENT, meaning="ward where the child lives"),
    Dimension(name="session_date", source=_DAY, meaning="the day", finer_than_week=True),
    Dimension(name="session", source=Source.MARK, meaning="AM or PM", finer_than_week=True),
    Dimension(name="weekday", source=_DAY, meaning="Monday to Sunday", finer_than_week=True),
    Dimension(name="iso_week", source=_DAY, meaning="ISO week, for example 2025-W37"),
    Dimension(name="half_term", source=_DAY, meaning="for example 2025/26 autumn 1"),
    Dimension(name="term", source=_DAY, meaning="for example 2025/26 autumn"),
    Dimension(name="academic_year", source=_DAY, meaning="for example 2025/26"),
)

_BY_NAME = {dimension.name: dimension for dimension in _DIMENSIONS}


def dimensions() -> tuple[Dimension, ...]:
    """Every dimension but the cohorts, which are `cohort:` and a name that the cohort files use."""
    return _DIMENSIONS


def dimension_named(name: str) -> Dimension:
    """The dimension of that name; `UnknownDimension` lists the names."""
    prefix, colon, cohort = name.partition(":")
    if prefix == "cohort" and colon and cohort.replace("_", "a").isalnum() and cohort.isascii():
        return Dimension(
            name=name, source=Source.COHORT, meaning=f"yes or no: in the cohort {cohort} on the day"
        )
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownDimension(
            f"there is no dimension {name!r}. There are: {', '.join(_BY_NAME)} and cohort:<name>."
        ) from None
