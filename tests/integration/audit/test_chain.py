"""Holds the record of events to its promise: what was written stays, and whatever is done behind its back shows."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from schoolward.audit.actor import system
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Head, Subject
from schoolward.audit.recording import record
from schoolward.audit.verifying import verify

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BY = system("test")

pytestmark = pytest.mark.django_db


def three_events() -> None:
    for pupil in (1, 2, 3):
        record(EventKind.RECORD_VIEWED, by=BY, at=AT, about=[f"pupil:{pupil}"], detail={"page": "calendar"})


def unguarded(statement: str) -> None:
    """Runs a statement as somebody would who owns the database and took the guards down first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A deferred check of a foreign key must be done before the table can be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("audit_event", "audit_subject"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)


def test_an_untouched_record_is_whole() -> None:
    three_events()
    verdict = verify()
    assert verdict.is_whole
    assert verdict.events == 3
    assert verdict.seal == Event.objects.get(number=3).seal


def test_an_empty_record_is_whole() -> None:
    assert verify().is_whole


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_event SET actor = 'person:9' WHERE number = 2", "event 2 or whom it is about was changed"),
        ("UPDATE audit_event SET actor_name = 'A' WHERE number = 2", "event 2 or whom it is about was changed"),
        ("UPDATE audit_event SET kind = 'exported' WHERE number = 1", "event 1 or whom it is about was changed"),
        ("UPDATE audit_event SET detail = '{}' WHERE number = 3", "the detail of event 3 was changed"),
        ("UPDATE audit_subject SET subject = 'pupil:9' WHERE event_id = 2", "event 2 or whom it is about was changed"),
        ("DELETE FROM audit_subject WHERE event_id = 2", "event 2 or whom it is about was changed"),
        ("UPDATE audit_head SET number = 2", "the end of the record does not fit the last event"),
    ],
)  # fmt: skip
def test_a_change_behind_its_back_shows(statement: str, fault: str) -> None:
    three_events()
    unguarded(statement)
    verdict = verify()
    assert not verdict.is_whole
    assert fault in verdict.faults[0]


def test_a_deleted_event_shows() -> None:
    three_events()
    unguarded("DELETE FROM audit_subject WHERE event_id = 2")
    unguarded("DELETE FROM audit_event WHERE number = 2")
    assert "events 2 to 2 are missing" in verify().faults[0]


def test_a_record_cut_off_at_its_end_shows() -> None:
    three_events()
    noted = verify().seal
    unguarded("DELETE FROM audit_subject WHERE event_id = 3")
    unguarded("DELETE FROM audit_event WHERE number = 3")
    assert verify().faults == ("events 3 to 3 are missing from the end",)
    # Even somebody who mends the end as well is found out by a seal that was noted down elsewhere.
    Head.objects.update(number=2, seal=Event.objects.get(number=2).seal)
    assert verify().is_whole
    assert verify(noted=noted).faults == ("the seal that was noted down is not in the record any more",)


def test_an_event_slipped_in_without_the_key_shows() -> None:
    three_events()
    last = Event.objects.get(number=3)
    Event.objects.create(
        number=4, at=AT, kind="exported", actor="person:1", actor_name="x", detail={}, salt="s",
        detail_digest=last.detail_digest, seal=last.seal,
    )  # fmt: skip
    assert any("event 4" in fault for fault in verify().faults)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'person:9' WHERE number = 2",
        "UPDATE audit_event SET detail = '{}' WHERE number = 2",
        "DELETE FROM audit_event WHERE number = 2",
        "UPDATE audit_subject SET subject = 'pupil:9' WHERE event_id = 2",
        "DELETE FROM audit_subject WHERE event_id = 2",
    ],
)
def test_the_database_itself_refuses(statement: str) -> None:
    three_events()
    refusal = pytest.raises(DatabaseError, match="events are added, never changed")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().is_whole


def test_what_is_written_while_the_record_is_read_is_no_tampering() -> None:
    three_events()

    def go_on_working(_: int) -> None:
        record(EventKind.RECORD_VIEWED, by=BY, at=AT, about=["pupil:9"])

    assert verify(progress=go_on_working).faults == ()


def scrub_details_on_record(*, as_at: str) -> None:
    record(EventKind.RETENTION_APPLIED, by=BY, at=AT, detail={"as_at": as_at, "rows": {"audit.event": 1}})


def test_a_detail_scrubbed_when_its_time_had_come_leaves_the_record_whole() -> None:
    three_events()
    Event.objects.filter(number=2).update(detail=None, salt=None)
    scrub_details_on_record(as_at="2032-11-21")
    assert Event.objects.get(number=2).detail is None
    assert verify().is_whole


@pytest.mark.parametrize("as_at", [None, "2032-11-20"])
def test_a_detail_taken_away_before_its_time_shows(as_at: str | None) -> None:
    three_events()
    Event.objects.filter(number=2).update(detail=None, salt=None)
    if as_at is not None:
        scrub_details_on_record(as_at=as_at)
    assert verify().faults == ("the detail of event 2 is gone before its time",)


def test_every_subject_can_be_looked_up() -> None:
    record(EventKind.RECORDS_LISTED, by=BY, at=AT, about=["pupil:7", "pupil:8", "pupil:7"])
    assert list(Subject.objects.filter(subject="pupil:7").values_list("event_id", flat=True)) == [1]
    assert verify().is_whole
