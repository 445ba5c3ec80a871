"""An invitation: somebody who may make an account by a link, once and for a week."""

import hashlib
from datetime import datetime
from typing import ClassVar

from django.db import models

from schoolward.access.models.account import Account
from schoolward.access.offers import DatedOffer
from schoolward.audit.retention import KeptFor, Retention, Scrub


def digest_of_token(token: str) -> str:
    """What is kept of a link's token, so that whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """One person who is asked to join, with the roles they will have. It ends when it is used or withdrawn."""

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=1),
        counted_from="the day of the invitation",
        date_field="invited_at",
        why="To answer who asked somebody in; the events of the account say it for longer.",
        scrub=Scrub.ROW,
    )

    email = models.EmailField()
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    offers = models.JSONField()
    token_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(ended_at=None), name="invited_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open_at(self, at: datetime) -> bool:
        """Whether it can be accepted."""
        return self.ended_at is None and at < self.expires_at

    @property
    def roles(self) -> tuple[DatedOffer, ...]:
        """The roles that come with it."""
        return tuple(DatedOffer.from_json(told) for told in self.offers)
