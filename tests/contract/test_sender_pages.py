"""What the pages for senders promise of delimited files: their examples load whole, their headings are understood."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolward.intake.formats import FORMATS, Format, recognise
from schoolward.intake.headings import fold
from schoolward.law.steps import EVENTS, FIXED_AHEAD
from tests.spec.intake.sent_tables import CONTEXT

SENDERS = Path(__file__).resolve().parents[2] / "docs" / "senders"
PAGES = ("identity-decisions-csv.md", "marks-csv.md", "other-files.md", "steps-csv.md")


def examples() -> Iterator[bytes]:
    """The tables in the pages' fenced blocks."""
    for page in PAGES:
        for block in re.findall(
            r"^```\n(.*?)^```", (SENDERS / page).read_text(encoding="utf-8"), re.M | re.S
        ):
            yield block.encode()


def headings() -> Iterator[str]:
    """The first and last cells of the pages' tables of columns: our headings and others that are understood."""
    for page in PAGES:
        for block in re.split(r"\n\n", (SENDERS / page).read_text(encoding="utf-8")):
            if block.startswith("| column |"):
                for row in block.strip().split("\n")[2:]:
                    cells = row.strip("|").split("|")
                    yield from re.findall(r"`([^`]+)`", cells[0])
                    yield from (name.strip() for name in re.split("[,;]", cells[-1]))


@pytest.mark.parametrize("data", [*examples()], ids=lambda data: data.split(b"\n")[0].decode())
def test_an_example_loads_whole(data: bytes) -> None:
    found = recognise("example.csv", data)
    assert isinstance(found, Format)
    told = found.read("example.csv", data, CONTEXT)
    assert told.rows_read > 0
    assert told.rejected.num_rows == 0, list(told.rejected_rows())
    assert told.warnings == ()


def test_the_pages_show_an_example_of_each_kind_of_marks() -> None:
    found = [recognise("example.csv", data) for data in examples()]
    names = {known.name for known in found if known is not None}
    assert {known.name for known in FORMATS if known.name.startswith("marks")} <= names


@pytest.mark.parametrize("heading", sorted({*headings()}))
def test_a_heading_that_a_page_names_is_understood(heading: str) -> None:
    assert any(
        column.place_of(fold(heading)) is not None
        for known in FORMATS
        if isinstance(known, Format) and known.layout is not None
        for column in known.layout.columns
    )


def test_the_page_of_steps_has_every_event_of_every_kind_with_its_detail() -> None:
    page = (SENDERS / "steps-csv.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+) \| ([^|]+) \|$", page, re.M)
    assert [(kind, event, detail.partition(":")[0]) for kind, event, _, detail in rows] == [
        (kind.value, event, detail.value)
        for kind, events in EVENTS.items()
        for event, detail in events.items()
    ]
    (ahead,) = re.findall(r"^Only (.+) may lie ahead", page, re.M)
    assert {*re.findall(r"`(\w+)`", ahead)} == FIXED_AHEAD
