"""An event, whom it is about, and the end of the chain."""

from typing import ClassVar

from django.db import models

from schoolward.audit.retention import KeptFor, Retention, Scrub


class Event(models.Model):
    """One thing that somebody did, saw or tried. The database refuses to change or delete it.

    `detail` and `salt` alone can go, when their time has come: the chain holds their digest.
    """

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the day of the event",
        date_field="at",
        why="As long as the registers that it guards, so that every look at a register can be accounted for.",
        scrub=Scrub.DETAIL,
        emptied={"detail": None, "salt": None},
    )

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=40, db_index=True)
    actor = models.CharField(max_length=120, db_index=True)
    actor_name = models.CharField(max_length=200)
    detail = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True)
    detail_digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"event {self.number}"


class Subject(models.Model):
    """Whom or what an event is about, such as pupil:12: how the events of one child are found."""

    retention: ClassVar = Retention.with_its("event")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    subject = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "event"], name="one_subject_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.subject} in event {self.event_id}"


class Head(models.Model):
    """The end of the chain: one row, which also makes writers queue."""

    retention: ClassVar = Retention.for_good("It is one row about no person.")

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_end_of_the_chain")
        ]

    def __str__(self) -> str:
        return f"chain up to event {self.number}"
