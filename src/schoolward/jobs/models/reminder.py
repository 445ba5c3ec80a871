"""What waits for somebody, as the last night found it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.db import models

from schoolward.access.models import Account
from schoolward.audit.retention import Retention
from schoolward.jobs.models.nightly_run import NightlyRun


class ReminderKind(StrEnum):
    """What can wait for somebody."""

    OWN_GRANT = "own_grant"
    GRANTS = "grants"
    INVITATIONS = "invitations"
    MATTERS = "matters"
    GLASS = "glass"

    def in_words(self, number: int, on: date) -> str:
        """The reminder as its reader sees it."""
        one, many = WORDS[self]
        return (one if number == 1 else many).format(number=number, on=f"{on.day} {on:%B %Y}")


WORDS = {
    ReminderKind.OWN_GRANT: (
        "A role of yours ends on {on}. Ask whoever looks after accounts if you still need it.",
        "{number} roles of yours end soon, the first on {on}. Ask whoever looks after accounts if you need them.",
    ),
    ReminderKind.GRANTS: (
        "1 role ends within 14 days, on {on}.",
        "{number} roles end within 14 days, the first on {on}.",
    ),
    ReminderKind.INVITATIONS: (
        "1 invitation runs out within 2 days, on {on}.",
        "{number} invitations run out within 2 days, the first on {on}.",
    ),
    ReminderKind.MATTERS: (
        "1 matter of identity has waited for more than 7 days, since {on}.",
        "{number} matters of identity have waited for more than 7 days, the oldest since {on}.",
    ),
    ReminderKind.GLASS: (
        "1 opening of a record by exception has not been reviewed. It was on {on}.",
        "{number} openings of records by exception have not been reviewed, the oldest of {on}.",
    ),
}
"""By kind, the words for one and for several, with their number and a day."""


class Reminder(models.Model):
    """Something that waits for one person: how many of what, and since or until when."""

    retention: ClassVar = Retention.with_its("night")

    night = models.ForeignKey(NightlyRun, on_delete=models.CASCADE, related_name="reminders")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=40)
    number = models.IntegerField()
    on = models.DateField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["night", "account", "kind"], name="reminded_once_a_night")
        ]

    def __str__(self) -> str:
        return f"{self.number} x {self.kind}"

    @property
    def in_words(self) -> str:
        """As its reader sees it."""
        return ReminderKind(self.kind).in_words(self.number, self.on)
