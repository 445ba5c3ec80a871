"""Finds the records of one child: several, where a data officer found them to be the same child's."""

from datetime import datetime

from django.db.models import QuerySet

from schoolward.access.asking import visible
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.people.models import IdentityDecision, Pupil


def records_of(pupil: Pupil) -> QuerySet[Pupil]:
    """All records of the child, the one that is kept first. Whoever may see one of them may see all."""
    child = Pupil.objects.filter(pk=pupil.pk).values("child")
    return Pupil.objects.filter(child__in=child).order_by("same_as", "pk")


def merged_records(*, to: Actor, at: datetime) -> list[IdentityDecision]:
    """The merges that stand, the newest first, as far as the actor may settle them."""
    pupils = visible(Pupil.objects.all(), to=to, at=at, permission=Permission.IDENTITY_SETTLE)
    merged = pupils.exclude(same_as=None)
    decisions = IdentityDecision.objects.filter(pupil__in=merged).select_related("pupil", "kept")
    return sorted(standing(decisions).values(), key=lambda decision: decision.pk, reverse=True)


def standing(decisions: QuerySet[IdentityDecision]) -> dict[int, IdentityDecision]:
    """By pupil the decision that was taken last."""
    return {decision.pupil_id: decision for decision in decisions.order_by("pk")}
