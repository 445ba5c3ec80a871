"""Two schools in the autumn of 2025 with nobody on roll yet, made once and copied for each test."""

from pathlib import Path

import pytest

from tests.spec.attention.asked import AUTUMN
from tests.spec.store.sent import ALDER, BIRCH, Desk, calendar, schools


@pytest.fixture(scope="session")
def two_schools(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Alder and Birch with their calendar: not to be changed."""
    desk = Desk.empty(tmp_path_factory.mktemp("two-schools"))
    desk.send(schools(ALDER, BIRCH), calendar(*AUTUMN), at="2025-08-29 09:00")
    return desk


@pytest.fixture
def desk(two_schools: Desk, tmp_path: Path) -> Desk:
    """A store that knows two schools and their calendar."""
    return two_schools.copied_to(tmp_path)
