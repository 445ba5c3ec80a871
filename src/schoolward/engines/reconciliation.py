"""Sets our figures beside published ones for the same area and period, with the difference and what may explain it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pyarrow as pa

from schoolward.measures.definitions import Rate, UnknownMeasure, measure_named
from schoolward.measures.figures import AnnualRules, FigureRow, Figures, Question
from schoolward.register.years import week_monday

EVERY_PHASE = "Total"

DFE_COHORT = AnnualRules(ages_5_to_15=True, without_year_11_after_spring_bank_holiday=True)
"""Whom DfE's attendance figures are about: ages 5 to 15 on 31 August, the oldest only until the spring bank holiday."""

OVER_LONGER_SPANS = frozenset({"enrolments", "persistently_absent_enrolments", "persistent_absence_rate"})
"""What DfE counts from the start of the year or of a term only, in the columns for persistent absence."""

Answer = Callable[[Question], Figures]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One published figure and ours. `ours` is null where we hold nothing for the area; rates are in per cent."""

    area_code: str
    area_name: str
    phase: str
    period: str
    first_on: date
    last_on: date
    measure: str
    published: Decimal
    ours: Decimal | None
    causes: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Ours less theirs, ours rounded to as many places as theirs has."""
        if self.ours is None:
            return None
        places = Decimal(1).scaleb(int(self.published.as_tuple().exponent))
        return self.ours.quantize(places, ROUND_HALF_UP) - self.published

    @property
    def is_equal(self) -> bool:
        """Whether the figures agree to the last place published."""
        return self.difference == 0


def reconcile(
    reference: pa.Table, answer: Answer, *, areas: Iterable[str], received_on: date
) -> list[Compared]:
    """Every published figure of those authorities that we can count, beside ours, in the order of the periods.

    `received_on` is the day of our newest load: what came after the publication may explain a difference.
    """
    wanted = set(areas)
    spans: dict[_Span, list[dict[str, Any]]] = defaultdict(list)
    for row in _latest(reference):
        if row["area_level"] == "local_authority" and row["area_code"] in wanted and _is_counted(row):
            spans[_Span.of(row)].append(row)
    compared: list[Compared] = []
    for span, rows in sorted(spans.items()):
        ours = _held(answer, rows, span=span, areas=wanted)
        for row in rows:
            group = (row["area_code"], row["phase"], *([row["first_on"].isoformat()] if span.by_day else []))
            compared.append(_compare(row, ours.get(group), received_on=received_on))
    return sorted(compared, key=lambda one: (one.first_on, one.last_on))


@dataclass(frozen=True, order=True)
class _Span:
    """Days that are asked for at once: a published period, or by day the whole week of a published day."""

    first_on: date
    last_on: date
    by_day: bool

    @classmethod
    def of(cls, row: dict[str, Any]) -> "_Span":
        if row["first_on"] != row["last_on"]:
            return cls(row["first_on"], row["last_on"], by_day=False)
        monday = week_monday(row["first_on"])
        return cls(monday, monday + timedelta(days=6), by_day=True)


def _held(
    answer: Answer, rows: list[dict[str, Any]], *, span: _Span, areas: Iterable[str]
) -> dict[tuple[str, ...], FigureRow]:
    """Ours by area and phase (and day); over all phases too, where that is published."""
    names = tuple(dict.fromkeys(row["measure"] for row in rows))
    days = ("session_date",) if span.by_day else ()
    where = tuple(("local_authority", area) for area in sorted(areas))

    def ask(*by: str) -> tuple[FigureRow, ...]:
        first_on, last_on = span.first_on, span.last_on
        question = Question(
            measures=names,
            by=(*by, *days),
            first_on=first_on,
            last_on=last_on,
            where=where,
            annual_rules=DFE_COHORT,
        )
        return answer(question).rows

    ours = {row.group: row for row in ask("local_authority", "phase")}
    if any(row["phase"] == EVERY_PHASE for row in rows):
        ours |= {(row.group[0], EVERY_PHASE, *row.group[1:]): row for row in ask("local_authority")}
    return ours


def _latest(reference: pa.Table) -> list[dict[str, Any]]:
    """Published figures as last loaded."""
    keys = ("area_level", "area_code", "phase", "period", "first_on", "last_on", "measure")
    latest = {tuple(row[key] for key in keys): row for row in reference.sort_by("load").to_pylist()}
    return list(latest.values())


def _is_counted(row: dict[str, Any]) -> bool:
    """Whether the figure is one of our measures, and is one at all."""
    try:
        measure_named(row["measure"])
    except UnknownMeasure:
        return False
    # Persistent absence is not published by the week: the noughts that DfE puts there are no figures.
    return not (row["period"] == "week" and row["measure"] in OVER_LONGER_SPANS)


def _compare(row: dict[str, Any], held: FigureRow | None, *, received_on: date) -> Compared:
    measure, published = measure_named(row["measure"]), Decimal(row["value"])
    ours: Decimal | None = None
    if held is not None:
        if isinstance(measure, Rate):
            below = held.counts[measure.denominator]
            # Far more places than any publisher gives, so that rounding to theirs is the only rounding.
            ours = None if below == 0 else 100 * Decimal(held.counts[measure.numerator]) / Decimal(below)
        else:
            ours = Decimal(held.counts[measure.name])
    found = Compared(
        area_code=row["area_code"],
        area_name=row["area_name"],
        phase=row["phase"],
        period=row["period"],
        first_on=row["first_on"],
        last_on=row["last_on"],
        measure=row["measure"],
        published=published,
        ours=ours,
    )
    if found.is_equal:
        return found
    return Compared(**{**found.__dict__, "causes": _causes(found, held, received_on=received_on)})


def _causes(found: Compared, held: FigureRow | None, *, received_on: date) -> tuple[str, ...]:
    """What may explain a difference, the likeliest first; what the counts themselves show comes before what may be."""
    if held is None:
        return ("we hold no marks of this area and phase in the period",)
    causes = []
    coverage = held.coverage
    if coverage.schools_reported < coverage.schools_expected:
        causes.append(
            f"{coverage.schools_reported} of {coverage.schools_expected} schools have sent us marks"
        )
    if coverage.marks_expected is not None and coverage.marks_reported < coverage.marks_expected:
        missing = coverage.marks_expected - coverage.marks_reported
        causes.append(f"{missing:,} of {coverage.marks_expected:,} expected marks have not reached us")
    if found.measure == "enrolments" and found.first_on == found.last_on:
        causes.append("DfE counts everybody on roll that day; we count enrolments with a possible session")
    elif found.measure.startswith(("enrolments", "persistent", "severe")):
        causes.append(
            "DfE counts from its own pupil-level table, and leavers and joiners as its feed knew them"
        )
    if found.phase == EVERY_PHASE and found.last_on < date(2025, 8, 1):
        causes.append(
            "until 2024/25 DfE weighted the total across phases by census enrolments; ours is unweighted"
        )
    if received_on > found.last_on:
        causes.append(
            "registers change as they settle: DfE's publication and our loads may be of different days"
        )
    return tuple(causes)
