"""Kills actions between each two of their statements, and finds all of the action and its event, or nothing."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers

from schoolward.audit.models import Event
from schoolward.audit.verifying import verify
from schoolward.people.actions.following import follow_store
from schoolward.store.home import Home
from tests.integration.access.deeds import ASKED, DEEDS, Deed
from tests.integration.access.killing import cut_off_after, kill_after
from tests.spec.store.conftest import desk, opened_desk
from tests.spec.store.sent import Desk

__all__ = ["desk", "opened_desk"]

pytestmark = pytest.mark.django_db(transaction=True)

MOST_STATEMENTS = 150


def everything() -> str:
    """Every row of Schoolward's own tables, and the sessions."""
    rows = [
        row
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if model.__module__.startswith("schoolward.") or model is Session
        for row in model._default_manager.order_by("pk")
    ]
    return serializers.serialize("json", rows)


def require_all_or_nothing(deed: Deed, *, killed: Callable[[int, Deed], bool] = kill_after) -> None:
    """Kills the deed at one statement after the other until it is done: before that it has changed nothing.

    What comes after the commit, such as a letter, may be cut off; the deed and its event stand by then.
    """
    before, events = everything(), Event.objects.count()
    for statements in range(MOST_STATEMENTS):
        has_ended = killed(statements, deed)
        assert verify().is_whole
        if everything() != before:
            assert Event.objects.count() > events, f"killed after {statements} statements, it left no event"
            break
        assert not has_ended, "the deed ended and changed nothing"
    else:
        pytest.fail(f"the action had not ended after {MOST_STATEMENTS} statements")
    assert statements > 3, "the action was never killed in its middle"


@pytest.mark.parametrize("prepare", DEEDS, ids=lambda deed: deed.__name__)
def test_killed_at_any_statement_nothing_is_half_done(prepare: Callable[[Home], Deed], desk: Desk) -> None:
    require_all_or_nothing(prepare(desk.home))


def test_cut_off_while_it_follows_the_store_nothing_is_half_done(desk: Desk) -> None:
    require_all_or_nothing(lambda: follow_store(home=desk.home, **ASKED), killed=cut_off_after)
