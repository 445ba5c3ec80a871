"""Invents the borough's schools: how many a borough of a size has, their names, and how each sends its marks."""

from dataclasses import replace
from datetime import date

import numpy as np

from schoolward.demo.school_sorts import FULL_SIZE, NEIGHBOURS, SIXTH_FORM_EVERY, SORTS, SchoolSort
from schoolward.demo.schools import BOROUGH, DemoSchool, SchoolKind, SentAs
from schoolward.demo.words import INVENTED_SAINTS, PLACES, TRUSTS, WARDS

FIRST_URN = 900_001
STOPS_SENDING_ON = date(2026, 5, 15)
"""The first day of which one primary school sends nothing, and nothing after it."""

_FEWEST_PRIMARIES = 7  # so that a small borough still has a school of every sending form
_MANY_PRIMARIES = 40  # with so many, each form has three schools or so


def invent_schools(*, pupils: int, rng: np.random.Generator) -> tuple[DemoSchool, ...]:
    """The borough's schools with exactly this many pupils, then the neighbours' schools, by URN.

    A smaller borough has fewer and smaller schools, at least one of each kind.
    """
    part = pupils / FULL_SIZE
    sorts = [(sort, _schools_of(sort, part)) for sort in SORTS]
    sizes = _sizes(sorts, pupils=pupils)
    names = _names(sum(count for _, count in sorts) + len(NEIGHBOURS), rng)
    schools: list[DemoSchool] = []
    for sort, count in sorts:
        for turn in range(count):
            number = len(schools)
            schools.append(
                _school(
                    sort,
                    turn=turn,
                    urn=FIRST_URN + number,
                    pupils=sizes[number],
                    place=names[number],
                    rng=rng,
                )
            )
    for (authority, number, kind, residents), place in zip(NEIGHBOURS, names[len(schools) :], strict=True):
        sort = next(sort for sort in SORTS if sort.kind is kind)
        urn = FIRST_URN + len(schools)
        near = _school(sort, turn=0, urn=urn, pupils=max(3, round(residents * part)), place=place, rng=rng)
        laestab = int(authority[0]) * 10_000 + number
        schools.append(
            replace(near, authority=authority, laestab=laestab, ward="", postcode=f"ZX{number % 9} 1AA")
        )
    return _with_sending_forms(schools)


def _schools_of(sort: SchoolSort, part: float) -> int:
    fewest = _FEWEST_PRIMARIES if sort.kind is SchoolKind.PRIMARY else 1
    return max(fewest, round(sort.schools * min(1.0, part) ** 0.6 * max(1.0, part)))


def _sizes(sorts: list[tuple[SchoolSort, int]], *, pupils: int) -> list[int]:
    """Pupils of each school, each kind keeping its share of all; the largest school takes what rounding leaves."""
    full = {sort.kind: sum(_turned(sort.sizes, sort.schools)) for sort in SORTS}
    sizes: list[int] = []
    for sort, count in sorts:
        drawn = _turned(sort.sizes, count)
        scale = full[sort.kind] / sum(full.values()) * pupils / max(1, sum(drawn))
        sizes.extend(max(3, round(size * scale)) if size else 0 for size in drawn)
    sizes[sizes.index(max(sizes))] += pupils - sum(sizes)
    return sizes


def _turned(sizes: tuple[int, ...], count: int) -> list[int]:
    return [sizes[turn % len(sizes)] for turn in range(count)]


def _names(count: int, rng: np.random.Generator) -> list[str]:
    """Invented places, each once; a borough with more schools than places has some named twice, by their side."""
    places = [PLACES[at] for at in rng.permutation(len(PLACES))]
    sides = ["", "North ", "South ", "Upper ", "Lower "]
    return [sides[at // len(places) % len(sides)] + places[at % len(places)] for at in range(count)]


def _school(
    sort: SchoolSort, *, turn: int, urn: int, pupils: int, place: str, rng: np.random.Generator
) -> DemoSchool:
    gias_type = sort.types[turn % len(sort.types)]
    academy = "cademy" in gias_type[1] or "Free" in gias_type[1]
    sixth_form = sort.kind is SchoolKind.SECONDARY and turn % SIXTH_FORM_EVERY == 2
    ending = sort.endings[turn % len(sort.endings)]
    number = sort.first_number + turn
    # The one all-through school is an average one: its phase in the figures is not that of its younger children.
    hardship = float(np.clip(rng.normal(0.0, 1.0), -2.2, 2.2)) * (sort.kind is not SchoolKind.ALL_THROUGH)
    return DemoSchool(
        urn=urn,
        laestab=int(BOROUGH[0]) * 10_000 + number,
        authority=BOROUGH,
        name=_with_faith(f"{place} {ending}", gias_type, turn),
        kind=sort.kind,
        gias_type=gias_type,
        gias_phase=sort.phase,
        ages=(sort.ages[0], 18) if sixth_form else sort.ages,
        year_groups=(*sort.years, 12, 13) if sixth_form else sort.years,
        pupils=pupils,
        trust=_trust(sort.kind, turn) if academy else "",
        ward=WARDS[int(rng.integers(len(WARDS)))],
        postcode=f"ZZ{1 + urn % 9} {urn % 10}{'ABDEFGHJLN'[urn // 10 % 10]}{'PQRSTUWXYZ'[urn // 100 % 10]}",
        opened_on=date(2012 + turn % 12, 9, 1) if academy else None,
        closed_on=None,
        sent_as=SentAs.LONG if pupils else SentAs.NOTHING,
        stops_sending_on=None,
        own_half_terms=False,
        hardship=hardship,
    )


def _with_faith(name: str, gias_type: tuple[str, str], turn: int) -> str:
    if not gias_type[1].startswith("Voluntary"):
        return name
    saint = INVENTED_SAINTS[turn % len(INVENTED_SAINTS)]
    church = "Church of England" if gias_type[1] == "Voluntary controlled school" else "Catholic"
    place, _, ending = name.partition(" ")
    return f"{saint}’s {church} {ending}, {place}"


def _trust(kind: SchoolKind, turn: int) -> str:
    return TRUSTS[-1] if kind is SchoolKind.SPECIAL else TRUSTS[turn // 2 % (len(TRUSTS) - 1)]


def _with_sending_forms(schools: list[DemoSchool]) -> tuple[DemoSchool, ...]:
    """Most send long files; a few of each kind send other forms, one stops in May, one has its own half-terms."""
    by_kind: dict[SchoolKind, list[int]] = {}
    for at, school in enumerate(schools):
        if school.in_borough and school.pupils:
            by_kind.setdefault(school.kind, []).append(at)
    primaries = sorted(by_kind[SchoolKind.PRIMARY], key=lambda at: (schools[at].pupils, at))
    many = len(primaries) >= _MANY_PRIMARIES
    forms = {
        SentAs.WONDE: [by_kind[SchoolKind.PUPIL_REFERRAL_UNIT][0]],
        SentAs.CTF: primaries[1:2],
        SentAs.CTF_SINGLE_CHARACTERS: primaries[2:3],
        SentAs.WIDE_DAY: primaries[3:4],
        SentAs.WIDE_WEEK: primaries[4:5],
    }
    if many:
        special = sorted(by_kind[SchoolKind.SPECIAL], key=lambda at: (schools[at].pupils, at))
        secondary = by_kind[SchoolKind.SECONDARY]
        forms[SentAs.WONDE] += special[:1] + primaries[:1]
        forms[SentAs.CTF] += primaries[30:31] + special[1:2]
        forms[SentAs.WIDE_DAY] += primaries[20:21] + secondary[1:2] + primaries[24:25]
        forms[SentAs.WIDE_WEEK] += primaries[22:23] + secondary[4:5]
    for form, places in forms.items():
        for at in places:
            schools[at] = replace(schools[at], sent_as=form)
    quiet = primaries[len(primaries) // 2 + 5 if many else 5]
    schools[quiet] = replace(schools[quiet], stops_sending_on=STOPS_SENDING_ON)
    other_weeks = by_kind[SchoolKind.SECONDARY][-1]
    schools[other_weeks] = replace(schools[other_weeks], own_half_terms=True)
    return tuple(schools)
