"""Makes clients of the API, gives them tokens and takes these away: the only writer of tokens."""

import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.text import slugify

from schoolward.access.acting import acting, noting
from schoolward.access.models import Account, AccountKind, ApiToken
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.roles import ROLES, Role
from schoolward.access.terms import CannotBeDone
from schoolward.access.tokens import FIRST_LETTERS, digest_of_token, drawn_token
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind

LONGEST_TOKEN = timedelta(days=366)
USE_IS_NOTED_EVERY = timedelta(minutes=1)
NO_LETTERS_GO_THERE = "clients.invalid"
"""An account has an address. A program has none, and .invalid is never one."""


def make_client(*, name: str, by: Actor, at: datetime) -> Account:
    """An account for a program. It has no password, and sees nothing before a role is given to it."""
    with acting(by, Permission.CLIENTS_MANAGE, at=at) as deed:
        told = " ".join(unicodedata.normalize("NFC", name).split())
        key = slugify(told)
        if not key:
            raise CannotBeDone("Enter a name for the client, such as the program's: letters and numbers.")
        address = f"{key}@{NO_LETTERS_GO_THERE}"
        if Account.objects.filter(email__iexact=address).exists():
            raise CannotBeDone("There is a client of this name already. Enter another name.")
        client = Account(kind=AccountKind.CLIENT, email=address, name=told, joined_on=day_of(at))
        client.set_unusable_password()
        client.save()
        deed.record(EventKind.CLIENT_MADE, about=[client])
    return client


def issue_token(
    *,
    client: Account,
    label: str,
    permissions: Collection[Permission],
    expires_at: datetime | None,
    by: Actor,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token, in letters that are told this once and never again."""
    with acting(by, Permission.CLIENTS_MANAGE, at=at) as deed:
        possible = ROLES[Role.API_CLIENT].permissions
        if client.kind != AccountKind.CLIENT:
            raise CannotBeDone("A token is for a program. A person signs in instead.")
        if not label.strip():
            raise CannotBeDone("Enter what the token is for, to tell it from others.")
        if not permissions:
            raise CannotBeDone("Choose at least one thing that the token may be used for.")
        if not possible.issuperset(permissions):
            raise CannotBeDone(
                "A token cannot do more than the role of an API client may. Choose from its list."
            )
        if expires_at is None or expires_at <= at:
            raise CannotBeDone("Enter the last day of the token: today or later.")
        if expires_at - at > LONGEST_TOKEN:
            raise CannotBeDone("A token can last a year at most. Enter an earlier day; then issue another.")
        letters = drawn_token()
        token = ApiToken.objects.create(
            account=client, label=label.strip(), first_letters=letters[:FIRST_LETTERS],
            digest=digest_of_token(letters), permissions=sorted(permission.value for permission in permissions),
            made_at=at, expires_at=expires_at,
        )  # fmt: skip
        deed.record(
            EventKind.TOKEN_ISSUED, about=[client, token], permissions=token.permissions,
            expires_at=expires_at.isoformat(),
        )  # fmt: skip
    return token, letters


def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> None:
    """Makes a token useless from now on."""
    with acting(by, Permission.CLIENTS_MANAGE, at=at) as deed:
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            raise CannotBeDone("This token was revoked before.")
        deed.record(EventKind.TOKEN_REVOKED, about=[token.account, token])


def note_use(*, token: ApiToken, by: Actor, at: datetime) -> None:
    """Keeps when a token was last used, to the minute. Every call is an event of its own; this is for a glance."""
    stale = Q(last_used_at=None) | Q(last_used_at__lte=at - USE_IS_NOTED_EVERY)
    with noting(by):
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
