"""Holds the settings to what Django asks of a server that strangers reach, and the cache's table to its migration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {
            "SCHOOLWARD_OIDC_ISSUER": "https://login.example.org",
            "SCHOOLWARD_OIDC_CLIENT_ID": "schoolward",
            "SCHOOLWARD_OIDC_CLIENT_SECRET": "secret",
            "SCHOOLWARD_MAIL": "smtp://user:password@mail.example.org",
            "SCHOOLWARD_BEHIND_PROXY": "yes",
        },
    ],
    ids=["as it comes", "with a directory and mail"],
)
def test_a_deployment_has_no_warning(tmp_path: Path, more: dict[str, str]) -> None:
    groups = '{"Team": [{"role": "team_manager", "scope": "borough"}]}'
    (tmp_path / "directory-groups.json").write_text(groups, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120,
        env={"PATH": os.environ["PATH"], "SCHOOLWARD_HOME": str(tmp_path), "SCHOOLWARD_HTTPS": "yes", **more},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


@pytest.mark.django_db(transaction=True)
def test_tables_of_sign_in_come_and_go_with_their_migrations() -> None:
    made = {"cache_entries"}
    assert made <= set(connection.introspection.table_names())
    try:
        call_command("migrate", "access", "0001", verbosity=0)
        assert not made & set(connection.introspection.table_names())
    finally:
        call_command("migrate", verbosity=0)
    assert made <= set(connection.introspection.table_names())
