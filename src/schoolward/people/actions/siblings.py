"""Writes down that two children are siblings though no shared parent says so, and takes it back."""

from datetime import datetime

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import Pupil, Siblings
from schoolward.people.requirements import told
from schoolward.people.selectors.children import records_of


def record_siblings(*, pupil: Pupil, sibling: Pupil, source: str, by: Actor, at: datetime) -> Siblings:
    """That somebody told us of it; the actor has to be allowed to see both."""
    with acting(by, Permission.FAMILY_EDIT, at=at, record=pupil) as deed:
        require(by, Permission.FAMILY_VIEW, at=at, record=sibling)
        if records_of(pupil).filter(pk=sibling.pk).exists():
            raise CannotBeDone("These are records of one child. Choose another child's.")
        first, second = sorted((pupil, sibling), key=lambda one: one.pk)
        if Siblings.objects.filter(pupil=first, sibling=second).exists():
            raise CannotBeDone("These children are written down as siblings already.")
        row = Siblings.objects.create(pupil=first, sibling=second, source=told(source, what="who told you"))
        deed.record(EventKind.FAMILY_RECORDED, about=[pupil, sibling], siblings=row.pk)
    return row


def take_back_siblings(*, siblings: Siblings, by: Actor, at: datetime) -> None:
    """It was told in error: the row goes. Siblings by a shared parent stay siblings."""
    with acting(by, Permission.FAMILY_EDIT, at=at, record=siblings) as deed:
        Siblings.objects.filter(pk=siblings.pk).delete()
        deed.record(
            EventKind.FAMILY_CORRECTED, about=[siblings.pupil, siblings.sibling], siblings=siblings.pk
        )
