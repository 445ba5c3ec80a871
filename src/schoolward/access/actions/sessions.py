"""Signs accounts out everywhere, and takes away a second factor that somebody has lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from schoolward.access.acting import acting, acting_on_oneself
from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind


def end_sessions(*, account: Account, but: str = "", by: Actor, at: datetime) -> int:
    """Signs the account out everywhere, but in the session with that key. Returns how many sessions ended.

    One's own sessions need no permission.
    """
    own = by == account.actor
    with acting_on_oneself(by, at=at) if own else acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        ended = _drop_sessions(account, but=but)
        deed.record(EventKind.SESSIONS_ENDED, about=[account], sessions=ended)
    return ended


def _drop_sessions(account: Account, *, but: str = "") -> int:
    """The rows of ending an account's sessions. Returns how many."""
    ended = list(UserSession.objects.filter(user=account).exclude(session_key=but))
    for session in ended:
        session.end()
    return len(ended)


def remove_second_factor(*, account: Account, by: Actor, at: datetime) -> None:
    """Lets somebody who lost their authenticator and their codes set up a new one. Their sessions end."""
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        Authenticator.objects.filter(user=account).delete()
        ended = _drop_sessions(account)
        deed.record(EventKind.FACTOR_REMOVED, about=[account], sessions=ended)
