"""Writes down where a child lives, as the authority knows it; what schools tell follows the loads alone."""

from datetime import date, datetime

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import Pupil, Residence
from schoolward.people.requirements import in_order, told


def record_residence(
    *,
    pupil: Pupil,
    lines: str,
    postcode: str,
    from_on: date,
    until_on: date | None = None,
    source: str,
    by: Actor,
    at: datetime,
) -> Residence:
    """An address of the child between two days."""
    with acting(by, Permission.FAMILY_EDIT, at=at, record=pupil) as deed:
        in_order(from_on, until_on)
        residence = Residence.objects.create(
            pupil=pupil, lines=told(lines, what="the address"), postcode=postcode.strip().upper(), from_on=from_on,
            until_on=until_on, source=told(source, what="who told you"), is_told_by_loads=False,
        )  # fmt: skip
        deed.record(EventKind.FAMILY_RECORDED, about=[pupil], residence=residence.pk)
    return residence


def correct_residence(
    *,
    residence: Residence,
    lines: str,
    postcode: str,
    from_on: date,
    until_on: date | None,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Corrects an address that the authority wrote down; with a last day it ends there."""
    with acting(by, Permission.FAMILY_EDIT, at=at, record=residence) as deed:
        in_order(from_on, until_on)
        corrected = Residence.objects.filter(pk=residence.pk, is_told_by_loads=False).update(
            lines=told(lines, what="the address"), postcode=postcode.strip().upper(), from_on=from_on,
            until_on=until_on, source=told(source, what="who told you"),
        )  # fmt: skip
        if not corrected:
            raise CannotBeDone(
                "A school told this address. Ask the school to put it right, or write down another."
            )
        deed.record(EventKind.FAMILY_CORRECTED, about=[residence.pupil], residence=residence.pk)


def end_residence(*, residence: Residence, until_on: date, by: Actor, at: datetime) -> None:
    """The day is the last on which the child lives at an address that the authority wrote down."""
    correct_residence(
        residence=residence, lines=residence.lines, postcode=residence.postcode, from_on=residence.from_on,
        until_on=until_on, source=residence.source, by=by, at=at,
    )  # fmt: skip
