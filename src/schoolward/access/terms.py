"""On what terms something is done: the days and scope of a role, a reason; said in words where they are not met."""

from datetime import date, timedelta

from schoolward.access.keys import ScopeKind
from schoolward.access.roles import ROLES, Role

LONGEST_GRANT = timedelta(days=3 * 366)
LEAST_REASON = 15
"""Letters that a sentence has at least."""


class CannotBeDone(ValueError):
    """What was asked is no possible thing; the text says why and what to do instead."""


def days_of_role(from_on: date | None, until_on: date | None) -> tuple[date, date]:
    """The first and the last day, if a role can have these; `CannotBeDone` says what is wrong with them."""
    if from_on is None or until_on is None:
        raise CannotBeDone("A role needs a first and a last day. Enter both.")
    if until_on < from_on:
        raise CannotBeDone("The last day of a role must be the same as or after its first day.")
    if until_on - from_on > LONGEST_GRANT:
        raise CannotBeDone(
            "A role can last three years at most. Enter an earlier last day; it can be renewed."
        )
    return from_on, until_on


def need_scope_of_role(role: Role, kind: ScopeKind) -> None:
    """Raises `CannotBeDone` unless the role can be given over a scope of that kind."""
    terms = ROLES[role]
    if kind not in terms.scopes:
        kinds = ", ".join(sorted(kind.value for kind in terms.scopes))
        raise CannotBeDone(
            f"The role {terms.label} cannot be given by {kind.value}. It can be given by: {kinds}."
        )


def need_reason(reason: str, *, for_what: str) -> str:
    """The sentence that says why; `CannotBeDone` if there is none."""
    if len(reason.strip()) < LEAST_REASON:
        raise CannotBeDone(f"Say in a sentence why: {for_what} has to be explained.")
    return reason.strip()
