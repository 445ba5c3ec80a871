"""What a worker does with the nightly work: takes a job of a night up once, and says how it ended."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import F, Q, QuerySet

from schoolward.access.acting import acting, noting
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.jobs.actions.working import LeaseLost
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import NightlyRun, NightState, Reminder


def take_up_night(*, job: str, on: date, lease: Lease, by: Actor, at: datetime) -> NightlyRun | None:
    """The job of that night, if nobody has begun it or whoever had is gone. None otherwise."""
    lost = Q(state=NightState.RUNNING, leased_until__lt=at)
    try:
        with noting(by):
            if not NightlyRun.objects.filter(job=job, on=on).exists():
                return NightlyRun.objects.create(
                    job=job, on=on, worker=lease.worker, leased_until=lease.until(at), began_at=at
                )
            taken = NightlyRun.objects.filter(lost, job=job, on=on).update(
                worker=lease.worker, leased_until=lease.until(at), attempts=F("attempts") + 1
            )
            return NightlyRun.objects.get(job=job, on=on) if taken else None
    except IntegrityError:
        # Another worker has begun it in this moment.
        return None


def prolong_night(*, run: NightlyRun, lease: Lease, by: Actor, at: datetime) -> bool:
    """Says that the worker lives. False if it has lost the lease."""
    with noting(by):
        return bool(_held(run, lease).update(leased_until=lease.until(at)))


def end_night(
    *, run: NightlyRun, lease: Lease, counts: Mapping[str, int | str], by: Actor, at: datetime
) -> None:
    """The job is done; `counts` is what it found, in numbers."""
    with acting(by, Permission.JOBS_MANAGE, at=at) as deed:
        _end(run, lease, state=NightState.DONE, at=at, counts=dict(counts))
        deed.record(EventKind.NIGHT_ENDED, job=run.job, on=run.on.isoformat())


def fail_night(*, run: NightlyRun, lease: Lease, fault: str, by: Actor, at: datetime) -> None:
    """The job could not be done; it is not tried again before the next night."""
    with acting(by, Permission.JOBS_MANAGE, at=at) as deed:
        _end(run, lease, state=NightState.FAILED, at=at, fault=fault)
        deed.record(EventKind.NIGHT_FAILED, job=run.job, on=run.on.isoformat())


def replace_reminders(
    *, night: NightlyRun, reminders: Sequence[tuple[int, str, int, date]], by: Actor, at: datetime
) -> list[Reminder]:
    """Puts the reminders (account, kind, number, day) in the place of all earlier ones.

    Those of the same night that were mailed before the worker was killed are known as mailed.
    """
    with noting(by):
        mailed = {(row.account_id, row.kind): row.mailed_at for row in Reminder.objects.filter(night=night)}
        Reminder.objects.all().delete()
        Reminder.objects.bulk_create(
            Reminder(
                night=night, account_id=account, kind=kind, number=number, on=on,
                mailed_at=mailed.get((account, kind)),
            )
            for account, kind, number, on in reminders
        )  # fmt: skip
        return list(Reminder.objects.filter(night=night).select_related("account").order_by("pk"))


def mark_mailed(*, reminders: Sequence[Reminder], by: Actor, at: datetime) -> bool:
    """Marks reminders as mailed. False if all of them had been."""
    with noting(by):
        waiting = Reminder.objects.filter(pk__in=[row.pk for row in reminders], mailed_at=None)
        return bool(waiting.update(mailed_at=at))


def _end(run: NightlyRun, lease: Lease, *, state: NightState, at: datetime, **told: object) -> None:
    if not _held(run, lease).update(state=state, leased_until=None, ended_at=at, **told):
        raise LeaseLost


def _held(run: NightlyRun, lease: Lease) -> QuerySet[NightlyRun]:
    return NightlyRun.objects.filter(pk=run.pk, state=NightState.RUNNING, worker=lease.worker)
