"""Keeps what is made from the store up to date with it, and the inbox empty."""

from schoolward.jobs.inbox import sweep
from schoolward.jobs.models import LoadRun, RunState
from schoolward.jobs.nightly.night import Night
from schoolward.jobs.up_to_date import follow_the_store
from schoolward.store.snapshot import snapshot


def follow(night: Night) -> dict[str, int | str]:
    """After loads from the command line, and after one whose worker could not do it."""
    follow_the_store(home=night.home, by=night.by, at=night.at)
    return {"load": snapshot(night.home).load}


def sweep_inbox(night: Night) -> dict[str, int | str]:
    """Deletes what killed servers and workers left of uploads."""
    going_on = LoadRun.objects.filter(state__in=(RunState.WAITING, RunState.RUNNING))
    wanted = set(going_on.values_list("folder", flat=True))
    return {"folders_deleted": sweep(night.home, wanted=wanted, at=night.at)}
