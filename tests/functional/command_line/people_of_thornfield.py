"""Gives people accounts and roles in a home, as an administrator would."""

import os
import subprocess
import sys
from datetime import date

from tests.functional.command_line.command import CommandLine

GIVE = """
import sys
from datetime import date
import django
django.setup()
from schoolward.access.actions import give_role
from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.models import Account
from schoolward.access.roles import Role
from schoolward.audit.actor import system
from schoolward.audit.clock import now
email, role, kind, value, until = sys.argv[1:]
told = {"name": "A Person", "joined_on": now().date()}
account, _ = Account.objects.get_or_create(email=email, defaults=told)
give_role(account=account, role=Role(role), scope=ScopeKey(ScopeKind(kind), value), from_on=now().date(),
          until_on=date.fromisoformat(until), by=system("test"), at=now())
"""


def give(command: CommandLine, email: str, role: str, kind: str, value: str, *, until: date) -> None:
    """An account with a role from today on."""
    environment = {
        **os.environ,
        "SCHOOLWARD_HOME": str(command.home),
        "DJANGO_SETTINGS_MODULE": "schoolward.config.settings",
    }
    words = [email, role, kind, value, until.isoformat()]
    subprocess.run([sys.executable, "-c", GIVE, *words], env=environment, check=True, capture_output=True)
