"""What the tests of sign-in do again and again: people with a password, codes of their apps, forms filled in."""

import time
from datetime import timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from schoolward.access.models import Account, Grant
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from tests.spec.access.borough import SECRET

PASSWORD = "lantern mosaic harbour"


def person(email: str = "officer@example.org", *, role: Role | None = None, **fields: Any) -> Account:
    """Somebody who works here and has a password; with a role over the borough, if told."""
    today = now().date()
    account = Account(email=email, name="An Officer", joined_on=today, **fields)
    account.set_password(PASSWORD)
    account.save()
    if role:
        Grant.objects.create(
            account=account, role=role.value, scope_kind="borough", from_on=today,
            until_on=today + timedelta(days=300), given_by="system:test",
        )  # fmt: skip
    return account


def sign_in(client: Client, email: str = "officer@example.org", password: str = PASSWORD) -> Any:
    """What the sign-in page answers."""
    return client.post(reverse("account_login"), {"login": email, "password": password})


def code_of_app(secret: str = SECRET, *, steps: int = 0) -> str:
    """What an authenticator app shows; `steps` of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def is_signed_in(client: Client) -> bool:
    """Whether one's own page opens."""
    return bool(client.get(reverse("sessions")).status_code == 200)


def kinds() -> list[str]:
    """What is on record, in the order of happening."""
    return list(Event.objects.order_by("number").values_list("kind", flat=True))
