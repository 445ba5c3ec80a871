"""Accounts, what they are granted, invitations, and records that are closed or were opened by exception."""

from schoolward.access.models.account import Account, AccountKind
from schoolward.access.models.closing import BrokenGlass, ClosedRecord, NamedPerson
from schoolward.access.models.grant import Grant
from schoolward.access.models.invitation import Invitation

__all__ = ["Account", "AccountKind", "BrokenGlass", "ClosedRecord", "Grant", "Invitation", "NamedPerson"]
