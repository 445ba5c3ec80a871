"""Runs `schoolward` as people and scripts do, in a process of its own, and tells how it ended and what it wrote."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

INSTALLED = Path(sys.executable).with_name("schoolward")
FORKING = Path(__file__).with_name("forking.py")
LONGEST = 600
"""Seconds after which an installed command is taken to hang."""

PLAIN = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
"""What keeps the screen's output the same on every machine."""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """What `--json` wrote."""
        return json.loads(self.out)

    @property
    def plain(self) -> str:
        """Everything that a person would read, on one line."""
        return " ".join((self.out + " " + self.err).split())


OF_THE_TESTS = {"SCHOOLWARD_HOME", "DJANGO_SETTINGS_MODULE"}
"""Settings of the tests' own process, which are no business of the command."""


@dataclass(frozen=True, kw_only=True)
class CommandLine:
    """The command with SCHOOLWARD_HOME set, in a working folder; `installed`: by its script, else by a fork."""

    home: Path | None
    folder: Path
    installed: bool = False

    def __call__(self, *words: object, expect: int | None = 0, **settings: str) -> Ended:
        """Runs `schoolward WORDS...`; fails the test on another exit code than expected, and on any traceback."""
        environment = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        environment |= {**PLAIN, **settings}
        if self.home is not None:
            environment.setdefault("SCHOOLWARD_HOME", str(self.home))
        run = _run_installed if self.installed else _run_forked
        ended = run([str(word) for word in words], self.folder, environment)
        assert "Traceback" not in ended.err, f"{words} ended in a traceback:\n{ended.err}"
        if expect is not None:
            assert ended.code == expect, f"{words} ended with {ended.code}:\n{ended.out}\n{ended.err}"
        return ended


def command_line(
    folder: Path, *, authority: str = "356", name: str = "Elmfield Borough", installed: bool = False
) -> CommandLine:
    """The command with a fresh home for that authority."""
    command = CommandLine(home=folder / "home", folder=folder, installed=installed)
    command("init", "--authority", authority, "--name", name)
    return command


def _run_installed(words: list[str], folder: Path, environment: dict[str, str]) -> Ended:
    done = subprocess.run(
        [str(INSTALLED), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=LONGEST,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def _run_forked(words: list[str], folder: Path, environment: dict[str, str]) -> Ended:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as outputs:
        out, err = Path(outputs) / "out", Path(outputs) / "err"
        request = {"words": words, "folder": str(folder), "environment": environment}
        server.stdin.write(json.dumps({**request, "out": str(out), "err": str(err)}) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return Ended(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


@cache
def _server() -> "subprocess.Popen[str]":
    """The process that forks, started at the first command and ended with the tests."""
    server = subprocess.Popen(
        [sys.executable, str(FORKING)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **PLAIN},
        text=True,
    )

    def end() -> None:
        server.communicate()

    atexit.register(end)
    return server
