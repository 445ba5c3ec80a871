"""What can happen: every kind of event that is put on record, with the words for it."""

from enum import StrEnum


class EventKind(StrEnum):
    """A kind of event. Its value is kept for ever; `in_words` follows the actor's name in a sentence."""

    in_words: str

    def __new__(cls, value: str, in_words: str) -> "EventKind":
        """A kind with its words."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.in_words = in_words
        return kind

    REFUSED = "refused", "tried what they may not do"
    RECORD_VIEWED = "record.viewed", "looked at a record"
    RECORDS_LISTED = "records.listed", "looked at a list of named pupils"
    RECORDS_SEARCHED = "records.searched", "searched for pupils"
    RECORD_CLOSED = "record.closed", "closed a record to all but named people"
    RECORD_REOPENED = "record.reopened", "opened a closed record again"
    GLASS_BROKEN = "glass.broken", "opened a record outside their scope, with a reason"
    EXPORTED = "exported", "exported data"
    AUDIT_SEARCHED = "audit.searched", "searched the audit record"
    AUDIT_SCRUBBED = "audit.scrubbed", "scrubbed the details of old events"
    ROLE_GRANTED = "role.granted", "gave a role"
    ROLE_ENDED = "role.ended", "ended a role"
    PROJECTION_FOLLOWED = "projection.followed", "brought schools and pupils to date with the loads"
    SIGNED_IN = "signed.in", "signed in"
    SIGNED_OUT = "signed.out", "signed out"
    SIGN_IN_FAILED = "sign-in.failed", "tried to sign in and failed"
    LOCKED_OUT = "locked.out", "was locked out after too many tries"
    SESSIONS_ENDED = "sessions.ended", "signed an account out everywhere"
    FACTOR_ADDED = "factor.added", "set up a second factor"
    FACTOR_REMOVED = "factor.removed", "took away a second factor"
    FACTOR_FAILED = "factor.failed", "gave a wrong code as second factor"
    RECOVERY_CODES_MADE = "recovery-codes.made", "made new recovery codes"
    PASSWORD_CHANGED = "password.changed", "changed their password"
    PASSWORD_RESET_ASKED = "password.reset-asked", "asked for a new password by email"
    PASSWORD_RESET = "password.reset", "chose a new password by a link from an email"
    INVITED = "invited", "invited somebody"
    INVITATION_WITHDRAWN = "invitation.withdrawn", "withdrew an invitation"
    INVITATION_ACCEPTED = "invitation.accepted", "let somebody in by their invitation"
    ACCOUNT_LEFT = "account.left", "put down the day on which somebody left"
    ACCOUNT_NEEDED = "account.needed", "said that an account is still needed"
    DIRECTORY_ADMITTED = "directory.admitted", "let somebody in whom the council's directory vouches for"
    DIRECTORY_REFUSED = "directory.refused", "refused somebody of the council's directory"
