"""A key with which a client marks a sending, so that sending it again does nothing more."""

from typing import ClassVar

from django.db import models

from schoolward.access.models.account import Account
from schoolward.audit.retention import KeptFor, Retention, Scrub


class SentKey(models.Model):
    """One sending. `fingerprint` tells it from another under the same key; `number` is what came of it, once it has."""

    retention: ClassVar = Retention(
        kept_for=KeptFor(days=30),
        counted_from="the moment of sending",
        date_field="sent_at",
        why="A program that heard no answer sends again within minutes; a month is ample.",
        scrub=Scrub.ROW,
    )

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sent_keys")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="one_sending_a_key")]

    def __str__(self) -> str:
        return f"a key of {self.account_id}"
