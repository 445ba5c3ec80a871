"""Writes down families of every kind: together, apart, alone, with step-parents, with kinship and foster carers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from schoolward.audit.actor import Actor
from schoolward.people.actions.families import add_parent_to_child, record_home, record_parent
from schoolward.people.actions.residences import record_residence
from schoolward.people.actions.siblings import record_siblings
from schoolward.people.models import Parenthood, Pupil
from schoolward.rehearsal.words import ELDERS, FATHERS, MOTHERS, STREETS, SURNAMES, TELEPHONE, TOWN

BORN = date(2000, 1, 1)
FROM_SCHOOL, FROM_VISIT, FROM_CARE = "the school's admission form", "a home visit", "children's social care"


@dataclass(frozen=True, kw_only=True)
class Adult:
    """A parent or carer to be: `responsible` is parental responsibility, None where nobody knows."""

    relationship: str
    forenames: Sequence[str]
    responsible: bool | None
    at_home: bool
    has_childs_name: bool = True
    source: str = FROM_SCHOOL


_MOTHER = Adult(relationship="mother", forenames=MOTHERS, responsible=True, at_home=True)
_FATHER = Adult(relationship="father", forenames=FATHERS, responsible=True, at_home=True)
_MOTHER_AWAY = replace(_MOTHER, at_home=False, source=FROM_VISIT)
_FATHER_AWAY = replace(_FATHER, at_home=False)
_HALF_THE_WEEK = replace(_FATHER, source=FROM_VISIT)
_OF_ANOTHER_NAME = replace(_FATHER_AWAY, responsible=False, has_childs_name=False)
_STEPFATHER = replace(_OF_ANOTHER_NAME, relationship="stepfather", at_home=True, source=FROM_VISIT)
_GRANDPARENT = Adult(
    relationship="grandparent (kinship carer)", forenames=ELDERS, responsible=True, at_home=True, source=FROM_CARE
)  # fmt: skip
_FOSTER_CARER = replace(_GRANDPARENT, relationship="foster carer", responsible=False, has_childs_name=False)

KINDS: dict[str, tuple[int, tuple[Adult, ...]]] = {
    "together": (42, (_MOTHER, _FATHER)),
    "apart": (20, (_MOTHER, _FATHER_AWAY)),
    "in turn": (8, (_MOTHER, _HALF_THE_WEEK)),
    "alone": (12, (_MOTHER, _OF_ANOTHER_NAME)),
    "not known": (4, (_MOTHER, replace(_OF_ANOTHER_NAME, responsible=None))),
    "step-parent": (7, (_MOTHER, _FATHER_AWAY, _STEPFATHER)),
    "kinship": (7, (_MOTHER_AWAY, _GRANDPARENT)),
}
"""Of a hundred families, so many of each kind, and who is in them."""

IN_CARE = (_MOTHER_AWAY, _FOSTER_CARER)


@dataclass(frozen=True, kw_only=True)
class Household:
    """A child whose family is to be written down, with siblings at other schools; `half` was only told of."""

    child: Pupil
    siblings: tuple[Pupil, ...]
    half: Pupil | None
    adults: tuple[Adult, ...]
    seed: int


def write_down(household: Household, *, by: Actor, by_borough: Actor, at: datetime) -> None:
    """The family of one child. What concerns children elsewhere is written by somebody who may see them."""
    chance = Random(household.seed)
    child = household.child
    home = f"{chance.randint(1, 98)} {chance.choice(STREETS)}\n{TOWN}"
    for adult in household.adults:
        parenthood = _write_adult(adult, child, home, chance, by=by, at=at)
        if not adult.has_childs_name:
            continue
        for sibling in household.siblings:
            _share(parenthood, sibling, adult, by=by_borough, at=at)
    if chance.random() < 0.3:
        record_residence(
            pupil=child, lines=home, postcode=_postcode(child), from_on=at.date(), source=FROM_VISIT, by=by, at=at
        )  # fmt: skip
    if household.half is not None:
        record_siblings(
            pupil=child,
            sibling=household.half,
            source="the mother, on the telephone",
            by=by_borough,
            at=at,
        )


def _write_adult(
    adult: Adult, child: Pupil, home: str, chance: Random, *, by: Actor, at: datetime
) -> Parenthood:
    forename = chance.choice(adult.forenames)
    surname = child.surname if adult.has_childs_name else chance.choice(SURNAMES)
    from_on = child.dob or BORN
    parenthood = record_parent(
        pupil=child, forename=forename, surname=surname, relationship=adult.relationship,
        has_parental_responsibility=adult.responsible, from_on=from_on, source=adult.source, by=by, at=at,
        address=home if adult.at_home else f"{chance.randint(1, 98)} {chance.choice(STREETS)}\n{TOWN}",
        email=f"{forename.lower()}.{child.pk}@example.org" if chance.random() < 0.7 else "",
        telephone=TELEPHONE.format(number=chance.randrange(1000)),
    )  # fmt: skip
    if adult.at_home:
        record_home(pupil=child, parent=parenthood.parent, from_on=from_on, source=adult.source, by=by, at=at)
    return parenthood


def _share(parenthood: Parenthood, sibling: Pupil, adult: Adult, *, by: Actor, at: datetime) -> None:
    from_on = sibling.dob or BORN
    add_parent_to_child(
        parent=parenthood.parent, pupil=sibling, relationship=adult.relationship,
        has_parental_responsibility=adult.responsible, from_on=from_on, source=adult.source, by=by, at=at,
    )  # fmt: skip
    if adult.at_home:
        record_home(
            pupil=sibling, parent=parenthood.parent, from_on=from_on, source=adult.source, by=by, at=at
        )


def _postcode(child: Pupil) -> str:
    return str(child.residences.order_by("-from_on").values_list("postcode", flat=True).first() or "")
