"""What an actor may reach with one permission at one instant."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, Grant
from schoolward.access.permissions import Permission
from schoolward.access.roles import ROLES, Role
from schoolward.audit.actor import Actor, ActorKind

HERE = ZoneInfo("Europe/London")


def day_of(at: datetime) -> date:
    """The day in England on which an instant falls: by it grants begin and end."""
    return at.astimezone(HERE).date()


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The scope keys over which a permission was granted. `account` is who asks; None for the machine's own."""

    permission: Permission
    at: datetime
    account: int | None
    keys: frozenset[ScopeKey]

    @property
    def on(self) -> date:
        """The day on which it holds."""
        return day_of(self.at)

    @property
    def is_borough(self) -> bool:
        """Whether it takes in everything."""
        return BOROUGH in self.keys

    @property
    def is_empty(self) -> bool:
        """Whether nothing was granted."""
        return not self.keys

    @property
    def is_unbounded(self) -> bool:
        """Whether it is the machine's own, from which no record can be closed."""
        return self.account is None and self.is_borough

    def values(self, kind: ScopeKind) -> list[str]:
        """The schools, trusts, cohorts or caseloads in it."""
        return sorted(key.value for key in self.keys if key.kind is kind)


def reach_of(by: Actor, permission: Permission, *, at: datetime) -> Reach:
    """What the actor reaches with the permission: the scopes of all roles that hold it and were granted by then.

    Whoever runs commands on the server reaches everything, since the files lie open to them.
    """
    if by.kind in (ActorKind.OPERATOR, ActorKind.SYSTEM):
        return Reach(permission=permission, at=at, account=None, keys=frozenset({BOROUGH}))
    if by.limited_to is not None and permission not in by.limited_to:
        return Reach(permission=permission, at=at, account=by.account, keys=frozenset())
    return Reach(
        permission=permission,
        at=at,
        account=by.account,
        keys=frozenset(
            grant.scope
            for grant in standing_grants(by.account, at=at)
            if permission in ROLES[Role(grant.role)].permissions
        ),
    )


def standing_grants(account: int | None, *, at: datetime) -> list[Grant]:
    """The grants of an account that can be used on the day; none once the person has left."""
    on = day_of(at)
    who = Account.objects.filter(pk=account, is_active=True).first() if account is not None else None
    if who is None or (who.left_on is not None and who.left_on <= on):
        return []
    return list(Grant.objects.filter(account=who, from_on__lte=on, until_on__gte=on).order_by("pk"))
