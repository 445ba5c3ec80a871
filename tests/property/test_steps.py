"""Steps taken against a model in plain Python: what stands, and what was known when, whatever the order of rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.spec.store.sent import Desk, base, instant, steps

FEW = settings(max_examples=max(settings().max_examples // 10, 1))
"""Every example makes real tables, so that there are fewer of them than elsewhere."""

FIRST_AT = instant("2026-01-16 18:00")
KNOWN = "AB"
"""The pupils of the base; E is on no roll."""


class Told(NamedTuple):
    """A row as a file says it; the event with its detail, of which a sum of `few` cannot be read."""

    letter: str
    reference: str
    event: str
    on: str
    parent: str


row = st.builds(
    Told,
    letter=st.sampled_from("AAAABE"),
    reference=st.sampled_from(("PN1", "PN2", "PN3")),
    event=st.sampled_from(("issued/", "posted/", "paid/80", "paid/160", "paid/few")),
    on=st.sampled_from(("2026-01-12", "2026-01-13")),
    parent=st.sampled_from(("", "", "P1", "P1", "P2")),
)
file = st.lists(row, min_size=1, max_size=5)
delivery = st.lists(file, min_size=1, max_size=3)

Matters = dict[str, frozenset[Told]]


def matters_of(rows: Sequence[Told]) -> dict[str, list[Told]]:
    """The rows by reference."""
    found: dict[str, list[Told]] = {}
    for one in rows:
        found.setdefault(one.reference, []).append(one)
    return found


def is_sound(rows: Sequence[Told]) -> bool:
    """Whether the rows of one reference may stand: readable, of one pupil and one parent, an event told one way."""
    if any(one.event == "paid/few" for one in rows):
        return False
    if len({one.letter for one in rows}) > 1 or len({one.parent for one in rows} - {""}) > 1:
        return False
    sums: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in rows:
        name = one.event.partition("/")[0]
        sums.setdefault((name, one.on), set()).add((one.event, one.parent))
    return all(len(said) == 1 for said in sums.values())


@dataclass
class Model:
    """What a store should hold, kept in dictionaries."""

    standing: Matters = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)
    known: list[tuple[datetime, Matters]] = field(default_factory=list)

    def load(self, files: Sequence[Sequence[Told]], at: datetime) -> None:
        """Takes in a delivery: of a reference what its files agree on, of those tried again only what is not held."""
        read: dict[str, dict[str, frozenset[Told]]] = {}
        refused: dict[str, bool] = {}
        for rows in files:
            text = text_of(rows)
            if text not in read and self.seen.get(text, True):
                read[text] = {
                    reference: frozenset(matter)
                    for reference, matter in matters_of(rows).items()
                    if is_sound(matter)
                }
                standing = [one for matter in read[text].values() for one in matter if one.letter in KNOWN]
                refused[text] = len(standing) < len(rows)
        for tried_again in (False, True):
            texts = [text for text in read if (text in self.seen) is tried_again]
            for reference in {reference for text in texts for reference in read[text]}:
                telling = {text: read[text][reference] for text in texts if reference in read[text]}
                if len({*telling.values()}) > 1:
                    refused |= dict.fromkeys(telling, True)
                    continue
                (matter,) = {*telling.values()}
                is_known = all(one.letter in KNOWN for one in matter)
                if is_known and not (tried_again and reference in self.standing):
                    self.standing[reference] = matter
        self.seen |= refused
        self.known.append((at, dict(self.standing)))


def text_of(rows: Sequence[Told]) -> str:
    """The file with these rows."""
    return steps(*(_written(one) for one in rows))


def _written(one: Told) -> str:
    event, _, detail = one.event.partition("/")
    named = f" parent={one.parent}" if one.parent else ""
    return f"{one.letter} penalty_notice {one.reference} {event} {one.on} {detail}{named}"


def shown(standing: Matters) -> list[str]:
    """The matters as the desk shows them."""
    lines = []
    for reference, rows in standing.items():
        events = sorted((one.on, one.event.replace("/", f" {one.on} ").strip()) for one in rows)
        (letter,) = {one.letter for one in rows}
        lines.append(f"{letter} penalty_notice {reference}: {', '.join(event for _, event in events)}")
    return sorted(lines)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with schools and pupils, to be copied for each example."""
    desk = Desk.empty(tmp_path_factory.mktemp("base"))
    desk.send(*base(), at="2025-09-10 09:00")
    return desk


@FEW
@given(told=st.lists(delivery, min_size=1, max_size=4))
def test_what_stands_and_what_was_known_when(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, told: list[list[list[Told]]]
) -> None:
    desk, model = opened.copied_to(tmp_path_factory.mktemp("one")), Model()
    for number, files in enumerate(told):
        at = FIRST_AT + timedelta(hours=number)
        desk.send(*(text_of(rows) for rows in files), at=f"{at:%Y-%m-%d %H:%M}")
        model.load(files, at)
        assert desk.steps() == shown(model.standing)
    for at, known in model.known:
        assert desk.steps(f"{at:%Y-%m-%d %H:%M}") == shown(known)


@FEW
@given(
    rows=st.lists(row, min_size=2, max_size=8).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows))
    ),
    apart=st.sampled_from(("PN1", "PN2", "PN3")),
    before=file,
)
def test_the_order_of_rows_and_which_file_tells_of_a_reference_do_not_matter(
    opened: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    rows: tuple[list[Told], list[Told]],
    apart: str,
    before: list[Told],
) -> None:
    together, shuffled = rows
    whole, split = (opened.copied_to(tmp_path_factory.mktemp(name)) for name in ("whole", "split"))
    for desk in (whole, split):
        desk.send(text_of(before), at="2026-01-15 18:00")

    whole.send(text_of(together), at="2026-01-16 18:00")
    parts = [[one for one in shuffled if (one.reference == apart) is here] for here in (True, False)]
    split.send(*(text_of(part) for part in parts if part), at="2026-01-16 18:00")

    assert whole.steps() == split.steps()


@FEW
@given(files=delivery)
def test_a_load_applied_twice_changes_nothing(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, files: list[list[Told]]
) -> None:
    desk = opened.copied_to(tmp_path_factory.mktemp("twice"))
    texts = [text_of(rows) for rows in files]
    desk.send(*texts, at="2026-01-16 18:00")
    before = desk.fingerprints()

    assert desk.send(*texts, at="2026-01-17 18:00").load is None
    assert desk.fingerprints() == before
