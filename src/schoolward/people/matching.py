"""Decides which records may be one child's, and which contradict themselves, from what the records say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from schoolward.people.models.identity import Evidence, MatterKind
from schoolward.people.name_likeness import are_near, folded
from schoolward.register.upn import is_temporary_upn

ADJACENT_DAYS = 100
"""Between two rolls: a summer, and some weeks in which a school place was looked for."""


@dataclass(frozen=True, kw_only=True)
class RollSpell:
    """A time on a school's roll, with what the school told. `last_on` is null while it lasts."""

    school: int
    from_on: date
    last_on: date | None
    surname: str = ""
    forename: str = ""
    dob: date | None = None
    sex: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is looked at of one record. `child` is the same number for records that were merged."""

    pupil: int
    child: int
    upn: str
    surname: str
    forename: str
    dob: date | None
    sex: str = ""
    postcode: str = ""
    former_surnames: frozenset[str] = frozenset()
    spells: tuple[RollSpell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A matter for a data officer: two records, the smaller number first, or one (`other` is null)."""

    kind: MatterKind
    pupil: int
    other: int | None
    evidence: tuple[Evidence, ...]


def findings(records: Iterable[Record]) -> Iterator[Finding]:
    """Every matter among the records. Only pairs are compared that share a name and a date of birth, or both names."""
    by_likeness: dict[object, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: one.pupil):
        if found := clash_within(record):
            yield found
        for likeness in _likenesses(record):
            by_likeness[likeness].append(record)
    seen: set[tuple[int, int]] = set()
    for alike in by_likeness.values():
        for one, other in combinations(alike, 2):
            pair = (one.pupil, other.pupil)
            if pair not in seen:
                seen.add(pair)
                if found := matter_between(one, other):
                    yield found


def _likenesses(record: Record) -> set[object]:
    surname, forename = folded(record.surname), folded(record.forename)
    if not (surname and forename and record.dob):
        return set()
    return {
        (surname, forename),
        (record.dob, "surname", surname),
        (record.dob, "forename", forename),
        (record.dob, frozenset({surname, forename})),
    }


def matter_between(one: Record, other: Record) -> Finding | None:
    """Whether two records seem to be one child's (a duplicate) or may be (doubtful).

    Children of different names whom one school has on roll at one time are two children to that school: twins, say.
    """
    names, dates, time = _of_names(one, other), _of_dates(one.dob, other.dob), _of_time(one, other)
    if one.child == other.child or names is None or dates is None:
        return None
    besides = _besides(one, other)
    if names is Evidence.SAME_NAME:
        is_plain = dates is Evidence.SAME_DOB and time is not Evidence.FAR_APART
        kind = (
            MatterKind.DUPLICATE if is_plain and Evidence.SEX_DIFFERS not in besides else MatterKind.DOUBTFUL
        )
    elif (
        dates is Evidence.SAME_DOB
        and time is not Evidence.AT_ONE_SCHOOL
        and _is_enough(names, {*besides, *([time] if time else [])})
    ):
        kind = MatterKind.DOUBTFUL
    else:
        return None
    evidence = [names, dates, *([time] if time else []), *besides]
    first, second = sorted((one.pupil, other.pupil))
    return Finding(kind=kind, pupil=first, other=second, evidence=tuple(evidence))


def _is_enough(names: Evidence, besides: set[Evidence]) -> bool:
    """Whether names that are not the same, with one date of birth, are worth a look."""
    if names is Evidence.OTHER_FORENAME:
        return Evidence.TEMPORARY_UPN in besides
    if names is Evidence.OTHER_SURNAME:
        return bool(besides & {Evidence.TEMPORARY_UPN, Evidence.SAME_POSTCODE, Evidence.ONE_AFTER_OTHER})
    return True


def clash_within(record: Record) -> Finding | None:
    """Whether the schools of one record contradict each other, as if two children had been given one UPN."""
    latest = {spell.school: spell for spell in sorted(record.spells, key=lambda spell: spell.from_on)}
    told = [
        evidence
        for one, other in combinations(latest.values(), 2)
        for evidence, contradicts in (
            (Evidence.TOLD_DOB, bool(one.dob and other.dob and one.dob != other.dob)),
            (Evidence.TOLD_SEX, bool(one.sex and other.sex and one.sex != other.sex)),
            (Evidence.TOLD_NAME, _are_quite_different(one, other)),
        )
        if contradicts
    ]
    if not told:
        return None
    return Finding(kind=MatterKind.CLASH, pupil=record.pupil, other=None, evidence=tuple(dict.fromkeys(told)))


def _are_quite_different(one: RollSpell, other: RollSpell) -> bool:
    pairs = ((one.surname, other.surname), (one.forename, other.forename))
    return all(mine and others and not are_near(mine, others) for mine, others in pairs)


def _of_names(one: Record, other: Record) -> Evidence | None:
    mine, others = ((folded(record.surname), folded(record.forename)) for record in (one, other))
    if not all((*mine, *others)):
        return None
    if mine == others:
        return Evidence.SAME_NAME
    if mine == others[::-1]:
        return Evidence.NAMES_EXCHANGED
    if mine[0] == others[0]:
        near = are_near(one.forename, other.forename)
        return Evidence.NEAR_FORENAME if near else Evidence.OTHER_FORENAME
    if mine[1] == others[1]:
        if are_near(one.surname, other.surname):
            return Evidence.NEAR_SURNAME
        former = (
            {folded(name) for name in one.former_surnames},
            {folded(name) for name in other.former_surnames},
        )
        if mine[0] in former[1] or others[0] in former[0]:
            return Evidence.FORMER_SURNAME
        return Evidence.OTHER_SURNAME
    return None


def _of_dates(one: date | None, other: date | None) -> Evidence | None:
    if one is None or other is None:
        return None
    if one == other:
        return Evidence.SAME_DOB
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Evidence.DOB_SWAPPED
    differing = sum(mine != others for mine, others in zip(one.isoformat(), other.isoformat(), strict=True))
    return Evidence.DOB_ONE_DIGIT if differing == 1 else None


def _of_time(one: Record, other: Record) -> Evidence | None:
    """How their days on roll lie to each other; None where one was on no roll."""
    gaps = [
        (max(mine.from_on, others.from_on) - min(mine.last_on or date.max, others.last_on or date.max)).days
        for mine in one.spells
        for others in other.spells
    ]
    if not gaps:
        return None
    if min(gaps) <= 0:
        shared = any(
            mine.school == others.school
            and max(mine.from_on, others.from_on) <= min(mine.last_on or date.max, others.last_on or date.max)
            for mine in one.spells
            for others in other.spells
        )
        return Evidence.AT_ONE_SCHOOL if shared else Evidence.AT_ONE_TIME
    return Evidence.ONE_AFTER_OTHER if min(gaps) <= ADJACENT_DAYS else Evidence.FAR_APART


def _besides(one: Record, other: Record) -> list[Evidence]:
    told = (
        (Evidence.TEMPORARY_UPN, is_temporary_upn(one.upn) or is_temporary_upn(other.upn)),
        (Evidence.SAME_POSTCODE, bool(one.postcode) and one.postcode == other.postcode),
        (Evidence.SEX_DIFFERS, bool(one.sex and other.sex) and one.sex != other.sex),
    )
    return [evidence for evidence, holds in told if holds]
