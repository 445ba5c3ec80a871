"""How events are chained: each carries a seal over itself and the seal before it, so that a changed row shows."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

FIRST_SEAL = "0" * 64
"""What stands before the first event."""


def digest_of(detail: dict[str, Any], *, salt: str) -> str:
    """The fingerprint of an event's detail. The salt keeps a scrubbed detail from being guessed."""
    return hashlib.sha256(f"{salt}{_as_written(detail)}".encode()).hexdigest()


def seal_of(
    *,
    key: str,
    previous: str,
    number: int,
    at: datetime,
    kind: str,
    actor: str,
    actor_name: str,
    subjects: Iterable[str],
    detail_digest: str,
) -> str:
    """The seal of an event: 64 hexadecimal digits that nobody can work out without the key."""
    body = [number, at.astimezone(UTC).isoformat(), kind, actor, actor_name, sorted(subjects), detail_digest]
    return hmac.digest(key.encode(), f"{previous}{_as_written(body)}".encode(), "sha256").hex()


_as_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""A value as text that is the same wherever it is written."""
