"""Kills actions between each two of their statements, and finds all of the action and its event, or nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core import serializers

from schoolward.access import actions
from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.models import Account
from schoolward.access.roles import Role
from schoolward.audit.actor import system
from schoolward.audit.models import Event
from schoolward.audit.verifying import verify
from schoolward.people.models import Pupil
from tests.integration.access.killing import kill_after

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BY = system("test")
MOST_STATEMENTS = 60


def everything() -> str:
    """Every row of Schoolward's own tables."""
    rows = [
        row
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if model.__module__.startswith("schoolward.")
        for row in model._default_manager.order_by("pk")
    ]
    return serializers.serialize("json", rows)


def officer() -> Account:
    return Account.objects.create(email="officer@example.org", name="An Officer", joined_on=date(2026, 9, 1))


def giving_a_role() -> Callable[[], object]:
    account = officer()
    scope = ScopeKey(ScopeKind.SCHOOL, "900001")
    return lambda: actions.give_role(
        account=account, role=Role.ATTENDANCE_OFFICER, scope=scope, from_on=date(2026, 9, 1),
        until_on=date(2027, 8, 31), by=BY, at=AT,
    )  # fmt: skip


def closing_a_record() -> Callable[[], object]:
    account = officer()
    pupil = Pupil.objects.create(id=1, upn="A000000000001")
    return lambda: actions.close_record(
        record=pupil, named=[account], reason="The child of a colleague in the team", by=BY, at=AT
    )


def breaking_the_glass() -> Callable[[], object]:
    account = officer()
    actions.give_role(
        account=account, role=Role.ATTENDANCE_OFFICER, scope=ScopeKey(ScopeKind.SCHOOL, "900001"),
        from_on=date(2026, 9, 1), until_on=date(2027, 8, 31), by=BY, at=AT,
    )  # fmt: skip
    pupil = Pupil.objects.create(id=1, upn="A000000000001")
    return lambda: actions.break_glass(
        record=pupil, reason="The duty desk was called at night", by=account.actor, at=AT
    )


DEEDS = [giving_a_role, closing_a_record, breaking_the_glass]


@pytest.mark.parametrize("prepare", DEEDS, ids=lambda deed: deed.__name__)
def test_killed_at_any_statement_nothing_is_half_done(prepare: Callable[[], Callable[[], object]]) -> None:
    deed = prepare()
    before, events = everything(), Event.objects.count()
    for statements in range(MOST_STATEMENTS):
        if kill_after(statements, deed):
            break
        assert everything() == before, f"killed after {statements} statements, something stayed behind"
        assert verify().is_whole
    else:
        pytest.fail(f"the action had not ended after {MOST_STATEMENTS} statements")
    assert statements > 3, "the action was never killed in its middle"
    assert everything() != before
    assert Event.objects.count() == events + 1
    assert verify().is_whole
