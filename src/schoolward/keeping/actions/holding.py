"""Places and lifts legal holds."""

from datetime import datetime

from schoolward.access.acting import acting
from schoolward.access.permissions import Permission
from schoolward.access.terms import CannotBeDone, need_reason
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.keeping.models import LegalHold
from schoolward.people.models import Pupil


def place_hold(*, pupil: Pupil, reason: str, by: Actor, at: datetime) -> LegalHold:
    """Keeps everything on a pupil, whatever its time, until the hold is lifted."""
    with acting(by, Permission.RETENTION_APPLY, at=at, record=pupil) as deed:
        reason = need_reason(reason, for_what="keeping records for an open matter")
        if LegalHold.objects.filter(pupil=pupil, until_at=None).exists():
            raise CannotBeDone("These records are held already. Nothing was changed.")
        hold = LegalHold.objects.create(pupil=pupil, reason=reason, from_at=at, placed_by=by.name)
        deed.record(EventKind.HOLD_PLACED, about=[pupil], reason=reason)
    return hold


def lift_hold(*, hold: LegalHold, by: Actor, at: datetime) -> None:
    """Ends a hold: what has outlived its time goes with the next scrub."""
    with acting(by, Permission.RETENTION_APPLY, at=at, record=hold) as deed:
        if not LegalHold.objects.filter(pk=hold.pk, until_at=None).update(until_at=at, lifted_by=by.name):
            raise CannotBeDone("This hold was lifted already. Nothing was changed.")
        deed.record(EventKind.HOLD_LIFTED, about=[hold.pupil])
