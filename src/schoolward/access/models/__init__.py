"""Accounts, what they are granted, tokens of clients, and records that are closed or were opened by exception."""

from schoolward.access.models.account import Account, AccountKind
from schoolward.access.models.closing import BrokenGlass, ClosedRecord, NamedPerson
from schoolward.access.models.grant import Grant
from schoolward.access.models.sent_key import SentKey
from schoolward.access.models.token import ApiToken

__all__ = [
    "Account",
    "AccountKind",
    "ApiToken",
    "BrokenGlass",
    "ClosedRecord",
    "Grant",
    "NamedPerson",
    "SentKey",
]
