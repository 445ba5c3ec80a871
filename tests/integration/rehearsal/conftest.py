"""A small fictional borough and its year, played once for the tests that look at it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from schoolward.audit.actor import operator
from schoolward.demo.borough import write_borough
from schoolward.people.actions.following import follow_store
from schoolward.people.actions.matters import find_matters
from schoolward.rehearsal.beginning import Beginning, beginning
from schoolward.rehearsal.taking_on import Staff
from schoolward.rehearsal.year import play
from schoolward.store.delivery import deliveries
from schoolward.store.home import Authority, Home, create_home
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot

BY = operator("root")
PUPILS = 1_200
LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was played, where."""

    home: Home
    begun: Beginning
    staff: Staff


@pytest.fixture(scope="module")
def year(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Year]:
    """The year, whose rows stay for the tests of the module."""
    folder = tmp_path_factory.mktemp("rehearsal")
    home = loaded_borough(folder)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        for module in ("email.utils", "email.generator"):
            # Python's own mail names each message by the global generator.
            patch.setattr(f"{module}.random", random.Random(1))
        at = snapshot(home).received_at
        assert at is not None
        follow_store(home=home, by=BY, at=at)
        find_matters(by=BY, at=at)
        begun = beginning(home)
        yield Year(home=home, begun=begun, staff=play(home, begun, by=BY, say=lambda month: None))
        call_command("flush", interactive=False, verbosity=0)
        cache.clear()


def loaded_borough(folder: Path) -> Home:
    """The home of a small borough with all its loads."""
    made = write_borough(folder / "files", pupils=PUPILS)
    home = create_home(folder / "home", Authority(code="356", name="Demo Borough"))
    for delivery in deliveries([made.manifest], received_at=LOADED_AT, sender=""):
        load(home, delivery, by="test", now=LOADED_AT)
    return home
