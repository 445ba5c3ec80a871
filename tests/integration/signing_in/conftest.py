"""Each test of sign-in begins with no tries counted."""

import random

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_counted(db: None) -> None:
    """Empties the cache, whose table is no model's and so is not emptied after a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def _mail_draws_from_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own mail names each message by the global generator; here it has one of its own."""
    for module in ("email.utils", "email.generator"):
        monkeypatch.setattr(f"{module}.random", random.Random(1))
