"""The measures: which sessions each counts, or which enrolments, and which two counts make a rate."""

from dataclasses import dataclass
from functools import cache

from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS, code_spans

PRESENT = StatisticalClass.PRESENT
APPROVED = StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY
AUTHORISED = StatisticalClass.AUTHORISED_ABSENCE
UNAUTHORISED = StatisticalClass.UNAUTHORISED_ABSENCE

POSSIBLE_CLASSES = frozenset({PRESENT, APPROVED, AUTHORISED, UNAUTHORISED})


class UnknownMeasure(ValueError):
    """There is no measure of that name."""


@dataclass(frozen=True, kw_only=True)
class SessionCount:
    """Counts session marks: those of some statistical classes, or those with some codes."""

    name: str
    definition: str
    classes: frozenset[StatisticalClass] = frozenset()
    codes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if bool(self.classes) == bool(self.codes):
            raise ValueError(f"{self.name} counts either classes or codes")

    def counts(self, code: str, statistical_class: StatisticalClass | None) -> bool:
        """Whether a mark with this code, of this class on its day, is counted. A blank mark has no class."""
        return code in self.codes or statistical_class in self.classes


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Absence of at least one session in `one_in`: 10 for persistent, 2 for severe absence."""

    one_in: int

    def is_met(self, *, absent: int, possible: int) -> bool:
        """By whole numbers, so that exactly ten per cent is at least ten per cent."""
        return absent * self.one_in >= possible


@dataclass(frozen=True, kw_only=True)
class BandRange:
    """Absence of at least `from_percent` and less than `below_percent` of possible sessions; null: no upper end."""

    from_percent: int
    below_percent: int | None

    def is_met(self, *, absent: int, possible: int) -> bool:
        """By whole numbers."""
        reaches = 100 * absent >= self.from_percent * possible
        return reaches and (self.below_percent is None or 100 * absent < self.below_percent * possible)


@dataclass(frozen=True, kw_only=True)
class UnitCount:
    """Counts enrolments (in pupil mode: pupils) with at least one possible session, all or those meeting a condition.

    `unit` is "mode" for the unit of the figure's mode, or "pupil" or "enrolment" whatever the mode.
    """

    name: str
    definition: str
    unit: str = "mode"
    condition: Threshold | BandRange | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One count divided by another, both summed first."""

    name: str
    definition: str
    numerator: str
    denominator: str


Measure = SessionCount | UnitCount | Rate

_SESSION_COUNTS = (
    SessionCount(
        name="possible_sessions",
        definition="Sessions that the pupil could have attended: present, approved educational activity, authorised "
        "and unauthorised absence.",
        classes=POSSIBLE_CLASSES,
    ),
    SessionCount(
        name="present_sessions",
        definition="Sessions with the pupil in school, late arrivals before the register closed included.",
        classes=frozenset({PRESENT}),
    ),
    SessionCount(
        name="approved_educational_activity_sessions",
        definition="Sessions at an approved educational activity away from the school.",
        classes=frozenset({APPROVED}),
    ),
    SessionCount(
        name="attended_sessions",
        definition="Sessions present or at an approved educational activity.",
        classes=frozenset({PRESENT, APPROVED}),
    ),
    SessionCount(
        name="authorised_absence_sessions",
        definition="Sessions missed with the school's authority.",
        classes=frozenset({AUTHORISED}),
    ),
    SessionCount(
        name="unauthorised_absence_sessions",
        definition="Sessions missed without the school's authority, reasons not yet established included.",
        classes=frozenset({UNAUTHORISED}),
    ),
    SessionCount(
        name="overall_absence_sessions",
        definition="Sessions missed, authorised and unauthorised.",
        classes=frozenset({AUTHORISED, UNAUTHORISED}),
    ),
    SessionCount(
        name="not_possible_sessions",
        definition="Marks that are no possible attendance: dual registration, unable to attend, not required, closed.",
        classes=frozenset({StatisticalClass.NOT_POSSIBLE}),
    ),
    SessionCount(
        name="late_sessions",
        definition="Late before the register closed (L, present) and after (U, unauthorised absence).",
        codes=frozenset({"L", "U"}),
    ),
    SessionCount(
        name="missing_marks",
        definition="Sessions for which the school sent a row without a mark: neither present nor absent.",
        codes=frozenset(BLANK_MARKS),
    ),
)

BANDS = ((0, 5), (5, 10), (10, 15), (15, 20), (20, 30), (30, 40), (40, 50), (50, 75), (75, 90), (90, None))
"""The whole distribution of absence, in per cent of each enrolment's own possible sessions."""


def _band_name(lower: int, upper: int | None) -> str:
    return (
        f"enrolments_absent_{lower}_to_under_{upper}_percent"
        if upper
        else f"enrolments_absent_{lower}_percent_or_more"
    )


_UNIT_COUNTS = (
    UnitCount(
        name="enrolments",
        definition="Enrolments with at least one possible session. A pupil at two schools counts twice.",
        unit="enrolment",
    ),
    UnitCount(
        name="pupils",
        definition="Pupils with at least one possible session, each once; in pupil mode merged records are one pupil.",
        unit="pupil",
    ),
    UnitCount(
        name="persistently_absent_enrolments",
        definition="Enrolments (in pupil mode: pupils) that missed 10 % or more of their own possible sessions.",
        condition=Threshold(one_in=10),
    ),
    UnitCount(
        name="severely_absent_enrolments",
        definition="Enrolments (in pupil mode: pupils) that missed 50 % or more of their own possible sessions.",
        condition=Threshold(one_in=2),
    ),
    *(
        UnitCount(
            name=_band_name(lower, upper),
            definition=f"Enrolments (in pupil mode: pupils) that missed {lower} % "
            + (f"or more but less than {upper} % " if upper else "or more ")
            + "of their own possible sessions.",
            condition=BandRange(from_percent=lower, below_percent=upper),
        )
        for lower, upper in BANDS
    ),
)

_UNITS_OF_MODE = UnitCount(
    name="units_with_possible_sessions",
    definition="Enrolments (in pupil mode: pupils) with at least one possible session: what the rates divide by.",
)

_RATES = (
    Rate(
        name="attendance_rate",
        definition="Attended sessions divided by possible sessions.",
        numerator="attended_sessions",
        denominator="possible_sessions",
    ),
    *(
        Rate(
            name=f"{kind}_absence_rate",
            definition=f"{kind.capitalize()} absence divided by possible sessions.",
            numerator=f"{kind}_absence_sessions",
            denominator="possible_sessions",
        )
        for kind in ("overall", "authorised", "unauthorised")
    ),
    Rate(
        name="persistent_absence_rate",
        definition="Persistently absent enrolments (in pupil mode: pupils) divided by those with a possible session.",
        numerator="persistently_absent_enrolments",
        denominator="units_with_possible_sessions",
    ),
    Rate(
        name="severe_absence_rate",
        definition="Severely absent enrolments (in pupil mode: pupils) divided by those with a possible session.",
        numerator="severely_absent_enrolments",
        denominator="units_with_possible_sessions",
    ),
)


@cache
def measures() -> dict[str, Measure]:
    """Every measure by name, those of single codes included, in the order in which they are documented."""
    codes = sorted({span.code for span in code_spans()})
    of_codes = (
        SessionCount(
            name=f"code_{code}_sessions",
            definition=f"Marks with code {code}, whatever its class on the day.",
            codes=frozenset({code}),
        )
        for code in codes
    )
    every: tuple[Measure, ...] = (*_SESSION_COUNTS, *_UNIT_COUNTS, _UNITS_OF_MODE, *_RATES, *of_codes)
    return {measure.name: measure for measure in every}


def measure_named(name: str) -> Measure:
    """The measure of that name; `UnknownMeasure` says how to see the list."""
    try:
        return measures()[name]
    except KeyError:
        raise UnknownMeasure(
            f"there is no measure {name!r}. `schoolward measures` lists them; the count of a single code is "
            "code_<CODE>_sessions, for example code_I_sessions."
        ) from None


def counts_needed(names: tuple[str, ...]) -> tuple[SessionCount | UnitCount, ...]:
    """The counts behind some measures, rates taken apart, each once."""
    needed: dict[str, SessionCount | UnitCount] = {}
    for name in names:
        measure = measure_named(name)
        parts = (measure.numerator, measure.denominator) if isinstance(measure, Rate) else (measure.name,)
        for part in parts:
            count = measure_named(part)
            if isinstance(count, Rate):
                raise ValueError(f"the rate {name} is made of the rate {part}")
            needed[part] = count
    return tuple(needed.values())
