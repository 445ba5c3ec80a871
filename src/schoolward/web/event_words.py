"""Tells events in plain English: who did what, with whom it was about by name where the reader may see the name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schoolward.access.asking import visible
from schoolward.access.models import Account
from schoolward.access.roles import ROLES, Role
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.audit.selectors import subjects_of
from schoolward.people.models import Pupil, School

PAGES = {
    "accounts": "accounts",
    "matter": "records that may be one child’s",
    "matters": "records that may be one child’s",
    "take-apart": "taking merged records apart",
    "load": "the page of a load",
    "load-refused": "refused rows of a load",
    "load-refused-csv": "refused rows of a load, as a file",
    "review-glass": "reviewing an opening by exception",
    "audit-export": "the audit record, as a file",
    "exports": "the register of exports",
    "pupil": "the page of a pupil",
    "find-pupil": "finding a pupil by UPN",
    "open-by-exception": "opening a record by exception",
    "broken-glass": "records opened by exception",
    "audit": "the audit record",
    "subject-access-pack": "everything held on a pupil",
}
"""What pages are called in a sentence; others by their address's name."""

SUBJECTS = {
    "loadrun": "load", "brokenglass": "opening by exception", "identitymatter": "matter",
    "closedrecord": "closed record", "apitoken": "token", "nightlyrun": "nightly work",
}  # fmt: skip
"""What kinds of records are called; others by their own name."""

DETAILS = {
    "rows": "rows", "pupils": "pupils", "sha256": "fingerprint of the file", "reason": "reason",
    "review": "found", "purpose": "for", "permission": "needed permission", "what": "what",
    "from_on": "from", "until_on": "until", "page": "on", "role": "role", "scope": "over",
    "filters": "searched by", "named": "open to accounts", "file": "file", "format": "format",
}  # fmt: skip
"""The words before what an event's detail holds."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event as a person reads it. `pupils` are those whom `about` names."""

    number: int
    at: datetime
    who: str
    sentence: str
    about: tuple[str, ...]
    details: tuple[str, ...]
    pupils: frozenset[int]


def kind_in_words(kind: str) -> str:
    """What an event of a kind says after the actor's name."""
    known = {each.value: each.in_words for each in EventKind}
    return known.get(kind, f"did what is called {kind}")


def told(events: Iterable[Event], *, to: Actor, at: datetime) -> list[Told]:
    """The events in words. A pupil whose record the reader may not see is told by number."""
    events = list(events)
    subjects = subjects_of(events)
    names = names_of({each for several in subjects.values() for each in several}, to=to, at=at)
    return [
        Told(
            number=event.number,
            at=event.at,
            who=event.actor_name,
            sentence=f"{event.actor_name} {kind_in_words(event.kind)}",
            about=tuple(names.get(each, in_numbers(each)) for each in subjects[event.number]),
            details=tuple(details_in_words(event.detail)),
            pupils=frozenset(
                int(each.partition(":")[2])
                for each in subjects[event.number]
                if each.startswith("pupil:") and each in names
            ),
        )
        for event in events
    ]


def names_of(subjects: Iterable[str], *, to: Actor, at: datetime) -> dict[str, str]:
    """The names of pupils, accounts and schools that events are about, as far as the reader may see them."""
    numbers: dict[str, list[int]] = {"pupil": [], "account": [], "school": []}
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if kind in numbers and number.isascii() and number.isdigit():
            numbers[kind].append(int(number))
    pupils = visible(Pupil.objects.filter(pk__in=numbers["pupil"]), to=to, at=at)
    return {
        **{f"pupil:{one.pk}": one.name for one in pupils},
        **{f"account:{one.pk}": one.name for one in Account.objects.filter(pk__in=numbers["account"])},
        **{f"school:{one.pk}": one.name for one in School.objects.filter(pk__in=numbers["school"])},
    }


def in_numbers(subject: str) -> str:
    """A subject of which no name can be shown, such as pupil 12."""
    kind, _, number = subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {number}".strip()


def details_in_words(detail: Mapping[str, Any] | None) -> Iterable[str]:
    """What an event tells besides, a phrase each; one whose time has come tells nothing."""
    for name, value in (detail or {}).items():
        if value in ("", None, [], {}):
            continue
        words = DETAILS.get(name, name.replace("_", " "))
        yield f"{words}: {_value_in_words(name, value)}"


def _value_in_words(name: str, value: Any) -> str:
    if name == "page":
        return PAGES.get(str(value), str(value).replace("-", " "))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "role" and value in set(Role):
        return ROLES[Role(value)].label
    if name in ("scope", "permission"):
        return str(value).replace("_", " ").replace(".", " ").replace(":", " ")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {each}" for key, each in value.items() if each)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
