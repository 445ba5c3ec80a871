"""What in a child's records is about somebody else: left out of what a family is given until an officer decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q

from schoolward.people.models import LivesWith, Parent, Pupil

ANOTHER_CHILD = "It is about another child."
LIVES_ELSEWHERE = "It says how to reach somebody with whom the child does not live."
SPEAKS_OF_OTHERS = "It may speak of other people, such as whoever raised a concern."

CONTACT = frozenset({"address", "email", "telephone"})
FREE_TEXT = {
    ("access.closedrecord", "reason"),
    ("access.brokenglass", "reason"),
    ("access.brokenglass", "review"),
    ("keeping.legalhold", "reason"),
    ("people.identitymatter", "evidence"),
    ("people.identitydecision", "because"),
}
"""What staff write for staff."""

FREE_TEXT_OF_EVENTS = frozenset({"because", "reason", "review", "filters", "purpose"})


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """A value that is somebody else's, and why. `value` is None where it is left out."""

    value: Any
    why: str


@dataclass(frozen=True, kw_only=True)
class ThirdParties:
    """Who counts as somebody else for one child, and whether what is theirs is shown to the officer."""

    pupils: Collection[int]
    at_home: Collection[int]
    shown: bool

    def why_theirs(self, row: Model, name: str, value: Any) -> str:
        """Why a field of a row is somebody else's; empty if it is the child's own."""
        if value in (None, "", [], {}):
            return ""
        field = row._meta.get_field(name)
        if field.related_model is Pupil:
            return "" if value in self.pupils else ANOTHER_CHILD
        if isinstance(row, Parent) and name in CONTACT:
            return "" if row.pk in self.at_home else LIVES_ELSEWHERE
        return SPEAKS_OF_OTHERS if (row._meta.label_lower, name) in FREE_TEXT else ""

    def theirs(self, value: Any, why: str) -> Theirs:
        """The value with its mark, or without it where it is left out."""
        return Theirs(value=value if self.shown else None, why=why)


def third_parties(pupils: Collection[int], *, on: date, shown: bool) -> ThirdParties:
    """Who is somebody else on a day: all but the child and those with whom the child lives."""
    lasting = Q(until_on=None) | Q(until_on__gte=on)
    at_home = LivesWith.objects.filter(lasting, pupil__in=pupils, from_on__lte=on)
    return ThirdParties(
        pupils=frozenset(pupils), at_home=frozenset(at_home.values_list("parent_id", flat=True)), shown=shown
    )
