"""On which rolls, in which cohorts and in whose caseload a pupil is and was."""

from typing import ClassVar

from django.db import models

from schoolward.access.models import Account
from schoolward.audit.retention import Retention
from schoolward.people.models.pupil import Pupil
from schoolward.people.models.school import School
from schoolward.people.scopes import BY_PUPIL


class EnrolmentStatus(models.TextChoices):
    """The School Census codes."""

    SINGLE = "C", "Single registration"
    MAIN = "M", "Main registration (dual registered)"
    SUBSIDIARY = "S", "Subsidiary registration (dual registered)"


class Enrolment(models.Model):
    """A time on the roll of a school, with the latest particulars. It follows the store by loads.

    Name, date of birth and sex are as this school told them, so that schools that contradict each other are found.
    """

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="enrolments")
    entry_on = models.DateField()
    leaving_on = models.DateField(null=True)
    enrolment_status = models.CharField(
        max_length=1, choices=EnrolmentStatus.choices, default=EnrolmentStatus.SINGLE
    )
    year_group = models.TextField(blank=True)
    sen_provision = models.CharField(max_length=1, blank=True)
    free_school_meals = models.BooleanField(null=True)
    surname = models.TextField(blank=True)
    forename = models.TextField(blank=True)
    dob = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "school", "entry_on"], name="one_enrolment_a_first_day")
        ]
        indexes: ClassVar = [models.Index(fields=["school", "leaving_on", "entry_on"], name="roll_of_school")]

    def __str__(self) -> str:
        return f"{self.pupil_id} at {self.school_id} from {self.entry_on}"


class CohortMembership(models.Model):
    """That a pupil was in a cohort between two days, and who told us. It follows the store by loads."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="cohorts")
    cohort = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    load = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "cohort", "from_on"], name="one_membership_a_first_day")
        ]
        indexes: ClassVar = [models.Index(fields=["cohort", "until_on", "from_on"], name="members_of_cohort")]

    def __str__(self) -> str:
        return f"{self.pupil_id} in {self.cohort}"

    @property
    def cohort_in_words(self) -> str:
        """The cohort's name as people write it."""
        return self.cohort.replace("_", " ").capitalize()


class CaseloadSpell(models.Model):
    """That an attendance officer looks after a pupil between two days."""

    retention: ClassVar = Retention.with_its("pupil")
    scoped: ClassVar = BY_PUPIL

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="caseloads")
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="caseload")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["officer", "until_on", "from_on"], name="pupils_of_officer")
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} with officer {self.officer_id}"
