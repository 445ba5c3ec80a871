"""Lets what a client marks with a key happen once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError

from schoolward.access.acting import noting
from schoolward.access.models import SentKey
from schoolward.audit.actor import Actor

FORGOTTEN_AFTER = timedelta(minutes=10)
"""A sending that has come to nothing by then was cut off, as by a server that was killed."""


class KeyInUse(ValueError):
    """The key stands for another sending, or for this one while it goes on; the text says which."""


def once(
    *, account: int, key: str, fingerprint: str, sending: Callable[[], int], by: Actor, at: datetime
) -> int:
    """The number of what came of the sending: of this one, or of the first with the same key and content.

    It is no deed by itself, and so the system's: `sending` is an action, with a permission and an event of its own.
    """
    held = _claimed(account, key, fingerprint, by, at)
    if held is not None:
        return held
    claim = SentKey.objects.filter(account_id=account, key=key)
    try:
        number = sending()
    except BaseException:
        claim.delete()
        raise
    claim.update(number=number)
    return number


def _claimed(account: int, key: str, fingerprint: str, by: Actor, at: datetime) -> int | None:
    """None where the key is now this sending's; otherwise what came of the one before."""
    try:
        with noting(by):
            SentKey.objects.create(account_id=account, key=key, fingerprint=fingerprint, sent_at=at)
        return None
    except IntegrityError:
        before = SentKey.objects.get(account_id=account, key=key)
    if before.fingerprint != fingerprint:
        raise KeyInUse("This Idempotency-Key was sent with something else. Use a new key for each sending.")
    if before.number is not None:
        return before.number
    forgotten = SentKey.objects.filter(pk=before.pk, number=None, sent_at=before.sent_at)
    if before.sent_at <= at - FORGOTTEN_AFTER and forgotten.update(sent_at=at):
        return None
    raise KeyInUse(
        "What was sent with this Idempotency-Key is still being taken in. Send it again in a minute."
    )
