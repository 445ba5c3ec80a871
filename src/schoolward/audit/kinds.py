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
    GLASS_REVIEWED = "glass.reviewed", "reviewed the opening of a record by exception"
    SUBJECT_ACCESS_GIVEN = "subject_access.given", "made a copy of everything held on a pupil"
    RETENTION_APPLIED = "retention.applied", "scrubbed the database of what need not be kept any longer"
    RETENTION_FINISHED = "retention.finished", "scrubbed the registers of what need not be kept any longer"
    HOLD_PLACED = "hold.placed", "kept a pupil's records for an open legal matter"
    HOLD_LIFTED = "hold.lifted", "ended the keeping of a pupil's records for a legal matter"
