"""Who is the same child: matters that wait for a data officer, and what was decided."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import Retention
from schoolward.people.models.pupil import Pupil
from schoolward.people.scopes import BY_PUPIL


class MatterKind(models.TextChoices):
    """Why two records stand side by side."""

    DUPLICATE = "duplicate", "Two records that seem to be one child's"
    DOUBTFUL = "doubtful", "Two records that may be one child's"
    CLASH = "clash", "One UPN whose records contradict each other"


class Evidence(models.TextChoices):
    """What speaks for a matter, or against it."""

    SAME_NAME = "same_name", "Surname and forename are the same"
    NEAR_FORENAME = "near_forename", "The surname is the same and the forenames are nearly alike"
    NEAR_SURNAME = "near_surname", "The forename is the same and the surnames are nearly alike"
    NAMES_EXCHANGED = "names_exchanged", "The surname of one is the forename of the other"
    FORMER_SURNAME = "former_surname", "The forename is the same, and one once had the other's surname"
    OTHER_SURNAME = "other_surname", "The forename is the same, the surname is not"
    OTHER_FORENAME = "other_forename", "The surname is the same, the forename is not"
    SAME_DOB = "same_dob", "The date of birth is the same"
    DOB_ONE_DIGIT = "dob_one_digit", "The dates of birth differ in one digit"
    DOB_SWAPPED = "dob_swapped", "The dates of birth are the same with day and month swapped"
    AT_ONE_SCHOOL = "at_one_school", "Both are on the roll of one school on the same days"
    AT_ONE_TIME = "at_one_time", "Both are on roll on the same days, at different schools"
    ONE_AFTER_OTHER = "one_after_other", "One left a roll shortly before the other joined one"
    FAR_APART = "far_apart", "There is a long time between their days on roll"
    TEMPORARY_UPN = "temporary_upn", "One of the UPNs is a temporary one"
    SAME_POSTCODE = "same_postcode", "Both live, or lived last, in the same postcode"
    SEX_DIFFERS = "sex_differs", "They are told as of different sex"
    TOLD_DOB = "told_dob", "Schools tell different dates of birth"
    TOLD_SEX = "told_sex", "Schools tell different sexes"
    TOLD_NAME = "told_name", "Schools tell quite different names"


class Settlement(models.TextChoices):
    """What a data officer found."""

    SAME = "same", "The same child"
    DIFFERENT = "different", "Two children"
    PUT_RIGHT = "put_right", "Put right by the school"


class IdentityMatter(models.Model):
    """A pair of records, or one that contradicts itself, that waits for a data officer.

    Of a pair `pupil` has the smaller number. `evidence` are values of `Evidence`, never particulars of a pupil.
    """

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    kind = models.CharField(max_length=10, choices=MatterKind.choices)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="matters")
    other = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="matters_as_other")
    evidence = models.JSONField(default=list)
    found_at = models.DateTimeField()
    settlement = models.CharField(max_length=10, choices=Settlement.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "other"], name="one_matter_a_pair"),
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(other=None), name="one_matter_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"matter {self.pk} on {self.pupil_id}"

    @property
    def evidence_in_words(self) -> list[str]:
        """What speaks for it or against it, a sentence each."""
        return [Evidence(value).label for value in self.evidence]


class IdentityDecision(models.Model):
    """That `pupil` is the same child as `kept`, or stands on its own again; the last one on a pupil stands.

    `load` is the store's load by which figures follow; null until it is there.
    """

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    reference = models.CharField(max_length=40, unique=True)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="decisions")
    kept = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="decisions_in_favour")
    because = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120)
    load = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"decision {self.reference}"
