"""The table of nightly work, in the order in which it is done: a job more is a line more."""

from schoolward.jobs.nightly import attention, housekeeping, record, reminders, retention
from schoolward.jobs.nightly.night import NightlyJob

NIGHTLY: tuple[NightlyJob, ...] = (
    NightlyJob(
        name="follow", label="Figures and screens brought up to date with the loads", does=housekeeping.follow
    ),
    NightlyJob(name="attention", label="The day's list of who needs whom", does=attention.judge_the_day),
    NightlyJob(name="reminders", label="Reminders to those for whom something waits", does=reminders.remind),
    NightlyJob(name="record", label="The record of events read again and proved whole", does=record.prove),
    NightlyJob(
        name="retention", label="What need not be kept any longer planned", does=retention.plan_what_goes
    ),
    NightlyJob(
        name="inbox",
        label="Uploaded files that no load needs any more deleted",
        does=housekeeping.sweep_inbox,
    ),
)


def job_named(name: str) -> NightlyJob | None:
    """The job of that name, if it still is one."""
    return next((job for job in NIGHTLY if job.name == name), None)
