"""Sets our figures beside published ones for the same area and period, with the difference and what may explain it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pyarrow as pa

from schoolward.measures.definitions import Rate, UnknownMeasure, measure_named
from schoolward.measures.figures import FigureRow, Figures, Question

EVERY_PHASE = "Total"

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
    """Every published figure of those authorities that we can count, beside ours.

    `received_on` is the day of our newest load: what came after the publication may explain a difference.
    """
    wanted = set(areas)
    periods: dict[tuple[date, date], list[dict[str, Any]]] = defaultdict(list)
    for row in _latest(reference):
        if (
            row["area_level"] == "local_authority"
            and row["area_code"] in wanted
            and _is_counted(row["measure"])
        ):
            periods[row["first_on"], row["last_on"]].append(row)
    compared: list[Compared] = []
    for (first_on, last_on), rows in sorted(periods.items()):
        names = tuple(dict.fromkeys(row["measure"] for row in rows))
        by_phase = ("local_authority", "phase")
        ours = _by_group(answer(Question(measures=names, by=by_phase, first_on=first_on, last_on=last_on)))
        whole = answer(Question(measures=names, by=("local_authority",), first_on=first_on, last_on=last_on))
        ours |= {(*group, EVERY_PHASE): row for group, row in _by_group(whole).items()}
        for row in rows:
            held = ours.get((row["area_code"], row["phase"]))
            compared.append(_compare(row, held, received_on=received_on))
    return compared


def _latest(reference: pa.Table) -> list[dict[str, Any]]:
    """Published figures as last loaded."""
    keys = ("area_level", "area_code", "phase", "period", "first_on", "last_on", "measure")
    latest = {tuple(row[key] for key in keys): row for row in reference.sort_by("load").to_pylist()}
    return list(latest.values())


def _is_counted(name: str) -> bool:
    try:
        measure_named(name)
    except UnknownMeasure:
        return False
    return True


def _by_group(figures: Figures) -> dict[tuple[str, ...], FigureRow]:
    return {row.group: row for row in figures.rows}


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
    if found.measure == "enrolments" and found.first_on != found.last_on:
        causes.append("DfE gives the mean of the days; we count every enrolment of the period once")
    if found.measure.startswith(("persistent", "severe")):
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
