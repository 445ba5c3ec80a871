"""Up to which load the database follows the store."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import Retention


class Following(models.Model):
    """One row: the last load that schools, pupils, enrolments and cohorts here have taken in."""

    retention: ClassVar = Retention.for_good("It is one number about no person.")

    id = models.SmallIntegerField(primary_key=True, default=1)
    load = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_following")]

    def __str__(self) -> str:
        return f"followed to load {self.load}"
