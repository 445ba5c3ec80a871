"""Whose password is good enough: that of people who work here today."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from schoolward.access.models import Account
from schoolward.access.reach import day_of
from schoolward.audit.clock import now


class PeopleWhoWorkHere(AuthenticationBackend):
    """Django asks it at every request, so that a leaver's open session ends with the day."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account may be used at all: never that of a leaver or of a program."""
        return isinstance(user, Account) and user.may_sign_in_on(day_of(now()))

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        """Keeps nobody: a leaver's right password is answered like a wrong one."""
