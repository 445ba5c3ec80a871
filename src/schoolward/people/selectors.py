"""Reads this room's rows for pages, exports and other rooms."""

from datetime import date

from django.db.models import Q

from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.people.models import CaseloadSpell, CohortMembership, School, Trust


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


def scopes_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything over which a role can be given, in groups, each as it is written and as people call it."""
    cohorts = CohortMembership.objects.order_by("cohort").values_list("cohort", flat=True).distinct()
    return [
        ("Everything", [("borough", "The whole borough"), ("caseload", "The pupils in their caseload")]),
        ("Cohorts", [(f"cohort:{name}", name.replace("_", " ").capitalize()) for name in cohorts]),
        ("Trusts", [(f"trust:{trust.pk}", trust.name) for trust in Trust.objects.order_by("name")]),
        ("Schools", [(f"school:{school.urn}", school.name) for school in School.objects.order_by("name")]),
    ]


def caseload_size(officer: int, *, on: date) -> int:
    """How many pupils stand on somebody's caseload on a day."""
    standing = Q(until_on=None) | Q(until_on__gte=on)
    return CaseloadSpell.objects.filter(standing, officer=officer, from_on__lte=on).count()
