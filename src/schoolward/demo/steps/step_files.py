"""Writes what the authority's systems tell of steps taken: with each delivery, every matter of which there is news."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolward.demo.deliveries import Delivery, DeliveryKind
from schoolward.demo.steps.matter import SOURCES
from schoolward.demo.steps.telling import DatedMatter

_HEADING = "upn,kind,reference,event,on,urn,parent,detail,source"


@dataclass(frozen=True, kw_only=True)
class WrittenSteps:
    """What was written: file names by delivery folder, rows and bytes."""

    files: dict[str, list[str]]
    rows: int
    bytes_written: int


def write_steps(
    matters: Sequence[DatedMatter], folder: Path, *, deliveries: Sequence[Delivery]
) -> WrittenSteps:
    """Writes the steps' files of every delivery that tells of rolls, so that a child is known before its steps."""
    files: dict[str, list[str]] = {}
    rows = size = 0
    after = date.min
    for delivery in deliveries:
        if delivery.kind is DeliveryKind.REVISIONS:
            continue
        for name, data, count in step_files(matters, after=after, until=delivery.knows_until):
            path = folder / delivery.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            files.setdefault(delivery.folder, []).append(name)
            rows, size = rows + count, size + len(data)
        after = delivery.knows_until
    return WrittenSteps(files=files, rows=rows, bytes_written=size)


def step_files(
    matters: Sequence[DatedMatter], *, after: date, until: date
) -> Iterator[tuple[str, bytes, int]]:
    """Name, bytes and rows of each source's file: the matters with an event told after one day and by another.

    Of such a matter everything told by then is told again, since a reference is always told whole.
    """
    with_news: dict[str, list[DatedMatter]] = {}
    for matter in matters:
        if any(after < event.told_on <= until for event in matter.events):
            with_news.setdefault(SOURCES[matter.kind], []).append(matter)
    for source in sorted(with_news):
        lines = [line for matter in with_news[source] for line in _lines(matter, source, until=until)]
        name = f"steps-{source.lower().replace(' ', '-')}.csv"
        yield name, ("\n".join([_HEADING, *lines]) + "\n").encode(), len(lines)


def _lines(matter: DatedMatter, source: str, *, until: date) -> Iterable[str]:
    for event in sorted(matter.events, key=lambda event: event.on):
        if event.told_on <= until:
            detail = f'"{event.detail}"' if "," in event.detail else event.detail
            yield (
                f"{matter.upn},{matter.kind},{matter.reference},{event.name},{event.on.isoformat()},"
                f"{matter.urn},{matter.parent},{detail},{source}"
            )
