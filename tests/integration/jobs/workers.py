"""Starts workers in processes of their own on the database of the test, and says how they ended."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from schoolward.store.home import Home

REPOSITORY = Path(__file__).resolve().parents[3]
LONGEST = 60
"""Seconds after which something is taken never to come."""


@dataclass
class Workers:
    """The process that forks workers for a home; `lines` is where they log."""

    home: Home
    process: "subprocess.Popen[str]"
    log: Path

    def start(
        self,
        *,
        home: Home | None = None,
        worker: str = "first",
        die_at: int | None = None,
        only: str = "",
        lease: float = 60,
        until_idle: bool = True,
    ) -> int:
        """Starts a worker, on a copy of the home if one is given, and returns its process number."""
        asked = {
            "home": str((home or self.home).folder), "worker": worker, "die_at": die_at, "only": only, "lease": lease,
            "until_idle": until_idle,
        }  # fmt: skip
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self._answer()["pid"])

    def ended(self) -> int:
        """How the worker ended: 0, or minus a signal."""
        return int(self._answer()["ended"])

    def lines(self) -> list[dict[str, Any]]:
        """What the workers logged."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told


@contextmanager
def workers_for(home: Home, log: Path) -> Iterator[Workers]:
    """Workers on this test's database."""
    told = connection.settings_dict
    database = {key: told[key] for key in ("NAME", "HOST", "USER", "PORT", "OPTIONS")}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SCHOOLWARD_")},
        "DJANGO_SETTINGS_MODULE": "schoolward.config.settings",
        "SCHOOLWARD_HOME": str(home.folder),
        "SCHOOLWARD_AUDIT_KEY": settings.AUDIT_KEY,
        "SCHOOLWARD_HTTPS": "no",
    }
    if connection.vendor == "postgresql":
        environment["SCHOOLWARD_DATABASE"] = "postgresql://schoolward@/schoolward"
    with log.open("a") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.jobs.worker_process", json.dumps(database)],
            cwd=REPOSITORY, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
        try:
            yield Workers(home=home, process=process, log=log)
        finally:
            process.communicate(timeout=LONGEST)


def until(came: Callable[[], bool]) -> None:
    """Waits until something has come."""
    last = time.monotonic() + LONGEST
    while not came():
        assert time.monotonic() < last, "what was waited for did not come"
        time.sleep(0.02)
