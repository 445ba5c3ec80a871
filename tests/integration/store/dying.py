"""A script that loads or counts in processes which die, each a step later than the one before: `python -m` runs it.

It loads every library once and then forks, so that a death costs little time. Nothing that starts a thread may be
called before the fork.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from deltalake.transaction import create_table_with_add_actions  # noqa: F401  (its library is read before the fork)

from schoolward.engines.duckdb import stored
from schoolward.law.value_files import national_law
from schoolward.store import copying, marks_merge, restoring, scrubbing, tables
from schoolward.store.delivery import Delivery
from schoolward.store.home import open_home
from schoolward.store.loading import load
from schoolward.store.lock import write_lock
from schoolward.store.scrub_plan import plan_scrub

DIED = 9
"""The exit code of a process that died at its step."""

AT_ONCE = 2


class Steps:
    """Counts the steps of a process that change something on disk, and ends it at one of them as a power cut would."""

    def __init__(self, die_at: int, named: Path, *, only: str = "") -> None:
        self.left, self.named, self.only = die_at, named, only

    def reach(self, name: str, torn: Path | None = None) -> None:
        """Comes to a step. Where the process dies with a file half written, it is left torn."""
        if not name.endswith(self.only):
            return
        if self.left == 0:
            if torn is not None and torn.is_file():
                os.truncate(torn, torn.stat().st_size // 2)
            self.named.write_text(name, encoding="utf-8")
            os._exit(DIED)
        self.left -= 1

    def before(self, owner: Any, name: str) -> None:
        """Makes a function a step to die before."""
        original = getattr(owner, name)

        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.reach(f"before {name}")
            return original(*args, **kwargs)

        setattr(owner, name, stepping)

    def within(self, owner: Any, name: str, written: Callable[..., Path]) -> None:
        """Makes a function that writes a file a step to die in the middle of."""
        original = getattr(owner, name)

        def stepping(*args: Any, **kwargs: Any) -> Any:
            done = original(*args, **kwargs)
            self.reach(f"in the middle of {name}", written(*args, **kwargs))
            return done

        setattr(owner, name, stepping)


class Connection:
    """A DuckDB connection whose COPY is a step."""

    def __init__(self, real: Any, steps: Steps) -> None:
        self._real, self._steps = real, steps

    def execute(self, query: str, *args: Any) -> Any:
        """Runs the query; may die in the middle of writing a file."""
        if not query.startswith("COPY"):
            return self._real.execute(query, *args)
        done = self._real.execute(query, *args)
        self._steps.reach("in the middle of COPY", Path(query.rsplit(" TO '")[-1].split("'")[0]))
        return done

    def cursor(self) -> "Connection":
        """Another connection to the same database."""
        return Connection(self._real.cursor(), self._steps)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *fault: object) -> None:
        self._real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def load_dying(home: Path, steps: Steps, *, paths: list[str], at: str) -> None:
    """Loads a delivery; its steps are every file written, every commit, every file deleted."""
    steps.within(pq, "write_table", lambda table, path, **_: Path(path))
    steps.within(marks_merge, "_copy", lambda connection, query, path: path)
    for owner, name in (
        (tables.Table, "commit"), (tables.Table, "restore"), (shutil, "rmtree"), (Path, "unlink"),
    ):  # fmt: skip
        steps.before(owner, name)
    load_plainly(home, paths=paths, at=at)


def load_plainly(home: Path, *, paths: list[str], at: str, waited: Path | None = None) -> None:
    """Loads a delivery; writes a file if it had to wait for another load."""

    def wait() -> None:
        if waited is not None:
            waited.write_text("waited", encoding="utf-8")

    received_at = datetime.fromisoformat(at)
    delivery = Delivery(received_at=received_at, sender="a school", paths=tuple(Path(path) for path in paths))
    load(open_home(home), delivery, by="an officer", now=received_at, waiting=wait)


def count_dying(home: Path, steps: Steps, *, afresh: bool) -> None:
    """Brings the stored figures up to date, or counts all of them afresh."""
    names = vars(stored)
    connect = names["connect"]
    names["connect"] = lambda *args, **kwargs: Connection(connect(*args, **kwargs), steps)
    for owner, name in ((stored.Stored, "write"), (os, "replace"), (Path, "unlink")):
        steps.before(owner, name)
    with write_lock(home):
        stored.bring_up_to_date(open_home(home), afresh=afresh)


def scrub_dying(home: Path, steps: Steps, *, at: str) -> None:
    """Scrubs as at a time; its steps are every file written, every commit, every file and folder deleted."""
    steps.within(pq, "write_table", lambda table, path, **_: Path(path))
    connect = vars(scrubbing)["connect"]
    vars(scrubbing)["connect"] = lambda *args, **kwargs: Connection(connect(*args, **kwargs), steps)
    for owner, name in (
        (tables.Table, "commit"), (tables.Table, "restore"), (shutil, "rmtree"), (Path, "unlink"),
    ):  # fmt: skip
        steps.before(owner, name)
    scrub(home, at=at)


def scrub(home: Path, *, at: str) -> None:
    """Scrubs whatever need not be kept as at a time."""
    scrubbed_at = datetime.fromisoformat(at)
    plan = plan_scrub(open_home(home), on=scrubbed_at.date(), law=national_law())
    scrubbing.apply_scrub(open_home(home), plan=plan, by="an officer", at=scrubbed_at)


def copy_dying(home: Path, steps: Steps) -> None:
    """Copies a store beside it; its steps are every file copied, the manifest, and every deletion."""
    steps.within(copying, "copied", lambda source, target: target)
    steps.before(os, "replace")
    copying.copy_store(open_home(home), copy_of(home), at=datetime(2026, 2, 1, tzinfo=UTC))


def restore_dying(home: Path, steps: Steps) -> None:
    """Restores a copy into a home beside it; its steps are every file copied, and the last one."""
    steps.within(restoring, "copied", lambda source, target: target)
    steps.before(os, "replace")
    restoring.restore_store(home, copy_of(home))


def copy_of(home: Path) -> Path:
    """Where a dying process copies or restores to."""
    return home.with_name(f"{home.name}.copy")


def forked(run: Callable[[], None]) -> int:
    """Starts a process that runs it and ends; its number."""
    child = os.fork()
    if child:
        return child
    try:
        run()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """Waits for the process; its exit code, or the number of the signal that killed it, negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def every_step(base: Path, out: Path, run: Callable[[Path, Steps], None], *, only: str) -> None:
    """Lets one process after another die a step later, each in its own copy of the base, until one completes.

    `only`: of the steps, those with this name.
    """
    first = 0
    while True:
        children = []
        for step in range(first, first + AT_ONCE):
            home = out / f"{step:03}"
            shutil.copytree(base, home)
            steps = Steps(step, out / f"{step:03}.step", only=only)
            children.append(forked(lambda home=home, steps=steps: run(home, steps)))  # type: ignore[misc]
        codes = [ended(child) for child in children]
        if not set(codes) <= {0, DIED}:
            sys.exit(f"from step {first}: exit codes {codes}")
        if 0 in codes:
            return
        first += AT_ONCE


def after_delays(base: Path, out: Path, delays: list[float], run: Callable[[Path], None]) -> None:
    """Kills a process after each delay, by a timer of the operating system that nothing can catch."""
    for place, delay in enumerate(delays):
        home = out / f"{place:03}"
        shutil.copytree(base, home)

        def timed(home: Path = home, delay: float = delay) -> None:
            signal.setitimer(signal.ITIMER_REAL, delay)
            run(home)

        code = ended(forked(timed))
        if code not in (0, -signal.SIGALRM):
            sys.exit(f"after {delay} s: exit code {code}")
        (out / f"{place:03}.step").write_text("completed" if code == 0 else "killed", encoding="utf-8")


def together(home: Path, deliveries: list[dict[str, Any]], waited: Path) -> None:
    """Starts one process for each delivery, all held back until every one is ready."""
    reading, writing = os.pipe()

    def loads(place: int, told: dict[str, Any]) -> None:
        os.close(writing)
        os.read(reading, 1)
        load_plainly(home, **told, waited=waited / f"{place}.waited")

    children = [
        forked(lambda place=place, told=told: loads(place, told))  # type: ignore[misc]
        for place, told in enumerate(deliveries)
    ]
    os.close(reading)
    os.close(writing)
    codes = [ended(child) for child in children]
    if any(codes):
        sys.exit(f"exit codes {codes}")


def main(asked: dict[str, Any]) -> None:
    """Does what a test asks for."""
    base, out = Path(asked["base"]), Path(asked["out"])
    out.mkdir(parents=True, exist_ok=True)
    match asked["what"]:
        case "load":
            told = {"paths": asked["paths"], "at": asked["at"]}
            every_step(base, out, lambda home, steps: load_dying(home, steps, **told), only=asked["only"])
        case "count":
            afresh = asked["afresh"]
            every_step(base, out, lambda home, steps: count_dying(home, steps, afresh=afresh), only="")
        case "scrub":
            every_step(base, out, lambda home, steps: scrub_dying(home, steps, at=asked["at"]), only="")
        case "copy":
            every_step(base, out, copy_dying, only="")
        case "restore":
            every_step(base, out, restore_dying, only="")
        case "kill":
            told = {"paths": asked["paths"], "at": asked["at"]}
            after_delays(base, out, asked["delays"], lambda home: load_plainly(home, **told))
        case "together":
            together(base, asked["deliveries"], out)
        case what:
            sys.exit(f"nothing is known of {what!r}")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
