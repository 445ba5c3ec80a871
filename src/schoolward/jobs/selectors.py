"""Reads loads and nights for pages and the API."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from schoolward.access.asking import visible, within
from schoolward.access.permissions import Permission
from schoolward.access.reach import reach_of
from schoolward.audit.actor import Actor
from schoolward.jobs.loading import name_inside
from schoolward.jobs.models import LoadRun, NightlyRun, Reminder, RunState
from schoolward.jobs.nightly.night import NightlyJob
from schoolward.jobs.nightly.schedule import NIGHTLY
from schoolward.people.models import School
from schoolward.store.home import Home
from schoolward.store.refused import refused_rows


def runs_for(actor: Actor, *, at: datetime) -> QuerySet[LoadRun]:
    """The loads that the actor may watch, the newest first."""
    rows = LoadRun.objects.select_related("school").annotate(number_of_files=Count("files"))
    return visible(rows, to=actor, at=at, permission=Permission.LOAD_VIEW).order_by("-received_at", "-pk")


def runs_before(run: LoadRun) -> int:
    """How many loads are taken up before a waiting one."""
    going_on = LoadRun.objects.filter(state__in=(RunState.WAITING, RunState.RUNNING))
    return going_on.filter(received_at__lt=run.received_at).count()


def schools_to_load_for(actor: Actor, *, at: datetime) -> tuple[QuerySet[School], bool]:
    """The schools whose files the actor may load, and whether they may load the whole borough's."""
    reach = reach_of(actor, Permission.LOAD_START, at=at)
    return within(School.objects.order_by("name", "urn"), reach), reach.is_borough


def refused_in(home: Home, run: LoadRun, *, most: int | None = None) -> list[dict[str, Any]]:
    """The rows that the load refused, with files called as their sender calls them. None if it made no load."""
    rows = [] if run.load is None else refused_rows(home, run.load, most=most)
    return [{**row, "file": name_inside(row["file"], run.folder)} for row in rows]


def last_nights(*, most: int = 14) -> list[tuple[NightlyJob, list[NightlyRun]]]:
    """Each job of the nightly work with its last nights, the newest first."""
    return [(job, list(NightlyRun.objects.filter(job=job.name).order_by("-on")[:most])) for job in NIGHTLY]


def reminders_of(account: int) -> list[str]:
    """What waits for somebody, as the last night found it, in words."""
    return [row.in_words for row in Reminder.objects.filter(account_id=account).order_by("pk")]
