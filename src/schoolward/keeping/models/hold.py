"""A legal hold: an open matter in law for which everything on a pupil is kept."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import Retention
from schoolward.people.models import Pupil
from schoolward.people.scopes import BY_PUPIL


class LegalHold(models.Model):
    """That nothing on a pupil may go from one instant to another, or until the hold is lifted."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="holds")
    reason = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    placed_by = models.CharField(max_length=120)
    lifted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(until_at=None), name="one_open_hold_a_pupil"
            )
        ]

    def __str__(self) -> str:
        return f"hold of {self.pupil_id}"
