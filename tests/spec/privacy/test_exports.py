"""What leaves the house leaves by one door, which writes down what, by which filters, how much, and for what."""

import csv
import hashlib
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.access.roles import Role
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.audit.recording import record
from schoolward.keeping.actions.exporting import ExportedFile, exported
from schoolward.web.exporting import inert
from tests.spec.access.borough import OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FILE = ExportedFile(
    content=b"name\nRobin\n", name="pupils.csv", format="csv", what="pupils", rows=1, filters={"school": "900001"},
    pupils=frozenset({1}),
)  # fmt: skip


@pytest.fixture
def borough() -> Borough:
    return invent()


def test_an_export_is_on_record_with_all_that_it_was(borough: Borough) -> None:
    by = borough.accounts[Role.TEAM_MANAGER].actor
    assert exported(file=FILE, purpose="For the panel on Monday", by=by, at=AT) == FILE.content
    event = Event.objects.get(kind=EventKind.EXPORTED.value)
    assert event.detail == {
        "what": "pupils",
        "file": "pupils.csv",
        "format": "csv",
        "rows": 1,
        "pupils": 1,
        "filters": {"school": "900001"},
        "sha256": hashlib.sha256(FILE.content).hexdigest(),
        "purpose": "For the panel on Monday",
    }
    assert list(Subject.objects.filter(event=event).values_list("subject", flat=True)) == ["pupil:1"]


def test_without_purpose_or_permission_nothing_leaves(borough: Borough) -> None:
    with pytest.raises(CannotBeDone, match="what you need the file for"):
        exported(file=FILE, purpose=" panel ", by=borough.accounts[Role.TEAM_MANAGER].actor, at=AT)
    with pytest.raises(Refused):
        exported(
            file=FILE, purpose="For the panel on Monday", by=borough.accounts[Role.TRUST_LEAD].actor, at=AT
        )
    assert not Event.objects.filter(kind=EventKind.EXPORTED.value).exists()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+44", "'+44"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("Anne-Marie", "Anne-Marie"), (None, ""), (12, "12"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_can_act(cell: object, written: str) -> None:
    assert inert(cell) == written


def test_the_events_that_a_search_shows_as_a_file(borough: Borough) -> None:
    manager = borough.accounts[Role.TEAM_MANAGER]
    record(
        EventKind.RECORD_VIEWED, by=manager.actor, at=AT, about=[f"pupil:{OWN_PUPIL}"], detail={"note": "=x"}
    )
    client = Client()
    client.force_login(borough.accounts[Role.DATA_PROTECTION_OFFICER])
    asked = f"/audit/file/?kind=record.viewed&who={manager.pk}"
    assert "1 event fits your search" in client.get(asked).content.decode()
    refused = client.post(asked, {"purpose": "Why not"})
    assert refused.status_code == 400
    assert "what you need the file for" in refused.content.decode()
    answer = client.post(asked, {"purpose": "A complaint by the family"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Number", "When", "What", "About", "Details"]
    assert rows[1][1:] == [
        "2026-11-20 09:30:00",
        "Team Manager looked at a record",
        "Robin Example1",
        "note: =x",
    ]
    event = Event.objects.get(kind=EventKind.EXPORTED.value)
    assert event.detail is not None
    assert event.detail["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert event.detail["filters"]["done by"] == str(manager.actor)
    page = client.get("/audit/exports/").content.decode()
    assert "A complaint by the family" in page
    assert event.detail["sha256"] in page


def test_a_scrubbed_export_still_stands_in_the_register(borough: Borough) -> None:
    exported(
        file=FILE, purpose="For the panel on Monday", by=borough.accounts[Role.TEAM_MANAGER].actor, at=AT
    )
    Event.objects.filter(kind=EventKind.EXPORTED.value).update(detail=None, salt=None)
    client = Client()
    client.force_login(borough.accounts[Role.DATA_PROTECTION_OFFICER])
    assert "The details have been deleted" in client.get("/audit/exports/").content.decode()
