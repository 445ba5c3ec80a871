"""Elmfield and Thornfield loaded once, for the tests that only ask."""

from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, command_line
from tests.functional.command_line.elmfield import write_elmfield
from tests.functional.command_line.thornfield import load_thornfield


@pytest.fixture(scope="session")
def elmfield(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with Elmfield's files loaded in one call. A test that loads more takes `fresh`."""
    folder = tmp_path_factory.mktemp("elmfield")
    command = command_line(folder)
    command("load", *write_elmfield(folder / "sent"), "--received-at", "2025-09-08T07:00:00+00:00")
    return command


@pytest.fixture(scope="session")
def thornfield(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with Thornfield's two loads. A test that writes a local policy takes a copy of the home."""
    folder = tmp_path_factory.mktemp("thornfield")
    command = command_line(folder, name="Thornfield Borough")
    load_thornfield(command, folder / "sent")
    return command


@pytest.fixture
def fresh(tmp_path: Path) -> CommandLine:
    """The command with an empty home."""
    return command_line(tmp_path)
