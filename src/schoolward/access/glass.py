"""Reads the openings of records by exception, and finds whom to tell of them."""

from datetime import date

from django.db.models import Q, QuerySet

from schoolward.access.models import Account, BrokenGlass
from schoolward.access.roles import Role


def holders_of(role: Role, *, on: date) -> QuerySet[Account]:
    """The accounts that hold a role on a day and may sign in on it, by name."""
    still_here = Q(left_on=None) | Q(left_on__gt=on)
    held = Q(grants__role=role.value, grants__from_on__lte=on, grants__until_on__gte=on)
    return Account.objects.filter(held, still_here, is_active=True).distinct().order_by("name", "pk")


def glass_unreviewed_first() -> QuerySet[BrokenGlass]:
    """Every opening by exception: those that wait for a review first, each the newest first."""
    openings = BrokenGlass.objects.select_related("account").annotate(
        is_reviewed=Q(reviewed_at__isnull=False)
    )
    return openings.order_by("is_reviewed", "-opened_at", "-pk")


def unreviewed_glass() -> int:
    """How many openings by exception nobody has reviewed."""
    return BrokenGlass.objects.filter(reviewed_at=None).count()
