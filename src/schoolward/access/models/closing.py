"""Records closed to all but named people, and records opened for a while outside somebody's scope."""

from typing import ClassVar

from django.db import models

from schoolward.access.models.account import Account
from schoolward.audit.retention import KeptFor, Retention, Scrub


class ClosedRecord(models.Model):
    """A record that only named people may see while it is closed, such as that of a colleague's child."""

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the day on which the record was opened again",
        date_field="reopened_at",
        why="To show for as long as the record's events are kept why it could not be seen.",
        scrub=Scrub.ROW,
    )

    record_kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    reason = models.TextField()
    closed_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_kind", "record_id"],
                condition=models.Q(reopened_at=None),
                name="closed_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"closed {self.record_kind}:{self.record_id}"


class NamedPerson(models.Model):
    """Somebody to whom a closed record stays open, within their scope."""

    retention: ClassVar = Retention.with_its("closed")

    closed = models.ForeignKey(ClosedRecord, on_delete=models.CASCADE, related_name="named")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["closed", "account"], name="named_once_a_record")
        ]

    def __str__(self) -> str:
        return f"{self.account} for {self.closed}"


class BrokenGlass(models.Model):
    """A record that somebody opened outside their scope, with a reason, for a few hours."""

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the moment of opening",
        date_field="opened_at",
        why="As long as the events that it explains.",
        scrub=Scrub.ROW,
    )

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    record_kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "until_at"], name="glass_of_account")]

    def __str__(self) -> str:
        return f"{self.account} opened {self.record_kind}:{self.record_id}"
