"""Runs the installed `schoolward` command as people and scripts do: in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INSTALLED = Path(sys.executable).with_name("schoolward")
LONGEST = 600
"""Seconds after which a command is taken to hang."""


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


@dataclass(frozen=True)
class CommandLine:
    """The command with SCHOOLWARD_HOME set, in a working folder."""

    home: Path | None
    folder: Path

    def __call__(self, *words: object, expect: int | None = 0, **settings: str) -> Ended:
        """Runs `schoolward WORDS...`; fails the test on another exit code than expected, and on any traceback."""
        environment = {name: value for name, value in os.environ.items() if name != "SCHOOLWARD_HOME"}
        environment |= {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb", **settings}
        if self.home is not None:
            environment.setdefault("SCHOOLWARD_HOME", str(self.home))
        done = subprocess.run(
            [str(INSTALLED), *(str(word) for word in words)],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
        ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ended.err, f"{words} ended in a traceback:\n{ended.err}"
        if expect is not None:
            assert ended.code == expect, f"{words} ended with {ended.code}:\n{ended.out}\n{ended.err}"
        return ended


def command_line(folder: Path, *, authority: str = "356", name: str = "Elmfield Borough") -> CommandLine:
    """The command with a fresh home for that authority."""
    command = CommandLine(home=folder / "home", folder=folder)
    command("init", "--authority", authority, "--name", name)
    return command
