"""Reads the whole chain again and says where it was tampered with."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings

from schoolward.audit.chain import FIRST_SEAL, digest_of, seal_of
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Head, Subject
from schoolward.audit.selectors import HERE

AT_A_TIME = 10_000


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a reading of the chain found. `faults` is empty if nothing was changed, added or taken away.

    `seal` is the last seal: noted down outside, it shows later that nothing before it was cut off.
    """

    events: int
    seal: str
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the record is as it was written."""
        return not self.faults


class Row(NamedTuple):
    """An event as it stands in the table, in the order of these columns."""

    number: int
    at: datetime
    kind: str
    actor: str
    actor_name: str
    detail: dict[str, Any] | None
    salt: str | None
    detail_digest: str
    seal: str


def verify(
    *, progress: Callable[[int], None] = lambda _: None, most_faults: int = 20, noted: str | None = None
) -> Verdict:
    """Every event against its seal, its subjects and its detail, and the chain against its end.

    `noted` is a seal that was written down earlier; it must still be in the chain.
    """
    faults: list[str] = []
    # Read first: people go on working meanwhile, and what they add comes after this end.
    end = _end()
    previous, expected = FIRST_SEAL, 1
    seen = {FIRST_SEAL}
    emptied = Emptied()
    for rows, subjects in _chunks():
        for row in rows:
            if row.number != expected:
                faults.append(f"events {expected} to {row.number - 1} are missing")
            faults += _faults_of(row, previous=previous, subjects=subjects.get(row.number, []))
            emptied.note(row)
            # Go on from the seal as it stands, so that one changed row is one fault.
            previous, expected = row.seal, row.number + 1
            if row.seal == noted or (row.number, row.seal) == end:
                seen.add(row.seal)
        progress(expected - 1)
        if len(faults) > most_faults:
            break
    else:
        faults += _faults_of_the_end(expected - 1, end, seen=seen)
        if noted is not None and noted not in seen:
            faults.append("the seal that was noted down is not in the record any more")
        faults += _stray_subjects()
        faults += emptied.faults()
    return Verdict(events=expected - 1, seal=previous, faults=tuple(faults[:most_faults]))


@dataclass
class Emptied:
    """The newest event whose detail is gone, and the last day as at which details were scrubbed on record."""

    newest: Row | None = None
    scrubbed_on: date | None = None

    def note(self, row: Row) -> None:
        """Takes a row into account."""
        if row.salt is None and (self.newest is None or row.at > self.newest.at):
            self.newest = row
        if row.kind == EventKind.RETENTION_APPLIED and row.detail:
            on = date.fromisoformat(row.detail["as_at"])
            self.scrubbed_on = max(on, self.scrubbed_on or on)

    def faults(self) -> Iterator[str]:
        """A detail that no scrub on record let go: somebody took it away."""
        kept_for = Event.retention.kept_for
        assert kept_for is not None
        if self.newest is not None and (
            self.scrubbed_on is None
            or self.newest.at.astimezone(HERE).date() >= kept_for.before(self.scrubbed_on)
        ):
            yield f"the detail of event {self.newest.number} is gone before its time"


def _faults_of(row: Row, *, previous: str, subjects: list[str]) -> Iterator[str]:
    seal = seal_of(
        key=settings.AUDIT_KEY,
        previous=previous,
        number=row.number,
        at=row.at,
        kind=row.kind,
        actor=row.actor,
        actor_name=row.actor_name,
        subjects=subjects,
        detail_digest=row.detail_digest,
    )
    if seal != row.seal:
        yield f"event {row.number} or whom it is about was changed, or the one before it"
    if row.salt is None:
        if row.detail is not None:
            yield f"event {row.number} has a detail that cannot be checked"
    elif digest_of(row.detail or {}, salt=row.salt) != row.detail_digest:
        yield f"the detail of event {row.number} was changed"


def _end() -> tuple[int, str]:
    """The number and the seal of the last event, as the chain's end has them."""
    head = Head.objects.filter(pk=1).first()
    return (head.number, head.seal) if head else (0, FIRST_SEAL)


def _faults_of_the_end(last: int, end: tuple[int, str], *, seen: set[str]) -> Iterator[str]:
    number, seal = end
    if number > last:
        yield f"events {last + 1} to {number} are missing from the end"
    elif seal not in seen or _end()[0] < last:
        yield "the end of the record does not fit the last event"


def _stray_subjects() -> Iterator[str]:
    newest = Subject.objects.order_by("-event_id").first()
    if newest is not None and newest.event_id > _end()[0]:
        yield f"a subject belongs to event {newest.event_id}, which is not there"


def _chunks() -> Iterator[tuple[list[Row], dict[int, list[str]]]]:
    rows = Event.objects.order_by("number").values_list(*Row._fields).iterator(chunk_size=AT_A_TIME)
    while chunk := [Row(*told) for told in islice(rows, AT_A_TIME)]:
        subjects: dict[int, list[str]] = defaultdict(list)
        found = Subject.objects.filter(event_id__gte=chunk[0].number, event_id__lte=chunk[-1].number)
        for number, subject in found.values_list("event_id", "subject"):
            subjects[number].append(subject)
        yield chunk, subjects
