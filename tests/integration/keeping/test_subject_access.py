"""A family asks to see everything held on their child: all of it is there, and what is somebody else's is left out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from schoolward.access.actions import close_record
from schoolward.access.asking import Refused
from schoolward.access.models import BrokenGlass
from schoolward.access.roles import Role
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.audit.recording import record
from schoolward.keeping.actions.giving_access import give_access
from schoolward.keeping.pack_pages import as_html, as_json
from schoolward.people.models import (
    LivesWith,
    Parent,
    Parenthood,
    Pupil,
    PupilUPN,
    Residence,
    Siblings,
)
from schoolward.store.home import Home
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, Borough, invent
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    Desk,
    calendar,
    cohorts,
    marks,
    pupil,
    pupils,
    schools,
    steps,
    upn,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store that knows pupils 1 and 2, with a mark of the first corrected and a row of theirs refused."""
    desk = Desk.empty(tmp_path_factory.mktemp("access"))
    desk.send(
        schools(ALDER, BIRCH),
        calendar("term 2026-01-05 2026-02-13"),
        pupils(pupil("A", forename="Robin", postcode="ZZ1 1ZZ"), "B"),
        cohorts("A looked_after 2025-09-01", "B young_carer 2025-09-01"),
        steps("A penalty_notice PN1 issued 2026-01-02"),
        at="2026-01-04 09:00",
    )
    sent = marks("A 2026-01-12 AM N", "A 2026-01-12 PM I", "B 2026-01-12 AM G")
    desk.send(sent, at="2026-01-12 18:00")
    desk.send(marks("A 2026-01-12 AM L"), at="2026-01-14 18:00")
    desk.send(marks("A 2026-01-13 AM /", school=BIRCH), at="2026-01-15 18:00")
    return desk


@pytest.fixture
def borough(desk: Desk) -> Borough:
    """Robin lives with one parent and not with the other, and has a sibling; an older record was merged."""
    made = invent()
    Pupil.objects.filter(pk=OWN_PUPIL).update(upn=upn("A"))
    PupilUPN.objects.create(pupil_id=OWN_PUPIL, upn=upn("A"), load=1)
    Pupil.objects.create(id=7, upn=upn("G"), surname="Formername", same_as_id=OWN_PUPIL)
    Residence.objects.create(
        pupil_id=OWN_PUPIL, from_on=date(2025, 9, 1), lines="1 Own Street", source="school"
    )
    for name, street, at_home in (("Near", "1 Own Street", True), ("Far", "9 Hidden Lane", False)):
        parent = Parent.objects.create(
            forename=name, surname="Parent", address=street, telephone="020 7946 0000"
        )
        Parenthood.objects.create(
            pupil_id=OWN_PUPIL,
            parent=parent,
            relationship="parent",
            from_on=date(2020, 9, 1),
            source="school",
        )
        if at_home:
            LivesWith.objects.create(
                pupil_id=OWN_PUPIL, parent=parent, from_on=date(2020, 9, 1), source="school"
            )
    Siblings.objects.create(pupil_id=OWN_PUPIL, sibling_id=OTHER_PUPIL, source="school")
    BrokenGlass.objects.create(
        account=made.accounts[Role.VIRTUAL_SCHOOL], record_kind="pupil", record_id=OWN_PUPIL,
        reason="A neighbour rang about shouting", opened_at=NOON, until_at=NOON,
    )  # fmt: skip
    manager = made.accounts[Role.TEAM_MANAGER].actor
    record(EventKind.RECORD_VIEWED, by=manager, at=NOON, about=["pupil:7"], detail={"page": "pupil"})
    return made


def given(borough: Borough, home: Home, *, shows_others: bool = False) -> Any:
    by = borough.accounts[Role.DATA_PROTECTION_OFFICER].actor
    pack = give_access(
        pupil=Pupil.objects.get(pk=OWN_PUPIL), home=home, shows_others=shows_others, by=by, at=NOON
    )
    return json.loads(as_json(pack)), as_html(pack, authority="Testborough").decode()


def held(told: Any, kind: str) -> list[dict[str, Any]]:
    return [row for each in told["held"] if each["kind"] == kind for row in each["records"]]


def test_every_record_of_the_child_is_there_and_nobody_elses(borough: Borough, desk: Desk) -> None:
    told, _ = given(borough, desk.home)
    assert told["records"] == [OWN_PUPIL, 7]
    assert set(told["pupil_numbers"]) == {upn("A"), upn("G")}
    assert {row["Last name"] for row in held(told, "people.pupil")} == {"Example1", "Formername"}
    assert [row["Address"] for row in held(told, "people.residence")] == ["1 Own Street"]
    assert [row["Group"] for row in held(told, "store.cohorts")] == ["looked_after"]
    assert [row["What happened"] for row in held(told, "store.steps")] == ["issued"]
    assert [row["Postcode"] for row in held(told, "store.enrolments")] == ["ZZ1 1ZZ"]
    assert held(told, "people.enrolment")[0]["School"] == "Larkmoor Trust School"
    assert [row["What stood there"] for row in held(told, "store.rejects")] == [upn("A")]
    assert upn("B") not in json.dumps(told)


def test_the_register_is_there_with_its_corrections(borough: Borough, desk: Desk) -> None:
    told, page = given(borough, desk.home)
    marks_told = [
        (row["day"], row["half_of_the_day"], row["code"], row["corrected_by"]) for row in told["register"]
    ]
    assert ("2026-01-12", "AM", "L", None) in marks_told
    assert ("2026-01-12", "PM", "I", None) in marks_told
    assert ("2026-01-12", "AM", "N", "Delivery 3 of 14 January 2026 from a school") in marks_told
    assert len(marks_told) == 3
    assert "Marks that were corrected" in page


def test_who_looked_is_there_by_name(borough: Borough, desk: Desk) -> None:
    told, page = given(borough, desk.home)
    looks = [(row["Who"], row["What they did"]) for row in told["who_looked"]]
    assert ("Team Manager", "looked at a record") in looks
    assert "Team Manager" in page


def test_what_is_somebody_elses_is_left_out_and_says_so(borough: Borough, desk: Desk) -> None:
    told, page = given(borough, desk.home)
    parents = {row["First name"]: row for row in held(told, "people.parent")}
    assert parents["Near"]["Address"] == "1 Own Street"
    assert "does not live" in parents["Far"]["Address"]["left_out"]
    assert "another child" in held(told, "people.siblings")[0]["Brother or sister"]["left_out"]
    assert "other people" in held(told, "access.brokenglass")[0]["Reason"]["left_out"]
    for text in (json.dumps(told), page):
        for theirs in ("Hidden Lane", "Example2", "neighbour"):
            assert theirs not in text


def test_the_officer_can_see_it_marked(borough: Borough, desk: Desk) -> None:
    told, page = given(borough, desk.home, shows_others=True)
    far = next(row for row in held(told, "people.parent") if row["First name"] == "Far")
    assert far["Address"]["value"] == "9 Hidden Lane"
    assert far["Address"]["check_before_giving"]
    assert "For the officer only" in page


def test_the_page_stands_on_its_own(borough: Borough, desk: Desk) -> None:
    _, page = given(borough, desk.home)
    for outside in ("http://", "https://", "src=", "<script", "@import", "url("):
        assert outside not in page
    assert "True" not in page
    assert "None" not in page
    assert "looked after" in page
    first, second = page.index("Who the child is</h2>"), page.index("Schools</h2>")
    assert first < second, "who the child is comes first"


def test_it_is_on_record_and_in_the_register_of_exports(
    borough: Borough, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SCHOOLWARD_HOME", desk.home.folder)
    client = Client()
    client.force_login(borough.accounts[Role.DATA_PROTECTION_OFFICER])
    found = client.post("/subject-access/", {"upn": upn("G")})
    assert found["Location"] == f"/subject-access/{OWN_PUPIL}/", (
        "a merged record leads to the one that is kept"
    )
    said = {"form": "html", "purpose": "Request of the parents of 1 November"}
    answer = client.post(found["Location"], said)
    assert answer["Content-Disposition"].startswith('attachment; filename="everything-held-1-')
    assert b"Everything held about Robin" in answer.content
    made = Event.objects.get(kind=EventKind.SUBJECT_ACCESS_GIVEN.value)
    exported = Event.objects.get(kind=EventKind.EXPORTED.value)
    for event in (made, exported):
        about = Subject.objects.filter(event=event).values_list("subject", flat=True)
        assert set(about) == {"pupil:1", "pupil:7"}
    assert exported.detail is not None
    assert exported.detail["purpose"] == said["purpose"]
    assert not Event.objects.filter(detail__icontains=upn("G")).exists()


def test_a_upn_of_nobody(borough: Borough) -> None:
    client = Client()
    client.force_login(borough.accounts[Role.DATA_PROTECTION_OFFICER])
    answer = client.post("/subject-access/", {"upn": "Z000000000000"})
    assert answer.status_code == 400
    assert "No pupil whose record you may see has that UPN" in answer.content.decode()


def test_a_closed_record_among_those_of_the_child_needs_somebody_named(borough: Borough, desk: Desk) -> None:
    manager = borough.accounts[Role.TEAM_MANAGER]
    close_record(
        record=Pupil.objects.get(pk=7),
        named=[manager],
        reason="The child of a colleague here",
        by=manager.actor,
        at=NOON,
    )
    with pytest.raises(Refused):
        given(borough, desk.home)
    assert not Event.objects.filter(kind=EventKind.SUBJECT_ACCESS_GIVEN.value).exists()


def test_without_a_store_the_database_alone_is_given(borough: Borough, tmp_path: Path) -> None:
    by = borough.accounts[Role.DATA_PROTECTION_OFFICER].actor
    pack = give_access(pupil=Pupil.objects.get(pk=OWN_PUPIL), home=None, shows_others=False, by=by, at=NOON)
    assert pack.marks == ()
    assert b"Everything held about Robin" in as_html(pack, authority="Testborough")


def test_who_may_not_make_it_gets_nothing(borough: Borough, desk: Desk) -> None:
    with pytest.raises(Refused):
        give_access(
            pupil=Pupil.objects.get(pk=OWN_PUPIL), home=desk.home, shows_others=False,
            by=borough.accounts[Role.TEAM_MANAGER].actor, at=NOON,
        )  # fmt: skip
