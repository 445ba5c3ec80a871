"""What whoever looks after accounts chooses from: every scope of a role, and how many pupils a leaver leaves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from schoolward.people.models import CaseloadSpell, CohortMembership, School, Trust


def scopes_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything over which a role can be given, in groups, each as it is written and as people call it."""
    cohorts = CohortMembership.objects.order_by("cohort").values_list("cohort", flat=True).distinct()
    return [
        ("Everything", [("borough", "The whole borough"), ("caseload", "The pupils in their caseload")]),
        ("Cohorts", [(f"cohort:{name}", name.replace("_", " ").capitalize()) for name in cohorts]),
        ("Trusts", [(f"trust:{trust.pk}", trust.name) for trust in Trust.objects.order_by("name")]),
        ("Schools", [(f"school:{school.urn}", school.name) for school in School.objects.order_by("name")]),
    ]


def closed_by(on: date, *, schools: Iterable[str]) -> list[str]:
    """Of these schools, each by its URN, those whose last day was before that day."""
    numbers = [int(urn) for urn in schools]
    closed = School.objects.filter(urn__in=numbers, closed_on__lt=on).order_by("urn")
    return [str(urn) for urn in closed.values_list("urn", flat=True)]


def caseload_size(officer: int, *, on: date) -> int:
    """How many pupils stand on somebody's caseload on a day."""
    standing = Q(until_on=None) | Q(until_on__gte=on)
    return CaseloadSpell.objects.filter(standing, officer=officer, from_on__lte=on).count()
