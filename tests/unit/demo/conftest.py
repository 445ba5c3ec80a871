"""Shares one small borough among the tests that only look at it."""

from pathlib import Path

import pytest

from schoolward.demo.borough import BoroughSummary, write_borough
from tests.unit.demo.small_borough import PUPILS, ReadBorough, read_back


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> BoroughSummary:
    """A small borough, written."""
    return write_borough(Path(tmp_path_factory.mktemp("demo")) / "borough", pupils=PUPILS)


@pytest.fixture(scope="session")
def received(written: BoroughSummary) -> ReadBorough:
    """The same borough, read back."""
    return read_back(written.folder)
