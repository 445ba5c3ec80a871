"""The only writers of this room's rows: roles and records, joiners and leavers, sessions, the council's directory."""

from schoolward.access.actions.directory import DirectoryPerson, admit_from_directory
from schoolward.access.actions.granting import (
    break_glass,
    close_record,
    end_role,
    give_role,
    reopen_record,
    review_glass,
)
from schoolward.access.actions.joining import (
    Invited,
    accept_invitation,
    first_administrator,
    invite,
    withdraw_invitation,
)
from schoolward.access.actions.leaving import leave, still_needed
from schoolward.access.actions.sessions import end_sessions, remove_second_factor
from schoolward.access.terms import CannotBeDone

__all__ = [
    "CannotBeDone",
    "DirectoryPerson",
    "Invited",
    "accept_invitation",
    "admit_from_directory",
    "break_glass",
    "close_record",
    "end_role",
    "end_sessions",
    "first_administrator",
    "give_role",
    "invite",
    "leave",
    "remove_second_factor",
    "reopen_record",
    "review_glass",
    "still_needed",
    "withdraw_invitation",
]
