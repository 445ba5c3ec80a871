"""Chooses the schools and the trust with which the borough's people have to do."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from schoolward.people.models import Enrolment, School

NOBODYS_AUTHORITY = "999"
"""Digits two to four of every UPN of the fictional borough; no local authority has this number."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """`secondary` is the school of the champion and the office, `primaries` are the attendance officer's two."""

    secondary: School
    primaries: tuple[School, School]
    trust: int


def places(authority: str) -> Places | None:
    """The first of each in the order of URNs; None where the borough has not all of them."""
    with_pupils = Enrolment.objects.filter(school=OuterRef("pk"))
    schools = School.objects.filter(Exists(with_pupils), local_authority=authority).order_by("urn")
    secondary = schools.filter(phase="Secondary").first()
    primaries = list(schools.filter(phase="Primary")[:2])
    trust = schools.exclude(trust=None).values_list("trust", flat=True).first()
    if secondary is None or len(primaries) < 2 or trust is None:
        return None
    return Places(secondary=secondary, primaries=(primaries[0], primaries[1]), trust=trust)
