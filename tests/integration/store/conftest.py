"""A store with two schools and four pupils, made once and copied for each test."""

from pathlib import Path

import pytest

from tests.spec.store.sent import OPENED, Desk, base


@pytest.fixture(scope="session")
def opened_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The base, loaded: not to be changed."""
    desk = Desk.empty(tmp_path_factory.mktemp("base"))
    desk.send(*base(), at=OPENED)
    return desk


@pytest.fixture
def desk(opened_desk: Desk, tmp_path: Path) -> Desk:
    """A store that has had load 1."""
    return opened_desk.copied_to(tmp_path)
