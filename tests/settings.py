"""Schoolward's own settings, for a test run: SQLite, or PostgreSQL where SCHOOLWARD_TESTS_ON says so."""

import os
import tempfile

for _name in [
    name for name in os.environ if name.startswith("SCHOOLWARD_") and name != "SCHOOLWARD_TESTS_ON"
]:
    del os.environ[_name]  # what the developer's own shell says is no business of the tests
os.environ["SCHOOLWARD_HOME"] = tempfile.gettempdir() + "/no-schoolward-home"
os.environ["SCHOOLWARD_HTTPS"] = "no"
ON_POSTGRESQL = os.environ.get("SCHOOLWARD_TESTS_ON") == "postgresql"
if ON_POSTGRESQL:
    # The host is filled in by tests/conftest.py, when the server runs.
    os.environ["SCHOOLWARD_DATABASE"] = "postgresql://schoolward@/schoolward"

from schoolward.config.settings import *  # noqa: E402

# What tests start as a process of its own is told its settings by the test.
for _name in ("SCHOOLWARD_HOME", "SCHOOLWARD_HTTPS", "SCHOOLWARD_DATABASE"):
    os.environ.pop(_name, None)

# Hashing a password well takes half a second on purpose; the tests of sign-in put Argon2 back.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
