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
    MATTERS_FOUND = "matters.found", "looked for records that may be one child's"
    MATTER_SETTLED = "matter.settled", "settled a matter of two records"
    PUPILS_MERGED = "pupils.merged", "found two records to be one child's"
    PUPILS_TAKEN_APART = "pupils.taken_apart", "took apart two records that were held to be one child's"
    DECISIONS_SENT = "decisions.sent", "told the store which records are one child's"
    FAMILY_RECORDED = "family.recorded", "wrote down something of a pupil's family"
    FAMILY_CORRECTED = "family.corrected", "corrected something of a pupil's family"
    FAMILY_ENDED = "family.ended", "wrote down that something of a pupil's family has ended"
    CASELOAD_ASSIGNED = "caseload.assigned", "put a pupil into an officer's caseload"
    CASELOAD_ENDED = "caseload.ended", "took a pupil out of an officer's caseload"
    LOAD_STARTED = "load.started", "sent files to be loaded"
    LOAD_CANCELLED = "load.cancelled", "cancelled a load"
    LOAD_ENDED = "load.ended", "loaded files that somebody had sent"
    LOAD_FAILED = "load.failed", "could not load files that somebody had sent"
    NIGHT_ENDED = "night.ended", "did a part of the nightly work"
    NIGHT_FAILED = "night.failed", "could not do a part of the nightly work"
    CLIENT_MADE = "client.made", "made a client of the API"
    TOKEN_ISSUED = "token.issued", "issued a token"
    TOKEN_REVOKED = "token.revoked", "revoked a token"
    TOKEN_REFUSED = "token.refused", "turned away a call without a token that can be used"
    API_CALLED = "api.called", "called the API"
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
