"""What the borough's schools send is what the intake reads: every mark once, and only the planted rows refused."""

from collections import Counter
from datetime import date

import pyarrow.compute as pc

from schoolward.demo.borough import BoroughSummary
from schoolward.demo.deliveries import plan_deliveries
from schoolward.intake.batches import Kind
from tests.unit.demo.small_borough import ReadBorough, mark_keys

DECIDED_BY_THE_ROLL = "not_on_roll"


def test_every_file_is_recognised_and_listed_once(written: BoroughSummary, received: ReadBorough) -> None:
    assert received.unrecognised == []
    listed = [name for delivery in received.deliveries for name in delivery.names]
    on_disk = [path for path in written.folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert len(listed) == len(set(listed)) == len(on_disk) == written.files
    assert written.bytes_written == sum(path.stat().st_size for path in on_disk)


def test_the_forms_are_all_there(received: ReadBorough) -> None:
    forms = Counter(told.format for delivery in received.deliveries for told in delivery.read.values())
    assert set(forms) == {
        "schools CSV",
        "calendar CSV",
        "pupils CSV",
        "cohorts CSV",
        "steps CSV",
        "marks CSV, long",
        "marks CSV, wide by day",
        "marks CSV, wide by week",
        "CTF attendance",
        "Wonde session attendance",
    }


def test_refused_rows_are_the_planted_ones(written: BoroughSummary, received: ReadBorough) -> None:
    planted = Counter(written.refused)
    del planted[DECIDED_BY_THE_ROLL]
    assert received.refused == planted
    assert {
        "upn_check_letter",
        "date_not_real",
        "duplicate_mark",
        "conflicting_marks",
        "code_unknown",
    } <= set(planted)
    assert 20 < planted.total() < 400


def test_the_deliveries_arrive_in_order(received: ReadBorough) -> None:
    arrivals = [delivery.received_at for delivery in received.deliveries]
    assert arrivals == sorted(arrivals)
    assert len(arrivals) == len(plan_deliveries(date(2026, 11, 20))) == 17


def test_nothing_is_sent_before_it_has_happened(received: ReadBorough) -> None:
    for delivery in received.deliveries:
        for told in delivery.read.values():
            if told.kind is Kind.MARKS and told.accepted.num_rows:
                assert pc.max(told.accepted["date"]).as_py() <= delivery.received_at.date()
            if told.kind is Kind.PUPILS:
                for column in ("entry_on", "leaving_on", "attributes_from"):
                    latest = pc.max(told.accepted[column]).as_py()
                    assert latest is None or latest <= delivery.received_at.date()


def test_first_sent_marks_come_once_and_again_only_with_the_revisions(
    written: BoroughSummary, received: ReadBorough
) -> None:
    """Each half-term's own delivery has every mark once; filler of days without school aside."""
    first: Counter[tuple[object, ...]] = Counter()
    for delivery in received.deliveries:
        if "revised" in delivery.names[0] or "rolls" in delivery.names[0]:
            continue
        for name, told in delivery.read.items():
            if told.kind is Kind.MARKS:
                kept = told.accepted.filter(pc.not_equal(told.accepted["code"].cast("string"), "#"))
                first.update(mark_keys(kept))
                assert name.startswith(delivery.names[0].partition("/")[0])
    assert max(first.values()) == 1
    refused_marks = sum(written.refused.values())
    marks = written.marks[2025] + written.marks[2026]
    assert marks - refused_marks <= first.total() <= marks


def test_revisions_settle_three_in_five_open_reasons(received: ReadBorough) -> None:
    codes: dict[tuple[object, ...], str] = {}
    reopened = 0
    first: set[tuple[object, ...]] = set()
    for delivery in received.deliveries:
        for told in delivery.read.values():
            if told.kind is not Kind.MARKS:
                continue
            for key, code in zip(mark_keys(told.accepted), told.accepted["code"].to_pylist(), strict=True):
                if code == "N":
                    reopened += codes.get(key, "N") != "N"
                    first.add(key)
                codes[key] = code
    last = delivery.received_at.date()
    assert last == date(2026, 11, 20)
    settled = [codes[key] for key in first if key[2] < date(2026, 11, 1)]  # type: ignore[operator]
    assert len(settled) > 50
    assert reopened == 0
    assert 0.45 < sum(code != "N" for code in settled) / len(settled) < 0.75
    assert set(settled) <= {"N", "I", "O"}


def test_one_school_stops_sending_and_its_roll_goes_on(received: ReadBorough) -> None:
    latest: dict[object, date] = {}
    rolls: set[object] = set()
    for delivery in received.deliveries:
        for told in delivery.read.values():
            if told.kind is Kind.MARKS and told.accepted.num_rows:
                school = told.accepted["urn"][0].as_py() or told.accepted["laestab"][0].as_py()
                sent = pc.max(told.accepted["date"]).as_py()
                latest[school] = max(sent, latest.get(school, sent))
            elif told.kind is Kind.PUPILS and delivery.received_at.date() == date(2026, 9, 1):
                rolls.update(told.accepted["urn"].to_pylist())
    (quiet,) = [school for school, sent in latest.items() if sent < date(2026, 11, 1)]
    assert latest[quiet] == date(2026, 5, 14)
    assert quiet in rolls
