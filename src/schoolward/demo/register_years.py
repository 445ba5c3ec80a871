"""Gathers, for each school and school year, the enrolments and everything about them that its register needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from schoolward.demo.calendar import BoroughCalendar
from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.doubles import Told
from schoolward.demo.dual import DualRegistration, of_rows
from schoolward.demo.people import Children
from schoolward.demo.profiles import PHASES, PROFILES
from schoolward.demo.propensity import Inclinations, Propensities
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.roll_book import BASE_YEAR, Dates, Ints, RollBook
from schoolward.demo.schools import DemoSchool, SentAs
from schoolward.demo.stories.casting import Part
from schoolward.demo.stories.laying import laid_marks
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_starts_on

_FOR_EVER = np.datetime64("9999-12-31")
_OBSERVANCES = (0.68, 0.20, 0.12)


@dataclass(frozen=True, kw_only=True)
class Borough:
    """All that was decided about the borough before any register is drawn."""

    seed: int
    schools: tuple[DemoSchool, ...]
    calendar: BoroughCalendar
    book: RollBook
    children: Children
    told: Told
    dual: DualRegistration
    inclinations: Inclinations
    travellers: Ints
    parts: tuple[Part, ...]


def register_years(borough: Borough, *, until: date) -> Iterator[RegisterYear]:
    """The register of every school that sends marks, by year, the largest schools first."""
    book, children, told = borough.book, borough.children, borough.told
    begins, ends = _compulsory_ages(children.dob)
    traveller = np.isin(np.arange(book.children), borough.travellers)
    largest_first = sorted(range(len(borough.schools)), key=lambda at: -borough.schools[at].pupils)
    for academic_year in (BASE_YEAR, BASE_YEAR + 1):
        propensities = borough.inclinations.in_year(book, academic_year)
        observance = _observances(borough, propensities)
        for at in largest_first:
            school = borough.schools[at]
            dates = _dates(borough, school, academic_year=academic_year, until=until)
            if school.sent_as is SentAs.NOTHING or not len(dates):
                continue
            rows = _enrolments(borough, at, dates=dates)
            if not len(rows):
                continue
            child = book.child[rows]
            leaving = book.leaving[rows]
            yield RegisterYear(
                seed=borough.seed,
                academic_year=academic_year,
                school=school,
                days=borough.calendar.days[school.urn],
                dates=dates,
                upn=told.upn[rows],
                year_group=book.year_groups_in(academic_year)[rows],
                entry=book.entry[rows],
                leaving=np.where(np.isnat(leaving), _FOR_EVER, leaving),
                compulsory_from=begins[child],
                compulsory_until=ends[child],
                away=of_rows(borough.dual.away, rows),
                traveller=traveller[child],
                observance=observance[rows],
                propensities=_of_rows(propensities, rows),
                laid=laid_marks(
                    [part for part in borough.parts if part.urn == school.urn],
                    rows=rows,
                    dates=dates,
                    all_days=borough.calendar.days[school.urn].between(FIRST_LOAD_ON, until),
                ),
                forename=told.forename[rows],
                surname=told.surname[rows],
                dob=told.dob[rows],
                sex=children.sex[child],
            )


def _dates(borough: Borough, school: DemoSchool, *, academic_year: int, until: date) -> Dates:
    """The days of the year of which the school sends marks."""
    last = min(until, date(academic_year + 1, 8, 31))
    dates = borough.calendar.days[school.urn].between(date(academic_year, 9, 1), last)
    stops = school.stops_sending_on
    return dates if stops is None else dates[dates < np.datetime64(stops)]


def _enrolments(borough: Borough, school: int, *, dates: Dates) -> Ints:
    """The school's enrolments that hold on any of the days, by the child's own UPN."""
    book = borough.book
    held = (book.school == school) & (book.entry <= dates[-1])
    held &= np.isnat(book.leaving) | (book.leaving >= dates[0])
    rows = np.flatnonzero(held)
    return rows[np.lexsort((book.entry[rows], borough.children.upn[book.child[rows]]))]


def _of_rows(all_of_them: Propensities, rows: Ints) -> Propensities:
    return Propensities(
        phase=all_of_them.phase[rows],
        common=all_of_them.common[rows],
        unexplained=all_of_them.unexplained[rows],
        rank=all_of_them.rank[rows],
        lateness=all_of_them.lateness[rows],
        unrest=all_of_them.unrest[rows],
        appointments=all_of_them.appointments[rows],
    )


def _observances(borough: Borough, propensities: Propensities) -> np.ndarray:
    """Which observance the family of each enrolment keeps, 0 for none; a child keeps its own over the years."""
    rng = np.random.default_rng([borough.seed, 7])
    child = borough.book.child
    chance, which = rng.random(borough.book.children)[child], rng.random(borough.book.children)[child]
    share = np.array([PROFILES[name].observance for name in PHASES])[propensities.phase]
    kept = 1 + np.searchsorted(np.cumsum(_OBSERVANCES)[:-1], which)
    return np.where(chance < share, kept, 0).astype(np.int8)


def _compulsory_ages(dob: Dates) -> tuple[Dates, Dates]:
    """The day on which compulsory school age begins, and the last day of it, for each birthday."""
    distinct, place = np.unique(dob, return_inverse=True)
    days: Sequence[date] = distinct.astype(object).tolist()
    begins = np.array([compulsory_school_age_starts_on(on) for on in days], dtype="datetime64[D]")
    ends = np.array([compulsory_school_age_ends_on(on) for on in days], dtype="datetime64[D]")
    return begins[place], ends[place]
