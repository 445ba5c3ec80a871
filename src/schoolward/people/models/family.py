"""Parents and carers, who lives with whom, and siblings: the authority's own knowledge."""

from typing import ClassVar

from django.db import models

from schoolward.access.scoping import ScopedBy
from schoolward.audit.retention import Retention
from schoolward.people.models.pupil import Pupil
from schoolward.people.scopes import BY_PUPIL, PUPIL_SCOPING


class Parent(models.Model):
    """A parent or carer. Seen by whoever may see one of the children."""

    retention: ClassVar = Retention.with_the_last_of("children")
    scoped: ClassVar = ScopedBy(scoping=PUPIL_SCOPING, path="children__pupil", many=True)

    title = models.CharField(max_length=20, blank=True)
    forename = models.CharField(max_length=100)
    surname = models.CharField(max_length=100)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"parent {self.pk}"

    @property
    def name(self) -> str:
        """Title, forename and surname."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


class Parenthood(models.Model):
    """That somebody is a child's parent or carer between two days, and whether with parental responsibility."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="children")
    relationship = models.CharField(max_length=60)
    has_parental_responsibility = models.BooleanField(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "parent", "from_on"], name="one_parenthood_a_first_day")
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} of {self.pupil_id}"


class LivesWith(models.Model):
    """That a child lives with a parent or carer between two days."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="lives_with")
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="lives_with")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.pupil_id} with {self.parent_id}"


class Siblings(models.Model):
    """That two pupils are siblings, as somebody told; those who share a parent need no such row."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="told_siblings")
    sibling = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="told_siblings_of")
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "sibling"], name="siblings_once"),
            models.CheckConstraint(
                condition=models.Q(pupil__lt=models.F("sibling")),
                name="siblings_in_the_order_of_their_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} and {self.sibling_id}"
