"""Scrubs what need not be kept any longer: the database first, whole or not at all, then the store."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from graphlib import TopologicalSorter

from django.db.models import Model

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.audit.retention import Scrub
from schoolward.keeping.declarations import every_model, rule_of
from schoolward.keeping.going import Rows
from schoolward.keeping.references import foreign_keys, in_chunks, references
from schoolward.keeping.retention import Plan, plan, to_be_emptied
from schoolward.keeping.store_scrub import ScrubRefused, StorePlan, apply_to_store
from schoolward.law.book import LawBook
from schoolward.store.home import Home

PLAN_HOLDS_FOR = timedelta(days=31)


class PlanMissed(AssertionError):
    """The database let go of more or less than the plan said: a mistake of the program, and so nothing went."""


@dataclass(frozen=True, kw_only=True)
class Scrubbed:
    """What was done. `store_load` is the load that tells of the store's part; null where nothing had to go there."""

    plan: Plan
    store_load: int | None


def apply(
    *, fingerprint: str, on: date, home: Home | None, law: LawBook, by: Actor, at: datetime
) -> Scrubbed:
    """Scrubs what the plan of that fingerprint said. If anything else would go by now, nothing does.

    The database's part is one transaction with an event that says what went, and that the store's part is still to
    come. If that fails or the machine stops, the event shows it, and a new plan, applied, completes it: what is gone
    from the database is planned for the store as long as it is there.
    """
    with acting(by, Permission.RETENTION_APPLY, at=at) as deed:
        _require_recent(on, at=at)
        fresh = plan(on=on, home=home, law=law)
        if fresh.fingerprint != fingerprint:
            raise CannotBeDone(
                "What would go has changed since the plan was made. Nothing was scrubbed. Make the plan again, read "
                "it, and apply that."
            )
        _delete(fresh.rows)
        _empty(fresh)
        deed.record(
            EventKind.RETENTION_APPLIED,
            as_at=on.isoformat(),
            rows=fresh.counts,
            registers_to_go=fresh.store.counts if fresh.store else {},
        )
    load = None
    if home is not None and fresh.store is not None:
        load = _scrub_store(home, fresh.store, by=by, at=at)
    with acting(by, Permission.RETENTION_APPLY, at=at) as deed:
        gone = fresh.store.counts if fresh.store else {}
        deed.record(EventKind.RETENTION_FINISHED, as_at=on.isoformat(), rows=gone, load=load)
    return Scrubbed(plan=fresh, store_load=load)


def _require_recent(on: date, *, at: datetime) -> None:
    today = day_of(at)
    if on > today:
        raise CannotBeDone(f"The plan is for {on}, which is still to come. Make a plan for today or earlier.")
    if on < today - PLAN_HOLDS_FOR:
        raise CannotBeDone(f"The plan is for {on}, more than {PLAN_HOLDS_FOR.days} days ago. Make a new one.")


def _scrub_store(home: Home, planned: StorePlan, *, by: Actor, at: datetime) -> int | None:
    try:
        return apply_to_store(home, planned, by=str(by), at=at)
    except ScrubRefused as refusal:
        raise CannotBeDone(
            f"The database was scrubbed, the registers were not: {refusal} Make a new plan and apply it to finish."
        ) from refusal


def _delete(rows: Rows) -> None:
    """Deletes the rows, those that lead to others first."""
    leading: dict[type[Model], set[type[Model]]] = {model: set() for model in rows}
    for reference in references():
        if {reference.model, reference.target} <= set(rows) and reference.model is not reference.target:
            leading[reference.target].add(reference.model)
    for model in TopologicalSorter(leading).static_order():
        for field in foreign_keys(model):
            if field.related_model is model:
                # Two records of one child go together; neither must wait for the other.
                for chunk in in_chunks(rows[model]):
                    model._base_manager.filter(pk__in=chunk).update(**{field.name: None})
        for chunk in in_chunks(rows[model]):
            _, gone = model._base_manager.filter(pk__in=chunk).delete()
            if gone != {model._meta.label: len(chunk)}:
                raise PlanMissed(f"{model._meta.label}: {gone} went where {len(chunk)} should have")


def _empty(fresh: Plan) -> None:
    """Empties the details whose time has come."""
    for model in every_model():
        rule = rule_of(model)
        if rule.scrub is Scrub.DETAIL:
            emptied = to_be_emptied(model, on=fresh.on, held=fresh.held).update(**rule.emptied)
            if emptied != fresh.counts.get(model._meta.label_lower, 0):
                raise PlanMissed(
                    f"{model._meta.label}: {emptied} rows were emptied, which the plan did not say"
                )
