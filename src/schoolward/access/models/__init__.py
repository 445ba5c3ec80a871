"""Accounts, what they are granted, invitations, tokens of clients, and records closed or opened by exception."""

from schoolward.access.models.account import Account, AccountKind
from schoolward.access.models.closing import BrokenGlass, ClosedRecord, NamedPerson
from schoolward.access.models.grant import Grant
from schoolward.access.models.invitation import Invitation
from schoolward.access.models.sent_key import SentKey
from schoolward.access.models.token import ApiToken

__all__ = [
    "Account", "AccountKind", "ApiToken", "BrokenGlass", "ClosedRecord", "Grant", "Invitation", "NamedPerson",
    "SentKey",
]  # fmt: skip
