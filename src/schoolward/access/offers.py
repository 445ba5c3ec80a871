"""Roles that are promised to somebody who has no account yet: by an invitation, or by a group of the directory."""

from dataclasses import dataclass
from datetime import date

from schoolward.access.keys import NUMBER, ScopeKey, ScopeKind
from schoolward.access.roles import ROLES, Role


class OfferFault(ValueError):
    """A role cannot be offered so; the text says why and what to write."""


@dataclass(frozen=True, kw_only=True)
class RoleOffer:
    """A role and its scope. A caseload has no value here: it will be that of whoever takes up the offer."""

    role: Role
    scope_kind: ScopeKind
    scope_value: str = ""

    def __post_init__(self) -> None:
        if self.scope_kind not in ROLES[self.role].scopes:
            kinds = ", ".join(sorted(kind.value for kind in ROLES[self.role].scopes))
            raise OfferFault(
                f"the role {self.role.value} cannot be given by {self.scope_kind.value}; it can be given by: {kinds}"
            )
        if (self.scope_kind in (ScopeKind.BOROUGH, ScopeKind.CASELOAD)) != (self.scope_value == ""):
            raise OfferFault(
                "write the scope as borough, as caseload, or as school, trust or cohort with its value, "
                "such as school:900001"
            )
        if self.scope_kind in (ScopeKind.SCHOOL, ScopeKind.TRUST) and not NUMBER.fullmatch(self.scope_value):
            raise OfferFault(
                "write the school or trust of a scope by its number, such as school:900001 or trust:3"
            )

    def scope_for(self, account: int) -> ScopeKey:
        """Over what it reaches once the account has it."""
        value = str(account) if self.scope_kind is ScopeKind.CASELOAD else self.scope_value
        return ScopeKey(self.scope_kind, value)

    @property
    def scope_as_written(self) -> str:
        """The scope as it is written in a file or a form, such as school:900001."""
        return f"{self.scope_kind.value}:{self.scope_value}" if self.scope_value else self.scope_kind.value

    @classmethod
    def as_written(cls, role: str, scope: str) -> "RoleOffer":
        """The offer that a role's key and a scope stand for."""
        kind, _, value = scope.partition(":")
        if role not in set(Role):
            raise OfferFault(f"there is no role {role!r}; the roles are: {', '.join(Role)}")
        if kind not in set(ScopeKind):
            raise OfferFault(f"there is no scope {kind!r}; the scopes are: {', '.join(ScopeKind)}")
        return cls(role=Role(role), scope_kind=ScopeKind(kind), scope_value=value)


@dataclass(frozen=True, kw_only=True)
class DatedOffer:
    """An offer with the first and the last day of the role."""

    offer: RoleOffer
    from_on: date
    until_on: date

    def as_json(self) -> dict[str, str]:
        """As an invitation keeps it."""
        return {
            "role": self.offer.role.value, "scope": self.offer.scope_as_written,
            "from_on": self.from_on.isoformat(), "until_on": self.until_on.isoformat(),
        }  # fmt: skip

    @classmethod
    def from_json(cls, told: dict[str, str]) -> "DatedOffer":
        """The offer that an invitation keeps."""
        return cls(
            offer=RoleOffer.as_written(told["role"], told["scope"]),
            from_on=date.fromisoformat(told["from_on"]),
            until_on=date.fromisoformat(told["until_on"]),
        )
