"""What people do with loads: start one, and cancel it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.keys import BOROUGH
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.jobs.inbox import Upload, discard, keep
from schoolward.jobs.models import LoadRun, RunFile, RunState
from schoolward.jobs.models.load_run import COMMITTING
from schoolward.people.models import School
from schoolward.store.home import Home

MOST_WAITING = 20
"""Loads that one account may have waiting at once."""

TOO_LATE = "It is too late to cancel this load: the last step has begun, and it will stand."


def start_load(
    *, home: Home, uploads: Sequence[Upload], school: School | None, sender: str, by: Actor, at: datetime
) -> LoadRun:
    """Puts files in the queue, received at this instant. `school`: whose they are; None for the whole borough's."""
    kept = keep(home, uploads, of_a_school=school is not None)
    try:
        with acting(by, Permission.LOAD_START, at=at, record=school, key=None if school else BOROUGH) as deed:
            waiting = LoadRun.objects.filter(state=RunState.WAITING, started_by_id=by.account)
            if by.account is not None and waiting.count() >= MOST_WAITING:
                raise CannotBeDone(
                    f"You have {MOST_WAITING} loads waiting. Wait until some are done, or cancel them."
                )
            run = LoadRun.objects.create(
                started_by_id=by.account, started_by_name=by.name, school=school, sender=sender.strip() or by.name,
                folder=kept.folder, received_at=at,
            )  # fmt: skip
            RunFile.objects.bulk_create(
                RunFile(run=run, name=file.name, size=file.size, sha256=file.sha256) for file in kept.files
            )
            deed.record(
                EventKind.LOAD_STARTED, about=[run], school=run.school_id, bytes=kept.size,
                files=[file.sha256 for file in kept.files],
            )  # fmt: skip
    except BaseException:
        discard(home, kept.folder)
        raise
    return run


def cancel_load(*, home: Home, run: LoadRun, by: Actor, at: datetime) -> None:
    """Ends a waiting load; asks a running one to end, which it does before its last step with nothing loaded."""
    with acting(by, Permission.LOAD_START, at=at, record=run) as deed:
        mine = LoadRun.objects.filter(pk=run.pk)
        ended = mine.filter(state=RunState.WAITING).update(
            state=RunState.CANCELLED, cancel_asked_at=at, ended_at=at
        )
        asked = ended or mine.filter(Q(state=RunState.RUNNING) & ~Q(step=COMMITTING)).update(
            cancel_asked_at=at
        )
        if not asked:
            raise CannotBeDone(
                TOO_LATE if mine.filter(state=RunState.RUNNING).exists() else "This load has ended already."
            )
        deed.record(EventKind.LOAD_CANCELLED, about=[run], while_running=not ended)
    if ended:
        discard(home, run.folder)
