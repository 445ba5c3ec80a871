"""Reads this room's rows for pages, exports and other rooms."""

from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.reach import Reach
from schoolward.people.models import School, Trust


def scope_in_words(scope: ScopeKey) -> str:
    """A scope as people call it, such as the school's name."""
    match scope.kind:
        case ScopeKind.SCHOOL:
            school = School.objects.filter(urn=scope.value).first()
            return school.name if school else f"School {scope.value}"
        case ScopeKind.TRUST:
            trust = Trust.objects.filter(pk=scope.value).first()
            return trust.name if trust else f"Trust {scope.value}"
        case ScopeKind.COHORT:
            return f"Every pupil in the cohort {scope.value}"
        case ScopeKind.CASELOAD:
            return "The pupils in your caseload"
        case ScopeKind.BOROUGH:
            return "The whole borough"


def urns_within(reach: Reach) -> frozenset[int]:
    """The schools that a reach names, by themselves or by their trust; none for the borough, which has them all."""
    trusts = reach.values(ScopeKind.TRUST)
    of_trusts = School.objects.filter(trust_id__in=trusts).values_list("urn", flat=True) if trusts else ()
    return frozenset(int(urn) for urn in reach.values(ScopeKind.SCHOOL)) | frozenset(of_trusts)
