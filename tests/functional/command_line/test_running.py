"""Lets the first administrator in, serves pages, works until there is nothing to do, and scrubs what was planned."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from docs.rendering.json_shapes import SHAPES_OF_DATABASE
from tests.functional.command_line.command import INSTALLED, OF_THE_TESTS, CommandLine, command_line
from tests.functional.command_line.thornfield import load_thornfield

LONGEST = 60


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Thornfield with a database."""
    command = command_line(tmp_path_factory.mktemp("running"), name="Thornfield Borough")
    load_thornfield(command, command.folder / "sent")
    command("migrate")
    return command


def test_the_first_administrator_gets_a_link_that_is_kept_nowhere(ready: CommandLine) -> None:
    said = ready("first-administrator", "chief@example.org", "--name", "A Chief").out
    found = re.search(r"/invitation/(\S+)/", said)
    assert found
    assert ready.home is not None
    assert found[1].encode() not in (ready.home / "database.sqlite3").read_bytes()
    again = ready("first-administrator", "chief@example.org", "--name", "A Chief", expect=2).err
    assert "has been invited already" in again


def test_a_worker_ends_when_there_is_nothing_to_do(ready: CommandLine) -> None:
    ready("worker", "--until-idle")
    verdict = ready("audit", "verify", "--json").told
    assert verdict["is_whole"]


def test_nothing_has_outlived_its_time_in_a_young_store(ready: CommandLine) -> None:
    told = ready("retention", "plan", "--json").told
    assert set(told) == set(SHAPES_OF_DATABASE["retention plan"].kinds())
    assert told["database"] == told["store"] == {}
    assert "Nothing has outlived its time." in ready("retention", "plan").out


def test_another_plan_than_the_one_that_was_read_is_not_applied(ready: CommandLine) -> None:
    said = ready("retention", "apply", "--plan", "0" * 64, expect=2).err
    assert "What would go has changed since the plan was made. Nothing was scrubbed." in said


def test_a_plan_for_a_day_to_come_is_refused(ready: CommandLine) -> None:
    said = ready("retention", "apply", "--plan", "0" * 64, "--on", "2090-01-01", expect=2).err
    assert "still to come" in said


@pytest.mark.enable_socket
def test_pages_and_api_are_served(ready: CommandLine) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    environment |= {"SCHOOLWARD_HOME": str(ready.home), "SCHOOLWARD_HTTPS": "no"}
    server = subprocess.Popen(
        [str(INSTALLED), "serve", "--at", f"127.0.0.1:{port}", "--processes", "1"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        assert _answer(f"http://127.0.0.1:{port}/api/v1/health", server) == b'{"status": "ok"}'
        assert b"Sign in" in _answer(f"http://127.0.0.1:{port}/", server)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=LONGEST)


def _answer(address: str, server: "subprocess.Popen[bytes]") -> bytes:
    """What the server answers, once it runs."""
    until = time.monotonic() + LONGEST
    while True:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                told: bytes = answer.read()
                return told
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)


def test_a_database_of_an_earlier_release_is_told_apart(tmp_path: Path) -> None:
    command = command_line(tmp_path)
    assert command.home is not None
    (command.home / "database.sqlite3").touch()
    assert "of an earlier release" in command("worker", "--until-idle", expect=8).err


@pytest.mark.parametrize(
    "words",
    [
        ("worker",),
        ("serve",),
        ("first-administrator", "chief@example.org", "--name", "A Chief"),
        ("retention", "plan"),
        ("retention", "apply", "--plan", "0"),
        ("audit", "verify"),
        ("migrate",),
        ("backup", "elsewhere"),
    ],
)
def test_without_a_data_folder_the_way_to_one_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = CommandLine(home=tmp_path / "nowhere", folder=tmp_path)(*words, expect=4).err
    assert "Make it with: schoolward init" in said
