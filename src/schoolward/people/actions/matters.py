"""Looks for records that may be one child's and puts them in the queue; settles those that are not."""

from datetime import datetime

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.matching import findings
from schoolward.people.models import IdentityMatter, MatterKind, Settlement
from schoolward.people.selectors import records_to_match


def find_matters(*, by: Actor, at: datetime) -> int:
    """Puts what is found in the queue and says how many matters are new.

    What was settled does not come back. What nobody has settled and no longer holds goes, since the records were put
    right; what still holds is brought to date.
    """
    with acting(by, Permission.IDENTITY_SETTLE, at=at) as deed:
        found = {(finding.pupil, finding.other): finding for finding in findings(records_to_match())}
        held = {(matter.pupil_id, matter.other_id): matter for matter in IdentityMatter.objects.all()}
        waiting = {pair: matter for pair, matter in held.items() if not matter.settlement}
        gone = [matter.pk for pair, matter in waiting.items() if pair not in found]
        IdentityMatter.objects.filter(pk__in=gone).delete()
        for pair in waiting.keys() & found.keys():
            waiting[pair].kind, waiting[pair].evidence = found[pair].kind, list(found[pair].evidence)
        IdentityMatter.objects.bulk_update(
            [waiting[pair] for pair in waiting.keys() & found.keys()], ["kind", "evidence"], batch_size=1000
        )
        new = [
            IdentityMatter(
                kind=one.kind, pupil_id=one.pupil, other_id=one.other, evidence=list(one.evidence), found_at=at
            )
            for pair, one in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0))
            if pair not in held
        ]  # fmt: skip
        IdentityMatter.objects.bulk_create(new, ignore_conflicts=True)
        deed.record(
            EventKind.MATTERS_FOUND, new=len(new), gone=len(gone), waiting=len(waiting) - len(gone) + len(new)
        )
    return len(new)


def settle_as_different(*, matter: IdentityMatter, by: Actor, at: datetime) -> None:
    """Two children: the pair does not come back."""
    _settle(matter, Settlement.DIFFERENT, by=by, at=at)


def settle_as_put_right(*, matter: IdentityMatter, by: Actor, at: datetime) -> None:
    """A school has put its records right, or will with its next sending."""
    _settle(matter, Settlement.PUT_RIGHT, by=by, at=at)


def _settle(matter: IdentityMatter, settlement: Settlement, *, by: Actor, at: datetime) -> None:
    with acting(by, Permission.IDENTITY_SETTLE, at=at, record=matter.pupil) as deed:
        if matter.other is not None:
            require(by, Permission.IDENTITY_SETTLE, at=at, record=matter.other)
        if settlement is Settlement.DIFFERENT and matter.other is None:
            raise CannotBeDone(
                f"This matter is about one record: {MatterKind(matter.kind).label.lower()}. "
                "Ask the schools to put it right."
            )
        settled = IdentityMatter.objects.filter(pk=matter.pk, settlement="").update(
            settlement=settlement, settled_at=at, settled_by=str(by)
        )
        if not settled:
            raise CannotBeDone("Somebody has settled this matter already. Go back to the list.")
        about = [one for one in (matter.pupil, matter.other) if one is not None]
        deed.record(EventKind.MATTER_SETTLED, about=about, matter=matter.pk, settlement=settlement.value)
