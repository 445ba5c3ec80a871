"""Finds the records of one child: several, where a data officer found them to be the same child's."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet

from schoolward.access.asking import visible
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.people.models import (
    CohortMembership,
    Enrolment,
    IdentityDecision,
    Pupil,
    PupilName,
    PupilUPN,
    Residence,
)


def records_of(pupil: Pupil) -> QuerySet[Pupil]:
    """All records of the child, the one that is kept first. Whoever may see one of them may see all."""
    child = Pupil.objects.filter(pk=pupil.pk).values("child")
    return Pupil.objects.filter(child__in=child).order_by(F("same_as").asc(nulls_first=True), "pk")


def same_child(pupils: Iterable[int]) -> list[int]:
    """The numbers of these records and of every other of the same children."""
    children = Pupil.objects.filter(pk__in=pupils).values("child")
    return sorted(Pupil.objects.filter(child__in=children).values_list("pk", flat=True))


def pupils_known_by(upn: str) -> list[int]:
    """The numbers of the records that bear or bore a UPN, and of all that are the same child's."""
    wanted = upn.strip().upper()
    known = {*Pupil.objects.filter(upn=wanted).values_list("pk", flat=True)}
    return same_child(known.union(PupilUPN.objects.filter(upn=wanted).values_list("pupil_id", flat=True)))


def records_in_full(pupils: list[Pupil]) -> list[Pupil]:
    """The records in the order given, each with all that is held on it, to be laid side by side."""
    rows = Pupil.objects.filter(pk__in=[pupil.pk for pupil in pupils]).prefetch_related(
        Prefetch("upns", PupilUPN.objects.order_by("-load", "upn")),
        Prefetch("names", PupilName.objects.order_by("-from_on")),
        Prefetch("residences", Residence.objects.order_by("-from_on")),
        Prefetch("enrolments", Enrolment.objects.select_related("school").order_by("-entry_on")),
        Prefetch("cohorts", CohortMembership.objects.order_by("-from_on")),
    )
    found = {row.pk: row for row in rows}
    return [found[pupil.pk] for pupil in pupils]


def merged_records(*, to: Actor, at: datetime) -> list[IdentityDecision]:
    """The merges that stand, the newest first, as far as the actor may settle them."""
    pupils = visible(Pupil.objects.all(), to=to, at=at, permission=Permission.IDENTITY_SETTLE)
    merged = pupils.exclude(same_as=None)
    decisions = IdentityDecision.objects.filter(pupil__in=merged).select_related("pupil", "kept")
    return sorted(standing(decisions).values(), key=lambda decision: decision.pk, reverse=True)


def standing(decisions: QuerySet[IdentityDecision]) -> dict[int, IdentityDecision]:
    """By pupil the decision that was taken last."""
    return {decision.pupil_id: decision for decision in decisions.order_by("pk")}
