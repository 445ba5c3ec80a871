"""A script that works as a worker does, in processes of its own, some of which are killed: `python -m` runs it.

It reads a line of JSON for each worker it is to start, loads every library once and then forks, and answers with how
the worker ended: 0, or minus the number of the signal that ended it.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings


class Death:
    """Kills the process, as a power cut would, at one of the steps that it comes to."""

    def __init__(self, at: int | None, named: Path, *, only: str) -> None:
        self.left, self.named, self.only = at, named, only

    def reach(self, name: str) -> None:
        """Comes to a step."""
        if self.left is None or not name.startswith(self.only):
            return
        if self.left == 0:
            self.named.write_text(name, encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def around(self, owner: Any, name: str) -> None:
        """Makes a function a step to die before and after."""
        original: Callable[..., Any] = getattr(owner, name)

        def stepping(*args: Any, **kwargs: Any) -> Any:
            told = f" {kwargs['step']}" if "step" in kwargs else ""
            self.reach(f"before {name}{told}")
            done = original(*args, **kwargs)
            self.reach(f"after {name}{told}")
            return done

        setattr(owner, name, stepping)


def _work(asked: dict[str, Any]) -> None:
    from schoolward.jobs import loading, worker
    from schoolward.jobs.lease import Lease
    from schoolward.store.home import open_home

    death = Death(asked.get("die_at"), Path(asked["home"]) / "died-at", only=asked["only"])
    for owner, name in (
        (worker, "take_up_load"),
        (loading, "note_progress"),
        (loading, "load"),
        (worker, "follow_the_store"),
        (worker, "end_load"),
        (worker, "discard"),
    ):
        death.around(owner, name)
    lease = Lease(worker=asked["worker"], lasts=timedelta(seconds=asked["lease"]))
    with worker.stopping_on_signals() as stop:
        worker.work(
            home=open_home(Path(asked["home"])),
            stop=stop,
            lease=lease,
            idle_seconds=0.05,
            until_idle=asked["until_idle"],
            nightly=(),
        )


def main() -> None:
    """Starts a worker a line."""
    settings.DATABASES["default"].update(json.loads(sys.argv[1]))
    django.setup()
    import schoolward.jobs.worker  # noqa: F401  (read before the fork, so that a worker starts at once)

    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _work(asked)
            os._exit(0)
        print(json.dumps({"pid": child}), flush=True)  # noqa: T201
        _, status = os.waitpid(child, 0)
        print(json.dumps({"ended": os.waitstatus_to_exitcode(status)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
