"""A grant: a role given to an account over a scope, from one day to another."""

from typing import ClassVar

from django.db import models

from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.models.account import Account
from schoolward.access.roles import ROLES, Role
from schoolward.audit.retention import Retention


class Grant(models.Model):
    """A role over a scope. Both days are part of it; nobody is given a role without an end."""

    retention: ClassVar = Retention.with_its("account")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role.value, ROLES[role].label) for role in Role])
    scope_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ScopeKind])
    scope_value = models.CharField(max_length=80, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    given_by = models.CharField(max_length=120)
    from_directory = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="grant_days_in_order"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "from_on", "until_on"], name="grants_of_account")
        ]

    def __str__(self) -> str:
        return f"{ROLES[Role(self.role)].label} over {self.scope}"

    @property
    def scope(self) -> ScopeKey:
        """Over what it reaches."""
        return ScopeKey(ScopeKind(self.scope_kind), self.scope_value)
