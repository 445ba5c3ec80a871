"""Finds two records to be one child's, and takes them apart again. Nothing of either record is lost."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.access.terms import need_reason
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import IdentityDecision, IdentityMatter, Pupil, Settlement
from schoolward.people.selectors.children import standing


def merge_pupils(*, pupil: Pupil, kept: Pupil, because: str, by: Actor, at: datetime) -> IdentityDecision:
    """Decides that `pupil` is the same child as `kept`, under whose record the child is shown and counted from now on.

    The decision waits until it is sent to the store. CannotBeDone for a record and itself, one that is merged already,
    or a circle.
    """
    with acting(by, Permission.IDENTITY_SETTLE, at=at, record=pupil) as deed:
        require(by, Permission.IDENTITY_SETTLE, at=at, record=kept)
        because = need_reason(because, for_what="merging two records")
        if pupil.pk == kept.pk:
            raise CannotBeDone("A record cannot be merged with itself. Choose another record.")
        now = _locked(pupil.pk, kept.pk)
        if now[pupil.pk].same_as_id is not None:
            raise CannotBeDone("This record is merged with another already. Take those apart first.")
        if now[kept.pk].same_as_id == pupil.pk:
            raise CannotBeDone(
                "These records are merged already, and the other one is kept. To keep this one, take them apart first."
            )
        if now[kept.pk].same_as_id is not None:
            raise CannotBeDone(
                "The record to be kept is itself merged with another. Choose the one that is kept."
            )
        decision = _decide(pupil, kept, because, by=by, at=at)
        Pupil.objects.filter(Q(pk=pupil.pk) | Q(same_as=pupil)).update(same_as=kept)
        _settle((pupil.pk, kept.pk), Settlement.SAME, by=by, at=at)
        deed.record(
            EventKind.PUPILS_MERGED, about=[pupil, kept], reference=decision.reference, because=because
        )
    return decision


def take_apart(*, pupil: Pupil, because: str, by: Actor, at: datetime) -> IdentityDecision:
    """Decides that a merged record stands on its own again, with the records that had been merged into it."""
    with acting(by, Permission.IDENTITY_SETTLE, at=at, record=pupil) as deed:
        because = need_reason(because, for_what="taking records apart")
        kept = Pupil.objects.filter(merged=pupil.pk).first()
        if kept is None:
            raise CannotBeDone("This record is not merged with another. There is nothing to take apart.")
        require(by, Permission.IDENTITY_SETTLE, at=at, record=kept)
        records = list(Pupil.objects.select_for_update().filter(child=kept.pk).order_by("pk"))
        if pupil.pk not in {record.pk for record in records}:
            raise CannotBeDone("Somebody has changed this merge just now. Look at it again.")
        merges = {
            number: decision.kept_id
            for number, decision in standing(IdentityDecision.objects.filter(pupil__in=records)).items()
        }
        own = [record.pk for record in records if pupil.pk in _chain(record.pk, merges)]
        decision = _decide(pupil, None, because, by=by, at=at)
        Pupil.objects.filter(pk__in=own).update(same_as=pupil)
        Pupil.objects.filter(pk=pupil.pk).update(same_as=None)
        _settle((pupil.pk, merges.get(pupil.pk) or kept.pk), Settlement.DIFFERENT, by=by, at=at)
        deed.record(
            EventKind.PUPILS_TAKEN_APART, about=[pupil, kept], reference=decision.reference, because=because
        )
    return decision


def _decide(pupil: Pupil, kept: Pupil | None, because: str, *, by: Actor, at: datetime) -> IdentityDecision:
    earlier = IdentityDecision.objects.filter(pupil=pupil).count()
    return IdentityDecision.objects.create(
        reference=f"identity-{pupil.pk}-{earlier + 1}", pupil=pupil, kept=kept, because=because,
        decided_at=at, decided_by=str(by),
    )  # fmt: skip


def _settle(pair: tuple[int, int], settlement: Settlement, *, by: Actor, at: datetime) -> None:
    """Settles the matter of a pair, if there is one."""
    first, second = sorted(pair)
    IdentityMatter.objects.filter(pupil=first, other=second).update(
        settlement=settlement, settled_at=at, settled_by=str(by)
    )


def _locked(*numbers: int) -> dict[int, Pupil]:
    """The records, held against other merges until this one is done; in order, so that no two wait for each other."""
    found = Pupil.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    return {record.pk: record for record in found}


def _chain(number: int, merges: Mapping[int, int | None]) -> list[int]:
    """The records into which one was merged, one after the other."""
    chain: list[int] = []
    while (after := merges.get(chain[-1] if chain else number)) is not None:
        chain.append(after)
    return chain
