"""Chooses the attendance officer's caseload, and of which families the children in it are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from django.db.models import Exists, F, OuterRef

from schoolward.people.models import CohortMembership, Enrolment, IdentityMatter, Pupil
from schoolward.rehearsal.families import IN_CARE, KINDS, Household

MOST = 300
ONE_IN = 8
HAS_SIBLING, HAS_HALF_SIBLING = 0.35, 0.06
LEAST_DAYS_APART = 300
"""Between the birthdays of siblings who are no twins."""


def chosen_caseload(*, on: date, chance: Random) -> list[Pupil]:
    """Up to 300 of the children who are on a roll all the time and of whose records nobody has a doubt."""
    stays = Enrolment.objects.filter(pupil=OuterRef("pk"), entry_on__lte=on, leaving_on=None)
    in_doubt = IdentityMatter.objects.values_list("pupil", flat=True).union(
        IdentityMatter.objects.exclude(other=None).values_list("other", flat=True)
    )
    doubted = set(in_doubt)
    able = [
        pupil
        for pupil in Pupil.objects.filter(Exists(stays), child=F("pk")).order_by("pk")
        if pupil.pk not in doubted
    ]
    return sorted(chance.sample(able, min(MOST, len(able) // ONE_IN)), key=lambda pupil: pupil.pk)


def households(
    children: Sequence[Pupil], *, without: frozenset[int], on: date, chance: Random
) -> Iterator[Household]:
    """The family of each child, with siblings of the same surname at other schools. No child is in two.

    `without` are children whose families are not to be written down.
    """
    by_surname: dict[str, list[Pupil]] = defaultdict(list)
    schools = _schools_on(on)
    taken = {child.pk for child in children} | without
    for pupil in Pupil.objects.filter(child=F("pk")).order_by("pk"):
        by_surname[pupil.surname].append(pupil)
    looked_after = set(CohortMembership.objects.filter(cohort="looked_after").values_list("pupil", flat=True))
    names, weights = list(KINDS), [weight for weight, _ in KINDS.values()]
    for child in children:
        free = [
            other
            for other in by_surname[child.surname]
            if other.pk not in taken and schools.get(other.pk) and _may_be_siblings(child, other)
            and schools[other.pk] != schools.get(child.pk)
        ]  # fmt: skip
        siblings = tuple(free[:1]) if chance.random() < HAS_SIBLING else ()
        taken.update(sibling.pk for sibling in siblings)
        half = free[-1] if len(free) > 1 and chance.random() < HAS_HALF_SIBLING else None
        if half is not None:
            taken.add(half.pk)
        kind = chance.choices(names, weights)[0]
        yield Household(
            child=child, siblings=siblings, half=half, seed=chance.randrange(2**32),
            adults=IN_CARE if child.pk in looked_after else KINDS[kind][1],
        )  # fmt: skip


def _schools_on(on: date) -> dict[int, int]:
    standing = Enrolment.objects.filter(entry_on__lte=on, leaving_on=None)
    return dict(standing.order_by("entry_on").values_list("pupil", "school"))


def _may_be_siblings(one: Pupil, other: Pupil) -> bool:
    if one.dob is None or other.dob is None:
        return False
    return abs((one.dob - other.dob).days) >= LEAST_DAYS_APART
