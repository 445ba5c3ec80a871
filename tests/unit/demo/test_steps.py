"""The steps are told in the law's words, on their day and not before, each reference whole, and as a borough would."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from schoolward.demo.borough import SEED, BoroughSummary, invent_borough
from schoolward.demo.dates import FIRST_LOAD_ON, UNTIL, last_school_weekday, next_school_weekday
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_years import register_years
from schoolward.demo.steps.borough_steps import borough_matters
from schoolward.demo.steps.matter import FIXED, PREFIXES, SOURCES, SchoolDay, matter
from schoolward.demo.steps.signs import signs_of
from schoolward.demo.steps.telling import dated, numbered
from schoolward.demo.stories.every_story import STORIES
from schoolward.intake.batches import Kind
from schoolward.law.steps import EVENTS, FIXED_AHEAD, Detail, StepKind
from tests.unit.demo.small_borough import ReadBorough


def _rows(received: ReadBorough) -> list[tuple[date, dict[str, Any]]]:
    """Every row of steps with the day on which it came."""
    return [
        (delivery.received_at.date(), row)
        for delivery in received.deliveries
        for told in delivery.read.values()
        if told.kind is Kind.STEPS
        for row in told.accepted.to_pylist()
    ]


def test_kinds_and_events_are_the_law_s() -> None:
    assert set(PREFIXES) == set(SOURCES) == {kind.value for kind in StepKind}
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert {name for events in EVENTS.values() for name in events} > FIXED
    for story in STORIES:
        for told in story.matters:
            for event in told.events:
                wanted = EVENTS[StepKind(told.kind)][event.name]
                assert bool(event.detail) == (wanted is not Detail.NONE), (story.name, event)
    with pytest.raises(ValueError, match="no kind of step"):
        matter("threat", ("letter", 1))


def test_every_step_can_be_read_and_is_counted(written: BoroughSummary, received: ReadBorough) -> None:
    rows = _rows(received)
    assert len(rows) == written.steps > 800
    assert not [
        reason for reason in received.refused if reason.startswith("step") or "duplicate_step" in reason
    ]
    kinds = {row["kind"] for _, row in rows}
    assert kinds == {kind.value for kind in StepKind}
    assert {row["source"] for _, row in rows} == set(SOURCES.values())
    assert {row["parent"] for _, row in rows} <= {None, "A", "B"}


def test_nothing_is_told_before_it_has_happened(received: ReadBorough) -> None:
    ahead = 0
    for came_on, row in _rows(received):
        if row["on"] > came_on:
            assert row["event"] in FIXED_AHEAD
            ahead += 1
    assert ahead


def test_a_reference_is_one_child_s_and_each_telling_holds_the_earlier_ones(received: ReadBorough) -> None:
    children: dict[object, set[object]] = defaultdict(set)
    tellings: dict[object, dict[date, set[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(set))
    for came_on, row in _rows(received):
        children[row["reference"]].add(row["upn"])
        tellings[row["reference"]][came_on].add((row["event"], row["on"], row["detail"], row["parent"]))
    assert {len(upns) for upns in children.values()} == {1}
    grown = 0
    for told in tellings.values():
        days = sorted(told)
        for before, after in pairwise(days):
            assert told[before] < told[after]
            grown += 1
    assert grown > 50


def test_a_child_is_on_a_roll_that_is_told_by_then(received: ReadBorough) -> None:
    known: set[object] = set()
    for delivery in received.deliveries:
        tables: dict[Kind, list[pa.Table]] = {Kind.PUPILS: [], Kind.STEPS: []}
        for told in delivery.read.values():
            if told.kind in tables:
                tables[told.kind].append(told.accepted)
        for pupils in tables[Kind.PUPILS]:
            known.update(zip(pupils["upn"].to_pylist(), pupils["urn"].to_pylist(), strict=True))
        for steps in tables[Kind.STEPS]:
            assert set(zip(steps["upn"].to_pylist(), steps["urn"].to_pylist(), strict=True)) <= known


def test_a_matter_is_told_from_the_first_thing_that_happened_in_it() -> None:
    told = dated(
        matter(
            "penalty_notice", ("issued", 10), ("offence_from", SchoolDay(2)), ("paid", 3, "80"), parent="A"
        ),
        upn="A",
        urn=1,
        last_on=date(2026, 10, 20),
        school_days=[date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 7)],
    )
    assert [(event.name, event.on, event.told_on) for event in told.events] == [
        ("issued", date(2026, 10, 10), date(2026, 10, 10)),
        ("offence_from", date(2026, 10, 5), date(2026, 10, 10)),
        ("paid", date(2026, 10, 17), date(2026, 10, 17)),
    ]
    answer = matter("other_authority", ("asked", 9, "357"), ("notice_issued", date(2025, 6, 9), "", 4))
    later = dated(answer, upn="B", urn=1, last_on=date(2026, 11, 20))
    assert later.events[1].told_on == date(2026, 11, 16)
    first, second = numbered([later, told])
    assert (first.reference, second.reference) == ("OA-2026-0001", "PN-2026-0001")


def test_joiners_and_leavers_are_told_of_in_time_late_or_not_at_all(received: ReadBorough) -> None:
    entries: dict[tuple[object, object], date] = {}
    for delivery in received.deliveries:
        if "rolls" in delivery.names[0]:
            continue
        for told in delivery.read.values():
            if told.kind is Kind.PUPILS:
                for row in told.accepted.to_pylist():
                    if row["entry_on"] > date(2025, 9, 1):
                        entries[row["upn"], row["urn"]] = row["entry_on"]
    returned = {
        (row["upn"], row["urn"]): row["on"] for _, row in _rows(received) if row["kind"] == "new_pupil_return"
    }
    days = Counter((returned[key] - on).days if key in returned else None for key, on in entries.items())
    assert days[None] >= 1
    assert sum(count for late, count in days.items() if late is not None and late <= 5) > 0.6 * len(entries)
    grounds = Counter(row["detail"] for _, row in _rows(received) if row["event"] == "deleted")
    assert set(grounds) > {"a", "g"}


def test_school_weekdays_lie_in_term() -> None:
    assert next_school_weekday(date(2025, 10, 25)) == date(2025, 11, 3)
    assert next_school_weekday(date(2025, 11, 4)) == date(2025, 11, 4)
    assert last_school_weekday(date(2026, 8, 24)) == date(2026, 7, 21)
    assert last_school_weekday(date(2025, 8, 24)) == date(2025, 8, 24)


def test_no_child_is_told_of_before_its_entry() -> None:
    borough, cohorts = invent_borough(seed=SEED, pupils=6_000, until=UNTIL)
    signs = [signs_of(year, draw_register(year)[0]) for year in register_years(borough, until=UNTIL)]
    matters = borough_matters(borough, cohorts, signs, until=UNTIL)
    urn = np.array([school.urn for school in borough.schools])[borough.book.school].tolist()
    upn = borough.told.upn.astype("U13").tolist()
    first: dict[tuple[str, int], date] = {}
    for key, entry in zip(zip(upn, urn, strict=True), borough.book.entry.tolist(), strict=True):
        first[key] = min(entry, first.get(key, entry))
    assert len(matters) > 2_500
    for told in matters:
        assert first[told.upn, told.urn] <= max(told.first_told_on, FIRST_LOAD_ON), told
    assert len({told.reference for told in matters}) == len(matters)
