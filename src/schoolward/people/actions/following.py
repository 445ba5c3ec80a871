"""Brings schools, pupils, rolls and cohorts here to what the store's loads tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db.models import Model, QuerySet

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import (
    CohortMembership,
    Enrolment,
    Following,
    Pupil,
    PupilName,
    PupilUPN,
    Residence,
    School,
    SchoolLink,
    Trust,
)
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.school_links import Succession, successions
from schoolward.store.snapshot import snapshot
from schoolward.store.standing import Standing, standing_since

Rows = list[dict[str, Any]]

AT_ONCE = 5_000
"""Rows of one statement: enough to be quick, and fewer than either database takes."""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """From which load to which, and how many schools and pupils that concerned."""

    from_load: int
    load: int
    schools: int
    pupils: int


def follow_store(*, home: Home, by: Actor, at: datetime, afresh: bool = False) -> Followed:
    """Takes in what the loads tell that came since the last time; afresh, what all of them tell.

    Both come to the same. Families, merges and caseloads are the authority's own and stay as they are, and so does a
    pupil of whom the store has been scrubbed. CannotBeDone if the store is older than what was followed.
    """
    with acting(by, Permission.LOAD_START, at=at) as deed:
        following, _ = Following.objects.select_for_update().get_or_create(pk=1)
        known = snapshot(home)
        if known.load < following.load:
            raise CannotBeDone(
                f"The store ends with load {known.load}, but the database follows it to load {following.load}. "
                "Restore both from one backup."
            )
        standing = standing_since(known, 0 if afresh else following.load)
        _take_in(standing)
        _link_schools(successions(known.rows(TableName.SCHOOL_LINKS)))
        done = Followed(
            from_load=following.load, load=known.load,
            schools=standing.schools.num_rows, pupils=standing.pupils.num_rows,
        )  # fmt: skip
        Following.objects.filter(pk=1).update(load=known.load)
        deed.record(
            EventKind.PROJECTION_FOLLOWED, from_load=done.from_load, load=done.load, afresh=afresh,
            schools=done.schools, pupils=done.pupils,
        )  # fmt: skip
    return done


def _take_in(standing: Standing) -> None:
    Trust.objects.bulk_create((Trust(name=name) for name in standing.trusts), ignore_conflicts=True)
    trusts = dict(Trust.objects.values_list("name", "pk"))
    schools = [{"trust_id": trusts.get(row.pop("trust")), **row} for row in _rows(standing.schools)]
    _put(School, schools, key=["urn"])
    _put(Pupil, _rows(standing.pupils), key=["id"])
    touched = standing.pupils["id"].to_pylist()
    residences = [{"source": f"school {row.pop('school_id')}", **row} for row in _rows(standing.residences)]
    _replace(Residence.objects.filter(is_told_by_loads=True), residences, touched)
    _replace(PupilUPN.objects.all(), _rows(standing.upns), touched)
    _replace(PupilName.objects.all(), _rows(standing.names), touched)
    _replace(CohortMembership.objects.all(), _rows(standing.cohorts), touched)
    _enrol(_rows(standing.enrolments), touched)


def _link_schools(told: list[Succession]) -> None:
    """Holds what stands of all schools that are held: a link may be told before the schools are, or after."""
    held = set(School.objects.values_list("pk", flat=True))
    wanted = [
        SchoolLink(
            successor_id=one.successor,
            predecessor_urn=one.predecessor,
            predecessor_id=one.predecessor if one.predecessor in held else None,
            predecessor_name=one.predecessor_name,
            link_type=one.link_type,
            on=one.on,
        )
        for one in told
        if one.successor in held
    ]
    SchoolLink.objects.all().delete()
    SchoolLink.objects.bulk_create(wanted, batch_size=AT_ONCE)


def _enrol(rows: Rows, touched: list[int]) -> None:
    """An enrolment keeps its number for as long as it stands: other records may lean on it."""
    key = ["pupil_id", "school_id", "entry_on"]
    standing = {tuple(row[name] for name in key) for row in rows}
    fallen = [
        number
        for some in _in_parts(touched)
        for number, *held in Enrolment.objects.filter(pupil_id__in=some).values_list("pk", *key)
        if tuple(held) not in standing
    ]
    for some in _in_parts(fallen):
        Enrolment.objects.filter(pk__in=some).delete()
    _put(Enrolment, rows, key=key)


def _rows(table: pa.Table) -> Rows:
    """The rows as the fields of a model: a pupil and a school by their numbers."""
    names = [f"{name}_id" if name in ("pupil", "school") else name for name in table.column_names]
    return table.rename_columns(names).to_pylist()


def _put(model: type[Model], rows: Rows, *, key: list[str]) -> None:
    """Adds the rows; of those whose key is there already it brings the rest to date."""
    if rows:
        model._default_manager.bulk_create(
            [model(**row) for row in rows], batch_size=AT_ONCE, update_conflicts=True, unique_fields=key,
            update_fields=[name for name in rows[0] if name not in key],
        )  # fmt: skip


def _replace(held: QuerySet[Any], rows: Rows, touched: list[int]) -> None:
    """Puts the rows in the place of all that is held of the pupils touched."""
    for some in _in_parts(touched):
        held.filter(pupil_id__in=some).delete()
    held.bulk_create([held.model(**row) for row in rows], batch_size=AT_ONCE)


def _in_parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
