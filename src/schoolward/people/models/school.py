"""Schools and trusts, as Get Information About Schools describes them."""

from typing import ClassVar

from django.db import models

from schoolward.access.keys import ScopeKind
from schoolward.access.scoping import ScopedByKey
from schoolward.audit.retention import Retention

PUBLIC = "It is published by the Department for Education and says nothing of a person."


class Trust(models.Model):
    """An academy trust."""

    retention: ClassVar = Retention.for_good(PUBLIC)

    name = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school, by its URN. It follows the store by loads."""

    retention: ClassVar = Retention.for_good(PUBLIC)
    scoped: ClassVar = ScopedByKey(fields={ScopeKind.SCHOOL: "urn", ScopeKind.TRUST: "trust_id"})

    urn = models.IntegerField(primary_key=True)
    name = models.TextField()
    local_authority = models.CharField(max_length=3)
    laestab = models.IntegerField(null=True)
    type_name = models.TextField(blank=True)
    phase = models.TextField(blank=True)
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, related_name="schools")
    ward = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    statutory_low_age = models.SmallIntegerField(null=True)
    statutory_high_age = models.SmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class SchoolLink(models.Model):
    """That a school followed another, as when a school becomes an academy. It follows the store by loads.

    `predecessor` is null where the schools file does not have it; its number and name are those that the link tells.
    """

    retention: ClassVar = Retention.for_good(PUBLIC)

    successor = models.ForeignKey(School, on_delete=models.CASCADE, related_name="predecessors")
    predecessor_urn = models.IntegerField()
    predecessor = models.ForeignKey(School, on_delete=models.SET_NULL, null=True, related_name="successors")
    predecessor_name = models.TextField(blank=True)
    link_type = models.TextField()
    on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor_urn", "successor"], name="followed_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor_urn=models.F("successor")), name="follows_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_urn} became {self.successor_id}"

    @property
    def former_name(self) -> str:
        """What the school was called before: by the schools file, else by the link, else by its number."""
        told = self.predecessor.name if self.predecessor else self.predecessor_name
        return told or f"the school with URN {self.predecessor_urn}"
