"""Draws tokens and knows them again, without keeping one."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from schoolward.access.models import AccountKind, ApiToken
from schoolward.access.reach import day_of
from schoolward.audit.actor import Actor

PREFIX = "sw_"
"""Opens every token, so that a program that looks for spilt secrets can tell one."""

BYTES_OF_A_TOKEN = 32
FIRST_LETTERS = len(PREFIX) + 6
"""How many letters are kept and shown, for people to tell tokens apart; the rest cannot be guessed."""


class WhyRefused(StrEnum):
    """Why a token is of no use. It is put on record, and never told to whoever called."""

    UNKNOWN = "there is no such token"
    REVOKED = "the token was revoked"
    EXPIRED = "the token has expired"
    CLIENT_ENDED = "the client was closed"


@dataclass(frozen=True, kw_only=True)
class Presented:
    """What a token that somebody presents comes to: who they are, or why not."""

    token: ApiToken | None
    refused: WhyRefused | None

    @property
    def actor(self) -> Actor | None:
        """The client, who can do no more than the token may; None for a token that nobody was given."""
        if self.token is None:
            return None
        return replace(self.token.account.actor, limited_to=self.token.permitted)


def drawn_token() -> str:
    """A new token of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(BYTES_OF_A_TOKEN)


def digest_of_token(told: str) -> str:
    """What is kept of a token. It needs no salt, since nobody can try 256 random bits one by one."""
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def present(told: str, *, at: datetime) -> Presented:
    """Whose token it is, and whether it can be used at the instant."""
    digest = digest_of_token(told)
    alike = (
        ApiToken.objects.filter(first_letters=told[:FIRST_LETTERS])
        if told.isascii() and told.isprintable()
        else ()
    )
    found = [
        token for token in alike if hmac.compare_digest(token.digest, digest)
    ]  # in a time that tells nothing
    if not found:
        return Presented(token=None, refused=WhyRefused.UNKNOWN)
    return Presented(token=found[0], refused=_why_refused(found[0], at))


def _why_refused(token: ApiToken, at: datetime) -> WhyRefused | None:
    account = token.account
    has_left = account.left_on is not None and account.left_on <= day_of(at)
    if account.kind != AccountKind.CLIENT or not account.is_active or has_left:
        return WhyRefused.CLIENT_ENDED
    if token.revoked_at is not None:
        return WhyRefused.REVOKED
    return None if token.is_usable_at(at) else WhyRefused.EXPIRED
