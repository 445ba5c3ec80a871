"""Proves every night that the record of events is whole, and notes its last seal where it can be held to it."""

import structlog

from schoolward.audit.verifying import verify
from schoolward.jobs.models import NightlyRun, NightState
from schoolward.jobs.nightly.night import Night, NightFault

log = structlog.get_logger("schoolward.jobs")


def prove(night: Night) -> dict[str, int | str]:
    """Reads the whole record, with the seal that the last good night noted; the log carries this night's outside."""
    last = (
        NightlyRun.objects.filter(job=night.run.job, state=NightState.DONE, on__lt=night.on)
        .order_by("-on")
        .first()
    )
    verdict = verify(noted=last.counts.get("seal") if last else None)
    if not verdict.is_whole:
        raise NightFault("The record of events was tampered with: " + "; ".join(verdict.faults))
    # The log is written elsewhere than the database: there the seal is out of reach of whoever changes rows.
    log.info("record.proved", events=verdict.events, seal=verdict.seal)
    return {"events": verdict.events, "seal": verdict.seal}
