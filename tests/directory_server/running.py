"""Starts the provider in a process of its own and stops it again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


@contextmanager
def running_directory(folder: Path) -> Iterator[str]:
    """The address of a directory with nobody in it, whose database and key lie in the folder."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.directory_server.settings", "DIRECTORY_FOLDER": str(folder),
    }  # fmt: skip
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "migrate", "-v0"], cwd=REPOSITORY, env=environment, check=True, timeout=120)
    address = f"127.0.0.1:{_free_port()}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*django, "runserver", "--noreload", address],
            cwd=REPOSITORY,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"http://{address}/sign-in/", server, folder / "log")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(SECONDS_TO_START * 5):
        try:
            with requests.get(address, timeout=5):
                return
        except requests.ConnectionError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"the provider did not start: {log.read_text()}")
