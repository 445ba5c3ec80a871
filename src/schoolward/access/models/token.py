"""A token: with it a program calls the API as its client's account."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from schoolward.access.models.account import Account
from schoolward.access.permissions import Permission
from schoolward.audit.retention import KeptFor, Retention, Scrub


class ApiToken(models.Model):
    """What is known of a token but the token itself: only its digest is kept.

    `permissions` are those of the role API client that the token may use; its scope is that of the client's grants.
    """

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the moment at which it expires",
        date_field="expires_at",
        why="While events of calls are kept, so that it can be said with which token each was made.",
        scrub=Scrub.ROW,
    )

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=100)
    first_letters = models.CharField(max_length=12, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_expires_later"
            )
        ]

    def __str__(self) -> str:
        return f"token {self.first_letters}… of {self.account_id}"

    @property
    def permitted(self) -> frozenset[Permission]:
        """What may be done with it, within what the client is granted."""
        return frozenset(Permission(value) for value in self.permissions)

    def is_usable_at(self, at: datetime) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and self.made_at <= at < self.expires_at
