"""Schools and trusts, as Get Information About Schools describes them."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import Retention

PUBLIC = "It is published by the Department for Education and says nothing of a person."


class Trust(models.Model):
    """An academy trust."""

    retention: ClassVar = Retention.for_good(PUBLIC)

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school, by its URN. It follows the store by loads."""

    retention: ClassVar = Retention.for_good(PUBLIC)

    urn = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    local_authority = models.CharField(max_length=3)
    laestab = models.IntegerField(null=True)
    type_name = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, related_name="schools")
    ward = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    statutory_low_age = models.SmallIntegerField(null=True)
    statutory_high_age = models.SmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class SchoolLink(models.Model):
    """That one school followed another, as when a school becomes an academy."""

    retention: ClassVar = Retention.for_good(PUBLIC)

    predecessor = models.ForeignKey(School, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(School, on_delete=models.CASCADE, related_name="precessions")
    link_type = models.CharField(max_length=60)
    on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="followed_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="follows_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} became {self.successor_id}"
