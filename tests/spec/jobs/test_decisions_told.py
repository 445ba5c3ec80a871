"""What was decided on who is one child reaches the store by the worker, without anybody waiting for it."""

import pytest

from schoolward.audit.actor import operator
from schoolward.audit.clock import now
from schoolward.people.actions.following import follow_store
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.models import IdentityDecision, Pupil
from tests.integration.jobs.lobby import Lobby

pytestmark = pytest.mark.django_db(transaction=True)

BY = operator("test")


def test_a_merge_and_its_undoing_reach_the_store_with_the_workers_next_round(lobby: Lobby) -> None:
    follow_store(home=lobby.desk.home, by=BY, at=now())
    kept, other = Pupil.objects.order_by("pk")[:2]

    merge_pupils(pupil=other, kept=kept, because="Both schools confirm it.", by=BY, at=now())
    assert lobby.desk.same_child() == {}
    lobby.work()
    assert len(lobby.desk.same_child()) == 1
    assert IdentityDecision.objects.get().load == lobby.stored()[-1]

    take_apart(pupil=other, because="They are two children after all.", by=BY, at=now())
    lobby.work()
    assert lobby.desk.same_child() == {}


def test_a_worker_with_nothing_decided_tells_nothing(lobby: Lobby) -> None:
    before = lobby.stored()
    lobby.work()
    assert lobby.stored() == before
