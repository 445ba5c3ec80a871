"""The rolls and cohorts tell only what could be known on their day, and later files correct earlier ones."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Kind
from tests.unit.demo.small_borough import ReadBorough, ReadDelivery


def _on(received: ReadBorough, on: date) -> ReadDelivery:
    return next(delivery for delivery in received.deliveries if delivery.received_at.date() == on)


def _enrolments(pupils: pa.Table) -> set[tuple[object, ...]]:
    return set(zip(*(pupils[name].to_pylist() for name in ("upn", "urn", "entry_on")), strict=True))


def test_the_first_rolls_know_no_leaver(received: ReadBorough) -> None:
    first = _on(received, date(2025, 9, 1)).of(Kind.PUPILS)
    assert first["leaving_on"].null_count == first.num_rows > 500
    assert set(first["enrolment_status"].to_pylist()) == {"C", "M", "S"}


def test_later_files_tell_of_leavers_that_the_first_had_on_roll(received: ReadBorough) -> None:
    first = _enrolments(_on(received, date(2025, 9, 1)).of(Kind.PUPILS))
    changes = _on(received, date(2025, 12, 22)).of(Kind.PUPILS)
    left = changes.filter(pc.is_valid(changes["leaving_on"]))
    assert left.num_rows
    assert pc.min(left["leaving_on"]).as_py() >= date(2025, 10, 26)
    assert _enrolments(left) & first


def test_a_pupil_s_roll_arrives_no_later_than_the_pupil_s_marks(received: ReadBorough) -> None:
    known: set[tuple[object, object]] = set()
    for delivery in received.deliveries:
        tables = [told.accepted for told in delivery.read.values() if told.kind is Kind.PUPILS]
        for pupils in tables:
            known.update(zip(pupils["upn"].to_pylist(), pupils["urn"].to_pylist(), strict=True))
        for told in delivery.read.values():
            if told.kind is Kind.MARKS and told.accepted.num_rows:
                urns = told.accepted["urn"].drop_null().unique().to_pylist()
                upns = told.accepted["upn"].unique().to_pylist()
                assert len(urns) <= 1
                assert {(upn, urn) for upn in upns for urn in urns} <= known


def test_the_new_year_brings_new_year_groups_from_september(received: ReadBorough) -> None:
    before = _on(received, date(2025, 9, 1)).of(Kind.PUPILS)
    after = _on(received, date(2026, 9, 1)).of(Kind.PUPILS)
    stayed = after.filter(pc.is_null(after["leaving_on"]))
    year_2025 = dict(zip(before["upn"].to_pylist(), before["year_group"].to_pylist(), strict=True))
    year_2026 = dict(zip(stayed["upn"].to_pylist(), stayed["year_group"].to_pylist(), strict=True))
    both = set(year_2025) & set(year_2026)
    assert len(both) > 300
    assert {int(year_2026[upn]) - int(year_2025[upn].replace("R", "0")) for upn in both} == {1}
    assert set(stayed["attributes_from"].to_pylist()) == {date(2026, 9, 1)}
    gone = after.filter(pc.is_valid(after["leaving_on"]))
    assert date(2026, 8, 31) in gone["leaving_on"].to_pylist()
    assert "R" in year_2026.values()


def test_attributes_change_during_the_year(received: ReadBorough) -> None:
    changes = pa.concat_tables(
        [
            told.accepted
            for d in received.deliveries
            for name, told in d.read.items()
            if "pupil-changes" in name
        ]
    )
    changed = changes.filter(pc.greater(changes["attributes_from"], changes["entry_on"]))
    mondays = [
        on for on in changed["attributes_from"].to_pylist() if on > date(2025, 9, 1) and on.weekday() == 0
    ]
    assert mondays


def test_cohort_spells_end_only_when_they_have_ended(received: ReadBorough) -> None:
    told_open: set[tuple[object, ...]] = set()
    closed_later = 0
    cohorts: set[str] = set()
    for delivery in received.deliveries:
        for told in delivery.read.values():
            if told.kind is not Kind.COHORTS:
                continue
            rows = told.accepted
            cohorts.update(rows["cohort"].to_pylist())
            for upn, cohort, begun, until in zip(
                *(rows[name].to_pylist() for name in ("upn", "cohort", "from_on", "until_on")), strict=True
            ):
                assert begun <= delivery.received_at.date()
                assert until is None or begun <= until <= delivery.received_at.date()
                if until is None:
                    told_open.add((upn, cohort, begun))
                else:
                    closed_later += (upn, cohort, begun) in told_open
    assert closed_later
    assert {"looked_after", "child_in_need", "social_worker", "ehcp", "young_carer"} <= cohorts
