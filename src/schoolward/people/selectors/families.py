"""Tells a child's family on a day: parents and carers, who lives with whom, and siblings, each within one's scope."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from schoolward.access.asking import within
from schoolward.access.keys import BOROUGH
from schoolward.access.permissions import Permission
from schoolward.access.reach import reach_of
from schoolward.audit.actor import Actor
from schoolward.people.models import LivesWith, Parent, Parenthood, Pupil, Siblings
from schoolward.people.selectors.children import records_of

Row = TypeVar("Row", bound=Model)

OUT_OF_SCOPE = "A sibling at another school"
"""What is said of a sibling whom the asker may not see: no name, no number, no school."""


@dataclass(frozen=True, kw_only=True)
class ParentOfChild:
    """A parent or carer, with what they are to the child. Responsibility is null where nobody knows."""

    parent: Parent
    relationship: str
    has_parental_responsibility: bool | None
    lives_with_child: bool

    @property
    def responsibility_in_words(self) -> str:
        """Whether they have parental responsibility."""
        return {True: "Yes", False: "No", None: "Not known"}[self.has_parental_responsibility]


@dataclass(frozen=True, kw_only=True)
class SiblingOfChild:
    """A sibling; `pupil` is null for one outside the asker's scope."""

    pupil: Pupil | None

    @property
    def name(self) -> str:
        """The sibling's name, as far as it may be told."""
        return self.pupil.name if self.pupil else OUT_OF_SCOPE


@dataclass(frozen=True, kw_only=True)
class Family:
    """A child's family on a day."""

    parents: tuple[ParentOfChild, ...]
    siblings: tuple[SiblingOfChild, ...]


def family_of(pupil: Pupil, *, on: date, to: Actor, at: datetime) -> Family:
    """The child's family on the day, over all records of the child; whether `to` may see it at all is asked before."""
    records = records_of(pupil)
    homes = set(_standing(LivesWith.objects.filter(pupil__in=records), on).values_list("parent", flat=True))
    parents = {
        parenthood.parent_id: ParentOfChild(
            parent=parenthood.parent,
            relationship=parenthood.relationship,
            has_parental_responsibility=parenthood.has_parental_responsibility,
            lives_with_child=parenthood.parent_id in homes,
        )
        for parenthood in _standing(Parenthood.objects.filter(pupil__in=records), on)
        .select_related("parent")
        .order_by("parent__surname", "parent__forename", "from_on", "pk")
    }
    return Family(
        parents=tuple(parents.values()), siblings=_siblings(records, list(parents), on=on, to=to, at=at)
    )


def _siblings(
    records: QuerySet[Pupil], parents: list[int], *, on: date, to: Actor, at: datetime
) -> tuple[SiblingOfChild, ...]:
    """Those who share a parent on the day, and those who were told; each child once, those out of scope last."""
    told = Siblings.objects.filter(Q(pupil__in=records) | Q(sibling__in=records))
    numbers = {number for pair in told.values_list("pupil", "sibling") for number in pair}
    shared = _standing(Parenthood.objects.filter(parent__in=parents), on)
    numbers.update(shared.values_list("pupil", flat=True))
    kept = Pupil.objects.filter(pk__in=Pupil.objects.filter(pk__in=numbers).values("child"))
    kept = kept.exclude(pk__in=records.order_by().values("pk"))
    reach = reach_of(to, Permission.FAMILY_VIEW, at=at)
    seen = [SiblingOfChild(pupil=one) for one in within(kept, reach).order_by("surname", "forename", "pk")]
    # Of a closed record it is not even told that there is one.
    kept = within(kept, replace(reach, keys=frozenset({BOROUGH})))
    return (*seen, *[SiblingOfChild(pupil=None)] * (kept.count() - len(seen)))


def _standing(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    return rows.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
