"""Says scopes as people call them."""

from schoolward.access.asking import within
from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.reach import Reach
from schoolward.people.models import Pupil, School, Trust


def pupils_reached(reach: Reach) -> frozenset[int] | None:
    """The keys of the pupils within a reach; None for every pupil, closed records included."""
    return (
        None
        if reach.is_unbounded
        else frozenset(within(Pupil.objects.all(), reach).values_list("pk", flat=True))
    )


def schools_reached(reach: Reach) -> frozenset[int] | None:
    """The URNs of the schools of a reach; None for every school."""
    return None if reach.is_borough else urns_within(reach)


def urns_within(reach: Reach) -> frozenset[int]:
    """The schools that a reach names, by themselves or by their trust; none for the borough, which has them all."""
    named = {int(urn) for urn in reach.values(ScopeKind.SCHOOL)}
    trusts = [int(number) for number in reach.values(ScopeKind.TRUST)]
    return frozenset(named.union(School.objects.filter(trust_id__in=trusts).values_list("urn", flat=True)))


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
            return f"Every pupil in the cohort {scope.value.replace('_', ' ')}"
        case ScopeKind.CASELOAD:
            return "Own caseload"
        case ScopeKind.BOROUGH:
            return "The whole borough"
