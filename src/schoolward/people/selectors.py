"""Reads this room's rows for pages, exports and other rooms."""

from schoolward.access.keys import ScopeKey, ScopeKind
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
