"""Loads on their way through a worker, and what was done each night."""

from schoolward.jobs.models.load_run import LoadRun, RunFile, RunState
from schoolward.jobs.models.nightly_run import NightlyRun, NightState
from schoolward.jobs.models.reminder import Reminder, ReminderKind

__all__ = ["LoadRun", "NightState", "NightlyRun", "Reminder", "ReminderKind", "RunFile", "RunState"]
