"""What every test runs under: repeatable property tests, and nobody drawing from a global generator."""

import random
from collections.abc import Iterator
from typing import Any

import hypothesis
import numpy as np
import pytest
import rich.style  # noqa: F401 (draws a number when it is first imported, which is no test's doing)
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteDatabase

from tests.postgresql import running_postgresql
from tests.settings import ON_POSTGRESQL

hypothesis.settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "thorough", parent=hypothesis.settings.get_profile("ci"), derandomize=False, max_examples=1000
)
# The same examples on every machine and every run; `pytest --hypothesis-profile thorough` looks further.
hypothesis.settings.load_profile("ci")


def _global_random_state() -> tuple[object, bytes, int]:
    _, keys, position, *_ = np.random.get_state()  # noqa: NPY002 (read, not drawn from)
    return random.getstate(), np.asarray(keys).tobytes(), int(position)


@pytest.fixture(autouse=True)
def _global_random_is_not_used() -> Iterator[None]:
    """Fails a test during which the generators of `random` or `numpy.random` were drawn from or seeded.

    A figure or a file that depends on them could not be made again. Pass a seeded generator instead.
    """
    before = _global_random_state()
    yield
    if _global_random_state() != before:
        pytest.fail(
            "this test, or what it ran, used the global random generator: "
            "pass a `random.Random(seed)` or a `numpy.random.default_rng(seed)` instead"
        )


NEEDS_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a database, so that a second run on the other one runs that alone."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & NEEDS_DATABASE or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The database of this run: a PostgreSQL of its own, or a SQLite file."""
    if not ON_POSTGRESQL:
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict.setdefault("TEST", {})["NAME"] = str(file)
        yield
        return
    with running_postgresql() as address:
        connection.settings_dict["HOST"] = address.partition("host=")[2]
        yield


@pytest.fixture(scope="session", autouse=True)
def _events_can_be_emptied() -> Iterator[None]:
    """Lets Django empty the tables after a test with transactions of its own, though events refuse to go."""
    operations = SQLiteDatabase.ops_class
    emptying = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
        return [
            *(f"DROP TRIGGER {name}" for name, _ in guards),
            *emptying(self, *args, **options),
            *(text for _, text in guards),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield
