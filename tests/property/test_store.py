"""The store against a model in plain Python: what stands and what was known when, whatever the order and splits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from schoolward.store.connection import connect
from schoolward.store.roll import make_roll
from tests.spec.store.sent import BIRCH, MONDAY, TUESDAY, Desk, base, instant, marks, pupil, pupils

FEW = settings(max_examples=max(settings().max_examples // 10, 1))
"""Every example makes real tables, so that there are fewer of them than elsewhere."""

SLOTS = tuple(f"{letter} {on} AM" for letter in "AB" for on in (MONDAY, TUESDAY))
TIMES = tuple(f"2026-01-{day:02}T10:00" for day in (12, 13, 14))
FIRST_AT = instant("2026-01-16 18:00")

row = st.tuples(st.sampled_from(SLOTS), st.sampled_from("NIO-"), st.sampled_from((*TIMES, "", "")))
file = st.lists(row, min_size=1, max_size=4)
delivery = st.lists(file, min_size=1, max_size=3)
history = st.lists(delivery, min_size=1, max_size=4)

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """A mark as a file says it; `again` if the file was loaded before and is tried again for its gaps."""

    code: str
    recorded: str
    again: bool = False


@dataclass
class Model:
    """What a store should hold, kept in dictionaries."""

    standing: dict[str, Said] = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)
    known: list[tuple[datetime, dict[str, str]]] = field(default_factory=list)

    def load(self, files: Sequence[str], rows: Sequence[Sequence[Row]], at: datetime) -> bool:
        """Takes in a delivery; whether it is a load at all."""
        candidates: dict[str, list[Said]] = {}
        fresh = False
        now: dict[str, bool] = {}
        for text, told in zip(files, rows, strict=True):
            again = self.seen.get(text, False)
            if text in now or (text in self.seen and not again):
                continue
            fresh |= not again
            accepted = one_a_slot(told)
            now[text] = len(accepted) < len(told)
            for slot, said in accepted.items():
                candidates.setdefault(slot, []).append(Said(said.code, said.recorded, again))
        changed = False
        for slot, claims in candidates.items():
            changed |= self.merge(slot, claims)
        if not (fresh or changed):
            return False
        self.seen |= now
        self.known.append((at, {slot: said.code for slot, said in self.standing.items()}))
        return True

    def merge(self, slot: str, said: list[Said]) -> bool:
        """Decides what stands in a session; whether anything is to be written."""
        new = [one for one in said if not one.again] or said
        best = latest(new)
        held = self.standing.get(slot)
        others = any(one.code != best.code and not one.again for one in said)
        if held is None:
            self.standing[slot] = best
            return True
        if best.again or best.code == held.code:
            return others
        if not (best.recorded and held.recorded and best.recorded < held.recorded):
            self.standing[slot] = best
        return True


def latest(said: Sequence[Said]) -> Said:
    """The one recorded last if all say when, of several the later file's; else the last file's."""
    if all(one.recorded for one in said):
        most = max(one.recorded for one in said)
        return [one for one in said if one.recorded == most][-1]
    return said[-1]


def one_a_slot(rows: Iterable[Row]) -> dict[str, Said]:
    """The rows of one file that intake lets stand: of rows for one session the latest, if that can be told."""
    by_slot: dict[str, list[Said]] = {}
    for slot, code, recorded in rows:
        by_slot.setdefault(slot, []).append(Said(code, recorded))
    accepted = {}
    for slot, said in by_slot.items():
        most = max(one.recorded for one in said)
        last = [one for one in said if one.recorded == most]
        one_code = len({one.code for one in said}) == 1
        told = all(one.recorded for one in said) and len({one.code for one in last}) == 1
        if one_code or told:
            accepted[slot] = last[0]
    return accepted


def text_of(rows: Sequence[Row]) -> str:
    """The file with these rows."""
    return marks(*(" ".join(row) for row in rows))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with schools and pupils, to be copied for each example."""
    desk = Desk.empty(tmp_path_factory.mktemp("base"))
    desk.send(*base(), at="2025-09-10 09:00")
    return desk


@FEW
@given(told=history)
def test_what_stands_and_what_was_known_when(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, told: list[list[list[Row]]]
) -> None:
    desk, model = opened.copied_to(tmp_path_factory.mktemp("one")), Model()
    for number, files in enumerate(told):
        at = FIRST_AT + timedelta(hours=number)
        texts = [text_of(rows) for rows in files]
        done = desk.send(*texts, at=f"{at:%Y-%m-%d %H:%M}")
        assert (done.load is not None) == model.load(texts, files, at)
        assert desk.standing() == {slot: said.code for slot, said in sorted(model.standing.items())}

    for at, known in model.known:
        assert desk.standing(f"{at:%Y-%m-%d %H:%M}") == dict(sorted(known.items()))
    rows = desk.mark_rows()
    live = [row for row in rows if row["state"] == "live"]
    assert len(live) == len(model.standing)
    assert all(row["superseded_by"] >= row["load"] for row in rows if row["state"] == "superseded")


@FEW
@given(
    rows=st.lists(row, min_size=2, max_size=8, unique_by=lambda one: one[0]).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows), st.integers(1, len(rows) - 1))
    ),
    before=file,
)
def test_the_order_of_rows_and_the_split_into_files_do_not_matter(
    opened: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    rows: tuple[list[Row], list[Row], int],
    before: list[Row],
) -> None:
    together, shuffled, cut = rows
    whole, split = (opened.copied_to(tmp_path_factory.mktemp(name)) for name in ("whole", "split"))
    for desk in (whole, split):
        desk.send(text_of(before), at="2026-01-15 18:00")

    first = whole.send(text_of(together), at="2026-01-16 18:00")
    second = split.send(text_of(shuffled[:cut]), text_of(shuffled[cut:]), at="2026-01-16 18:00")

    assert whole.standing() == split.standing()
    if (
        first.load is not None
        and not second.files[0].already_loaded_in
        and not second.files[1].already_loaded_in
    ):
        assert first.marks == second.marks


@FEW
@given(files=delivery)
def test_a_load_applied_twice_changes_nothing(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, files: list[list[Row]]
) -> None:
    desk = opened.copied_to(tmp_path_factory.mktemp("twice"))
    texts = [text_of(rows) for rows in files]
    desk.send(*texts, at="2026-01-16 18:00")
    before = desk.fingerprints()

    assert desk.send(*texts, at="2026-01-17 18:00").load is None
    assert desk.fingerprints() == before


day = st.sampled_from(("2025-09-01", "2025-10-01", "2025-11-03", "2025-12-01", "2026-01-05"))
spell = st.tuples(day, st.one_of(st.just(""), day), st.sampled_from(("", "N", "K"))).filter(
    lambda one: not one[1] or one[0] <= one[1]
)
rolls = st.lists(st.lists(spell, min_size=1, max_size=3), min_size=1, max_size=4)

OVERLAPPING = """
SELECT COUNT(*) FROM enrolment_spells AS a JOIN enrolment_spells AS b
    ON a.school = b.school AND a.pupil = b.pupil AND a.entry_on < b.entry_on AND a.last_on >= b.entry_on
"""

UNCLEAR = """
SELECT COUNT(*) FROM attribute_spells AS a JOIN attribute_spells AS b
    ON a.school = b.school AND a.pupil = b.pupil AND a.entry_on = b.entry_on AND a.from_on < b.from_on
    AND a.until_on > b.from_on
"""


@FEW
@given(told=rolls)
def test_a_pupil_is_never_on_a_roll_twice_at_once(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, told: list[list[tuple[str, str, str]]]
) -> None:
    desk = opened.copied_to(tmp_path_factory.mktemp("roll"))
    for number, spells in enumerate(told):
        rows = [
            pupil("E", urn=str(BIRCH), entry_date=entry, leaving_date=leaving, sen_provision=sen)
            for entry, leaving, sen in spells
        ]
        desk.send(pupils(*rows), at=f"2026-01-{16 + number} 18:00")
        connection = connect(desk.home.spill_folder)
        make_roll(connection, desk.known().rows)
        for query in (OVERLAPPING, UNCLEAR):
            assert connection.execute(query).fetchall() == [(0,)]
        connection.close()
