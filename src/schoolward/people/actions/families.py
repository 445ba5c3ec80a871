"""Writes down, corrects and ends who is a child's parent or carer, and with whom the child lives."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import LivesWith, Parent, Parenthood, Pupil
from schoolward.people.requirements import in_order, told
from schoolward.people.selectors.children import records_of

_EDIT = Permission.FAMILY_EDIT


def record_parent(
    *,
    pupil: Pupil,
    forename: str,
    surname: str,
    relationship: str,
    has_parental_responsibility: bool | None,
    from_on: date,
    source: str,
    by: Actor,
    at: datetime,
    **particulars: str,
) -> Parenthood:
    """A parent or carer whom nobody has written down yet; `particulars` as in `correct_parent`."""
    with acting(by, _EDIT, at=at, record=pupil) as deed:
        parent = Parent.objects.create(**_of_parent(forename=forename, surname=surname, **particulars))
        parenthood = _join(parent, pupil, relationship, has_parental_responsibility, from_on, source)
        deed.record(EventKind.FAMILY_RECORDED, about=[pupil, parent], parenthood=parenthood.pk)
    return parenthood


def add_parent_to_child(
    *,
    parent: Parent,
    pupil: Pupil,
    relationship: str,
    has_parental_responsibility: bool | None,
    from_on: date,
    source: str,
    by: Actor,
    at: datetime,
) -> Parenthood:
    """That a parent or carer of another child, whom the actor may see, is one of this child too."""
    with acting(by, _EDIT, at=at, record=pupil) as deed:
        require(by, Permission.FAMILY_VIEW, at=at, record=parent)
        parenthood = _join(parent, pupil, relationship, has_parental_responsibility, from_on, source)
        deed.record(EventKind.FAMILY_RECORDED, about=[pupil, parent], parenthood=parenthood.pk)
    return parenthood


def correct_parent(
    *, parent: Parent, forename: str, surname: str, by: Actor, at: datetime, **particulars: str
) -> None:
    """Name, and of title, address, email and telephone those that are given; the others stay."""
    with acting(by, _EDIT, at=at, record=parent) as deed:
        fields = _of_parent(forename=forename, surname=surname, **particulars)
        Parent.objects.filter(pk=parent.pk).update(**fields)
        deed.record(EventKind.FAMILY_CORRECTED, about=[parent], fields=sorted(fields))


def correct_parenthood(
    *,
    parenthood: Parenthood,
    relationship: str,
    has_parental_responsibility: bool | None,
    from_on: date,
    until_on: date | None,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """What the parent or carer is to the child, whether with parental responsibility, and between which days."""
    with acting(by, _EDIT, at=at, record=parenthood) as deed:
        in_order(from_on, until_on)
        _not_twice(parenthood.parent, parenthood.pupil, from_on, until_on, but=parenthood.pk)
        Parenthood.objects.filter(pk=parenthood.pk).update(
            relationship=told(relationship, what="what the person is to the child"),
            has_parental_responsibility=has_parental_responsibility, from_on=from_on, until_on=until_on,
            source=told(source, what="who told you"),
        )  # fmt: skip
        deed.record(
            EventKind.FAMILY_CORRECTED, about=[parenthood.pupil, parenthood.parent], parenthood=parenthood.pk
        )


def end_parenthood(*, parenthood: Parenthood, until_on: date, by: Actor, at: datetime) -> None:
    """The day is the last on which the person is the child's parent or carer; nor does the child live there then."""
    with acting(by, _EDIT, at=at, record=parenthood) as deed:
        in_order(parenthood.from_on, until_on)
        Parenthood.objects.filter(pk=parenthood.pk).update(until_on=until_on)
        LivesWith.objects.filter(
            Q(until_on=None) | Q(until_on__gt=until_on),
            pupil=parenthood.pupil_id, parent=parenthood.parent_id, from_on__lte=until_on,
        ).update(until_on=until_on)  # fmt: skip
        deed.record(
            EventKind.FAMILY_ENDED, about=[parenthood.pupil, parenthood.parent], parenthood=parenthood.pk
        )


def record_home(
    *, pupil: Pupil, parent: Parent, from_on: date, source: str, by: Actor, at: datetime
) -> LivesWith:
    """That the child lives with the parent or carer from that day on. A child may live with several."""
    with acting(by, _EDIT, at=at, record=pupil) as deed:
        if not Parenthood.objects.filter(pupil__in=records_of(pupil), parent=parent).exists():
            raise CannotBeDone("Write down first what this person is to the child.")
        if LivesWith.objects.filter(
            Q(until_on=None) | Q(until_on__gte=from_on), pupil=pupil, parent=parent
        ).exists():
            raise CannotBeDone("The child lives there at that time already.")
        home = LivesWith.objects.create(
            pupil=pupil, parent=parent, from_on=from_on, source=told(source, what="who told you")
        )
        deed.record(EventKind.FAMILY_RECORDED, about=[pupil, parent], home=home.pk)
    return home


def end_home(*, home: LivesWith, until_on: date, by: Actor, at: datetime) -> None:
    """The day is the last on which the child lives there."""
    with acting(by, _EDIT, at=at, record=home) as deed:
        in_order(home.from_on, until_on)
        LivesWith.objects.filter(pk=home.pk).update(until_on=until_on)
        deed.record(EventKind.FAMILY_ENDED, about=[home.pupil, home.parent], home=home.pk)


def _join(
    parent: Parent, pupil: Pupil, relationship: str, responsibility: bool | None, from_on: date, source: str
) -> Parenthood:
    _not_twice(parent, pupil, from_on, None)
    return Parenthood.objects.create(
        parent=parent, pupil=pupil, relationship=told(relationship, what="what the person is to the child"),
        has_parental_responsibility=responsibility, from_on=from_on, source=told(source, what="who told you"),
    )  # fmt: skip


def _not_twice(parent: Parent, pupil: Pupil, from_on: date, until_on: date | None, *, but: int = 0) -> None:
    same_time = Parenthood.objects.filter(
        Q(until_on=None) | Q(until_on__gte=from_on), parent=parent, pupil=pupil
    )
    if until_on is not None:
        same_time = same_time.filter(from_on__lte=until_on)
    if same_time.exclude(pk=but).exists():
        raise CannotBeDone("This person is written down as the child's parent or carer at that time already.")


def _of_parent(*, forename: str, surname: str, **particulars: str) -> dict[str, Any]:
    fields = {
        "forename": told(forename, what="the forename"),
        "surname": told(surname, what="the surname"),
        **{name: text.strip() for name, text in particulars.items()},
    }
    try:
        if fields.get("email"):
            validate_email(fields["email"])
    except ValidationError:
        raise CannotBeDone("Enter an email address in the form name@example.org.") from None
    return fields
