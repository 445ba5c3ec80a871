"""Puts pupils into the caseloads of attendance officers and takes them out again."""

from datetime import date, datetime

from django.db.models import Q

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.models import Account, AccountKind
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import CaseloadSpell, Pupil
from schoolward.people.requirements import in_order


def assign_to_caseload(
    *, pupil: Pupil, officer: Account, from_on: date, until_on: date | None = None, by: Actor, at: datetime
) -> CaseloadSpell:
    """The pupil is the officer's from that day on. Several officers may look after one pupil."""
    with acting(by, Permission.CASELOAD_ASSIGN, at=at, record=pupil) as deed:
        in_order(from_on, until_on)
        if officer.kind != AccountKind.PERSON or not officer.is_active or _has_left(officer, from_on):
            raise CannotBeDone(
                "This account is not that of somebody who works here on that day. Choose another."
            )
        same_time = CaseloadSpell.objects.filter(
            Q(until_on=None) | Q(until_on__gte=from_on), pupil=pupil, officer=officer
        )
        if until_on is not None:
            same_time = same_time.filter(from_on__lte=until_on)
        if same_time.exists():
            raise CannotBeDone("The pupil is in this officer's caseload at that time already.")
        spell = CaseloadSpell.objects.create(pupil=pupil, officer=officer, from_on=from_on, until_on=until_on)
        deed.record(
            EventKind.CASELOAD_ASSIGNED, about=[pupil, officer], spell=spell.pk, from_on=from_on.isoformat()
        )
    return spell


def end_caseload(*, spell: CaseloadSpell, until_on: date, by: Actor, at: datetime) -> None:
    """The day is the last on which the pupil is in the officer's caseload."""
    with acting(by, Permission.CASELOAD_ASSIGN, at=at, record=spell) as deed:
        in_order(spell.from_on, until_on)
        CaseloadSpell.objects.filter(pk=spell.pk).update(until_on=until_on)
        deed.record(
            EventKind.CASELOAD_ENDED, about=[spell.pupil, spell.officer], spell=spell.pk, until_on=until_on.isoformat()
        )  # fmt: skip


def _has_left(officer: Account, on: date) -> bool:
    return officer.left_on is not None and officer.left_on <= on
