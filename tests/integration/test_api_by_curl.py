"""Runs the calls of docs/api.md with curl against a running server, and a sending through to its load."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from schoolward.api import judged
from schoolward.jobs.worker import own_lease, work_once
from schoolward.store.home import Home, open_home
from tests.spec.access.api_world import FIRST_STEPS, SCHOOL, client_over, follow, make_home, token_of

PAGE = FIRST_STEPS.parent / "api.md"


@pytest.fixture
def own_home(tmp_path: Path, settings: Settings) -> Home:
    home = make_home(tmp_path / "home")
    settings.SCHOOLWARD_HOME = home.folder
    judged.lists = judged.JudgedLists()
    follow(home)
    return home


def examples() -> list[tuple[str, list[str]]]:
    """Each call of the page, with lines that its answer has to hold."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    parts = [part.strip().splitlines() for block in blocks for part in block.split("$ curl ")[1:]]
    return [(f"curl {command}", lines) for command, *lines in parts]


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_the_calls_of_the_page_are_answered_as_shown(live_server: Any, own_home: Home) -> None:
    _, token = token_of(client_over(SCHOOL))
    assert len(examples()) >= 8
    for command, lines in examples():
        done = subprocess.run(
            ["bash", "-c", f"{command} --silent --show-error --noproxy '*'"],
            cwd=FIRST_STEPS, capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "SERVER": live_server.url, "TOKEN": token},
        )  # fmt: skip
        for line in lines:
            assert line in done.stdout, (
                f"docs/api.md shows for `{command}`: {line}\nIt answers: {done.stdout}"
            )


@pytest.mark.django_db(transaction=True)
def test_a_sending_is_loaded_once_and_told_to_its_sender(own_home: Home) -> None:
    _, token = token_of(client_over(SCHOOL))
    program, headers = Client(), {"Authorization": f"Bearer {token}", "Idempotency-Key": "first"}

    def send(code: str) -> Any:
        marks = own_home.folder.parent / "marks.csv"
        marks.write_text(
            "urn,upn,date,session,code\n"
            f"900001,W801200001011,2025-09-22,AM,{code}\n"
            "900002,R801200004021,2025-09-22,AM,/\n",
            encoding="utf-8",
        )
        with marks.open("rb") as file:
            return program.post("/api/v1/loads?school=900001", {"files": [file]}, headers=headers)

    first, again = send("/"), send("/")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first["Location"] == again["Location"]
    assert send("O").status_code == 409, "the same key with something else"
    assert program.get(first["Location"], headers=headers).json()["state"] == "waiting"
    before = len(program.get("/api/v1/loads", headers=headers).json()["loads"])

    assert work_once(open_home(own_home.folder), lease=own_lease(), stop=Event(), nightly=())
    done = program.get(first["Location"], headers=headers).json()
    assert done["state"] == "done"
    loads = program.get("/api/v1/loads", headers=headers).json()["loads"]
    assert len(loads) == before + 1
    told = program.get(f"/api/v1/loads/{done['load']}", headers=headers).json()
    assert (told["load"]["rows_accepted"], told["load"]["rows_rejected"]) == (1, 1)
    assert told["rejects"][0]["value"] == "900002"
