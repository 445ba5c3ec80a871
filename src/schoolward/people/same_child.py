"""Finds every record of one child: by any UPN that the child has or had, and through merges."""

from collections.abc import Iterable

from django.db.models import Q

from schoolward.people.models import Pupil, PupilUPN


def pupils_known_by(upn: str) -> list[int]:
    """The numbers of the records that bear or bore a UPN, and of all that are the same child's."""
    wanted = upn.strip().upper()
    known = set(Pupil.objects.filter(upn=wanted).values_list("pk", flat=True))
    known |= set(PupilUPN.objects.filter(upn=wanted).values_list("pupil_id", flat=True))
    return same_child(known)


def same_child(pupils: Iterable[int]) -> list[int]:
    """These records and every other that was found to be the same child's, however the merges hang together."""
    known, fresh = set[int](), set(pupils)
    while fresh:
        known |= fresh
        of_them = Pupil.objects.filter(Q(pk__in=fresh) | Q(same_as__in=fresh))
        pairs = of_them.values_list("pk", "same_as")
        fresh = {number for pair in pairs for number in pair if number is not None} - known
    return sorted(known)
