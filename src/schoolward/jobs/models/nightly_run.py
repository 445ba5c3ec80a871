"""What was done on a night."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import KeptFor, Retention, Scrub


class NightState(models.TextChoices):
    """How far a night's job has come."""

    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class NightlyRun(models.Model):
    """One job on one night. There is one row for both, whoever wants to begin it; it is leased as a load is."""

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=1),
        counted_from="the night",
        date_field="on",
        why="So that a year's lists can be set beside each other; it holds numbers and no person.",
        scrub=Scrub.ROW,
    )

    job = models.CharField(max_length=40)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=NightState.choices, default=NightState.RUNNING)
    worker = models.CharField(max_length=80)
    leased_until = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=1)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    fault = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "on"], name="each_job_once_a_night")]

    def __str__(self) -> str:
        return f"{self.job} of {self.on}"

    @property
    def shown(self) -> list[tuple[str, int | str]]:
        """What was counted, by names as people read them."""
        return [(name.replace("_", " ").replace(":", ", "), number) for name, number in self.counts.items()]
