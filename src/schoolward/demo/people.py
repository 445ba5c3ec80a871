"""Gives the borough's children their names, birthdays, numbers, homes and the attributes that a census asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.roll_book import BASE_YEAR, Dates, RollBook
from schoolward.demo.schools import BOROUGH, DemoSchool, SchoolKind
from schoolward.demo.upns import number_upns
from schoolward.demo.words import ACCENTED_FORENAMES, FORENAMES, SURNAMES, WARDS

_ETHNICITY = {
    "WBRI": 74.0, "WOTH": 4.5, "WIRI": 0.5, "WIRT": 0.15, "WROM": 0.2, "MWBC": 1.6, "MWBA": 0.9, "MWAS": 2.3,
    "MOTH": 1.9, "AIND": 1.8, "APKN": 4.4, "ABAN": 0.7, "AOTH": 1.4, "BCRB": 0.4, "BAFR": 1.8, "BOTH": 0.5,
    "CHNE": 1.2, "OOTH": 1.2, "REFU": 0.4, "NOBT": 0.3,
}  # fmt: skip
_NEIGHBOURING_AUTHORITIES = {"352": 0.36, "357": 0.30, "895": 0.18, "830": 0.10, "353": 0.06}
_LIVE_ELSEWHERE = 0.058
_FREE_MEALS = 0.19
_SUPPORT, _PLAN = 0.14, 0.0225


@dataclass(frozen=True, kw_only=True)
class Children:
    """One array an attribute, one place a child. `home_authority` is a three-digit code; `ward` is "" elsewhere."""

    upn: NDArray[np.bytes_]
    former_upn: NDArray[np.bytes_]
    surname: NDArray[np.str_]
    forename: NDArray[np.str_]
    middle_names: NDArray[np.str_]
    dob: Dates
    sex: NDArray[np.str_]
    ethnicity: NDArray[np.str_]
    home_authority: NDArray[np.str_]
    ward: NDArray[np.str_]
    postcode: NDArray[np.str_]
    free_meals: NDArray[np.bool_]
    sen: NDArray[np.str_]
    free_meals_from: Dates
    """The day during the year from which meals became free, NaT where nothing changed."""
    support_from: Dates
    """The day during the year from which SEN support began, NaT where nothing changed."""


def invent_children(book: RollBook, schools: Sequence[DemoSchool], *, rng: np.random.Generator) -> Children:
    """All children of the rolls, in the rolls' order."""
    count = book.children
    first = np.unique(book.child, return_index=True)[1]
    at_school = book.school[first]
    hardship = np.array([school.hardship for school in schools])[at_school]
    kind = np.array([school.kind.value for school in schools])[at_school]
    outside = ~np.array([school.in_borough for school in schools])[at_school]
    sex = np.where(rng.random(count) < np.where(kind == SchoolKind.SPECIAL, 0.7, 0.51), "M", "F")
    free_meals = _free_meals(hardship, kind, rng)
    home, ward, postcode = _homes(count, outside, rng)
    sen = _sen(free_meals, sex == "M", kind, rng)
    upn, former = _upns(book, rng)
    return Children(
        upn=upn,
        former_upn=former,
        surname=rng.choice(SURNAMES, count),
        forename=_forenames(count, rng),
        middle_names=np.where(rng.random(count) < 0.4, rng.choice(FORENAMES, count), ""),
        dob=_birthdays(book, rng),
        sex=sex,
        ethnicity=rng.choice(
            list(_ETHNICITY), count, p=np.array(list(_ETHNICITY.values())) / sum(_ETHNICITY.values())
        ),
        home_authority=home,
        ward=ward,
        postcode=postcode,
        free_meals=free_meals,
        sen=sen,
        free_meals_from=_some_day(~free_meals, 0.012, rng),
        support_from=_some_day(sen == "N", 0.012, rng),
    )


def _forenames(count: int, rng: np.random.Generator) -> NDArray[np.str_]:
    accented = rng.choice(ACCENTED_FORENAMES, count)
    return np.where(rng.random(count) < 0.002, accented, rng.choice(FORENAMES, count))


def _birthdays(book: RollBook, rng: np.random.Generator) -> Dates:
    """A day in the school year that belongs to the year group; one child in 700 is taught a year below."""
    reception_born = BASE_YEAR - 5 - book.year_group - (rng.random(book.children) < 1 / 700)
    first = np.array([f"{year}-09-01" for year in range(1995, 2030)], dtype="datetime64[D]")
    born: Dates = first[reception_born - 1995] + rng.integers(0, 365, book.children).astype("timedelta64[D]")
    return born


def _upns(book: RollBook, rng: np.random.Generator) -> tuple[NDArray[np.bytes_], NDArray[np.bytes_]]:
    """UPNs, a few of them temporary, and former temporary UPNs of a few others."""
    year = BASE_YEAR - book.year_group
    chance = rng.random(book.children)
    newcomer = book.origin >= 5000
    temporary = newcomer & (chance < 0.05) & (book.origin < 6000)
    upn = number_upns(establishment=book.origin, year=year, temporary=temporary)
    elsewhere = 6000 + np.arange(book.children) % 1000
    former = number_upns(establishment=elsewhere, year=year, temporary=np.ones(book.children, dtype=bool))
    return upn, np.where(~newcomer & (chance < 0.004), former, b"")


def _free_meals(
    hardship: NDArray[np.float64], kind: NDArray[np.str_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    share = _FREE_MEALS * np.exp(0.55 * hardship - 0.15)
    share = np.where(
        kind == SchoolKind.SPECIAL, 0.42, np.where(kind == SchoolKind.PUPIL_REFERRAL_UNIT, 0.58, share)
    )
    return np.asarray(rng.random(len(share)) < np.minimum(share, 0.7))


def _sen(
    free_meals: NDArray[np.bool_], boy: NDArray[np.bool_], kind: NDArray[np.str_], rng: np.random.Generator
) -> NDArray[np.str_]:
    """SEN provision: N, K or E; everyone at a special school has a plan."""
    lift = np.where(free_meals, 1.6, 0.85) * np.where(boy, 1.22, 0.77)
    plan, support = _PLAN * lift, _SUPPORT * lift
    plan = np.where(
        kind == SchoolKind.SPECIAL, 1.0, np.where(kind == SchoolKind.PUPIL_REFERRAL_UNIT, 0.3, plan)
    )
    support = np.where(kind == SchoolKind.PUPIL_REFERRAL_UNIT, 0.6, support)
    chance = rng.random(len(plan))
    return np.where(chance < plan, "E", np.where(chance < plan + support, "K", "N"))


def _homes(
    count: int, outside: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.str_]]:
    """Authority, ward and postcode of each home; children at neighbours' schools live in the borough."""
    elsewhere = (rng.random(count) < _LIVE_ELSEWHERE) & ~outside
    codes, shares = list(_NEIGHBOURING_AUTHORITIES), list(_NEIGHBOURING_AUTHORITIES.values())
    home = np.where(elsewhere, rng.choice(codes, count, p=shares), BOROUGH[0])
    at = rng.integers(len(WARDS), size=count)
    ward = np.where(elsewhere, "", np.array(WARDS)[at])
    ends = rng.integers((10, 26, 26), size=(count, 3))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    postcode = [
        f"{'ZX' if far else 'ZZ'}{1 + area} {digit}{letters[one]}{letters[two]}"
        for far, area, (digit, one, two) in zip(elsewhere.tolist(), at.tolist(), ends.tolist(), strict=True)
    ]
    return home, ward, np.array(postcode)


def _some_day(able: NDArray[np.bool_], share: float, rng: np.random.Generator) -> Dates:
    """A Monday of 2025/26 for a share of those who are able, NaT for the rest."""
    mondays = np.arange(np.datetime64("2025-09-15"), np.datetime64("2026-06-30"), 7)
    day = rng.choice(mondays, len(able))
    return np.where(able & (rng.random(len(able)) < share), day, np.datetime64("NaT", "D"))
