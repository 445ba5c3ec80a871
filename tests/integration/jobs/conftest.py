"""A store with two schools and four pupils, its database, and an officer who may load."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from schoolward.access.keys import BOROUGH, ScopeKind
from schoolward.access.models import Account, Grant
from schoolward.access.roles import Role
from schoolward.people.models import School
from tests.integration.jobs.lobby import Lobby
from tests.integration.jobs.workers import Workers, workers_for
from tests.spec.store.sent import ALDER, BIRCH, OPENED, Desk, base


@pytest.fixture(scope="session")
def opened_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The base, loaded: not to be changed."""
    desk = Desk.empty(tmp_path_factory.mktemp("base"))
    desk.send(*base(), at=OPENED)
    return desk


def _account(role: Role, kind: ScopeKind, value: str) -> Account:
    account = Account.objects.create(
        email=f"{role.value}@example.org", name=f"A {role.value}", joined_on=date(2026, 1, 1)
    )
    Grant.objects.create(
        account=account, role=role.value, scope_kind=kind.value, scope_value=value,
        from_on=date(2020, 1, 1), until_on=date(2100, 1, 1), given_by="system:test",
    )  # fmt: skip
    return account


@pytest.fixture
def lobby(transactional_db: None, opened_desk: Desk, tmp_path: Path) -> Lobby:
    """A store with load 1, and who may send to it."""
    for urn in (ALDER, BIRCH):
        School.objects.create(urn=urn, name=f"School {urn}", local_authority="999")
    return Lobby(
        desk=opened_desk.copied_to(tmp_path),
        officer=_account(Role.DATA_OFFICER, BOROUGH.kind, BOROUGH.value),
        office=_account(Role.SCHOOL_OFFICE, ScopeKind.SCHOOL, str(ALDER)),
    )


@pytest.fixture
def workers(lobby: Lobby, tmp_path: Path) -> Iterator[Workers]:
    """Workers in processes of their own."""
    with workers_for(lobby.desk.home, tmp_path / "log.jsonl") as started:
        yield started
