"""Does a part of the nightly work: each job once a night, whichever worker comes first."""

from collections.abc import Iterable, Mapping

import structlog
from django.db import InterfaceError, OperationalError

from schoolward.audit.actor import Actor
from schoolward.audit.clock import now
from schoolward.jobs.actions.nights import end_night, fail_night, prolong_night, take_up_night
from schoolward.jobs.actions.working import LeaseLost
from schoolward.jobs.beating import beating
from schoolward.jobs.lease import MOST_ATTEMPTS, Lease
from schoolward.jobs.nightly.night import Night, NightFault, NightlyJob
from schoolward.store.home import Home

ENDED_ITS_WORKERS = (
    f"The program ended {MOST_ATTEMPTS} times while it did this. It is tried again the next night."
)
UNEXPECTED = "Something went wrong that nobody foresaw ({kind}). The log says where."

log = structlog.get_logger("schoolward.jobs")


def work_on_a_night(home: Home, *, jobs: Iterable[NightlyJob], lease: Lease, by: Actor) -> bool:
    """Does one of the jobs whose hour has come and that nobody has begun. False if there was none.

    Of nights that were missed, while no worker ran, only the last is made good.
    """
    for job in jobs:
        at = now()
        run = take_up_night(job=job.name, on=job.latest_night(at), lease=lease, by=by, at=at)
        if run is not None:
            _work_on(job, Night(home=home, run=run, by=by, at=at), lease)
            return True
    return False


def _work_on(job: NightlyJob, night: Night, lease: Lease) -> None:
    told = {"job": job.name, "on": night.on.isoformat()}
    try:
        with beating(lambda at: prolong_night(run=night.run, lease=lease, by=night.by, at=at), lease=lease):
            _do(job, night, lease)
    except LeaseLost:
        log.warning("night.lease_lost", **told)
    else:
        log.info("night.ended", **told)


def _do(job: NightlyJob, night: Night, lease: Lease) -> None:
    fault = ""
    counts: Mapping[str, int | str] = {}
    try:
        if night.run.attempts > MOST_ATTEMPTS:
            raise NightFault(ENDED_ITS_WORKERS)
        counts = job.does(night)
    except NightFault as known:
        fault = str(known)
    except (OperationalError, InterfaceError):
        raise
    except Exception as unforeseen:
        log.exception("night.broke", job=job.name, on=night.on.isoformat())
        fault = UNEXPECTED.format(kind=type(unforeseen).__name__)
    if fault:
        fail_night(run=night.run, lease=lease, fault=fault, by=night.by, at=now())
        log.error("night.failed", job=job.name, on=night.on.isoformat())
    else:
        end_night(run=night.run, lease=lease, counts=counts, by=night.by, at=now())
