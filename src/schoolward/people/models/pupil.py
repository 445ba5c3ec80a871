"""Pupils: who they are, by which UPNs and names they were known, and where they lived."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from schoolward.audit.retention import KeptFor, Retention, Scrub
from schoolward.people.scopes import BY_PUPIL, OWN


class Pupil(models.Model):
    """One record of a child, under the pupil key of the store. It follows the store by loads.

    `same_as` is the record that is kept where a data officer found records to be one child's: the end of the chain,
    whatever stands between. Nothing of this one is lost, and it can be taken apart again. `child` is the number of the
    record that is kept, its own if it stands alone: all records with one value are one child's.
    """

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the last day on any roll",
        date_field="last_on_roll_on",
        why="Registers must be kept for six years from each entry, and mean nothing without whose they are.",
        scrub=Scrub.ROW,
    )
    scoped: ClassVar = OWN

    id = models.IntegerField(primary_key=True)
    upn = models.CharField(max_length=13, unique=True)
    surname = models.TextField(blank=True)
    forename = models.TextField(blank=True)
    middle_names = models.TextField(blank=True)
    dob = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    child = models.GeneratedField(
        expression=Coalesce("same_as", "id"), output_field=models.IntegerField(), db_persist=True
    )
    last_on_roll_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["surname", "forename"], name="pupils_by_name"),
            models.Index(fields=["dob"], name="pupils_by_dob"),
            models.Index(fields=["child"], name="pupils_by_child"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(same_as=None) | ~models.Q(same_as=models.F("id")),
                name="merged_into_another",
            )
        ]

    def __str__(self) -> str:
        return f"pupil {self.pk}"

    @property
    def name(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}".strip() or "Name not held"


class PupilUPN(models.Model):
    """A UPN that a pupil has or had, with the load that first named it."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="upns")
    upn = models.CharField(max_length=13, unique=True)
    load = models.IntegerField()

    def __str__(self) -> str:
        return f"a UPN of {self.pupil_id}"


class PupilName(models.Model):
    """A name that a pupil bears or bore, from the first day for which it was told."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="names")
    surname = models.TextField()
    forename = models.TextField()
    middle_names = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"a name of {self.pupil_id}"


class Residence(models.Model):
    """Where a pupil lived between two days. `lines` are the authority's own; the rest is as schools told it."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="residences")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    lines = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    home_authority = models.CharField(max_length=3, blank=True)
    ward = models.TextField(blank=True)
    source = models.TextField()
    is_told_by_loads = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pupil", "from_on"], name="residences_of_pupil")]

    def __str__(self) -> str:
        return f"where {self.pupil_id} lived"
