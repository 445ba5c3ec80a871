"""A load that somebody started: its files, how far a worker has come with it, and how it ended."""

from typing import ClassVar

from django.db import models

from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account
from schoolward.access.scoping import ScopedByKey
from schoolward.audit.retention import KeptFor, Retention, Scrub
from schoolward.people.models import School

COMMITTING = "committing"
"""The store's last step: from here a load can no longer be cancelled."""


class RunState(models.TextChoices):
    """Where a load is on its way. The last three are ends."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Loading"
    DONE = "done", "Loaded"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class LoadRun(models.Model):
    """Files that one person sent together. `school`: whose they are, of which alone they may tell; null: the borough.

    While it runs it belongs to `worker` until `leased_until`; whoever finds that past may take it up. `load` is the
    store's load that took the files, null where every one of them had been loaded before. At most one run is worked at
    a time, the oldest first, so that of two deliveries about one mark the later stands.
    """

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the day on which the files came",
        date_field="received_at",
        why="As long as the marks that it brought, so that it can be said who sent them and when.",
        scrub=Scrub.ROW,
    )
    scoped: ClassVar = ScopedByKey(
        fields={ScopeKind.SCHOOL: "school_id", ScopeKind.TRUST: "school__trust_id"},
    )

    started_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="load_runs")
    started_by_name = models.CharField(max_length=200)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="load_runs")
    sender = models.CharField(max_length=200)
    folder = models.CharField(max_length=32, unique=True)
    received_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    step = models.CharField(max_length=40, blank=True)
    step_done = models.IntegerField(default=0)
    step_total = models.IntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    load = models.IntegerField(null=True)
    counts = models.JSONField(default=dict)
    fault = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="one_run_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", leased_until__isnull=False)
                | (~models.Q(state="running") & models.Q(leased_until=None)),
                name="leased_while_it_runs",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="runs_in_order")]

    def __str__(self) -> str:
        return f"load run {self.pk}"

    @property
    def key(self) -> ScopeKey:
        """Whose it is."""
        return BOROUGH if self.school_id is None else ScopeKey(ScopeKind.SCHOOL, str(self.school_id))

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in (RunState.WAITING, RunState.RUNNING)

    @property
    def can_be_cancelled(self) -> bool:
        """Whether asking for its end may still have an effect."""
        return not self.has_ended and self.cancel_asked_at is None and self.step != COMMITTING


class RunFile(models.Model):
    """One of the files, and what became of it."""

    retention: ClassVar = Retention.with_its("run")
    scoped: ClassVar = ScopedByKey(
        fields={ScopeKind.SCHOOL: "run__school_id", ScopeKind.TRUST: "run__school__trust_id"},
    )

    run = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "name"], name="one_file_a_name_in_a_run")
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.run_id}"
