"""Sends what was decided on who is one child to the store, as loads of their own, so that figures follow the screens.

No transaction spans both: decisions are taken here first, sent, and marked when the store has them. What was sent and
not marked, since the process ended between, is sent once more, which changes nothing in the store.
"""

from collections.abc import Iterator
from datetime import datetime

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import IdentityDecision
from schoolward.store.home import Home
from schoolward.store.identity_recording import IdentityDecision as DecisionToTell
from schoolward.store.identity_recording import record_identity_decisions
from schoolward.store.layout import TableName
from schoolward.store.loading import LoadRefused
from schoolward.store.snapshot import snapshot


def send_decisions(*, home: Home, by: Actor, at: datetime) -> int:
    """Sends every decision that waits and says how many they were; CannotBeDone if the store refuses one.

    One load takes one decision a record, since of two the later has to come later.
    """
    require(by, Permission.IDENTITY_SETTLE, at=at)
    waiting = IdentityDecision.objects.filter(load=None).select_related("pupil", "kept").order_by("pk")
    sent = 0
    for decisions in _in_turn(list(waiting)):
        _tell(home, decisions, by=by, at=at)
        sent += _mark(home, decisions, by=by, at=at)
    return sent


def _in_turn(decisions: list[IdentityDecision]) -> Iterator[list[IdentityDecision]]:
    turn: dict[int, IdentityDecision] = {}
    for decision in decisions:
        if decision.pupil_id in turn:
            yield list(turn.values())
            turn = {}
        turn[decision.pupil_id] = decision
    if turn:
        yield list(turn.values())


def _tell(home: Home, decisions: list[IdentityDecision], *, by: Actor, at: datetime) -> None:
    told = [
        DecisionToTell(
            upn=decision.pupil.upn,
            same_as_upn=decision.kept.upn if decision.kept else None,
            reference=decision.reference,
        )
        for decision in decisions
    ]
    try:
        record_identity_decisions(home, told, by=str(by), at=at)
    except LoadRefused as fault:
        raise CannotBeDone(f"The store did not take in what was decided: {fault}") from fault


def _mark(home: Home, decisions: list[IdentityDecision], *, by: Actor, at: datetime) -> int:
    rows = snapshot(home).rows(TableName.IDENTITIES)
    loads = dict(zip(rows["reference"].to_pylist(), rows["load"].to_pylist(), strict=True))
    with acting(by, Permission.IDENTITY_SETTLE, at=at) as deed:
        for decision in decisions:
            IdentityDecision.objects.filter(pk=decision.pk, load=None).update(load=loads[decision.reference])
        deed.record(
            EventKind.DECISIONS_SENT,
            about=[decision.pupil for decision in decisions],
            references=[decision.reference for decision in decisions],
        )
    return len(decisions)
